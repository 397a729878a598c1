import { t, languageTag } from './locale';

/** Numbers and times as the views write them: fixed decimals in columns, a true minus, the same digits in both languages. */

/** A metric in a column: four decimals, or `4.95e−4` below 0.001 and from 10,000 on. */
export function formatMetric(value: number | null | undefined, decimals = 4): string {
  if (value === null || value === undefined) return '–';
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  const text = size >= 1e4 || (size !== 0 && size < 1e-3) ? value.toExponential(2).replace('e+', 'e') : value.toFixed(decimals);
  return trueMinus(text);
}

/** A whole number with separators, as in `14,430`. */
export function formatInteger(value: number): string {
  return trueMinus(Math.round(value).toLocaleString('en-US'));
}

/** A step on an axis: `500`, `15k`, `2.5k`, `1.2M`. */
export function formatAxisStep(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return trueMinus(`${shortest(value / 1e6)}M`);
  if (size >= 1e3) return trueMinus(`${shortest(value / 1e3)}k`);
  return trueMinus(shortest(value));
}

/** A value on an axis whose ticks stand `increment` apart. */
export function formatAxisValue(value: number, increment: number): string {
  const size = Math.abs(value);
  if (size >= 1e4) return formatAxisStep(value);
  if (value !== 0 && Math.abs(increment) < 1e-4) return trueMinus(value.toExponential(1).replace('e+', 'e'));
  const decimals = Math.max(1, Math.min(4, Math.ceil(-Math.log10(Math.abs(increment) || 1) - 1e-9)));
  return trueMinus(increment >= 1 && Number.isInteger(value) && size >= 10 ? String(value) : value.toFixed(decimals));
}

/** A value on a logarithmic axis: `0.03`, `10`, and far decades as `10⁻⁴`. */
export function formatLogValue(value: number): string {
  const exponent = Math.floor(Math.log10(value) + 1e-9);
  if (exponent >= -3 && exponent <= 3) return String(Number(value.toPrecision(3)));
  const mantissa = Math.round(value / 10 ** exponent);
  const raised = String(exponent).replace(/./g, (c) => (c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)]!));
  return mantissa === 1 ? `10${raised}` : `${mantissa}·10${raised}`;
}

/** A count in totals: `11.17 M`, `1.11 G`. */
export function formatCount(value: number): string {
  if (value >= 1e9) return `${(value / 1e9).toFixed(2)} G`;
  if (value >= 1e6) return `${(value / 1e6).toFixed(2)} M`;
  if (value >= 1e3) return `${(value / 1e3).toFixed(1)} k`;
  return String(value);
}

export function formatBytes(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes >= 1e6) return `${Math.round(bytes / 1e6)} MB`;
  return `${Math.round(bytes / 1e3)} kB`;
}

/** `9.4 / 24.0 GB`: a part and the whole in the unit of the whole. */
export function formatShareOfBytes(part: number, whole: number): string {
  if (whole >= 1e9) return `${(part / 1e9).toFixed(1)} / ${(whole / 1e9).toFixed(1)} GB`;
  return `${Math.round(part / 1e6)} / ${Math.round(whole / 1e6)} MB`;
}

export function formatPercent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

export function formatRate(perSecond: number): string {
  if (perSecond >= 1000) return formatInteger(perSecond);
  return perSecond >= 100 ? perSecond.toFixed(0) : perSecond >= 1 ? perSecond.toFixed(1) : perSecond.toPrecision(2);
}

/** Time left, rounded: `<1 min`, `23 min`, `2 h 10 min`, `3 d 4 h`. */
export function formatTimeLeft(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return t('<1 min');
  if (minutes < 60) return t('{0} min', minutes);
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 ? t('{0} h {1} min', hours, minutes % 60) : t('{0} h', hours);
  return t('{0} d {1} h', Math.floor(hours / 24), hours % 24);
}

/** Time that has passed, exactly: `42 s`, `3 min 18 s`, `2 h 05 min`. */
export function formatElapsed(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return t('{0} s', whole);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return t('{0} min {1} s', minutes, two(whole % 60));
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return t('{0} h {1} min', hours, two(minutes % 60));
  return t('{0} d {1} h', Math.floor(hours / 24), hours % 24);
}

/** Time that has passed, for axes and tables: `10:59`, `2:03:18`. */
export function formatClockSpan(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes}:${two(whole % 60)}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}

/** The time of day, with the day when it is not that of `now`. */
export function formatTimeOfDay(time: number, now: number): string {
  const sameDay = new Date(time).toDateString() === new Date(now).toDateString();
  const near = Math.abs(time - now) < 6 * 86_400_000;
  const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  const day: Intl.DateTimeFormatOptions = sameDay ? {} : near ? { weekday: 'short' } : { day: 'numeric', month: 'short' };
  return new Intl.DateTimeFormat(languageTag(), { ...clock, ...day }).format(time);
}

function shortest(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function trueMinus(text: string): string {
  return text.replace(/-/g, '−');
}
