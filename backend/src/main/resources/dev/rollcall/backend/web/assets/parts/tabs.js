/** Tabs: one of several things, chosen with the pointer or the arrow keys, kept in the address. */

import {h, put} from '../dom.js';
import {partOf} from '../view.js';

let tabLists = 0;

/**
 * @param key the parameter of the address that names the chosen one; absent for the first
 * @param list {name, title, show(view)}; the view is the page as it is for what is shown, until another tab is chosen
 */
export function tabs(view, key, list) {
  const id = `tabs${++tabLists}`;
  const body = h('div', {class: 'tab-body', role: 'tabpanel', id: `${id}-panel`});
  const buttons = list.map(tab =>
    h(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `${id}-${tab.name}`,
        'aria-controls': `${id}-panel`,
        'data-tab': tab.name,
        onclick: () => choose(tab),
      },
      tab.title,
    ),
  );
  const line = h('div', {class: 'tabs', role: 'tablist', onkeydown: step}, buttons);

  let part = null;

  function choose(tab) {
    list.forEach((other, index) => {
      buttons[index].setAttribute('aria-selected', String(other === tab));
      buttons[index].tabIndex = other === tab ? 0 : -1;
    });
    body.setAttribute('aria-labelledby', `${id}-${tab.name}`);
    view.note({[key]: tab === list[0] ? null : tab.name});
    part?.end();
    part = partOf(view);
    put(body, tab.show(part.view));
  }

  function step(event) {
    const move = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    const at = buttons.indexOf(document.activeElement);
    if (move && at >= 0) {
      event.preventDefault();
      const next = (at + move + list.length) % list.length;
      choose(list[next]);
      buttons[next].focus();
    }
  }

  choose(list.find(tab => tab.name === new URLSearchParams(location.search).get(key)) ?? list[0]);
  return h('div', {}, line, body);
}
