/** An address that is no page. */

import {to} from '../address.js';
import {h} from '../dom.js';
import {head} from '../parts/head.js';

export function page(view) {
  return [
    head(view, {title: 'No such page', time: false}),
    h(
      'div',
      {class: 'state'},
      h('p', {}, 'There is nothing at this address.'),
      h('p', {}, h('a', {href: to('/')}, 'Home')),
    ),
  ];
}
