import type { JsonNumber } from '../../../protocol/runs';

/** JSON has no NaN and no infinities: they travel as strings. */
export function jsonNumber(value: number): JsonNumber {
  if (Number.isFinite(value)) return Number(value.toPrecision(8));
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

export function jsonNumbers(values: Readonly<Record<string, number>>): Record<string, JsonNumber> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, jsonNumber(value)]));
}
