/** The time filter: the last 24 hours, whole UTC days, all there is, or days of one's own. It stands in the address. */

import {h} from '../dom.js';

const TIMES = [
  ['24h', '24H', 'the last 24 hours'],
  ['7d', '7D', '7 days'],
  ['14d', '14D', '14 days'],
  ['30d', '30D', '30 days'],
  ['all', 'All', 'all time'],
];

const DAY = 24 * 3600 * 1000;

/** What the chosen time is called in a sentence. */
export function timeWords(view) {
  const known = TIMES.find(([name]) => name === view.time.window);
  return known ? known[2] : 'the chosen days';
}

/** The filter. */
export function timeFilter(view) {
  const custom = view.time.window === 'custom';
  const choices = TIMES.map(([name, title, words]) =>
    h(
      'button',
      {
        type: 'button',
        'aria-pressed': String(view.time.window === name),
        title: words,
        'data-window': name,
        onclick: () => view.move({window: name, from: null, to: null}),
      },
      title,
    ),
  );
  const days = customDays(view);
  days.hidden = !custom;
  const open = yes => {
    days.hidden = !yes;
    other.setAttribute('aria-expanded', String(yes));
    (yes ? days.querySelector('input') : other).focus();
  };
  const other = h(
    'button',
    {
      type: 'button',
      'aria-pressed': String(custom),
      'aria-expanded': String(custom),
      'data-window': 'custom',
      onclick: () => open(days.hidden),
    },
    'Custom',
  );
  days.addEventListener('keydown', event => {
    if (event.key === 'Escape') {
      open(false);
    }
  });
  return h('div', {class: 'time'}, [
    h('div', {class: 'choices', role: 'group', 'aria-label': 'Time, in UTC'}, choices, other),
    days,
  ]);
}

/** First and last day, both included; the address and the API have the day after the last as the end. */
function customDays(view) {
  const today = new Date().toISOString().slice(0, 10);
  const end = view.time.to ? new Date(Date.parse(view.time.to) - 1) : null;
  const first = h('input', {
    type: 'date',
    max: today,
    required: true,
    'aria-label': 'First day',
    value: (view.time.from ?? new Date(Date.now() - 6 * DAY).toISOString()).slice(0, 10),
  });
  const last = h('input', {
    type: 'date',
    max: today,
    required: true,
    'aria-label': 'Last day',
    value: end && !Number.isNaN(end.getTime()) ? end.toISOString().slice(0, 10) : today,
  });
  return h('form', {class: 'days', onsubmit: apply}, [
    first,
    h('span', {}, 'to'),
    last,
    h('button', {type: 'submit'}, 'Show'),
  ]);

  function apply(event) {
    event.preventDefault();
    const [from, upTo] = [first.value, last.value].sort();
    const after = new Date(Date.parse(upTo) + DAY).toISOString().slice(0, 10);
    view.move({window: 'custom', from, to: after});
  }
}
