/** Questions of one's own, in SQL, over the events. Reading only; the backend sees to that. */

import {get, send} from '../api.js';
import {h, put} from '../dom.js';
import {count, plural} from '../format.js';
import {head, panel} from '../parts/head.js';
import {icon} from '../parts/icons.js';
import {failure, loaded, nothing} from '../parts/states.js';
import {resultTable, saveAsCsv} from '../parts/query-result.js';

const KEPT = 'rollcall.query';
const LONGEST_IN_ADDRESS = 1500;

const EXAMPLES = [
  [
    'Busiest customers',
    `select properties.customer_id as customer,
       count() as requests,
       count(distinct toDate(timestamp)) as active_days,
       max(timestamp) as last_call
from events
where timestamp > now() - interval 30 day
group by customer
order by requests desc
limit 20`,
  ],
  [
    'Requests by day',
    `select toDate(timestamp) as day, count() as requests
from events
where timestamp > now() - interval 14 day
group by day
order by day`,
  ],
  [
    'Failing end points',
    `select properties.method as method, properties.endpoint as endpoint,
       properties.status as status, count() as requests
from events
where properties.status >= 500
group by method, endpoint, status
order by requests desc
limit 50`,
  ],
  [
    'Customers by plan',
    `select properties.plan as plan,
       count(distinct properties.customer_id) as customers,
       count() as requests
from events
group by plan
order by requests desc`,
  ],
];

export function page(view) {
  const field = h('textarea', {
    class: 'sql',
    'aria-label': 'Query',
    rows: 9,
    spellcheck: 'false',
    autocapitalize: 'off',
    value: view.params.get('q') ?? kept() ?? EXAMPLES[0][1],
    onkeydown: event => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        run();
      }
    },
  });
  const button = h('button', {type: 'button', class: 'main-button', onclick: run}, icon('play'), 'Run');
  const told = h('span', {class: 'hint', role: 'status'}, 'Ctrl+Enter runs it.');
  const file = h('button', {type: 'button', hidden: true}, icon('down'), 'CSV');
  const result = h('div', {class: 'result'}, nothing('The answer appears here.'));
  let answer = null;
  file.addEventListener('click', () => saveAsCsv(answer));

  async function run() {
    if (button.disabled) {
      return;
    }
    button.disabled = true;
    file.hidden = true;
    put(told, 'Running …');
    keep(field.value);
    // An address may not get too long for servers on the way.
    view.note({q: field.value.length <= LONGEST_IN_ADDRESS ? field.value : null});
    try {
      answer = await send('POST', '/api/sql', null, {query: field.value});
      if (view.signal.aborted) {
        return;
      }
      put(
        told,
        `${plural(answer.rows.length, 'row')}${answer.truncated ? ', and there are more' : ''} in ${count(answer.elapsed_ms)} ms.`,
      );
      put(result, resultTable(answer));
      file.hidden = answer.rows.length === 0;
    } catch (problem) {
      put(told);
      // What the engine says of a query is about the query: trying the same again would not help.
      put(
        result,
        problem.status === 400
          ? h('pre', {class: 'state failed sql-error', role: 'alert'}, problem.message)
          : failure(problem, run),
      );
    } finally {
      button.disabled = false;
    }
  }

  function insert(text) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
    field.focus();
  }

  return [
    head(view, {
      title: 'Query',
      about: 'SQL over the events. It can read and nothing else, for ten seconds and 10,000 rows at most.',
      time: false,
    }),
    h('div', {class: 'console'}, [
      h('section', {class: 'panel console-main'}, [
        field,
        h('div', {class: 'console-foot'}, button, told, h('span', {class: 'push'}), file),
        result,
      ]),
      h('div', {class: 'console-side'}, [
        panel(
          'Examples',
          h(
            'ul',
            {class: 'examples'},
            EXAMPLES.map(([title, text]) =>
              h(
                'li',
                {},
                h(
                  'button',
                  {
                    type: 'button',
                    class: 'link',
                    onclick: () => {
                      field.value = text;
                      field.focus();
                    },
                  },
                  title,
                ),
              ),
            ),
          ),
        ),
        panel(
          'Tables',
          loaded(view, {
            lines: 8,
            load: signal => get('/api/sql/tables', {}, signal),
            show: tables => tables.tables.map(one => tableOf(one, insert)),
          }),
        ),
      ]),
    ]),
  ];
}

function tableOf(one, insert) {
  return h('details', {class: 'table-of', open: one.name === 'events'}, [
    h('summary', {}, one.name),
    h(
      'ul',
      {},
      one.columns
        .flatMap(withFields)
        .map(column =>
          h('li', {}, [
            h('button', {type: 'button', class: 'link mono', onclick: () => insert(column.name)}, column.name),
            h('span', {class: 'type', title: column.type}, column.type),
          ]),
        ),
    ),
  ]);
}

/** A column; one that has fields of its own is followed by them, as queries name them. */
function withFields(column) {
  const inner = /^STRUCT\((.*)\)$/s.exec(column.type)?.[1];
  if (inner === undefined) {
    return [column];
  }
  const fields = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= inner.length; at++) {
    depth += inner[at] === '(' ? 1 : inner[at] === ')' ? -1 : 0;
    if (at === inner.length || (inner[at] === ',' && depth === 0)) {
      const [, name, type] = /^\s*("[^"]*"|\S+)\s+(.*)$/s.exec(inner.slice(from, at)) ?? [];
      if (name) {
        fields.push({name: `${column.name}.${name.replaceAll('"', '')}`, type});
      }
      from = at + 1;
    }
  }
  return fields.length > 0 ? fields : [column];
}

function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch (noStorage) {
    return null;
  }
}

function keep(query) {
  try {
    localStorage.setItem(KEPT, query);
  } catch (noStorage) {
    // It stands in the address as well.
  }
}
