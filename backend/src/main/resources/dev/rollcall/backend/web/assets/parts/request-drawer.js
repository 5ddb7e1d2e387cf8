/** One request in full, at the side of the page: every field that is stored. */

import {note, toCustomer} from '../address.js';
import {get} from '../api.js';
import {h, theirs} from '../dom.js';
import {bytes, count, duration, exact, moment} from '../format.js';
import {icon} from './icons.js';
import {loaded} from './states.js';
import {statusBadge} from './table.js';

/** Fields in groups, each with the name people know it by; what is not named here is shown below, by its own name. */
const GROUPS = [
  [
    'Request',
    [
      ['ts', 'Time'],
      ['method', 'Method'],
      ['route', 'End point'],
      ['route_inferred', 'Guessed'],
      ['path', 'Path'],
      ['scheme', 'Scheme'],
      ['host', 'Host'],
      ['protocol', 'HTTP'],
      ['request_bytes', 'Size'],
    ],
  ],
  [
    'Response',
    [
      ['status', 'Status'],
      ['outcome', 'Outcome'],
      ['error_type', 'Error'],
      ['duration_us', 'Load time'],
      ['response_bytes', 'Size'],
    ],
  ],
  [
    'Customer',
    [
      ['customer_id', 'Id'],
      ['customer_name', 'Name'],
      ['customer_kind', 'Kind'],
      ['customer_source', 'Found by'],
      ['customer_accepted', 'Accepted'],
      ['end_user', 'End user'],
      ['plan', 'Plan'],
      ['credential_hash', 'Credential (hash)'],
    ],
  ],
  [
    'Caller',
    [
      ['threat', 'Threat'],
      ['device', 'Device'],
      ['ai_agent', 'AI agent'],
      ['client_ip', 'Address'],
      ['country', 'Location'],
      ['user_agent', 'User agent'],
      ['sdk_version', 'SDK'],
    ],
  ],
  [
    'Application',
    [
      ['api', 'API'],
      ['service', 'Service'],
      ['environment', 'Environment'],
      ['instance', 'Instance'],
      ['agent_version', 'Agent'],
    ],
  ],
];

const WRITTEN = {
  ts: value => h('time', {datetime: value, title: exact(value)}, `${moment(value)} UTC`),
  status: statusBadge,
  route_inferred: () => 'from the path, by the agent',
  duration_us: value => `${duration(value)} (${count(value)} µs)`,
  request_bytes: value => `${bytes(value)} (${count(value)} bytes)`,
  response_bytes: value => `${bytes(value)} (${count(value)} bytes)`,
  customer_accepted: value => (value ? 'yes' : 'no'),
  customer_id: value => h('a', {href: toCustomer(value)}, theirs(value)),
  threat: value => h('span', {class: `threat threat-${value}`}, value),
};

/** Opens it. The address names it while it is open, so that it can be sent to a colleague. */
export function showRequest(view, id) {
  const dialog = h('dialog', {class: 'drawer', 'aria-label': 'Request'}, [
    h('div', {class: 'drawer-head'}, [
      h('h2', {}, 'Request'),
      h(
        'button',
        {type: 'button', class: 'quiet', autofocus: true, onclick: () => dialog.close()},
        icon('close'),
        h('span', {class: 'unseen'}, 'Close'),
      ),
    ]),
    loaded(view, {
      lines: 14,
      load: signal => get('/api/request', {id}, signal),
      show: answer => fields(answer.request ?? answer),
    }),
  ]);
  dialog.addEventListener('click', event => {
    if (event.target === dialog) {
      dialog.close();
    }
  });
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (!view.signal.aborted) {
      note({request: null});
    }
  });
  view.signal.addEventListener('abort', () => dialog.close());
  note({request: id});
  document.body.append(dialog);
  dialog.showModal();
}

function fields(answer) {
  // An end point that the framework has named needs no word on it.
  const request = {...answer, route_inferred: answer.route_inferred === true ? true : null};
  const told = new Set(['event', 'kind', 'event_id', 'name', 'count', 'duration_buckets', 'properties']);
  const parts = GROUPS.map(([title, list]) => {
    list.forEach(([key]) => told.add(key));
    return group(
      title,
      list.filter(([key]) => present(request[key])).map(([key, name]) => [name, written(key, request)]),
    );
  });
  const properties = Object.entries(request.properties ?? {}).map(([key, value]) => [key, plain(value)]);
  const rest = Object.keys(request)
    .filter(key => !told.has(key) && present(request[key]))
    .map(key => [key, plain(request[key])]);
  return [
    h('p', {class: 'drawer-line'}, [
      theirs(request.method ?? '', {class: 'method'}),
      theirs(request.path ?? request.route ?? '', {class: 'drawer-path'}),
      statusBadge(request.status),
    ]),
    request.count > 1
      ? h(
          'p',
          {class: 'hint'},
          `${count(request.count)} requests counted together: durations and sizes are sums, details were not kept.`,
        )
      : null,
    parts,
    group('Properties', properties),
    group('More', [...rest, ['event_id', plain(request.event_id)]]),
  ];
}

function group(title, list) {
  return list.length === 0
    ? null
    : h('section', {class: 'group'}, [
        h('h3', {}, title),
        h(
          'dl',
          {class: 'fields'},
          list.map(([name, value]) => [h('dt', {}, theirs(name)), h('dd', {}, value)]),
        ),
      ]);
}

function written(key, request) {
  const write = WRITTEN[key];
  return write ? write(request[key]) : plain(request[key]);
}

function plain(value) {
  return theirs(typeof value === 'object' ? JSON.stringify(value) : value, {class: 'plain'});
}

function present(value) {
  return value !== null && value !== undefined && value !== '';
}
