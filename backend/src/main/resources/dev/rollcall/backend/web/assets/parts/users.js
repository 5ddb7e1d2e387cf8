/** The people who may sign in, and one's own password. */

import {get, send} from '../api.js';
import {h, theirs} from '../dom.js';
import {session} from '../session.js';
import {confirmed} from './confirm.js';
import {agoCell} from './customer-cells.js';
import {form} from './form.js';
import {panel} from './head.js';
import {loaded} from './states.js';
import {table} from './table.js';

const LEAST = 8;

/** One's own password. */
export function passwordPanel() {
  return panel(
    'Your password',
    form({
      fields: [
        {name: 'old', label: 'Password now', type: 'password', required: true, autocomplete: 'current-password'},
        {
          name: 'new',
          label: 'New password',
          type: 'password',
          required: true,
          minlength: LEAST,
          autocomplete: 'new-password',
        },
      ],
      button: 'Change it',
      act: async values => {
        await send('PUT', '/api/password', null, values);
        return 'It is changed.';
      },
    }),
    {name: 'password'},
  );
}

/** Everybody, and the adding of others. */
export function usersPanel(view) {
  const list = loaded(view, {
    load: signal => get('/api/users', {}, signal),
    show: answer => table({caption: 'People', columns: columns(list), rows: answer.users, rowName: row => row.user}),
  });
  return panel(
    'People',
    [
      list,
      form({
        fields: [
          {name: 'user', label: 'Name', required: true, maxlength: 64, autocomplete: 'off'},
          {
            name: 'password',
            label: 'First password',
            type: 'password',
            required: true,
            minlength: LEAST,
            autocomplete: 'new-password',
          },
          {name: 'admin', label: 'Administrator', type: 'checkbox'},
        ],
        button: 'Add',
        act: async values => {
          await send('POST', '/api/users', null, values);
          list.reload();
          return h('p', {}, [theirs(values.user), ' can sign in now.']);
        },
      }),
    ],
    {name: 'users'},
  );
}

function columns(list) {
  return [
    {name: 'Name', main: true, class: 'grow', cell: row => theirs(row.user)},
    {name: 'Role', cell: row => (row.admin ? 'administrator' : 'reader')},
    {name: 'Since', least: 'm', cell: row => agoCell(row.created)},
    {
      name: 'Remove',
      unseen: true,
      number: true,
      cell: row =>
        row.user === session.me.user
          ? 'you'
          : confirmed('Remove', 'Really remove?', async () => {
              await send('DELETE', '/api/users', {user: row.user});
              await list.reload();
            }),
    },
  ];
}
