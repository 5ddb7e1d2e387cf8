/** Small bars: how many requests in each day or hour. A bucket without any is a line on the ground, not a gap. */

import {count, day, hour} from '../format.js';
import {h, s} from '../dom.js';

const MOST = 45;
const HEIGHT = 20;

/** Bars of [{day or at, requests}]. */
export function spark(daily) {
  const points = daily ?? [];
  const bars = gathered(points);
  const highest = Math.max(0, ...bars);
  const width = Math.max(1, bars.length) * 4;
  return s(
    'svg',
    {
      class: 'spark',
      viewBox: `0 0 ${width} ${HEIGHT}`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': words(points),
    },
    s('title', {}, words(points)),
    bars.map((requests, index) => {
      const tall = requests === 0 || highest === 0 ? 1 : Math.max(2, (requests / highest) * HEIGHT);
      return s('rect', {
        class: requests === 0 ? 'none' : null,
        x: index * 4,
        y: (HEIGHT - tall).toFixed(1),
        width: 3,
        height: tall.toFixed(1),
      });
    }),
  );
}

/** As many bars as there is room for: neighbours are added up. */
function gathered(points) {
  const each = Math.ceil(points.length / MOST) || 1;
  const bars = [];
  points.forEach((point, index) => {
    const bar = Math.floor(index / each);
    bars[bar] = (bars[bar] ?? 0) + point.requests;
  });
  return bars;
}

function words(points) {
  if (points.length === 0) {
    return 'no requests';
  }
  const top = points.reduce((best, point) => (point.requests > best.requests ? point : best));
  const silent = points.filter(point => point.requests === 0).length;
  const when = top.at ? `${day(top.at)} ${hour(top.at)}` : day(top.day);
  const unit = top.at ? 'hours' : 'days';
  return `most on ${when}: ${count(top.requests)}; ${silent} of ${points.length} ${unit} without requests`;
}

/** Bars of a fixed set, as the hours of a day, with names below. */
export function bars(list, {label, every = 1}) {
  const highest = Math.max(1, ...list.map(bar => bar.value));
  return h(
    'div',
    {class: 'bars', role: 'img', 'aria-label': label},
    list.map((bar, index) => {
      const whole = h('div', {class: bar.value === 0 ? 'bar none' : 'bar'});
      whole.style.height = `${(bar.value / highest) * 100}%`;
      if (bar.bad > 0) {
        const bad = h('div', {class: 'bad'});
        bad.style.height = `${(bar.bad / bar.value) * 100}%`;
        whole.append(bad);
      }
      return h('div', {class: 'bar-place', title: bar.title}, [
        h('div', {class: 'bar-room'}, whole),
        h('span', {class: 'bar-name'}, index % every === 0 ? bar.name : ''),
      ]);
    }),
  );
}
