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

/** An agent with several endpoints counts for each of them; they have no names here, but the order in which they were configured. */
const DESTINATIONS = ['first', 'second', 'third', 'fourth'];

const COLUMNS = [
  {name: 'Application', main: true, class: 'grow', cell: application},
  {name: 'State', hint: 'silent: not heard of for three minutes', cell: state},
  {name: 'Watches', least: 'm', cell: woven},
  {name: 'Seen', number: true, hint: 'requests since the process started', cell: row => count(row.seen)},
  {
    name: 'Delivered',
    number: true,
    least: 'm',
    cell: row => figure(row, 'delivered', of => [adopted(of.adopted_delivered)]),
  },
  {
    name: 'Waiting',
    number: true,
    least: 'm',
    hint: 'in the agent’s journal',
    cell: row => figure(row, 'waiting', of => [handedOver(of), adopted(of.adopted_waiting)]),
  },
  {
    name: 'Rolled up',
    number: true,
    least: 'l',
    hint: 'counted without details',
    cell: row => figure(row, 'rolled_up'),
  },
  {name: 'Excluded', number: true, least: 'l', hint: 'by rollcall.exclude', cell: row => count(row.excluded)},
  {
    name: 'Lost',
    number: true,
    cell: row => figure(row, 'lost', of => [...reasons(of), adopted(of.adopted_expired)]),
  },
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
          : [
              table({caption: 'Agents', columns: COLUMNS, rows: agents, rowName: row => row.instance}),
              answer.total_agents > agents.length
                ? h(
                    'p',
                    {class: 'hint cut'},
                    `These are the ${count(agents.length)} that were heard of last, of ${count(answer.total_agents)} in this time. A shorter time has fewer.`,
                  )
                : null,
            ];
      },
    }),
    () => SECONDS,
  );
  return [
    head(view, {
      title: 'Agents',
      about:
        'Every request an agent has seen is delivered, waiting, handed over, excluded, rolled up or lost; nothing else can have happened to it. What dead processes left is counted apart.',
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
    h('span', {class: 'id'}, agoCell(row.heard)),
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

/** A figure with what belongs to it below; of each destination, where there are several. */
function figure(row, name, notes = () => []) {
  const others = row.other_destinations ?? [];
  if (others.length === 0) {
    return h('div', {}, number(row, name), list(notes(row)));
  }
  return list(
    [row, ...others].map(one =>
      h('li', {}, [number(one, name), ` to ${destination(one.number ?? 1)}`, list(notes(one))]),
    ),
  );
}

function number(of, name) {
  return h('span', {class: name === 'lost' && of.lost > 0 ? 'lost' : null}, count(of[name]));
}

function list(items) {
  const some = items.filter(Boolean);
  return some.length === 0 ? null : h('ul', {class: 'woven'}, some);
}

function destination(number) {
  const word = DESTINATIONS[number - 1];
  return word ? `the ${word} destination` : `destination ${number}`;
}

function reasons(of) {
  return Object.entries(of.lost_by_reason ?? {})
    .filter(([, requests]) => requests > 0)
    .map(([reason, requests]) => h('li', {}, theirs(reason.replaceAll('_', ' ')), `: ${count(requests)}`));
}

/** It belongs to the sum, as what is waiting does: whoever adopts them delivers them. */
function handedOver(of) {
  return of.handed_over > 0
    ? h(
        'li',
        {title: 'left under former names of this process, which was put to sleep again and again, for whoever adopts them'},
        `+ ${count(of.handed_over)} handed over`,
      )
    : null;
}

/** Not in the figure above, nor in what was seen: another process saw these, and died before they were delivered. */
function adopted(requests) {
  return requests > 0 ? h('li', {}, `+ ${count(requests)} of dead processes`) : null;
}
