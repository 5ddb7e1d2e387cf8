/** What colleagues have written about a customer; a field that is saved when asked to. */

import {send} from '../api.js';
import {h, put} from '../dom.js';

const MOST = 10000;

/** The field. */
export function notes(customer, text) {
  let saved = text ?? '';
  const told = h('span', {class: 'hint', role: 'status'});
  const field = h('textarea', {
    'aria-label': 'Description',
    rows: 4,
    maxlength: MOST,
    placeholder: 'Who they are, whom to ask, what was agreed …',
    value: saved,
    oninput: changed,
  });
  const button = h('button', {type: 'submit', disabled: true}, 'Save');
  function changed() {
    button.disabled = field.value === saved;
    put(told);
  }
  async function save(event) {
    event.preventDefault();
    const now = field.value;
    button.disabled = true;
    put(told, 'Saving …');
    try {
      await send('PUT', '/api/description', null, {customer, text: now});
      saved = now;
      put(told, 'Saved.');
    } catch (problem) {
      put(told, problem.message);
    }
    button.disabled = field.value === saved;
  }
  return h('form', {class: 'notes', onsubmit: save}, field, h('div', {class: 'notes-foot'}, button, told));
}
