/** Who calls more, who calls less, who has gone quiet and who has gone: each list with what it means. */

import {get} from '../api.js';
import {h} from '../dom.js';
import {change, count} from '../format.js';
import {agoCell, nameCell} from '../parts/customer-cells.js';
import {cards, head, panel} from '../parts/head.js';
import {firstSteps} from '../parts/setup.js';
import {loaded, nothing} from '../parts/states.js';
import {table} from '../parts/table.js';
import {session} from '../session.js';

/** Of those who call more or less than before. */
const CHANGES = [
  {name: 'Customer', main: true, class: 'grow', cell: nameCell},
  {name: 'Before', number: true, least: 'm', cell: row => count(row.requests_before)},
  {name: 'Now', number: true, cell: row => count(row.requests_now)},
  {
    name: 'Change',
    number: true,
    cell: row => h('span', {class: row.change > 0 ? 'up' : row.change < 0 ? 'down' : null}, change(row.change)),
  },
  {name: 'Last call', number: true, least: 's', cell: row => agoCell(row.last)},
];

/** Of those who call no more. */
const SILENCES = [
  {name: 'Customer', main: true, class: 'grow', cell: nameCell},
  {name: 'What happened', class: 'wrapping', cell: row => row.reason ?? '–'},
  {name: 'In 30 days', number: true, least: 'm', cell: row => count(row.requests_now)},
  {name: 'Last call', number: true, least: 's', cell: row => agoCell(row.last)},
];

const SHOWN = 10;

const LISTS = [
  [
    'growing',
    'Growing',
    CHANGES,
    'More than 30% more requests in the last 30 days than in the 30 days before: worth a talk about a larger plan.',
    'Nobody grows by more than 30%.',
  ],
  [
    'falling',
    'Falling',
    CHANGES,
    'Fewer than half as many requests in the last 7 days as in the 7 days before: an early sign of leaving.',
    'Nobody has fallen by more than half.',
  ],
  [
    'check_in',
    'Check in',
    SILENCES,
    'Active on nearly every day, and silent for 2 to 6 days now: a good moment to ask.',
    'Nobody who was always there has gone quiet.',
  ],
  [
    'dormant',
    'Dormant',
    SILENCES,
    'Called in the last weeks, and not once in 7 days or longer.',
    'Nobody has gone silent.',
  ],
];

export function page(view) {
  if (!session.hasEvents) {
    return firstSteps(view);
  }
  return [
    head(view, {
      title: 'Signals',
      about: 'Customers somebody should talk to. Days are UTC, today included.',
      time: false,
    }),
    loaded(view, {
      lines: 12,
      load: signal => get('/api/signals', {api: view.api}, signal),
      show: answer => cards(LISTS.map(list => card(answer, list))),
    }),
  ];
}

function card(answer, [name, title, columns, meaning, none]) {
  const rows = answer[name] ?? [];
  const all = answer.counts?.[name] ?? rows.length;
  return panel(
    h('span', {}, title, h('span', {class: 'count-badge'}, count(all))),
    [h('p', {class: 'meaning'}, meaning), rows.length === 0 ? nothing(none) : list(title, columns, rows, all)],
    {name},
  );
}

/** The first ones; all that were told when asked for, which may not be all that there are. */
function list(title, columns, rows, all) {
  const box = table({caption: title, columns, rows: rows.slice(0, SHOWN), rowName: row => row.customer_id});
  const words = all > rows.length ? `Show the first ${count(rows.length)} of ${count(all)}` : `Show all ${count(all)}`;
  const more = h('button', {type: 'button', class: 'further', onclick: showMore}, words);
  function showMore() {
    box.appendRows(rows.slice(SHOWN));
    more.remove();
  }
  return [box, rows.length > SHOWN ? h('div', {class: 'further-box'}, more) : null];
}
