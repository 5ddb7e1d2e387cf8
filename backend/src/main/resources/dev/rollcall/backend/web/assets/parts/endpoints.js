/** Which end points are called, by a customer or by all. */

import {to} from '../address.js';
import {get} from '../api.js';
import {h, theirs} from '../dom.js';
import {count, duration} from '../format.js';
import {agoCell, errorCell, shareCell} from './customer-cells.js';
import {panel} from './head.js';
import {loaded, nothing} from './states.js';
import {table} from './table.js';

const SHOWN = 10;

/** How many a list to choose from has. */
const LISTED = 200;

/** Asks for the end points of a time once, for all who want to know them; again when it failed. */
export function endpointsOf(view, who = null) {
  let answer = null;
  return () => {
    answer ??= get('/api/endpoints', view.ask({...who, limit: LISTED}), view.signal).catch(problem => {
      answer = null;
      throw problem;
    });
    return answer;
  };
}

/**
 * The busiest end points.
 *
 * @param ask asks for them
 */
export function endpointsPanel(view, who = null, ask = endpointsOf(view, who)) {
  const withApi = view.api === null;
  const columns = [
    {name: 'End point', main: true, class: 'grow', cell: row => name(row, who)},
    withApi ? {name: 'API', least: 'm', cell: row => h('div', {class: 'capped'}, theirs(row.api))} : null,
    {name: 'Requests', number: true, cell: row => count(row.requests)},
    {name: 'Share', number: true, least: 'm', cell: row => shareCell(row.share)},
    {name: 'Errors', number: true, cell: row => errorCell(row.error_rate)},
    {name: 'Average', number: true, least: 'm', cell: row => duration(row.avg_us)},
    {name: 'p95', number: true, least: 'm', cell: row => duration(row.p95_us)},
    who ? null : {name: 'Customers', number: true, least: 'l', cell: row => count(row.customers)},
    who ? null : {name: 'Last', number: true, least: 'l', cell: row => agoCell(row.last)},
  ].filter(Boolean);
  return panel(
    'End points',
    loaded(view, {
      lines: 6,
      load: ask,
      show: answer =>
        answer.endpoints.length === 0
          ? nothing('No end point was called in this time.')
          : table({
              caption: 'End points',
              columns,
              rows: answer.endpoints.slice(0, SHOWN),
              rowName: row => `${row.method} ${row.route}`,
            }),
    }),
    {name: 'endpoints'},
  );
}

/**
 * Leads to its requests: on the customer's page the history's filter, else the page of all requests. There is no filter for requests
 * without a route, or without a method: all of them would be others.
 */
function name(row, who) {
  const words = [theirs(row.method ?? '–', {class: 'method'}), theirs(row.route ?? '(none)')];
  if (!row.route || !row.method) {
    return h('span', {class: 'endpoint'}, words);
  }
  const changes = {api: row.api, method: row.method, route: row.route};
  return h(
    'a',
    {
      href: who ? to('/customer', {...who, ...changes}) : to('/requests', changes),
      class: 'endpoint',
      'data-main': true,
    },
    words,
  );
}
