/** Ingest tokens, with which agents deliver, and API keys, with which programs ask. */

import {get, send} from '../api.js';
import {h, theirs} from '../dom.js';
import {confirmed} from './confirm.js';
import {copyable} from './copy.js';
import {agoCell} from './customer-cells.js';
import {form} from './form.js';
import {panel} from './head.js';
import {loaded, nothing} from './states.js';
import {table} from './table.js';

const KINDS = [
  ['ingest', 'Ingest token, for agents'],
  ['api', 'API key, for programs'],
];

/** The list, and the making of new ones. */
export function tokensPanel(view) {
  const list = loaded(view, {
    load: signal => get('/api/tokens', {}, signal),
    show: answer =>
      answer.tokens.length === 0
        ? nothing('There is no token.', 'Without one no agent can deliver.')
        : table({caption: 'Tokens', columns: columns(list), rows: answer.tokens, rowName: row => row.name}),
  });
  return panel(
    'Tokens',
    [
      list,
      form({
        fields: [
          {name: 'kind', label: 'Kind', options: KINDS},
          {name: 'name', label: 'Name', required: true, maxlength: 64, placeholder: 'payments in production'},
        ],
        button: 'Make one',
        act: async values => {
          const made = await send('POST', '/api/tokens', null, values);
          list.reload();
          return [h('p', {}, 'This is shown once; it is not kept here:'), copyable(made.secret, 'the new token')];
        },
      }),
    ],
    {name: 'tokens'},
  );
}

function columns(list) {
  return [
    {name: 'Name', main: true, class: 'grow', cell: row => theirs(row.name)},
    {name: 'Kind', cell: row => (row.kind === 'api' ? 'API key' : 'ingest')},
    {name: 'Begins with', least: 'm', cell: row => h('code', {}, row.hint ?? '')},
    {name: 'Made', least: 'm', cell: row => agoCell(row.created)},
    {
      name: 'Withdraw',
      unseen: true,
      number: true,
      cell: row =>
        confirmed('Withdraw', 'Really withdraw it?', async () => {
          await send('DELETE', '/api/tokens', {id: row.id});
          await list.reload();
        }),
    },
  ];
}
