/** Hands a file to whoever looks at the page. */

import {h} from '../dom.js';

/** Long enough for the browser to have begun with it. */
const KEPT_MILLIS = 10000;

/** Saves what was made, or was asked for, here. */
export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  h('a', {href: url, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MILLIS);
}
