/** The answer to a query: rows of whatever the query asked for. */

import {h, theirs} from '../dom.js';
import {nothing} from './states.js';

/** A page of ten thousand rows is slow to make and nobody reads it at once. */
const AT_A_TIME = 200;

const NUMBER = /INT|DOUBLE|FLOAT|DECIMAL|REAL|NUMERIC/i;

/** The rows as a table. */
export function resultTable(answer) {
  if (answer.rows.length === 0) {
    return nothing('No rows.');
  }
  const body = h('tbody', {});
  let shown = 0;
  const more = h('button', {type: 'button', class: 'further', onclick: add}, 'Show more');
  function add() {
    for (const row of answer.rows.slice(shown, shown + AT_A_TIME)) {
      body.append(
        h(
          'tr',
          {},
          row.map((value, index) => cell(value, answer.columns[index])),
        ),
      );
    }
    shown += AT_A_TIME;
    more.hidden = shown >= answer.rows.length;
  }
  add();
  return [
    h('div', {class: 'table-box', role: 'region', 'aria-label': 'Answer', tabindex: '0'}, [
      h('table', {class: 'rows'}, [
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            answer.columns.map(column =>
              h('th', {scope: 'col', class: isNumber(column) ? 'number' : null, title: column.type}, column.name),
            ),
          ),
        ),
        body,
      ]),
    ]),
    h('div', {class: 'further-box'}, more),
  ];
}

function cell(value, column) {
  if (value === null) {
    return h('td', {class: 'null'}, 'null');
  }
  return h('td', {class: isNumber(column) ? 'number' : null}, theirs(text(value), {class: 'plain'}));
}

function isNumber(column) {
  return NUMBER.test(column.type) && !/[[(<]|STRUCT|LIST|MAP/i.test(column.type.replace(/DECIMAL\(\d+,\s*\d+\)/i, ''));
}

function text(value) {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Saves the rows as a file. */
export function saveAsCsv(answer) {
  const lines = [answer.columns.map(column => column.name), ...answer.rows].map(line => line.map(csv).join(','));
  const url = URL.createObjectURL(new Blob([`${lines.join('\r\n')}\r\n`], {type: 'text/csv;charset=utf-8'}));
  const link = h('a', {href: url, download: 'rollcall-query.csv'});
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** A cell; one that a spreadsheet would take for a formula is made text. Numbers are none, whatever their sign. */
export function csv(value) {
  if (value === null || value === undefined) {
    return '';
  }
  const plain = text(value);
  const safe = typeof value !== 'number' && /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
  // In much of Europe a semicolon separates cells, and a quote in the middle of a line does not quote.
  const quiet = safe.replaceAll(/(?<=[;\t])(?=[=+\-@])/g, "'");
  return /[",\r\n]/.test(quiet) ? `"${quiet.replaceAll('"', '""')}"` : quiet;
}
