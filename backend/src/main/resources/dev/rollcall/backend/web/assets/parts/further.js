/** Lists that come page by page. */

import {h} from '../dom.js';
import {say} from './toast.js';

/** The button below a list that has more; it goes when there is nothing more. */
export function further(view, answer, {more, take}) {
  let after = answer.next;
  const button = h('button', {type: 'button', class: 'further', onclick: load}, 'Show more');
  const place = h('div', {class: 'further-box'}, after ? button : null);
  async function load() {
    button.disabled = true;
    try {
      const next = await more(after);
      take(next);
      after = next.next;
      if (!after) {
        button.remove();
      }
    } catch (problem) {
      if (!view.signal.aborted) {
        say(problem.message);
      }
    } finally {
      button.disabled = false;
    }
  }
  return place;
}
