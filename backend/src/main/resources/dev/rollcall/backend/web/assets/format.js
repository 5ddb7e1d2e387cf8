/** Figures and times as people read them. All times are UTC, as the backend's days and hours are. */

const WHOLE = new Intl.NumberFormat('en-US', {maximumFractionDigits: 0});
const COMPACT = new Intl.NumberFormat('en-US', {notation: 'compact', maximumSignificantDigits: 3});
const DAY = new Intl.DateTimeFormat('en-GB', {timeZone: 'UTC', day: 'numeric', month: 'short'});
const DAY_YEAR = new Intl.DateTimeFormat('en-GB', {timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric'});
const CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const HOUR = new Intl.DateTimeFormat('en-GB', {timeZone: 'UTC', hour: '2-digit', minute: '2-digit'});

/** What stands where there is no figure. */
export const NONE = '–';

const known = value => value !== null && value !== undefined && Number.isFinite(value);

/** A count, exact. */
export function count(value) {
  return known(value) ? WHOLE.format(value) : NONE;
}

/** A count where there is little room: 1.2M. */
export function compact(value) {
  return known(value) ? (Math.abs(value) < 10000 ? WHOLE.format(value) : COMPACT.format(value)) : NONE;
}

/** A count with its noun. */
export function plural(value, one, many = `${one}s`) {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** A share of 0 to 1 as per cent, with one decimal; what is not nothing is never shown as nothing, nor what is not all as all. */
export function share(value) {
  if (!known(value)) {
    return NONE;
  }
  const percent = value * 100;
  if (percent > 0 && percent < 0.05) {
    return '<0.1%';
  }
  if (percent < 100 && percent >= 99.95) {
    return '>99.9%';
  }
  return `${percent.toFixed(1)}%`;
}

/** A change, as -0.5 for half as much. */
export function change(value) {
  if (!known(value)) {
    return NONE;
  }
  const percent = Math.round(value * 100);
  return `${percent > 0 ? '+' : percent < 0 ? '−' : ''}${WHOLE.format(Math.abs(percent))}%`;
}

/** A duration given in microseconds. */
export function duration(micros) {
  if (!known(micros)) {
    return NONE;
  }
  if (micros < 1000) {
    return `${Math.round(micros)} µs`;
  }
  if (micros < 999500) {
    return `${significant(micros / 1000)} ms`;
  }
  if (micros < 59950000) {
    return `${significant(micros / 1e6)} s`;
  }
  return `${significant(micros / 6e7)} min`;
}

/** A number of bytes. */
export function bytes(value) {
  if (!known(value)) {
    return NONE;
  }
  let size = value;
  for (const unit of ['B', 'KB', 'MB', 'GB', 'TB']) {
    if (size < 999.5 || unit === 'TB') {
      return unit === 'B' ? `${Math.round(size)} B` : `${significant(size)} ${unit}`;
    }
    size /= 1024;
  }
  return NONE;
}

function significant(value) {
  return value < 9.95 ? value.toFixed(1) : WHOLE.format(value);
}

/** How long ago, for a moment in RFC 3339. */
export function ago(iso, now = Date.now()) {
  const at = Date.parse(iso ?? '');
  if (Number.isNaN(at)) {
    return NONE;
  }
  const seconds = Math.floor((now - at) / 1000);
  if (seconds < -60) {
    return `in ${span(-seconds)}`;
  }
  return seconds < 5 ? 'just now' : `${span(seconds)} ago`;
}

/** A number of seconds in its largest unit. */
export function span(seconds) {
  for (const [unit, length] of [
    ['day', 86400],
    ['hour', 3600],
    ['min', 60],
  ]) {
    if (seconds >= length) {
      const whole = Math.floor(seconds / length);
      return `${WHOLE.format(whole)} ${unit}${whole === 1 || unit === 'min' ? '' : 's'}`;
    }
  }
  return `${Math.max(0, seconds)} s`;
}

/** The day of a moment; with the year when it is not this one. */
export function day(iso) {
  const at = new Date(iso ?? NaN);
  if (Number.isNaN(at.getTime())) {
    return NONE;
  }
  return at.getUTCFullYear() === new Date().getUTCFullYear() ? DAY.format(at) : DAY_YEAR.format(at);
}

/** The hour of a moment: 14:00. */
export function hour(iso) {
  const at = new Date(iso ?? NaN);
  return Number.isNaN(at.getTime()) ? NONE : HOUR.format(at);
}

/** Day and time of a moment, with thousandths. */
export function moment(iso) {
  const at = new Date(iso ?? NaN);
  if (Number.isNaN(at.getTime())) {
    return NONE;
  }
  return `${day(iso)} ${CLOCK.format(at)}.${String(at.getUTCMilliseconds()).padStart(3, '0')}`;
}

/** A moment in full, in UTC and here; for titles. */
export function exact(iso) {
  const at = new Date(iso ?? NaN);
  return Number.isNaN(at.getTime()) ? null : `${iso} UTC\n${at.toLocaleString()} here`.replace('Z UTC', ' UTC');
}

/** The start of a bucket of a series. */
export function bucket(iso, size) {
  return size === 'hour' ? `${day(iso)} ${hour(iso)}` : day(iso);
}
