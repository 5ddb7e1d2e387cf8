/** The answer to a query: rows of whatever the query asked for. */

import {h, theirs} from '../dom.js';
import {save} from './save.js';
import {nothing} from './states.js';

/** A page of ten thousand rows is slow to make and nobody reads it at once. */
const AT_A_TIME = 200;

/** How the engine writes a number. */
const DIGITS = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

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
  save(new Blob([csvOf(answer)], {type: 'text/csv;charset=utf-8'}), 'rollcall-query.csv');
}

/** The rows as CSV. */
export function csvOf(answer) {
  const head = answer.columns.map(column => csv(column.name));
  const rows = answer.rows.map(row => row.map((value, index) => csv(value, isNumber(answer.columns[index]))));
  return [head, ...rows].map(line => `${line.join(',')}\r\n`).join('');
}

/**
 * A cell; one that a spreadsheet would take for a formula is made text. Numbers are none, whatever their sign; those that are too
 * long or too exact for a number of the browser come as texts.
 */
function csv(value, number = false) {
  if (value === null || value === undefined) {
    return '';
  }
  const plain = text(value);
  const isOne = typeof value === 'number' || (number && DIGITS.test(plain));
  const safe = !isOne && /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
  // In much of Europe a semicolon separates cells, and a quote in the middle of a line does not quote: then a cell begins behind a
  // line break in a text as well, and quotes at its beginning are taken away.
  const quiet = safe.replaceAll(/(?<=[;\t\r\n])(?="*[=+\-@])/g, "'");
  return /[",\r\n]/.test(quiet) ? `"${quiet.replaceAll('"', '""')}"` : quiet;
}
