/** How a part of a page looks while it loads, when loading failed, and when there is nothing to show. */

import {isAbort} from '../api.js';
import {h, put} from '../dom.js';
import {partOf} from '../view.js';

/**
 * A part that loads by itself: first grey lines, then what was loaded, or one sentence and a button that tries again.
 * {@code reload} on the element loads anew and keeps what is shown until then.
 *
 * @param view the page; nothing is shown any more once it is left
 * @param load asks for the data; given a signal
 * @param show makes elements from it; given the page as it is for them, until they are replaced
 */
export function loaded(view, {load, show, lines = 4}) {
  const place = h('div', {class: 'loaded', 'aria-busy': 'true'}, skeleton(lines));
  let asked = 0;
  let part = null;
  place.reload = async () => {
    const ask = ++asked;
    place.setAttribute('aria-busy', 'true');
    let content;
    let next = null;
    try {
      const answer = await load(view.signal);
      // An answer that comes after a later question's, or when the page was left, is nobody's any more.
      if (view.signal.aborted || ask !== asked) {
        return;
      }
      next = partOf(view);
      content = show(answer, next.view);
    } catch (problem) {
      if (isAbort(problem) || view.signal.aborted || ask !== asked) {
        return;
      }
      content = failure(problem, place.reload);
    }
    part?.end();
    part = next;
    put(place, content);
    place.removeAttribute('aria-busy');
  };
  place.reload();
  return place;
}

/** Grey lines. */
export function skeleton(lines) {
  return h(
    'div',
    {class: 'skeleton', 'aria-hidden': 'true'},
    Array.from({length: lines}, () => h('div', {class: 'bone'})),
  );
}

/** What went wrong, in its one sentence, and a way to try again. */
export function failure(problem, retry) {
  if (!problem.code) {
    console.error(problem);
  }
  return h('div', {class: 'state failed', role: 'alert'}, [
    h('p', {}, problem.code ? problem.message : 'This part of the page could not be shown.'),
    h('button', {type: 'button', onclick: retry}, 'Try again'),
  ]);
}

/** Nothing here, and why. */
export function nothing(title, ...more) {
  return h('div', {class: 'state'}, h('p', {class: 'state-title'}, title), more.length ? h('p', {}, more) : null);
}

/**
 * Loads a part anew from time to time, as long as its page is shown, unless somebody looks elsewhere or has the keyboard or a
 * selection in it.
 *
 * @param seconds gives how long to wait each time
 */
export function refreshing(view, place, seconds) {
  const again = () => {
    if (view.signal.aborted) {
      return;
    }
    const selection = document.getSelection();
    const busy =
      document.hidden ||
      place.contains(document.activeElement) ||
      (selection && !selection.isCollapsed && place.contains(selection.anchorNode));
    if (!busy) {
      place.reload();
    }
    setTimeout(again, seconds() * 1000);
  };
  setTimeout(again, seconds() * 1000);
  return place;
}
