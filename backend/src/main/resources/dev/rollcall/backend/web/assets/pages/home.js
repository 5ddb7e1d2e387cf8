/** The workspace: how much is called, who calls most across all APIs, and which APIs there are. */

import {to} from '../address.js';
import {get} from '../api.js';
import {h, theirs} from '../dom.js';
import {count, duration, bytes, plural} from '../format.js';
import {agoCell, columns, errorCell, rate} from '../parts/customer-cells.js';
import {figures, head, panel} from '../parts/head.js';
import {firstSteps} from '../parts/setup.js';
import {seriesPanel} from '../parts/series-charts.js';
import {loaded, nothing, refreshing} from '../parts/states.js';
import {table} from '../parts/table.js';
import {timeWords} from '../parts/time.js';
import {session} from '../session.js';

/** As long as there is little, each request is worth seeing at once. */
const LITTLE = 10000;
const SOON = 5;
const LATER = 30;

export function page(view) {
  if (!session.hasEvents) {
    return firstSteps(view);
  }
  let requests = null;
  const graph = seriesPanel(view, {api: null});
  const facts = refreshing(
    view,
    loaded(view, {
      lines: 12,
      load: signal => get('/api/workspace', view.ask({api: null}), signal),
      show: workspace => {
        if (requests !== null && requests !== workspace.totals.requests) {
          graph.reload();
        }
        requests = workspace.totals.requests;
        return [totals(workspace.totals), graph, topCustomers(view, workspace), apis(workspace)];
      },
    }),
    () => ((requests ?? 0) < LITTLE ? SOON : LATER),
  );
  return [head(view, {title: 'Home', about: 'All APIs together.'}), facts];
}

/** The figures of a window. */
export function totals(all) {
  return figures([
    ['Requests', count(all.requests), `${bytes(all.response_bytes)} out, ${bytes(all.request_bytes)} in`],
    [
      'Customers',
      count(all.customers),
      all.unidentified_requests > 0
        ? `${plural(all.unidentified_requests, 'request')} unidentified`
        : 'every request identified',
    ],
    ['Error rate', rate(all), `${count(all.errors_4xx)} × 4xx, ${count(all.errors_5xx)} × 5xx`],
    [
      'Load time',
      duration(all.p50_us),
      `p95 ${duration(all.p95_us)}, p99 ${duration(all.p99_us)}`,
      'the median, and what 95% and 99% of the requests stayed below',
    ],
  ]);
}

function topCustomers(view, workspace) {
  const rows = workspace.top_customers;
  return panel(
    'Top customers',
    rows.length === 0
      ? nothing(`No requests in ${timeWords(view)}.`)
      : table({
          caption: 'Top customers across all APIs',
          columns: columns('star', 'name', 'requests', 'share', 'days', 'errors', 'p95', 'last', 'trend'),
          rows,
          rowName: row => row.customer_id,
        }),
    {
      name: 'top-customers',
      wide: true,
      tools: h('a', {class: 'more', href: to('/customers', {api: null})}, 'All customers'),
    },
  );
}

function apis(workspace) {
  const columnsOfApis = [
    {
      name: 'API',
      main: true,
      class: 'grow',
      cell: row => h('a', {href: to('/dashboard', {api: row.api}), class: 'name', 'data-main': true}, theirs(row.api)),
    },
    {name: 'Requests', number: true, cell: row => count(row.requests)},
    {name: 'Customers', number: true, least: 's', cell: row => count(row.customers)},
    {name: 'Errors', number: true, cell: row => errorCell(row.error_rate)},
    {name: 'p95', number: true, least: 'm', cell: row => duration(row.p95_us)},
    {name: 'Last call', number: true, least: 's', cell: row => agoCell(row.last)},
  ];
  return panel(
    'APIs',
    workspace.apis.length === 0
      ? nothing('No API was called in this time.')
      : table({caption: 'APIs', columns: columnsOfApis, rows: workspace.apis, rowName: row => row.api}),
    {name: 'apis', wide: true},
  );
}
