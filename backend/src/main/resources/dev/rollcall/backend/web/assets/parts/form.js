/** A small form: fields, a button, and one line that says how it went. */

import {h, put} from '../dom.js';

let forms = 0;

/**
 * @param fields {name, label, ...attributes}; with {@code options} [[value, title]] it is a choice
 * @param button what the button says
 * @param act is given the values by name; what it returns is shown
 */
export function form({fields, button, act}) {
  const id = `form${++forms}`;
  const inputs = fields.map(field => input(id, field));
  const told = h('div', {class: 'told', role: 'status'});
  const submit = h('button', {type: 'submit', class: 'main-button'}, button);
  return h('form', {class: 'small-form', onsubmit: send}, [
    fields.map((field, index) =>
      h('div', {class: 'field'}, [h('label', {for: `${id}-${field.name}`}, field.label), inputs[index]]),
    ),
    submit,
    told,
  ]);

  async function send(event) {
    event.preventDefault();
    submit.disabled = true;
    put(told);
    try {
      const values = Object.fromEntries(
        fields.map((field, index) => [
          field.name,
          field.type === 'checkbox' ? inputs[index].checked : inputs[index].value,
        ]),
      );
      const answer = await act(values);
      event.target.reset();
      put(told, answer);
    } catch (problem) {
      put(told, h('p', {class: 'wrong'}, problem.message));
    } finally {
      submit.disabled = false;
    }
  }
}

function input(id, {name, label, options, ...attributes}) {
  return options
    ? h(
        'select',
        {id: `${id}-${name}`, name},
        options.map(([value, title]) => h('option', {value}, title)),
      )
    : h('input', {id: `${id}-${name}`, name, ...attributes});
}
