/** Who is signed in, and what there is: the APIs, and whether any request was ever stored. */

import {get} from './api.js';

/** As it was last asked for. */
export const session = {me: null, apis: [], hasEvents: false, usual: '30d'};

const DAY = 24 * 3600 * 1000;

/** Asks anew. Fails with an ApiError of status 401 when nobody is signed in. */
export async function refresh() {
  session.me = await get('/api/me');
  await refreshApis();
}

/** Asks anew which APIs there are. */
export async function refreshApis() {
  const workspace = await get('/api/workspace', {window: 'all'});
  session.hasEvents = workspace.has_events;
  session.apis = workspace.apis.map(api => api.api).sort((a, b) => a.localeCompare(b));
  // A newcomer of ten minutes ago would see one bar in a graph of thirty days.
  session.usual = Date.now() - Date.parse(workspace.window.from) < 2 * DAY ? '24h' : '30d';
}
