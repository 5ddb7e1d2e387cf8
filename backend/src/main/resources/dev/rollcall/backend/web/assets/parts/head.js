/** The head of a page: what it is, over which time, and what can be done with all of it. */

import {h} from '../dom.js';
import {timeFilter} from './time.js';

/**
 * @param view the page
 * @param title what it is
 * @param about one sentence, or null
 * @param time whether the page is about a time
 * @param actions what stands beside the time filter
 */
export function head(view, {title, about = null, time = true, actions = []}) {
  return h('header', {class: 'head'}, [
    h('div', {class: 'head-words'}, [h('h1', {}, title), about ? h('p', {class: 'about'}, about) : null]),
    h('div', {class: 'head-tools'}, [actions, time ? timeFilter(view) : null]),
  ]);
}

/** A part of a page with a heading of its own. */
export function panel(title, content, {tools = null, name = null, wide = false, hint = null} = {}) {
  return h('section', {class: `panel${wide ? ' wide' : ''}`, 'data-name': name}, [
    h('div', {class: 'panel-head'}, [h('h2', {}, title), hint ? h('p', {class: 'hint'}, hint) : null, tools]),
    content,
  ]);
}

/** A row of figures: [name, value, hint] each. */
export function figures(list) {
  return h(
    'dl',
    {class: 'figures'},
    list.map(([name, value, hint, more]) =>
      h('div', {class: 'figure', title: more ?? null}, [
        h('dt', {}, name),
        h('dd', {}, [h('span', {class: 'figure-value'}, value), hint ? h('span', {class: 'figure-hint'}, hint) : null]),
      ]),
    ),
  );
}

/** Panels in two columns where there is room, else below each other in their order. */
export function cards(panels) {
  const columns = [h('div', {class: 'column'}), h('div', {class: 'column'})];
  panels.filter(Boolean).forEach((one, index) => {
    one.style.order = String(index);
    columns[index % 2].append(one);
  });
  return h('div', {class: 'cards'}, columns);
}
