import type { Translate } from '../host/localize';

/** Numbers and times as `mockups` has them, for the native parts: tree, status bar, notifications. */

const minus = '−';

/** Four decimals; very small and very large values with a decimal exponent. */
export function formatMetric(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : `${minus}∞`;
  const size = Math.abs(value);
  const text = size !== 0 && (size < 0.001 || size >= 10_000) ? value.toExponential(2).replace('e+', 'e') : value.toFixed(4);
  return text.replaceAll('-', minus);
}

/** As the webviews and file managers write it: `1.2 GB`, `14 MB`, `3 kB`. */
export function formatBytes(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes >= 1e6) return `${Math.round(bytes / 1e6)} MB`;
  return `${Math.ceil(bytes / 1e3)} kB`;
}

/** Time left, rounded so that it does not flicker. */
export function formatTimeLeft(seconds: number, t: Translate): string {
  if (seconds < 60) return t('<1 min');
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return t('{0} min', minutes);
  return t('{0} h {1} min', Math.floor(minutes / 60), minutes % 60);
}

/** `just now`, `18:02`, `yesterday 18:02`, `Mon 11:20`, or the date. */
export function timeOfDay(time: number, now: number, t: Translate, locale: string): string {
  const tag = locale === 'zh-cn' ? 'zh-CN' : 'en-GB';
  const date = new Date(time);
  const clock = date.toLocaleTimeString(tag, { hour: '2-digit', minute: '2-digit' });
  if (now - time < 60_000) return t('just now');
  const days = Math.round((midnight(now) - midnight(time)) / 86_400_000);
  if (days <= 0) return clock;
  if (days === 1) return t('yesterday {0}', clock);
  if (days < 7) return `${date.toLocaleDateString(tag, { weekday: 'short' })} ${clock}`;
  return date.toLocaleDateString(tag, { year: 'numeric', month: 'short', day: 'numeric' });
}

/** `22 Nov, 15:04`: a time that stays right as long as it is shown. */
export function clockTime(time: number, locale: string): string {
  const options = { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' } as const;
  return new Date(time).toLocaleString(locale === 'zh-cn' ? 'zh-CN' : 'en-GB', options);
}

function midnight(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}
