/** A search that asks when typing has paused. */

import {h} from '../dom.js';
import {icon} from './icons.js';

const PAUSE_MILLIS = 250;

/** The field; {@code change} is told the text, or null when there is none. */
export function searchField({label, value, change}) {
  let pause = 0;
  let told = value ?? '';
  const field = h('input', {
    type: 'search',
    'aria-label': label,
    placeholder: label,
    value: told,
    maxlength: '200',
    spellcheck: 'false',
    autocomplete: 'off',
    oninput: () => {
      clearTimeout(pause);
      pause = setTimeout(tell, PAUSE_MILLIS);
    },
    onkeydown: event => {
      if (event.key === 'Enter') {
        event.preventDefault();
        clearTimeout(pause);
        tell();
      }
    },
  });
  function tell() {
    if (field.value !== told) {
      told = field.value;
      change(told === '' ? null : told);
    }
  }
  return h('div', {class: 'search'}, icon('search'), field);
}
