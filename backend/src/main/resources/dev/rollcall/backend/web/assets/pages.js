/** Which page an address is, and the module that makes it. A page's module is loaded when it is first wanted. */

const PAGES = [
  {path: '/', name: 'home', title: 'Home', load: () => import('./pages/home.js')},
  {path: '/dashboard', name: 'dashboard', title: 'Dashboard', load: () => import('./pages/dashboard.js')},
  {path: '/customers', name: 'customers', title: 'Customers', load: () => import('./pages/customers.js')},
  {path: '/customer', name: 'customer', title: 'Customer', load: () => import('./pages/customer.js')},
  {path: '/requests', name: 'requests', title: 'Requests', load: () => import('./pages/requests.js')},
  {path: '/live', name: 'live', title: 'Live', load: () => import('./pages/live.js')},
  {path: '/signals', name: 'signals', title: 'Signals', load: () => import('./pages/signals.js')},
  {path: '/agents', name: 'agents', title: 'Agents', load: () => import('./pages/agents.js')},
  {path: '/query', name: 'query', title: 'Query', load: () => import('./pages/query.js')},
  {path: '/settings', name: 'settings', title: 'Settings', load: () => import('./pages/settings.js')},
];

const MISSING = {path: null, name: 'missing', title: 'No such page', load: () => import('./pages/missing.js')};

/** The page of a path; {@code load} gives the function that makes it. */
export function pageOf(path) {
  const page = PAGES.find(one => one.path === path) ?? MISSING;
  return {...page, load: async () => (await page.load()).page};
}
