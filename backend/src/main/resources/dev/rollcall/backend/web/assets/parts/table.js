/** A table of rows that the backend has sorted; clicking a head asks for another order. */

import {h, unseen} from '../dom.js';

/**
 * A table in a box that scrolls sideways where there is no room.
 *
 * @param caption what the table is, for those who do not see it
 * @param columns {name, cell(row), number, least, sort, first, hint}: {@code least} is the width of the window below which the column
 *     is left away (`s` 560 px, `m` 720 px, `l` 1100 px, `xl` 1360 px), {@code sort} the API's word for its order, {@code first} the direction
 *     that is meant when it is chosen
 * @param rows what cells are made from
 * @param sorted {by, order, change(by, order)} or null
 */
export function table({caption, columns, rows, sorted = null, rowName = null}) {
  const body = h('tbody', {});
  const element = h('table', {}, [
    h('caption', {class: 'unseen'}, caption),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        columns.map(column => headCell(column, sorted)),
      ),
    ),
    body,
  ]);
  const box = h('div', {class: 'table-box', role: 'region', 'aria-label': caption, tabindex: '0'}, element);
  box.appendRows = more => more.forEach(row => body.append(rowOf(row, columns, rowName)));
  box.prependRows = (more, most) => {
    body.prepend(...more.map(row => rowOf(row, columns, rowName)));
    while (body.rows.length > most) {
      body.deleteRow(-1);
    }
  };
  box.appendRows(rows);
  body.addEventListener('click', event => openRow(event));
  return box;
}

function headCell(column, sorted) {
  const props = {scope: 'col', class: classes(column), title: column.hint ?? null};
  if (!column.sort || !sorted) {
    return h('th', props, column.unseen ? unseen(column.name) : column.name);
  }
  const active = sorted.by === column.sort;
  const first = column.first ?? 'desc';
  const next = active ? (sorted.order === 'asc' ? 'desc' : 'asc') : first;
  props['aria-sort'] = active ? (sorted.order === 'asc' ? 'ascending' : 'descending') : null;
  return h(
    'th',
    props,
    h(
      'button',
      {type: 'button', class: 'sort', 'data-sort': column.sort, onclick: () => sorted.change(column.sort, next)},
      [
        column.name,
        h('span', {class: 'arrow', 'aria-hidden': 'true'}, active ? (sorted.order === 'asc' ? '↑' : '↓') : '↕'),
      ],
    ),
  );
}

function rowOf(row, columns, rowName) {
  return h(
    'tr',
    {'data-row': rowName ? rowName(row) : null},
    columns.map(column =>
      column.main
        ? h('th', {scope: 'row', class: classes(column)}, column.cell(row))
        : h('td', {class: classes(column)}, column.cell(row)),
    ),
  );
}

function classes(column) {
  return (
    [column.number ? 'number' : null, column.least ? `from-${column.least}` : null, column.class]
      .filter(Boolean)
      .join(' ') || null
  );
}

/** A click beside a link of a row means the row's first link, unless text is being selected. */
function openRow(event) {
  if (!(event.target instanceof Element) || event.target.closest('a, button, input, label')) {
    return;
  }
  const selection = document.getSelection();
  if (selection && !selection.isCollapsed) {
    return;
  }
  event.target.closest('tr')?.querySelector('a[data-main]')?.click();
}

/** The class of a status: 2 for 204. */
export function statusBadge(status) {
  if (status === null || status === undefined) {
    return h('span', {class: 'status status-none', title: 'nothing was sent'}, '–');
  }
  return h('span', {class: `status status-${Math.floor(status / 100)}`}, status);
}
