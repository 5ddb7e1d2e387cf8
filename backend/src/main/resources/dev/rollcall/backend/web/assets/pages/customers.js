/** Every customer of an API or of the workspace: sorted, searched, page by page. */

import {address, get} from '../api.js';
import {h, put, theirs} from '../dom.js';
import {plural} from '../format.js';
import {columns} from '../parts/customer-cells.js';
import {head, panel} from '../parts/head.js';
import {icon} from '../parts/icons.js';
import {searchField} from '../parts/search.js';
import {firstSteps} from '../parts/setup.js';
import {loaded, nothing} from '../parts/states.js';
import {table} from '../parts/table.js';
import {timeWords} from '../parts/time.js';
import {further} from '../parts/further.js';
import {session} from '../session.js';

const AT_A_TIME = 50;
const SORTS = ['id', 'requests', 'recent'];

/** Names begin with A, figures with the largest. */
function orderOf(params) {
  return params.get('order') ?? (params.get('sort') === 'id' ? 'asc' : 'desc');
}

export function page(view) {
  if (!session.hasEvents) {
    return firstSteps(view);
  }
  const chosen = {
    sort: SORTS.includes(view.params.get('sort')) ? view.params.get('sort') : 'requests',
    order: orderOf(view.params),
    search: view.params.get('search'),
    favourites: view.params.get('favourites') === 'true' ? 'true' : null,
  };
  const found = h('span', {class: 'found', 'aria-live': 'polite'}, 'Customers');
  const file = h('a', {class: 'button', download: 'customers.csv'}, icon('down'), 'CSV');
  const list = loaded(view, {
    lines: 12,
    load: signal => get('/api/customers', question(), signal),
    show: answer => {
      put(
        found,
        `${plural(answer.total_customers, 'customer')}, ${plural(answer.totals.requests, 'request')} in ${timeWords(view)}`,
      );
      file.setAttribute('href', address('/api/customers.csv', {...view.ask(), ...chosen}));
      return rows(answer);
    },
  });
  const favourites = h(
    'button',
    {type: 'button', class: 'switch', 'aria-pressed': String(chosen.favourites === 'true'), onclick: switchFavourites},
    icon('star'),
    'Favourites',
  );

  function question(after = null) {
    return view.ask({...chosen, limit: AT_A_TIME, after});
  }

  function choose(changes) {
    Object.assign(chosen, changes);
    view.note(chosen);
    return list.reload();
  }

  function switchFavourites() {
    const on = chosen.favourites !== 'true';
    favourites.setAttribute('aria-pressed', String(on));
    choose({favourites: on ? 'true' : null});
  }

  function rows(answer) {
    if (answer.customers.length === 0) {
      return empty();
    }
    const box = table({
      caption: 'Customers',
      columns: columns('star', 'name', 'requests', 'share', 'days', 'errors', 'p50', 'p95', 'p99', 'last', 'trend'),
      rows: answer.customers,
      rowName: row => row.customer_id,
      sorted: {by: chosen.sort, order: chosen.order, change: (sort, order) => sortBy(sort, order)},
    });
    return [
      box,
      further(view, answer, {
        more: after => get('/api/customers', question(after), view.signal),
        take: more => box.appendRows(more.customers),
      }),
    ];
  }

  async function sortBy(sort, order) {
    await choose({sort, order});
    // The head that was clicked was made anew; the keyboard stays on it.
    list.querySelector(`[data-sort="${sort}"]`)?.focus();
  }

  function empty() {
    if (chosen.search) {
      return nothing('No customer has this in the id or the name.', 'Another search, or a longer time, may find one.');
    }
    return chosen.favourites
      ? nothing('No favourite of yours has called in this time.', 'A longer time may have some; the star beside a customer makes it one.')
      : nothing(`No requests in ${timeWords(view)}.`);
  }

  return [
    head(view, {title: 'Customers', about: view.api ? ['Of ', theirs(view.api), '.'] : 'Of all APIs.'}),
    panel(found, list, {
      name: 'customers',
      wide: true,
      tools: h('div', {class: 'tools'}, [
        searchField({label: 'Search customers', value: chosen.search, change: search => choose({search})}),
        favourites,
        file,
      ]),
    }),
  ];
}
