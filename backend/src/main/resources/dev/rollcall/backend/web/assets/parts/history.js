/** The history of requests: of a customer, an API or all; filtered, searched, sorted, page by page; each opens in full. */

import {address, file, get} from '../api.js';
import {here, toCustomer} from '../address.js';
import {h, put, theirs} from '../dom.js';
import {bytes, count, duration, exact, moment} from '../format.js';
import {endpointsOf} from './endpoints.js';
import {further} from './further.js';
import {icon} from './icons.js';
import {showRequest} from './request-drawer.js';
import {save} from './save.js';
import {searchField} from './search.js';
import {loaded, nothing} from './states.js';
import {statusBadge, table} from './table.js';
import {say} from './toast.js';

const AT_A_TIME = 50;
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const CLASSES = [
  ['2', '2xx success'],
  ['3', '3xx redirect'],
  ['4', '4xx client error'],
  ['5', '5xx server error'],
];
const OUTCOMES = ['ok', 'aborted', 'timeout', 'error'];
const KEYS = ['method', 'status_class', 'route', 'outcome', 'search', 'sort', 'order'];

/** What the columns tell of a request. */
const CELLS = {
  time: {
    name: 'Time',
    sort: 'time',
    least: 's',
    cell: row => h('time', {datetime: row.ts, title: exact(row.ts), class: 'at'}, moment(row.ts)),
  },
  method: {name: 'Method', cell: row => theirs(row.method ?? '–', {class: 'method'})},
  response: {name: 'Response', sort: 'status', cell: row => statusBadge(row.status)},
  name: {name: 'Name', main: true, class: 'grow', cell: row => nameOf(row)},
  // Where there is no room for a column of customers.
  nameOfAll: {name: 'Name', main: true, class: 'grow', cell: row => nameOf(row, whoOf(row))},
  customer: {name: 'Customer', least: 'm', cell: customerOf},
  loadTime: {name: 'Load time', sort: 'duration', number: true, least: 's', cell: timeOf},
  size: {
    name: 'Size',
    sort: 'size',
    number: true,
    least: 'l',
    hint: 'of the response',
    cell: row => bytes(row.response_bytes),
  },
  threat: {name: 'Threat', least: 'm', cell: threatOf},
  device: {name: 'Device', least: 'l', cell: row => row.device ?? '–'},
  agent: {name: 'AI agent', least: 'l', cell: row => theirs(row.ai_agent ?? '–')},
  location: {name: 'Location', least: 'l', cell: row => theirs(row.country ?? '–')},
};

/** Names of the columns of a customer's history; those of all requests have the customer too. */
const OWN = ['method', 'response', 'name', 'loadTime', 'size', 'threat', 'device', 'agent', 'location', 'time'];
const ALL = [
  'method',
  'response',
  'nameOfAll',
  'customer',
  'loadTime',
  'size',
  'threat',
  'device',
  'agent',
  'location',
  'time',
];

/** The columns of requests, with links that are given; for the live stream too. */
export function requestColumns(withCustomer, sortable = true) {
  return (withCustomer ? ALL : OWN).map(name => (sortable ? CELLS[name] : {...CELLS[name], sort: undefined}));
}

/**
 * The history.
 *
 * @param who the parameters that name the customer, or nothing for all
 * @param endpoints asks which end points can be chosen
 */
export function history(view, who = null, endpoints = endpointsOf(view, who)) {
  const chosen = {};
  for (const key of KEYS) {
    chosen[key] = view.params.get(key);
  }
  const csv = h('a', {class: 'button', download: 'requests.csv', onclick: saveCsv}, icon('down'), 'CSV');
  const question = after => view.ask({...who, ...chosen, limit: AT_A_TIME, after});
  const list = loaded(view, {lines: 10, load: signal => get('/api/requests', question(null), signal), show: rows});

  function rows(answer) {
    csv.setAttribute('href', address('/api/requests.csv', {...view.ask(who ?? {}), ...chosen}));
    clear.hidden = !KEYS.some(key => chosen[key] && key !== 'sort' && key !== 'order');
    if (answer.requests.length === 0) {
      return clear.hidden
        ? nothing('No requests in this time.', 'Requests are kept one by one for a limited time; their sums stay.')
        : nothing('No request is like this.', 'Fewer filters, or a longer time, may find some.');
    }
    const box = table({
      caption: 'Requests',
      columns: requestColumns(who === null),
      rows: answer.requests,
      rowName: row => row.event_id,
      sorted: {by: chosen.sort ?? 'time', order: chosen.order === 'asc' ? 'asc' : 'desc', change: sortBy},
    });
    return [
      box,
      further(view, answer, {
        more: after => get('/api/requests', question(after), view.signal),
        take: more => box.appendRows(more.requests),
      }),
    ];
  }

  async function saveCsv(event) {
    event.preventDefault();
    const url = csv.getAttribute('href');
    if (url === null || csv.hasAttribute('aria-busy')) {
      return;
    }
    csv.setAttribute('aria-busy', 'true');
    try {
      save(await file(url), 'requests.csv');
    } catch (problem) {
      say(problem.message);
    } finally {
      csv.removeAttribute('aria-busy');
    }
  }

  function choose(changes) {
    Object.assign(chosen, changes);
    view.note(chosen);
    return list.reload();
  }

  async function sortBy(sort, order) {
    await choose({sort, order});
    list.querySelector(`[data-sort="${sort}"]`)?.focus();
  }

  const routes = select('Any end point', 'route', chosen, choose, []);
  const methods = select(
    'Any method',
    'method',
    chosen,
    choose,
    METHODS.map(name => [name, name]),
  );
  const clear = h('button', {type: 'button', class: 'quiet', hidden: true, onclick: clearAll}, 'Clear filters');
  const filters = h('div', {class: 'filters', role: 'group', 'aria-label': 'Filters'}, [
    searchField({label: 'Search requests', value: chosen.search, change: search => choose({search})}),
    methods,
    select('Any response', 'status_class', chosen, choose, CLASSES),
    routes,
    select(
      'Any outcome',
      'outcome',
      chosen,
      choose,
      OUTCOMES.map(name => [name, name]),
    ),
    clear,
    h('span', {class: 'push'}),
    csv,
  ]);
  fillRoutes(endpoints, routes, chosen);

  function clearAll() {
    for (const field of filters.querySelectorAll('select, input')) {
      field.value = '';
    }
    choose({method: null, status_class: null, route: null, outcome: null, search: null});
  }

  if (view.params.get('request')) {
    showRequest(view, view.params.get('request'));
  }
  const place = h('div', {class: 'history'}, filters, list);
  place.addEventListener('click', event => openRequest(event, view));
  return place;
}

/** A click on a request opens it here, without leaving the page. */
export function openRequest(event, view) {
  const link = event.target instanceof Element ? event.target.closest('a[data-request]') : null;
  if (link && event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    showRequest(view, link.dataset.request);
  }
}

function select(any, key, chosen, choose, options) {
  const field = h(
    'select',
    {'aria-label': any, 'data-filter': key, onchange: () => choose({[key]: field.value === '' ? null : field.value})},
    h('option', {value: ''}, any),
    withChosen(options, chosen[key]).map(([value, title]) => h('option', {value}, title)),
  );
  field.value = chosen[key] ?? '';
  return field;
}

/** An address may choose what the list does not have. */
function withChosen(options, value) {
  return !value || options.some(([known]) => known === value) ? options : [...options, [value, value]];
}

/** The end points that were called in this time; the filter works without them as well. */
async function fillRoutes(endpoints, field, chosen) {
  try {
    const answer = await endpoints();
    const names = [...new Set(answer.endpoints.map(one => one.route).filter(Boolean))].sort();
    const options = withChosen(
      names.map(name => [name, name]),
      chosen.route,
    );
    put(
      field,
      h('option', {value: ''}, 'Any end point'),
      options.map(([value, title]) => h('option', {value}, title)),
    );
    field.value = chosen.route ?? '';
  } catch (problem) {
    // The list of requests itself says when the backend does not answer.
  }
}

function nameOf(row, who = null) {
  const many = row.kind === 'api_request_rollup';
  return h('div', {class: 'request-cell'}, [
    h(
      'a',
      {
        href: here({request: row.event_id}),
        'data-request': row.event_id,
        'data-main': true,
        class: 'request-name',
        title: row.path ?? row.name,
      },
      theirs(row.name ?? '(no path)'),
    ),
    many
      ? h(
          'span',
          {class: 'times', title: 'requests that were counted together; details were not kept'},
          `× ${count(row.count)}`,
        )
      : null,
    row.outcome && row.outcome !== 'ok' ? theirs(row.outcome, {class: 'outcome'}) : null,
    who === null ? null : h('span', {class: 'id until-m'}, theirs(who)),
    h('span', {class: 'id until-s'}, [timeOf(row), ' · ', moment(row.ts)]),
  ]);
}

function whoOf(row) {
  return row.customer_name || (row.customer_id ?? 'unidentified');
}

function customerOf(row) {
  const nobody = row.customer_id === null || row.customer_id === undefined;
  return h(
    'a',
    {
      href: toCustomer(nobody ? null : row.customer_id),
      class: nobody ? 'name nobody capped' : 'name capped',
      title: nobody ? null : row.customer_id,
    },
    theirs(whoOf(row)),
  );
}

function timeOf(row) {
  const many = row.kind === 'api_request_rollup' && row.count > 0;
  return many
    ? h('span', {title: 'the average'}, `ø ${duration(row.duration_us)}`)
    : duration(row.duration_us);
}

function threatOf(row) {
  const level = ['low', 'medium', 'high'].includes(row.threat) ? row.threat : 'none';
  return h('span', {class: `threat threat-${level}`}, level === 'none' ? '–' : level);
}
