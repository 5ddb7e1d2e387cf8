/** One customer: how much and how well they call, over time, what and when, and every request. */

import {here, to, whose} from '../address.js';
import {ApiError, get} from '../api.js';
import {h, theirs} from '../dom.js';
import {bytes, count, day, duration, plural, share} from '../format.js';
import {copyButton} from '../parts/copy.js';
import {agoCell, nameOf, rate, star, trend} from '../parts/customer-cells.js';
import {endpointsOf, endpointsPanel} from '../parts/endpoints.js';
import {figures, head, panel} from '../parts/head.js';
import {history} from '../parts/history.js';
import {hoursPanel} from '../parts/hours.js';
import {icon} from '../parts/icons.js';
import {notes} from '../parts/notes.js';
import {seriesPanel} from '../parts/series-charts.js';
import {loaded, nothing} from '../parts/states.js';
import {timeWords} from '../parts/time.js';

/** How many end users and the like are shown at once. */
const SHOWN = 6;

export function page(view) {
  const id = view.params.get('customer');
  const nobody = view.params.get('unidentified') === 'true' || id === null;
  const who = whose(nobody ? null : id);
  const title = h('span', {class: 'profile-name'}, theirs(nobody ? 'unidentified' : id));
  // Asked for at once: the page is there when the slowest of its questions is answered, not after two of them.
  const endpoints = endpointsOf(view, who);
  const parts = {
    series: seriesPanel(view, who),
    endpoints: endpointsPanel(view, who, endpoints),
    hours: hoursPanel(view, who),
    history: history(view, who, endpoints),
  };
  const profile = loaded(view, {
    lines: 8,
    load: signal => found(get('/api/customer', view.ask(who), signal)),
    show: answer => {
      if (answer === null) {
        title.closest('.page')?.classList.add('unknown');
        return unknown(view);
      }
      document.title = `${nameOf(answer.customer)} · Rollcall`;
      title.replaceChildren(theirs(nameOf(answer.customer)));
      return about(view, answer, parts, nobody);
    },
  });
  return [
    head(view, {
      title,
      about: nobody ? 'Requests that did not tell whose they are.' : null,
      actions: nobody ? [] : [h('a', {class: 'button', href: to('/live', who)}, icon('live'), 'Live')],
    }),
    profile,
  ];
}

/** An id nobody has called with is an answer, not a failure. */
async function found(question) {
  try {
    return await question;
  } catch (problem) {
    if (problem instanceof ApiError && problem.status === 404) {
      return null;
    }
    throw problem;
  }
}

function unknown(view) {
  return nothing(
    'There is no such customer.',
    view.api
      ? ['Nobody with exactly this id has called ', theirs(view.api), '. ']
      : 'Nobody has called with exactly this id. ',
    view.time.window === 'all'
      ? null
      : [h('a', {href: here({window: 'all', from: null, to: null})}, 'Look at all time'), ' · '],
    h('a', {href: to('/customers')}, 'All customers'),
  );
}

function about(view, answer, parts, nobody) {
  const customer = answer.customer;
  return [
    nobody ? null : identity(customer),
    figures([
      ['Requests', count(customer.requests), `${share(customer.share)} of all`],
      [
        'Error rate',
        rate(customer),
        `${count(customer.errors_4xx)} × 4xx, ${count(customer.errors_5xx)} × 5xx`,
      ],
      [
        'Load time',
        duration(customer.avg_us),
        `p50 ${duration(customer.p50_us)}, p95 ${duration(customer.p95_us)}, p99 ${duration(customer.p99_us)}`,
        'the average, and percentiles',
      ],
      [
        'Response size',
        bytes(customer.requests > 0 ? customer.response_bytes / customer.requests : null),
        `${bytes(customer.response_bytes)} out, ${bytes(customer.request_bytes)} in`,
        'the average',
      ],
      [
        'Active',
        plural(customer.active_days, 'day'),
        customer.first
          ? ['since ', day(customer.first), ', last ', agoCell(customer.last)]
          : `not in ${timeWords(view)}`,
      ],
    ]),
    parts.series,
    h('div', {class: 'columns'}, [
      h('div', {class: 'column'}, [parts.endpoints, parts.hours]),
      h('div', {class: 'column'}, [
        nobody
          ? null
          : panel('Description', notes(customer.customer_id, answer.description), {
              name: 'description',
              hint: 'For your colleagues; the customer does not see it.',
            }),
        facts(answer),
      ]),
    ]),
    panel('Request history', parts.history, {name: 'history', wide: true, hint: 'Times are UTC.'}),
  ];
}

function identity(customer) {
  const id = theirs(customer.customer_id, {class: 'id'});
  return h('div', {class: 'identity'}, [
    star(customer),
    trend(customer.trend),
    customer.kind ? theirs(String(customer.kind).replace('_', ' '), {class: 'kind'}) : null,
    h('span', {class: 'id-box', title: 'the id, exactly as it was sent'}, id),
    copyButton(customer.customer_id, id),
  ]);
}

/** What else is known of the customer, as far as anything is. */
function facts(answer) {
  const lists = [
    ['APIs', answer.apis, one => [one.api, one.requests, agoCell(one.last)]],
    ['End users', answer.end_users, one => [one.end_user, one.requests, agoCell(one.last)]],
    ['Found by', answer.sources, one => [one.source, one.requests, null]],
  ];
  const plans = (answer.plans ?? []).map(plan => (typeof plan === 'string' ? plan : plan.plan)).filter(Boolean);
  return panel(
    'Who this is',
    [
      plans.length > 0 ? h('p', {class: 'plans'}, ['Plan ', plans.map(plan => theirs(plan, {class: 'chip'}))]) : null,
      lists.map(([title, list, tell]) => facing(title, (list ?? []).map(tell))),
    ],
    {name: 'facts'},
  );
}

function facing(title, rows) {
  if (rows.length === 0) {
    return null;
  }
  const rest = rows.slice(SHOWN);
  return h('div', {class: 'facing'}, [
    h('h3', {}, title),
    factList(rows.slice(0, SHOWN)),
    rest.length === 0 ? null : h('details', {}, h('summary', {}, `${count(rest.length)} more`), factList(rest)),
  ]);
}

function factList(rows) {
  return h(
    'ul',
    {},
    rows.map(([name, requests, last]) =>
      h('li', {}, [
        theirs(name ?? '–', {class: 'fact-name', title: name ?? null}),
        h('span', {class: 'fact-count'}, count(requests)),
        last ? h('span', {class: 'fact-last'}, last) : null,
      ]),
    ),
  );
}
