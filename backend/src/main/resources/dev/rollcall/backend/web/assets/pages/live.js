/** Requests as they come in, the newest first. */

import {address, get} from '../api.js';
import {h, put, theirs} from '../dom.js';
import {count, plural} from '../format.js';
import {head, panel} from '../parts/head.js';
import {openRequest, requestColumns} from '../parts/history.js';
import {icon} from '../parts/icons.js';
import {firstSteps} from '../parts/setup.js';
import {nothing} from '../parts/states.js';
import {table} from '../parts/table.js';
import {session} from '../session.js';

const SHOWN = 200;
const RATE_SECONDS = 10;
const BUSY_MILLIS = 3000;
const AGAIN_MILLIS = 5000;

export function page(view) {
  if (!session.hasEvents) {
    return firstSteps(view);
  }
  const state = h('span', {class: 'live-state', role: 'status'}, 'Connecting …');
  const rate = h('span', {class: 'live-rate'});
  const list = h(
    'div',
    {class: 'live-list'},
    nothing('Waiting for requests.', 'They appear here as soon as the agent has delivered them.'),
  );
  const customer = view.params.get('customer');
  const stream = liveStream({
    url: address('/api/live', {api: view.api, customer}),
    signal: view.signal,
    state: (name, words) => {
      state.className = `live-state live-${name}`;
      put(state, words);
    },
    show: (fresh, perSecond) => {
      add(fresh);
      put(rate, `${count(perSecond)} a second`);
    },
  });
  const pause = h(
    'button',
    {type: 'button', class: 'switch', 'aria-pressed': 'false', onclick: hold},
    icon('pause'),
    h('span', {}, 'Pause'),
  );
  let box = null;

  function add(fresh) {
    if (fresh.length === 0) {
      return;
    }
    if (box === null) {
      box = table({
        caption: 'Live requests',
        columns: requestColumns(true, false),
        rows: [],
        rowName: row => row.event_id,
      });
      put(list, box);
    }
    box.prependRows(fresh.slice(-SHOWN).reverse(), SHOWN);
  }

  function hold() {
    const held = stream.hold();
    pause.setAttribute('aria-pressed', String(held));
    put(pause, icon(held ? 'play' : 'pause'), h('span', {}, held ? 'Go on' : 'Pause'));
  }

  list.addEventListener('click', event => openRequest(event, view));
  return [
    head(view, {
      title: 'Live',
      about: customer ? ['Requests of ', theirs(customer), ' as they come in.'] : 'Requests as they come in.',
      time: false,
      actions: [state, rate, pause],
    }),
    panel('Requests', list, {name: 'live', wide: true, hint: 'Times are UTC.'}),
  ];
}

/**
 * The stream. What comes is shown once per frame of the screen, so that 200 requests a second stay readable and cheap; while it is
 * held, the newest are kept and the others are counted.
 */
function liveStream({url, signal, state, show}) {
  let source = null;
  let waiting = [];
  let missed = 0;
  let held = false;
  let planned = false;
  const arrivals = [];

  function connect() {
    source = new EventSource(url);
    source.addEventListener('open', () => state(held ? 'held' : 'open', held ? 'Paused' : 'Live'));
    source.addEventListener('request', event => came(JSON.parse(event.data)));
    source.addEventListener('skipped', event => skipped(JSON.parse(event.data).count));
    source.addEventListener('error', lost);
  }

  function came(request) {
    arrived(request.count ?? 1);
    waiting.push(request);
    if (waiting.length > SHOWN) {
      waiting.shift();
      missed += held ? 1 : 0;
    }
    plan();
  }

  function skipped(requests) {
    arrived(requests);
    state('busy', `${plural(requests, 'request')} skipped: more come in than can be read`);
    setTimeout(() => {
      if (!held && source.readyState === EventSource.OPEN) {
        state('open', 'Live');
      }
    }, BUSY_MILLIS);
  }

  /** The browser connects again by itself, unless the answer was an error; it does not say which. */
  async function lost() {
    if (signal.aborted) {
      return;
    }
    state('lost', 'Connecting again …');
    if (source.readyState === EventSource.CLOSED) {
      // Asking for ourselves shows the sign-in page, if that is the reason.
      await get('/api/me').catch(() => null);
      setTimeout(() => {
        if (!signal.aborted) {
          connect();
        }
      }, AGAIN_MILLIS);
    }
  }

  connect();
  const tick = setInterval(plan, 1000);
  signal.addEventListener('abort', () => {
    source.close();
    clearInterval(tick);
  });

  /** Counts what came in the last seconds; also while nobody looks, when nothing is drawn. */
  function arrived(requests) {
    const now = Date.now();
    arrivals.push([now, requests]);
    while (arrivals[0][0] < now - RATE_SECONDS * 1000) {
      arrivals.shift();
    }
  }

  function plan() {
    if (!planned && !held) {
      planned = true;
      requestAnimationFrame(flush);
    }
  }

  function flush() {
    planned = false;
    if (signal.aborted || held) {
      return;
    }
    arrived(0);
    const fresh = waiting;
    waiting = [];
    show(fresh, arrivals.reduce((all, [, requests]) => all + requests, 0) / RATE_SECONDS);
  }

  return {
    hold() {
      held = !held;
      state(
        held ? 'held' : 'open',
        held ? 'Paused' : missed > 0 ? `Live; ${plural(missed, 'request')} passed meanwhile` : 'Live',
      );
      missed = 0;
      plan();
      return held;
    },
  };
}
