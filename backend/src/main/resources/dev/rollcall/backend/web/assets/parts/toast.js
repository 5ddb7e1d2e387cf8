/** One sentence in a corner, for a while, told to screen readers too. */

import {add, h} from '../dom.js';

const SECONDS = 6;

/** Says a sentence. */
export function say(sentence) {
  const toast = h('div', {class: 'toast'}, sentence);
  add(document.getElementById('toasts'), toast);
  setTimeout(() => toast.remove(), SECONDS * 1000);
}
