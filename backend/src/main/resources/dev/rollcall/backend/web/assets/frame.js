/** What stands around every page: the name, the APIs, the way to other pages, light or dark, and who is signed in. */

import {go, params, to} from './address.js';
import {send} from './api.js';
import {h, put} from './dom.js';
import {icon} from './parts/icons.js';
import {say} from './parts/toast.js';
import {session} from './session.js';

const WAYS = [
  ['/', 'Home', 'home'],
  ['/dashboard', 'Dashboard', 'dashboard'],
  ['/customers', 'Customers', 'customers'],
  ['/requests', 'Requests', 'requests'],
  ['/live', 'Live', 'live'],
  ['/signals', 'Signals', 'signals'],
  ['/agents', 'Agents', 'agents'],
  ['/query', 'Query', 'query'],
  ['/settings', 'Settings', 'settings'],
];

/** Told to `window` when light or dark was chosen. */
export const THEME = 'rollcall:theme';

let links = [];
let apiChoice = null;
let close = () => {};

/** The frame around {@code main}. */
export function frame(main) {
  links = WAYS.map(([path, title, picture]) =>
    h('a', {class: 'way', href: to(path), 'data-path': path}, icon(picture), h('span', {}, title)),
  );
  apiChoice = h('select', {class: 'api-choice', 'aria-label': 'API', onchange: chooseApi});
  const menu = h('div', {class: 'menu', id: 'menu'}, [
    h('label', {class: 'api-label'}, h('span', {}, 'API'), apiChoice),
    h('nav', {class: 'ways', 'aria-label': 'Pages'}, links),
    h('div', {class: 'foot'}, [
      themeButton(),
      h('button', {type: 'button', class: 'quiet', onclick: signOut}, icon('leave'), h('span', {}, 'Sign out')),
      h('p', {class: 'who'}, `${session.me.user} · ${session.me.version}`),
    ]),
  ]);
  const toggle = h(
    'button',
    {type: 'button', class: 'menu-toggle quiet', 'aria-expanded': 'false', 'aria-controls': 'menu'},
    [icon('menu'), h('span', {class: 'unseen'}, 'Menu')],
  );
  const open = yes => {
    toggle.setAttribute('aria-expanded', String(yes));
    menu.classList.toggle('open', yes);
  };
  close = () => open(false);
  toggle.addEventListener('click', () => open(toggle.getAttribute('aria-expanded') !== 'true'));
  const leave = event => {
    if (event.key === 'Escape') {
      close();
      toggle.focus();
    }
  };
  menu.addEventListener('keydown', leave);
  toggle.addEventListener('keydown', leave);
  showApis();
  return [
    h('a', {class: 'skip', href: '#main', onclick: event => skip(event, main)}, 'Skip to the page'),
    h('header', {class: 'side'}, [
      h('div', {class: 'top'}, [h('a', {class: 'brand', href: '/'}, icon('mark'), h('span', {}, 'Rollcall')), toggle]),
      menu,
    ]),
    main,
  ];
}

/** Shows which page this is; the links take the API and the time of the address along. */
export function mark(path) {
  close();
  const current = path === '/customer' ? '/customers' : path;
  for (const link of links) {
    const target = link.dataset.path;
    // Home is about all APIs.
    link.setAttribute('href', to(target, target === '/' ? {api: null} : {}));
    if (target === current) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }
  showApis();
}

/** The APIs, as the session knows them. */
export function showApis() {
  if (apiChoice === null) {
    return;
  }
  const chosen = params().get('api') ?? '';
  const names = chosen === '' || session.apis.includes(chosen) ? session.apis : [chosen, ...session.apis];
  put(
    apiChoice,
    h('option', {value: ''}, 'All APIs'),
    names.map(name => h('option', {value: name}, name)),
  );
  apiChoice.value = chosen;
}

function chooseApi() {
  const path = location.pathname === '/' && apiChoice.value !== '' ? '/dashboard' : location.pathname;
  go(to(path, {...profile(), api: apiChoice.value}));
}

/** A customer's page stays that customer's when the API changes. */
function profile() {
  const now = params();
  return location.pathname === '/customer'
    ? {customer: now.get('customer'), unidentified: now.get('unidentified')}
    : {};
}

function skip(event, main) {
  event.preventDefault();
  main.focus();
}

async function signOut() {
  try {
    await send('POST', '/api/logout');
    session.restart();
  } catch (problem) {
    say(problem.message);
  }
}

function themeButton() {
  const dark = () => {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  };
  const label = h('span', {});
  const button = h('button', {type: 'button', class: 'quiet theme', onclick: change}, icon('theme'), label);
  const show = () => put(label, dark() ? 'Light' : 'Dark');
  function change() {
    const next = dark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem('rollcall.theme', next);
    } catch (noStorage) {
      // It holds until the page is loaded anew.
    }
    show();
    window.dispatchEvent(new CustomEvent(THEME));
  }
  show();
  return button;
}

// The system may change its mind in the evening.
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () =>
  window.dispatchEvent(new CustomEvent(THEME)),
);
