/** Before the first request: the line that puts the agent under an application. Turns into data by itself. */

import {get, isAbort} from '../api.js';
import {go, to} from '../address.js';
import {h} from '../dom.js';
import {copyable} from './copy.js';
import {head} from './head.js';
import {say} from './toast.js';
import {loaded} from './states.js';
import {refreshApis, session} from '../session.js';

const WAIT_MILLIS = 2000;

/** The page of a workspace without events. */
export function firstSteps(view) {
  watch(view);
  return [
    head(view, {
      title: 'Waiting for the first request',
      about: 'This page turns into figures by itself when it comes.',
      time: false,
    }),
    h('div', {class: 'setup panel'}, [
      loaded(view, {
        lines: 5,
        load: signal => get('/api/setup', {}, signal),
        show: setup => [
          step(1, 'Start your application with the agent', [
            copyable(setup.javaagent_line, 'the line for your application'),
            setup.javaagent_line.includes('<') ? tokenHint(setup) : null,
          ]),
          step(2, 'Call it', [
            h('p', {}, [
              'Every request is counted. Whose it is comes from what it carries: a header ',
              h('code', {}, 'X-Customer-ID'),
              ', the subject of a bearer token, the name of a login, or a hash of its API key.',
            ]),
          ]),
          step(3, 'See who called', [
            h('p', {class: 'waiting', role: 'status'}, [
              h('span', {class: 'pulse', 'aria-hidden': 'true'}),
              h('span', {}, ['Listening at ', h('code', {}, setup.endpoint), ' …']),
            ]),
          ]),
        ],
      }),
    ]),
  ];
}

function step(number, title, content) {
  return h('section', {class: 'step'}, [
    h('span', {class: 'step-number', 'aria-hidden': 'true'}, number),
    h('div', {class: 'step-body'}, [h('h2', {}, title), content]),
  ]);
}

function tokenHint(setup) {
  return h('p', {class: 'hint'}, [
    'The ingest token was printed, or chosen, when the backend was started for the first time',
    setup.token_hint ? [', and begins with ', h('code', {}, setup.token_hint)] : null,
    '. A new one is made in ',
    h('a', {href: to('/settings')}, 'Settings'),
    '.',
  ]);
}

/** Asks until there is something. */
function watch(view) {
  const ask = async () => {
    if (view.signal.aborted) {
      return;
    }
    try {
      const workspace = await get('/api/workspace', {window: '24h'}, view.signal);
      if (workspace.has_events) {
        await refreshApis();
        say('The first request is here.');
        go(to('/', {api: null, window: null, from: null, to: null}));
        return;
      }
    } catch (problem) {
      if (isAbort(problem) || problem.status === 401) {
        return;
      }
      // The backend may be starting anew; it is asked again.
    }
    setTimeout(ask, WAIT_MILLIS);
  };
  session.hasEvents = false;
  setTimeout(ask, WAIT_MILLIS);
}
