/** What holds for all, and what is one's own. */

import {get} from '../api.js';
import {h, theirs} from '../dom.js';
import {copyable} from '../parts/copy.js';
import {cards, head, panel} from '../parts/head.js';
import {keepingPanel} from '../parts/keeping.js';
import {loaded} from '../parts/states.js';
import {tokensPanel} from '../parts/tokens.js';
import {passwordPanel, usersPanel} from '../parts/users.js';
import {session} from '../session.js';

export function page(view) {
  const admin = session.me.admin;
  return [
    head(view, {
      title: 'Settings',
      about: ['Signed in as ', theirs(session.me.user), admin ? ', an administrator.' : '.'],
      time: false,
    }),
    panel(
      'Connect an application',
      loaded(view, {
        lines: 3,
        load: signal => get('/api/setup', {}, signal),
        show: setup => [
          copyable(setup.javaagent_line, 'the line for an application'),
          h('p', {class: 'hint'}, ['Events are taken at ', h('code', {}, setup.endpoint), '.']),
        ],
      }),
      {name: 'connect', wide: true},
    ),
    cards([
      admin ? tokensPanel(view) : null,
      admin ? usersPanel(view) : null,
      passwordPanel(),
      panel(
        'JSON API',
        h('p', {}, [
          'Everything on these pages is in the JSON API: ',
          h('a', {href: '/openapi.json'}, 'its description'),
          '. Programs send ',
          h('code', {}, 'Authorization: Bearer'),
          ' with an API key.',
        ]),
        {name: 'api'},
      ),
    ]),
    admin ? keepingPanel() : null,
  ];
}
