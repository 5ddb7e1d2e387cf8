/** What a page knows of its address and of its time on the screen. */

import {go, here, note} from './address.js';
import {session} from './session.js';

/**
 * @param params the parameters of the address
 * @param signal aborted when the page is left
 */
export function viewOf(params, signal) {
  const name = params.get('window') ?? session.usual;
  const time = name === 'custom' ? {window: name, from: params.get('from'), to: params.get('to')} : {window: name};
  return {
    params,
    signal,
    api: params.get('api'),
    time,
    /** The query of a question about this API over this time. */
    ask: more => ({api: params.get('api'), ...time, ...more}),
    /** Shows this page with other parameters. */
    move: changes => go(here(changes)),
    /** Keeps what was chosen in the address; whoever calls shows it. Not when the page was left in the meantime. */
    note: changes => signal.aborted || note(changes),
  };
}

/**
 * The same page, for something on it that is replaced before the page is left: what listens or watches for it ends with
 * {@code end}, and with the page at the latest.
 */
export function partOf(view) {
  const ending = new AbortController();
  const end = () => ending.abort();
  if (view.signal.aborted) {
    end();
  } else {
    view.signal.addEventListener('abort', end, {signal: ending.signal});
  }
  return {view: {...view, signal: ending.signal}, end};
}
