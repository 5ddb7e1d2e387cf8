/** Text to be copied: shown as it is, with a button that takes it to the clipboard. */

import {h, put} from '../dom.js';
import {icon} from './icons.js';

/** A block of text with its button. */
export function copyable(text, label) {
  // A shell's words are not broken at their hyphens.
  const words = text.split(/( +)/).map(word => (word.trim() === '' ? word : h('span', {class: 'word'}, word)));
  const code = h('code', {}, words);
  return h('div', {class: 'copyable'}, h('pre', {tabindex: '0', 'aria-label': label}, code), copyButton(text, code));
}

/** The button alone; {@code shown} is selected when there is no clipboard, which browsers grant to safe addresses only. */
export function copyButton(text, shown) {
  const label = h('span', {}, 'Copy');
  const button = h('button', {type: 'button', class: 'copy'}, icon('copy'), label);
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
      put(label, 'Copied');
    } catch (refused) {
      document.getSelection().selectAllChildren(shown);
      put(label, 'Press Ctrl+C');
    }
    setTimeout(() => put(label, 'Copy'), 2500);
  });
  return button;
}
