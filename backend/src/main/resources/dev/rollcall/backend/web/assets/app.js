/**
 * The pages of Rollcall. This module shows the page that the address names, and shows it anew when the address changes; every page
 * is a function that makes elements from a view, and every part of a page asks the JSON API for itself.
 */

import {ApiError, SIGNED_OUT} from './api.js';
import {MOVED, go, params} from './address.js';
import {add, h, put} from './dom.js';
import {frame, mark} from './frame.js';
import {pageOf} from './pages.js';
import {failure} from './parts/states.js';
import {refresh, session} from './session.js';
import {signIn} from './sign-in.js';
import {viewOf} from './view.js';

const app = document.getElementById('app');
let main = null;
let leaving = new AbortController();
let shown = null;

/** Signs in if need be, then shows the page. */
async function start() {
  try {
    await refresh();
  } catch (problem) {
    if (problem instanceof ApiError && problem.status === 401) {
      showSignIn();
    } else {
      put(app, h('main', {class: 'alone'}, failure(problem, start)));
    }
    return;
  }
  main = h('main', {id: 'main', class: 'main', tabindex: '-1'});
  put(app, frame(main));
  shown = null;
  await show();
}

function showSignIn() {
  leaving.abort();
  document.title = 'Sign in · Rollcall';
  main = null;
  put(app, signIn(start));
  app.querySelector('input')?.focus();
}

async function show() {
  if (main === null) {
    return;
  }
  leaving.abort();
  leaving = new AbortController();
  const signal = leaving.signal;
  const place = location.pathname;
  const samePage = shown === place;
  shown = place;
  keepHeight(samePage);
  const back = samePage ? wayBack() : () => {};
  const page = pageOf(place);
  mark(page.path);
  document.title = `${page.title} · Rollcall`;
  try {
    const make = await page.load();
    if (!signal.aborted) {
      const view = viewOf(params(), signal);
      put(main, h('div', {class: `page page-${page.name}`}, make(view)));
    }
  } catch (problem) {
    if (!signal.aborted) {
      console.error(problem);
      put(main, failure(new ApiError(0, 'page', 'This page could not be loaded.'), show));
    }
  }
  if (signal.aborted) {
    return;
  }
  if (samePage) {
    back();
  } else {
    window.scrollTo(0, 0);
    main.focus({preventScroll: true});
  }
}

/**
 * When a page is made anew, what had the keyboard is gone. Whoever has chosen a time goes on from the chosen one, and everybody else
 * from the page; what is beside the page keeps it.
 */
function wayBack() {
  const active = document.activeElement;
  if (!main.contains(active)) {
    return () => {};
  }
  const chosen = active.closest('.time') ? '.time [aria-pressed=true]' : null;
  return () => {
    if (!main.contains(document.activeElement)) {
      ((chosen && main.querySelector(chosen)) ?? main).focus({preventScroll: true});
    }
  };
}

/** A page keeps its height for a moment while it is filled anew, so that another time or API does not scroll it. */
function keepHeight(samePage) {
  main.style.minHeight = samePage ? `${main.offsetHeight}px` : '';
  if (samePage) {
    const kept = main;
    setTimeout(() => {
      kept.style.minHeight = '';
    }, 2000);
  }
}

/** Links to pages of ours change the address without loading everything anew; others, and new tabs, are the browser's. */
function follow(event) {
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute('download')) {
    return;
  }
  const address = link.getAttribute('href');
  if (address.startsWith('/') && !address.startsWith('/api/') && !address.startsWith('/openapi')) {
    event.preventDefault();
    go(address);
  }
}

document.addEventListener('click', follow);
window.addEventListener('popstate', show);
window.addEventListener(MOVED, show);
window.addEventListener(SIGNED_OUT, () => {
  if (main !== null) {
    showSignIn();
  }
});
add(document.body, h('div', {id: 'toasts', role: 'status', 'aria-live': 'polite'}));
session.restart = start;
start();
