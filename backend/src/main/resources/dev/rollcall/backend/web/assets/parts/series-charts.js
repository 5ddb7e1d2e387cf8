/** The graphs of a series: requests, load time, size, errors; one at a time, chosen by tabs. */

import {get} from '../api.js';
import {h} from '../dom.js';
import {bytes, compact, count, duration} from '../format.js';
import {chart} from './chart.js';
import {panel} from './head.js';
import {loaded} from './states.js';
import {tabs} from './tabs.js';

const sum = (points, value) => points.reduce((all, point) => all + (value(point) ?? 0), 0);

function requests(view, points, size) {
  const all = point => point.requests;
  const low = point => point.errors_4xx + point.errors_5xx;
  const worst = point => point.errors_5xx;
  const total = sum(points, all);
  return chart(view, {
    points,
    size,
    kind: 'bars',
    whole: true,
    label: `Requests over time: ${count(total)} in all`,
    lines: [
      {name: 'Requests', value: all, color: '--graph-good', tell: count, total: count(total)},
      {name: 'with status 4xx or 5xx', value: low, color: '--graph-4xx', tell: count, total: count(sum(points, low))},
      {name: 'with status 5xx', value: worst, color: '--graph-5xx', tell: count, total: count(sum(points, worst))},
    ],
  });
}

function loadTime(view, points, size) {
  return chart(view, {
    points,
    size,
    kind: 'lines',
    axis: duration,
    label: 'Load time over time',
    lines: [
      {name: 'average', value: point => point.avg_us, color: '--graph-one', tell: duration},
      {name: 'p50', value: point => point.p50_us, color: '--graph-two', tell: duration},
      {name: 'p95', value: point => point.p95_us, color: '--graph-three', tell: duration},
    ],
  });
}

function sizes(view, points, size) {
  return chart(view, {
    points,
    size,
    kind: 'lines',
    axis: bytes,
    label: 'Average size over time',
    lines: [
      {name: 'response', value: point => point.avg_response_bytes, color: '--graph-one', tell: bytes},
      {name: 'request', value: point => point.avg_request_bytes, color: '--graph-three', tell: bytes},
    ],
  });
}

function errors(view, points, size) {
  const low = point => point.errors_4xx;
  const worst = point => point.errors_5xx;
  return chart(view, {
    points,
    size,
    kind: 'lines',
    whole: true,
    axis: compact,
    label: 'Errors over time',
    lines: [
      {name: '4xx', value: low, color: '--graph-4xx', tell: count, total: count(sum(points, low))},
      {name: '5xx', value: worst, color: '--graph-5xx', tell: count, total: count(sum(points, worst))},
    ],
  });
}

const GRAPHS = [
  ['requests', 'Requests', requests],
  ['time', 'Load time', loadTime],
  ['size', 'Size', sizes],
  ['errors', 'Errors', errors],
];

/** The graphs of a question: of everybody, or of one customer. */
export function seriesPanel(view, more = {}) {
  const content = loaded(view, {
    lines: 8,
    load: signal => get('/api/series', view.ask(more), signal),
    show: (answer, part) =>
      tabs(
        part,
        'graph',
        GRAPHS.map(([name, title, draw]) => ({
          name,
          title,
          show: shown => draw(shown, answer.points, answer.window.bucket),
        })),
      ),
  });
  const place = panel('Over time', h('div', {class: 'series'}, content), {name: 'series', wide: true});
  place.reload = content.reload;
  return place;
}
