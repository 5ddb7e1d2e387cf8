/** The widgets of an API's dashboard: what each is called, and what it shows of the overview. */

import {to, toCustomer} from '../address.js';
import {get} from '../api.js';
import {h, theirs} from '../dom.js';
import {count, share} from '../format.js';
import {columns, nameCell, nameOf, errorCell} from './customer-cells.js';
import {endpointsPanel} from './endpoints.js';
import {cards, panel} from './head.js';
import {hoursPanel} from './hours.js';
import {seriesPanel} from './series-charts.js';
import {loaded, nothing} from './states.js';
import {statusBadge, table} from './table.js';

/** A figure: [its value, what it means]. */
const FIGURES = {
  new_customers: ['New customers', answer => [count(answer.new_customers), 'called for the first time']],
  active_customers: ['Active customers', answer => [count(answer.active_customers), 'called at least once']],
  top_customer: [
    'Top customer',
    answer =>
      answer.top_customer
        ? [
            h('a', {href: toCustomer(answer.top_customer.customer_id)}, theirs(nameOf(answer.top_customer))),
            `${count(answer.top_customer.requests)} requests, ${share(answer.top_customer.share)}`,
          ]
        : ['–', 'nobody yet'],
  ],
  average_requests: ['Requests per customer', answer => [count(answer.average_requests_per_customer), 'on average']],
};

/** A list of customers: [title, rows of the overview, columns, what is said when there are none, given the overview]. */
const LISTS = {
  customers_list: [
    'Recent customers',
    answer => answer.customers_recent,
    ['star', 'name', 'requests', 'last'],
    () => 'No customer has called in this time.',
  ],
  favorite_customers: [
    'Favourite customers',
    answer => answer.favourites,
    ['star', 'name', 'requests', 'errors', 'last'],
    answer =>
      answer.total_favourites > 0
        ? 'None of your favourites has ever called here.'
        : 'The star beside a customer puts them here.',
  ],
  top_customers_list: [
    'Top customers',
    answer => answer.top_customers,
    ['star', 'name', 'requests', 'share', 'trend'],
    () => 'No customer has called in this time.',
  ],
  new_customers_list: [
    'New customers',
    answer => answer.customers_new,
    ['star', 'name', 'requests', 'last'],
    () => 'Nobody has called for the first time in this time.',
  ],
};

/** What asks for itself. */
const PANELS = {
  requests_graph: ['Graph of requests', view => seriesPanel(view)],
  endpoints: ['End points', view => endpointsPanel(view)],
  hours: ['Hour of day', view => hoursPanel(view)],
  errors: ['Errors by customer', errorsPanel],
};

/** Names of all widgets with their titles, in the order in which they stand on the page. */
export const WIDGETS = [
  ...Object.entries(FIGURES).map(([name, [title]]) => [name, title]),
  ...['requests_graph'].map(name => [name, PANELS[name][0]]),
  ...Object.entries(LISTS).map(([name, [title]]) => [name, `List: ${title.toLowerCase()}`]),
  ...['errors', 'hours', 'endpoints'].map(name => [name, PANELS[name][0]]),
];

/** What a person sees who has chosen nothing, as the backend has it too. */
export const USUAL = WIDGETS.map(([name]) => name).filter(name => !['new_customers_list', 'hours'].includes(name));

/** The page of the widgets that are on. */
export function widgetBoard(view, on) {
  const figureNames = Object.keys(FIGURES).filter(name => on.includes(name));
  const listNames = Object.keys(LISTS).filter(name => on.includes(name));
  const overview = signal => get('/api/overview', view.ask(), signal);
  // One question serves all of its widgets.
  let asked = null;
  const once = signal => (asked ??= overview(signal).finally(() => setTimeout(() => (asked = null), 0)));
  return [
    figureNames.length > 0
      ? loaded(view, {
          lines: 2,
          load: once,
          show: answer =>
            h(
              'dl',
              {class: 'figures'},
              figureNames.map(name => {
                const [value, hint] = FIGURES[name][1](answer);
                return h('div', {class: 'figure', 'data-name': name}, [
                  h('dt', {}, FIGURES[name][0]),
                  h('dd', {}, h('span', {class: 'figure-value'}, value), h('span', {class: 'figure-hint'}, hint)),
                ]);
              }),
            ),
        })
      : null,
    on.includes('requests_graph') ? PANELS.requests_graph[1](view) : null,
    cards([
      ...listNames.map(name => listCard(view, name, once)),
      ...['errors', 'hours'].filter(name => on.includes(name)).map(name => PANELS[name][1](view)),
    ]),
    on.includes('endpoints') ? PANELS.endpoints[1](view) : null,
  ];
}

function listCard(view, name, load) {
  const [title, rowsOf, columnNames, none] = LISTS[name];
  return panel(
    title,
    loaded(view, {
      lines: 6,
      load,
      show: answer => {
        const rows = rowsOf(answer) ?? [];
        return rows.length === 0
          ? nothing(none(answer))
          : table({caption: title, columns: columns(...columnNames), rows, rowName: row => row.customer_id});
      },
    }),
    {
      name,
      tools: h(
        'a',
        {
          class: 'more',
          href: to(
            '/customers',
            name === 'favorite_customers' ? {favourites: 'true'} : name === 'customers_list' ? {sort: 'recent'} : {},
          ),
        },
        'All',
      ),
    },
  );
}

function errorsPanel(view) {
  const errorColumns = [
    {name: 'Customer', main: true, class: 'grow', cell: nameCell},
    {name: '4xx', number: true, cell: row => count(row.errors_4xx)},
    {name: '5xx', number: true, cell: row => count(row.errors_5xx)},
    {name: 'Rate', number: true, cell: row => errorCell(row.error_rate)},
  ];
  return panel(
    'Errors by customer',
    loaded(view, {
      lines: 6,
      load: signal => get('/api/errors', view.ask(), signal),
      show: answer => {
        const rows = answer.customers.filter(row => row.errors_4xx + row.errors_5xx > 0).slice(0, 10);
        const statuses = answer.statuses.filter(one => one.status === null || one.status >= 400);
        return rows.length === 0
          ? nothing('No errors in this time.')
          : [
              h(
                'ul',
                {class: 'statuses'},
                statuses
                  .slice(0, 12)
                  .map(one => h('li', {}, statusBadge(one.status), h('span', {}, count(one.requests)))),
              ),
              table({caption: 'Errors by customer', columns: errorColumns, rows, rowName: row => row.customer_id}),
            ];
      },
    }),
    {name: 'errors'},
  );
}
