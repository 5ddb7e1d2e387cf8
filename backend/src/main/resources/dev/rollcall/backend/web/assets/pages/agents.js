/** The agents: where they run, what they have woven, and whether every request they saw is accounted for. */

import {get} from '../api.js';
import {h, theirs} from '../dom.js';
import {count, exact, span} from '../format.js';
import {agoCell} from '../parts/customer-cells.js';
import {head, panel} from '../parts/head.js';
import {loaded, nothing, refreshing} from '../parts/states.js';
import {table} from '../parts/table.js';
import {to} from '../address.js';

/** An agent tells of itself once a minute. */
const SECONDS = 30;

const COLUMNS = [
  {name: 'Application', main: true, class: 'grow', cell: application},
  {name: 'State', cell: state},
  {name: 'Watches', least: 'm', cell: woven},
  {name: 'Seen', number: true, hint: 'requests since the process started', cell: row => count(row.seen)},
  {name: 'Delivered', number: true, least: 'm', cell: row => count(row.delivered)},
  {name: 'Waiting', number: true, least: 'm', hint: 'in the agent’s journal', cell: row => count(row.waiting)},
  {name: 'Rolled up', number: true, least: 'l', hint: 'counted without details', cell: row => count(row.rolled_up)},
  {name: 'Excluded', number: true, least: 'l', hint: 'by rollcall.exclude', cell: row => count(row.excluded)},
  {name: 'Lost', number: true, cell: lost},
  {
    name: 'Stored here',
    number: true,
    least: 'l',
    hint: 'requests of this process in this time, in this backend',
    cell: row => count(row.stored_requests),
  },
  {name: 'Up', number: true, least: 'l', cell: row => (Number.isFinite(row.uptime_s) ? span(row.uptime_s) : '–')},
];

export function page(view) {
  const list = refreshing(
    view,
    loaded(view, {
      lines: 6,
      load: signal => get('/api/agents', view.ask({api: null}), signal),
      show: answer => {
        const agents = answer.agents;
        return agents.length === 0
          ? nothing(
              'No agent has reported in this time.',
              'An agent tells how it is once a minute, and when its process ends. ',
              h('a', {href: to('/')}, 'How to start one'),
            )
          : table({caption: 'Agents', columns: COLUMNS, rows: agents, rowName: row => row.instance});
      },
    }),
    () => SECONDS,
  );
  return [
    head(view, {
      title: 'Agents',
      about:
        'Every request an agent has seen is delivered, waiting, excluded, rolled up or lost; nothing else can have happened to it.',
    }),
    panel('Instances', list, {name: 'agents', wide: true}),
  ];
}

function application(row) {
  return h('div', {class: 'customer-cell'}, [
    theirs(row.service ?? '(no name)', {class: 'name'}),
    h(
      'span',
      {class: 'id', title: `${row.instance}\nfirst heard of in this time ${exact(row.first) ?? ''}`},
      row.environment ? [theirs(row.environment), ' · '] : null,
      theirs(row.instance),
    ),
  ]);
}

function state(row) {
  return h('div', {class: 'agent-state'}, [
    h('span', {class: row.alive ? 'alive' : 'silent'}, row.alive ? 'alive' : 'silent'),
    theirs(row.agent_version ?? '', {class: 'id'}),
    h('span', {class: 'id'}, agoCell(row.last)),
  ]);
}

function woven(row) {
  const names = row.woven ?? [];
  return names.length === 0
    ? '–'
    : h(
        'ul',
        {class: 'woven'},
        names.map(name => h('li', {}, theirs(name))),
      );
}

function lost(row) {
  const reasons = Object.entries(row.lost_by_reason ?? {}).filter(([, number]) => number > 0);
  return h('div', {}, [
    h('span', {class: row.lost > 0 ? 'lost' : null}, count(row.lost)),
    reasons.length === 0
      ? null
      : h(
          'ul',
          {class: 'woven'},
          reasons.map(([reason, number]) => h('li', {}, theirs(reason.replaceAll('_', ' ')), `: ${count(number)}`)),
        ),
  ]);
}
