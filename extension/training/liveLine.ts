import { createLocalizer, type Localizer } from '../protocol/localize';
import type { MetricSummary, RunSummary } from '../protocol/runViews';
import { queueText } from './queue/queueText';

const blocks = '▁▂▃▄▅▆▇█';
const separator = ' · ';
const english = createLocalizer('en');

interface Part {
  text: string;
  /** The lowest stays longest when the line is too narrow. */
  rank: number;
}

/** One line about a run that fits into a terminal of this width; what matters least falls away first. */
export function liveLine(summary: RunSummary, width: number, localizer: Localizer = english): string {
  const parts = partsOf(summary, localizer);
  for (;;) {
    const line = parts.map(({ text }) => text).join(separator);
    if (displayWidth(line) <= width) return line;
    if (parts.length === 1) return cut(line, width);
    const last = parts.reduce((worst, part, i) => (part.rank >= parts[worst]!.rank ? i : worst), 0);
    parts.splice(last, 1);
  }
}

function partsOf(run: RunSummary, l: Localizer): Part[] {
  const parts: Part[] = [];
  const add = (rank: number, text: string | null): void => {
    if (text) parts.push({ text, rank });
  };
  const isOver = run.endedAt !== null;
  const metric = (name: string): MetricSummary | undefined => run.metrics.find((item) => item.name === name);
  const loss = metric('loss');
  const accuracy = run.metrics.find(({ goal, name }) => goal === 'max' && !name.startsWith('val_'));
  if (isOver) add(0, statusWord(run, l));
  else if (run.status === 'queued') add(0, run.queue ? queueText(run.queue, l) : l.t('queued'));
  else if (!run.step) add(0, phaseWord(run, l));
  if (run.epoch !== null) add(1, run.totalEpochs ? l.t('epoch {0}/{1}', run.epoch, run.totalEpochs) : l.t('epoch {0}', run.epoch));
  if (run.step) {
    const done = grouped(run.step);
    add(4, run.totalSteps ? l.t('step {0}/{1}', done, grouped(run.totalSteps)) : l.t('step {0}', done));
  }
  if (loss) {
    add(0, `loss ${formatMetric(loss.last)}`);
    add(7, sparkline(loss.spark.slice(-16)));
  }
  for (const [rank, item] of [
    [2, accuracy],
    [5, metric('val_loss')],
    [3, accuracy && metric(`val_${accuracy.name}`)],
  ] as const) {
    if (item) add(rank, `${item.name} ${formatMetric(item.last)}`);
  }
  if (run.stepsPerSecond && !isOver) add(6, l.t('{0} steps/s', formatRate(run.stepsPerSecond)));
  if (run.eta !== null) add(3, l.t('{0} left', formatDuration(run.eta, l)));
  if (isOver) add(3, formatDuration((run.endedAt! - run.startedAt) / 1000, l));
  add(8, run.device?.name || run.device?.backend || run.backend.picked);
  return parts;
}

function statusWord(run: RunSummary, l: Localizer): string {
  switch (run.status) {
    case 'ok':
      return l.t('done');
    case 'failed':
      return l.t('failed');
    case 'stopped':
      return l.t('stopped');
    case 'killed':
      return l.t('killed');
    case 'lost':
      return l.t('lost');
    case 'queued':
      return l.t('queued');
    case 'running':
      return l.t('running');
  }
}

function phaseWord(run: RunSummary, l: Localizer): string {
  switch (run.phase) {
    case 'bundling':
      return l.t('reading the program');
    case 'importing':
      return run.phaseModule ? l.t('loading {0}', run.phaseModule) : l.t('loading the library');
    case 'imported':
    case 'building':
      // A Python program may do anything before it trains.
      return run.kind === 'python' ? l.t('preparing') : l.t('building the model');
    case 'validating':
      return l.t('validating');
    case 'stopping':
      return l.t('stopping');
    case 'training':
    case null:
      return l.t('starting');
  }
}

/** Four decimals; very small and very large values as powers of ten. */
function formatMetric(value: number | null): string {
  if (value === null) return '–';
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  const text =
    size !== 0 && (size < 0.001 || size >= 10_000) ? size.toExponential(2).replace('e+', 'e').replace('e-', 'e−') : size.toFixed(4);
  return value < 0 ? `−${text}` : text;
}

function formatRate(rate: number): string {
  return rate >= 100 ? grouped(Math.round(rate)) : rate >= 10 ? rate.toFixed(0) : rate.toFixed(1);
}

function formatDuration(seconds: number, l: Localizer): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return l.t('{0} s', whole);
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return whole < 600 ? l.t('{0} min {1} s', Math.floor(whole / 60), whole % 60) : l.t('{0} min', minutes);
  return l.t('{0} h {1} min', Math.floor(minutes / 60), minutes % 60);
}

function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

function sparkline(values: readonly number[]): string {
  const finite = values.filter(Number.isFinite);
  if (finite.length < 2) return '';
  const low = Math.min(...finite);
  const span = Math.max(...finite) - low;
  return values
    .map((value) => (Number.isFinite(value) ? blocks[span ? Math.min(7, Math.floor(((value - low) / span) * 8)) : 0]! : ' '))
    .join('');
}

/** Columns in a terminal: Chinese characters and full-width signs take two. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += isWide(character) ? 2 : 1;
  return width;
}

function isWide(character: string): boolean {
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(character);
}

function cut(text: string, width: number): string {
  let used = 0;
  let result = '';
  for (const character of text) {
    used += isWide(character) ? 2 : 1;
    if (used > width) break;
    result += character;
  }
  return result;
}
