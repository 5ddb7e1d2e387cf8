/** When in the day and in the week requests come, in UTC: a person at work, a nightly job, or a steady stream. */

import {get} from '../api.js';
import {h} from '../dom.js';
import {count, plural} from '../format.js';
import {panel} from './head.js';
import {bars} from './spark.js';
import {loaded, nothing} from './states.js';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Hours and weekdays of a customer, or of all. */
export function hoursPanel(view, who = null) {
  return panel(
    'Hour of day',
    loaded(view, {lines: 5, load: signal => get('/api/hours', view.ask({...who}), signal), show}),
    {name: 'hours', hint: 'UTC'},
  );
}

function show(answer) {
  const total = answer.hours.reduce((all, hour) => all + hour.requests, 0);
  if (total === 0) {
    return nothing('No requests in this time.');
  }
  const busiest = answer.hours.reduce((best, hour) => (hour.requests > best.requests ? hour : best));
  return h('div', {class: 'hours'}, [
    bars(
      answer.hours.map(hour => ({
        name: String(hour.hour).padStart(2, '0'),
        value: hour.requests,
        bad: hour.errors,
        title: `${clock(hour.hour)} to ${clock(hour.hour + 1)}: ${plural(hour.requests, 'request')}, ${plural(hour.errors, 'error')}`,
      })),
      {label: `Requests by hour of day; most from ${clock(busiest.hour)}: ${count(busiest.requests)}`, every: 3},
    ),
    bars(
      answer.weekdays.map(one => ({
        name: WEEKDAYS[one.day - 1],
        value: one.requests,
        title: `${WEEKDAYS[one.day - 1]}: ${plural(one.requests, 'request')}`,
      })),
      {label: 'Requests by day of the week'},
    ),
  ]);
}

function clock(hour) {
  return `${String(hour).padStart(2, '0')}:00`;
}
