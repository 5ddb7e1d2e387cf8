/** A button for what cannot be undone: the first press asks, the second does. */

import {h, put} from '../dom.js';
import {say} from './toast.js';

const PATIENCE_MILLIS = 4000;

/** The button; {@code act} may fail with a sentence. */
export function confirmed(title, question, act) {
  const button = h('button', {type: 'button', class: 'danger', onclick: press}, title);
  let asked = 0;
  function calm() {
    clearTimeout(asked);
    asked = 0;
    put(button, title);
  }
  async function press() {
    if (asked === 0) {
      put(button, question);
      asked = setTimeout(calm, PATIENCE_MILLIS);
      return;
    }
    calm();
    button.disabled = true;
    try {
      await act();
    } catch (problem) {
      say(problem.message);
    } finally {
      button.disabled = false;
    }
  }
  return button;
}
