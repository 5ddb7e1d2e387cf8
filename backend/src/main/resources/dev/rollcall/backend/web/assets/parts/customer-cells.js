/** What tables tell of a customer, each once, so that every table tells it alike. */

import {toCustomer, whose} from '../address.js';
import {send} from '../api.js';
import {h, theirs} from '../dom.js';
import {ago, count, duration, exact, share} from '../format.js';
import {icon} from './icons.js';
import {spark} from './spark.js';
import {say} from './toast.js';

const TRENDS = {
  growing: ['growing', 'clearly more requests than before'],
  steady: ['steady', 'about as many requests as before'],
  falling: ['falling', 'clearly fewer requests than before'],
  check_in: ['check in', 'was active nearly every day and has gone quiet for some days'],
  dormant: ['dormant', 'has made no requests for a week or longer'],
  new: ['new', 'has called for the first time lately'],
};

/** What to call a customer. */
export function nameOf(customer) {
  return customer.customer_id === null ? 'unidentified' : customer.name || customer.customer_id;
}

/** The name, leading to the customer's page, and the id below it where it is another. */
export function nameCell(customer) {
  const id = customer.customer_id;
  const nobody = id === null;
  return h('div', {class: 'customer-cell'}, [
    h(
      'a',
      {
        href: toCustomer(id),
        class: nobody ? 'name nobody' : 'name',
        'data-main': true,
        title: nobody ? 'requests whose customer nothing told' : id,
      },
      theirs(nameOf(customer)),
    ),
    !nobody && customer.name && customer.name !== id ? theirs(id, {class: 'id'}) : null,
    customer.last ? h('span', {class: 'id until-s'}, agoCell(customer.last)) : null,
  ]);
}

/** A star that can be switched. */
export function star(customer, changed = () => {}) {
  if (customer.customer_id === null) {
    return null;
  }
  let on = customer.favourite === true;
  const button = h('button', {type: 'button', class: 'star'}, icon('star'));
  const show = () => {
    button.setAttribute('aria-pressed', String(on));
    button.setAttribute('aria-label', `favourite: ${nameOf(customer)}`);
    button.title = on ? 'A favourite of yours' : 'Make it a favourite of yours';
  };
  button.addEventListener('click', async () => {
    on = !on;
    show();
    try {
      await send(on ? 'PUT' : 'DELETE', '/api/favourites', whose(customer.customer_id));
      customer.favourite = on;
      changed();
    } catch (problem) {
      on = !on;
      show();
      say(problem.message);
    }
  });
  show();
  return button;
}

/** The trend in a word. */
export function trend(name) {
  const [word, meaning] = TRENDS[name] ?? [String(name ?? '–'), null];
  return h('span', {class: `trend trend-${TRENDS[name] ? name : 'other'}`, title: meaning}, word);
}

/** A share with a bar. */
export function shareCell(value) {
  const meter = h('span', {class: 'meter', 'aria-hidden': 'true'}, h('span', {}));
  meter.firstChild.style.width = `${Math.min(100, Math.max(0, (value ?? 0) * 100))}%`;
  return h('span', {class: 'share-cell'}, meter, h('span', {}, share(value)));
}

/** A moment as how long ago. */
export function agoCell(iso) {
  return iso ? h('time', {datetime: iso, title: exact(iso)}, ago(iso)) : '–';
}

/** The error rate of some requests; of no requests there is none. */
export function rate(figures) {
  return share(figures.requests > 0 ? figures.error_rate : null);
}

/** An error rate; none is quiet. */
export function errorCell(rate) {
  return h('span', {class: rate > 0.1 ? 'rate high' : rate > 0 ? 'rate' : 'rate zero'}, share(rate));
}

/** The columns of a customer, by name. */
export const COLUMNS = {
  star: {name: 'Favourite', unseen: true, class: 'narrow', least: 's', cell: customer => star(customer)},
  name: {name: 'Customer', main: true, sort: 'id', first: 'asc', class: 'grow', cell: nameCell},
  requests: {name: 'Requests', sort: 'requests', number: true, cell: customer => count(customer.requests)},
  share: {
    name: 'Share',
    number: true,
    least: 'm',
    hint: 'of all requests in this time, unidentified ones included',
    cell: customer => shareCell(customer.share),
  },
  days: {name: 'Active days', number: true, least: 'm', cell: customer => count(customer.active_days)},
  last: {name: 'Last call', sort: 'recent', number: true, least: 's', cell: customer => agoCell(customer.last)},
  errors: {
    name: 'Errors',
    number: true,
    least: 'm',
    hint: 'answers of 400 and above',
    cell: customer => errorCell(customer.requests > 0 ? customer.error_rate : null),
  },
  p50: {
    name: 'p50',
    number: true,
    least: 'xl',
    hint: 'half of the requests were faster',
    cell: customer => duration(customer.p50_us),
  },
  p95: {
    name: 'p95',
    number: true,
    least: 'l',
    hint: '95% of the requests were faster',
    cell: customer => duration(customer.p95_us),
  },
  p99: {
    name: 'p99',
    number: true,
    least: 'xl',
    hint: '99% of the requests were faster',
    cell: customer => duration(customer.p99_us),
  },
  trend: {
    name: 'Trend',
    class: 'trend-column',
    cell: customer => h('div', {class: 'trend-cell'}, spark(customer.daily), trend(customer.trend)),
  },
};

/** Columns by their names. */
export function columns(...names) {
  return names.map(name => COLUMNS[name]);
}
