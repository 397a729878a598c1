import fs from 'node:fs';
import path from 'node:path';
import type { Analysis } from '../../../server/src/interp/document/analysis';
import { lineIndexOf } from '../../../server/src/diagnostics/lineIndex';
import type { Dim } from '../../../server/src/values/dim';
import type { MaybeShape } from '../../../server/src/values/shape';
import type { TensorValue, Value } from '../../../server/src/values/value';
import { arrayAttribute } from '../../../server/src/ops/kernel/arrays';
import { spanOf } from '../../../server/src/ir/place';
import { mutantsFolder } from './mutant';
import type { Checked } from './replayMutants';

type Extents = readonly (number | null)[];

/** A name that was given arrays when its program ran: where, and the distinct shapes in the order in which they came. */
export interface HeldName {
  readonly cell: number;
  readonly line: number;
  readonly name: string;
  readonly shapes: readonly Extents[];
}

/** What `scripts/mutants/record_names.py` recorded, by program. */
export function heldNames(): Map<string, HeldName[]> {
  const lines = fs.readFileSync(path.join(mutantsFolder, 'names.jsonl'), 'utf8').split('\n').filter(Boolean);
  const records = lines.map((line) => JSON.parse(line) as { p: string; names: [number, number, string, Extents[]][] });
  return new Map(records.map(({ p, names }) => [p, names.map(([cell, line, name, shapes]) => ({ cell, line, name, shapes }))]));
}

export interface KnownOfName extends HeldName {
  /** What the analysis takes the name for there; null for nothing that has a shape. */
  readonly shape: MaybeShape;
  readonly isRanked: boolean;
  readonly isFull: boolean;
  /** What is known is none of what was seen. */
  readonly isWrong: boolean;
}

/** The analysis beside the truth: what it knows of every name that held an array. */
export function knownOf({ analysis, source }: Checked, held: readonly HeldName[]): KnownOfName[] {
  const found = boundValues(analysis);
  return held.map((one) => {
    const uri = source.chunks[one.cell]!.uri;
    const value = found.get(`${uri} ${one.line} ${one.name}`);
    const shape = shapeOf(value, analysis);
    const isRanked = shape !== null && !shape.hasPrefix;
    const isFull = isRanked && shape.dims.every((dim) => typeof dim === 'number' || dim.kind !== 'unknown');
    // A table may have got other columns since: of what has an identity only the last state is kept.
    const isFit = (extents: Extents): boolean =>
      value?.kind === 'ref' && isRanked ? shape.dims.length === extents.length : fits(shape!, extents);
    return { ...one, shape, isRanked, isFull, isWrong: shape !== null && !one.shapes.some(isFit) };
  });
}

/** What each name holds behind the line that gives it a value: where it stands twice in a line, the first is the one that is given it. */
function boundValues(analysis: Analysis): Map<string, Value> {
  const out = new Map<string, { readonly from: number; readonly value: Value }>();
  for (const uri of analysis.own) {
    const chunk = analysis.chunks.get(uri)!;
    for (const [node, value] of analysis.values.get(uri)) {
      const span = spanOf(chunk, { chunk: uri, node });
      if (!span || !/^\w+$/.test(chunk.text.slice(span.from, span.to))) continue;
      const key = `${uri} ${lineIndexOf(chunk).position(span.from).line} ${chunk.text.slice(span.from, span.to)}`;
      const before = out.get(key);
      if (!before || span.from < before.from) out.set(key, { from: span.from, value });
    }
  }
  return new Map([...out].map(([key, { value }]) => [key, value]));
}

function shapeOf(value: Value | undefined, { state }: Analysis): MaybeShape {
  if (value?.kind === 'tensor') return value.shape;
  const object = value?.kind === 'ref' ? state.get(value.id) : undefined;
  const array = object?.kind === 'object' ? (object.attrs.get(arrayAttribute) as TensorValue | undefined) : undefined;
  return array?.kind === 'tensor' ? array.shape : null;
}

/** Open extents are neither right nor wrong. */
function fits({ dims, hasPrefix }: NonNullable<MaybeShape>, extents: Extents): boolean {
  if (hasPrefix ? extents.length < dims.length : extents.length !== dims.length) return false;
  const last = extents.slice(extents.length - dims.length);
  return dims.every((dim: Dim, i) => typeof dim !== 'number' || last[i] === null || last[i] === dim);
}

export function rateOf(known: readonly KnownOfName[]): { readonly ranked: number; readonly full: number; readonly wrong: number } {
  const count = (is: (one: KnownOfName) => boolean): number => known.filter(is).length;
  return { ranked: count(({ isRanked }) => isRanked), full: count(({ isFull }) => isFull), wrong: count(({ isWrong }) => isWrong) };
}
