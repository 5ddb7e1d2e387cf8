/** Small pictures, drawn with lines. They say nothing that the text beside them does not. */

import {s} from '../dom.js';

const PATHS = {
  home: ['M3 9.5 10 4l7 5.5', 'M5 8.5V16h10V8.5'],
  dashboard: ['M3.5 3.5h5.5v6H3.5z', 'M11 3.5h5.5v3.5H11z', 'M11 9h5.5v7.5H11z', 'M3.5 11.5h5.5v5H3.5z'],
  customers: [
    'M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
    'M2.5 16.5c0-3 2.2-4.7 5-4.7s5 1.7 5 4.7',
    'M13 4a3 3 0 0 1 0 5.2',
    'M14.5 12c2 .6 3.2 2.1 3.2 4.5',
  ],
  requests: ['M3.5 5h13', 'M3.5 10h13', 'M3.5 15h8'],
  live: ['M2.5 10h3.2l2-5.5 3.6 11 2.2-5.5h4'],
  signals: ['M3 14.5 8 9l3 3 6-6.5', 'M12.5 5.5H17V10'],
  agents: ['M4 4.5h12v4.5H4z', 'M4 11h12v4.5H4z', 'M6.5 6.8h.1', 'M6.5 13.2h.1'],
  query: ['M4 5.5 8 10l-4 4.5', 'M10 14.5h6.5'],
  settings: [
    'M3.5 6h7',
    'M14 6h2.5',
    'M3.5 14H6',
    'M9.5 14h7',
    'M12.2 7.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6z',
    'M7.8 15.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6z',
  ],
  leave: ['M8 3.5H4v13h4', 'M8.5 10H17', 'M14 7l3 3-3 3'],
  theme: ['M10 3.5a6.5 6.5 0 1 0 0 13z', 'M10 3.5a6.5 6.5 0 0 1 0 13'],
  menu: ['M3.5 6h13', 'M3.5 10h13', 'M3.5 14h13'],
  close: ['M5 5l10 10', 'M15 5 5 15'],
  star: ['M10 3.2l2.1 4.4 4.8.6-3.5 3.3.9 4.8-4.3-2.4-4.3 2.4.9-4.8L3.1 8.2l4.8-.6z'],
  copy: ['M7.5 7.5h9v9h-9z', 'M12.5 4.5v-1h-9v9h1.5'],
  down: ['M10 3.5v9', 'M6.5 9.5 10 13l3.5-3.5', 'M3.5 16.5h13'],
  search: ['M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11z', 'M13 13l3.8 3.8'],
  check: ['M4 10.5l4 4 8-9'],
  pause: ['M7 4.5v11', 'M13 4.5v11'],
  play: ['M6.5 4.5v11l9-5.5z'],
};

/** A picture by name. */
export function icon(name) {
  if (name === 'mark') {
    return s('svg', {class: 'mark', viewBox: '0 0 32 32', 'aria-hidden': 'true'}, [
      s('rect', {width: 32, height: 32, rx: 8}),
      s('path', {d: 'M7 10.5l2.2 2.2 4-4.4M7 21.5l2.2 2.2 4-4.4M17.5 11H25M17.5 22h4.5'}),
    ]);
  }
  return s(
    'svg',
    {class: `icon icon-${name}`, viewBox: '0 0 20 20', 'aria-hidden': 'true'},
    PATHS[name].map(d => s('path', {d})),
  );
}
