/**
 * Graphs over time, drawn by uPlot. A graph can be read with the pointer or, once it has the focus, with the arrow keys; what stands
 * at the place that is read is told above it, and to screen readers.
 */

import {h, put} from '../dom.js';
import {bucket, compact, day, hour} from '../format.js';
import {THEME} from '../frame.js';
import {nothing} from './states.js';

const HOUR = 3600;
const DAY = 24 * HOUR;
const HEIGHT = 220;

/** What the vertical axis takes, what is free at the right end, and half of the longest name below, a day with its year, in pixels. */
const AXIS = 62;
const END = 8;
const HALF_NAME = 38;

const WHOLE_STEPS = [1, 2, 5]
  .flatMap(step => Array.from({length: 15}, (any, power) => step * 10 ** power))
  .sort((a, b) => a - b);

/**
 * A graph.
 *
 * @param view the page as it is for the graph, which goes with it
 * @param points of a series of the API
 * @param size of a bucket: hour or day
 * @param lines {name, value(point), color, tell(value)}: the colour is the name of a CSS variable
 * @param kind `bars` are drawn over each other, the highest first; `lines` beside each other, with gaps where nothing is known
 * @param label what the graph shows
 * @param axis how figures of the axis are written
 */
export function chart(view, {points, size, lines, kind, label, axis = compact, whole = false, summary = null}) {
  if (points.length === 0) {
    return nothing('Nothing in this time.');
  }
  const readings = lines.map(() => h('span', {class: 'reading'}));
  const when = h('span', {class: 'when'});
  const legend = h('div', {class: 'legend', 'aria-live': 'polite'}, [
    lines.map((line, index) =>
      h(
        'span',
        {class: 'key'},
        h('span', {class: `swatch ${line.color.replace(/^--/, '')}`}),
        h('span', {}, line.name),
        readings[index],
      ),
    ),
    when,
  ]);
  const stage = h('div', {class: 'stage', tabindex: '0', role: 'img', 'aria-label': `${label}. Arrow keys read it.`});
  const figure = h('figure', {class: 'chart'}, legend, stage);
  let plot = null;
  let index = null;

  function tell(at) {
    index = at;
    put(when, at === null ? (summary ?? '') : bucket(points[at].at, size));
    lines.forEach((line, nth) =>
      put(readings[nth], at === null ? (line.total ?? '') : line.tell(line.value(points[at]))),
    );
  }

  function draw() {
    plot?.destroy();
    const width = stage.clientWidth;
    plot =
      width > 0
        ? new uPlot(options({points, size, lines, kind, axis, whole, width, tell}), series(points, size, lines), stage)
        : null;
  }

  stage.addEventListener('keydown', event => {
    const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    if (step && plot) {
      event.preventDefault();
      const next = Math.min(points.length - 1, Math.max(0, (index ?? (step > 0 ? -1 : points.length)) + step));
      plot.setCursor({left: plot.valToPos(plot.data[0][next], 'x'), top: 10});
    } else if (event.key === 'Escape' && plot) {
      plot.setCursor({left: -10, top: -10});
    }
  });
  const watch = new ResizeObserver(() => {
    if (plot && stage.clientWidth > 0) {
      plot.setSize({width: stage.clientWidth, height: HEIGHT});
    } else {
      draw();
    }
  });
  watch.observe(stage);
  window.addEventListener(THEME, draw, {signal: view.signal});
  view.signal.addEventListener('abort', () => {
    watch.disconnect();
    plot?.destroy();
    plot = null;
  });
  tell(null);
  return figure;
}

/** uPlot's data: the middles of the buckets, in seconds, then a list of values for each line. */
function series(points, size, lines) {
  const half = (size === 'hour' ? HOUR : DAY) / 2;
  return [points.map(point => Date.parse(point.at) / 1000 + half), ...lines.map(line => points.map(line.value))];
}

function options({points, size, lines, kind, axis, whole, width, tell}) {
  const style = getComputedStyle(document.documentElement);
  const color = name => style.getPropertyValue(name).trim();
  const long = size === 'hour' ? HOUR : DAY;
  const from = Date.parse(points[0].at) / 1000;
  const to = Date.parse(points[points.length - 1].at) / 1000 + long;
  const font = `11px ${style.getPropertyValue('--sans').trim() || 'sans-serif'}`;
  const toEnd = (at, all) => ((to - at) / (to - from)) * (all - AXIS - END) + END;
  const quiet = {stroke: color('--muted'), font, ticks: {show: false}};
  return {
    width,
    height: HEIGHT,
    padding: [8, END, 0, 0],
    tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    legend: {show: false},
    cursor: {
      y: false,
      drag: {x: false, y: false, setScale: false},
      points: kind === 'lines' ? {size: 7} : {show: false},
    },
    scales: {
      x: {time: true, range: () => [from, to]},
      y: {range: (plot, low, high) => [0, high > 0 ? high * 1.06 : 1]},
    },
    axes: [
      {
        ...quiet,
        size: 30,
        space: 64,
        grid: {show: false},
        // A name at the very end would be cut off.
        values: (plot, splits, nth, space, step) =>
          splits.map(at =>
            toEnd(at, plot.width) < HALF_NAME ? '' : step >= DAY || at % DAY === 0 ? day(iso(at)) : hour(iso(at)),
          ),
      },
      {
        ...quiet,
        size: AXIS,
        space: 36,
        ...(whole ? {incrs: WHOLE_STEPS} : {}),
        grid: {stroke: color('--line'), width: 1},
        values: (plot, splits) => splits.map(axis),
      },
    ],
    series: [
      {},
      ...lines.map(line => ({
        label: line.name,
        stroke: kind === 'bars' ? 'transparent' : color(line.color),
        width: kind === 'bars' ? 0 : 1.75,
        fill: kind === 'bars' ? color(line.color) : undefined,
        paths: kind === 'bars' ? uPlot.paths.bars({size: [0.74, 48]}) : uPlot.paths.linear(),
        points: {show: kind === 'lines' && points.length < 3},
        spanGaps: false,
      })),
    ],
    hooks: {setCursor: [plot => tell(plot.cursor.idx ?? null)]},
  };
}

function iso(seconds) {
  return new Date(seconds * 1000).toISOString();
}
