import type { JsonNumber, RunEvent } from '../protocol/runs';

type Fields = Record<string, unknown>;

/** A record of a known kind, or only its number when the kind is of a newer writer. */
interface ParsedLine {
  q: number | undefined;
  known?: RunEvent;
}

/** Reads one line. Unknown kinds and fields are fine; a known kind without what it needs is malformed. */
export function parseRunEvent(line: string): ParsedLine | 'malformed' {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'malformed';
  }
  if (!isFields(value) || typeof value['k'] !== 'string') return 'malformed';
  const q = Number.isSafeInteger(value['q']) ? (value['q'] as number) : undefined;
  if (!Object.hasOwn(needs, value['k'])) return { q };
  if (!isNumber(value['t'])) return 'malformed';
  return needs[value['k'] as RunEvent['k']](value) ? { q, known: value as unknown as RunEvent } : 'malformed';
}

/** What a reader of each kind relies on. */
const needs: Record<RunEvent['k'], (event: Fields) => boolean> = {
  'run-started': (e) => isOptional(e['wall'], isNumber) && isOptional(e['device'], isFields),
  device: (e) => isText(e['backend']) && isText(e['name']),
  artifact: (e) => isText(e['path']) && isText(e['kind']),
  phase: (e) => isText(e['phase']),
  model: (e) => isOptional(e['plan'], isFields) && isOptional(e['optimizer'], isFields),
  step: (e) =>
    isNumber(e['s0']) &&
    Number.isSafeInteger(e['n']) &&
    isColumn(e['loss']) &&
    (e['n'] as number) >= 0 &&
    (e['n'] as number) <= (e['loss'] as unknown[]).length &&
    isOptional(e['dt'], (dt) => Array.isArray(dt) && dt.every(isNumber)) &&
    isOptional(e['metrics'], (columns) => isFields(columns) && Object.values(columns).every(isColumn)),
  epoch: (e) => isNumber(e['epoch']) && isNumber(e['step']) && isValues(e['metrics']),
  metric: (e) => isText(e['phase']) && isNumber(e['step']) && isValues(e['values']),
  system: () => true,
  log: (e) => isText(e['text']),
  warning: (e) => isText(e['code']),
  error: (e) => isText(e['msg']) && isOptional(e['at'], isFields),
  'run-ended': (e) => e['status'] === 'ok' || e['status'] === 'failed' || e['status'] === 'stopped' || e['status'] === 'killed',
};

export function toNumber(value: JsonNumber): number {
  return typeof value === 'number' ? value : Number(value);
}

function isJsonNumber(value: unknown): value is JsonNumber {
  return typeof value === 'number' || value === 'NaN' || value === 'Infinity' || value === '-Infinity';
}

function isColumn(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => item === null || isJsonNumber(item));
}

function isValues(value: unknown): boolean {
  return isFields(value) && Object.values(value).every((item) => item === null || isJsonNumber(item));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): value is number {
  return Number.isFinite(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isOptional(value: unknown, check: (value: unknown) => boolean): boolean {
  return value === undefined || value === null || check(value);
}
