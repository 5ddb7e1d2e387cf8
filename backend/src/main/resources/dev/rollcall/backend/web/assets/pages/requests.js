/** All requests of an API or of the workspace. */

import {theirs} from '../dom.js';
import {head, panel} from '../parts/head.js';
import {history} from '../parts/history.js';
import {firstSteps} from '../parts/setup.js';
import {session} from '../session.js';

export function page(view) {
  if (!session.hasEvents) {
    return firstSteps(view);
  }
  return [
    head(view, {title: 'Requests', about: view.api ? ['Of ', theirs(view.api), '.'] : 'Of all APIs.'}),
    panel('History', history(view), {name: 'history', wide: true, hint: 'Times are UTC.'}),
  ];
}
