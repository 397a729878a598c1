import type { ShapeAt } from '../../../extension/protocol/languageServer';
import { lineIndexOf } from '../diagnostics/lineIndex';
import type { Analysis } from '../interp/document/analysis';
import type { LoweredChunk } from '../ir/ir';
import type { Place } from '../ir/place';
import { placeOf, samePlace } from '../ir/place';
import { isKnown } from '../values/dim';
import type { MaybeShape } from '../values/shape';
import type { TensorValue, Value } from '../values/value';
import { shapeText } from './shapeText';

/** What a person calls a value: a name, an attribute, one element. Longer expressions are told by what they are made of. */
const named = /^[\p{L}_$][\p{L}\p{N}_$]*(?:\s*\.\s*[\p{L}_$][\p{L}\p{N}_$]*)*(?:\[[^\n[\]]{1,20}\])?$/u;
const calledName = /^([\p{L}_$][\p{L}\p{N}_$.]*)\(/u;
const longestCall = 40;

/**
 * Values and calls that stand on some lines of a chunk, in the order of the text, as far as something is known of their shapes. What
 * comes after a fault that the analysis found there is left out: it is only assumed.
 * @param from first line, from 0
 * @param to last line, included
 */
export function shapesAt(analysis: Analysis, chunk: LoweredChunk, from: number, to: number): ShapeAt[] {
  const lines = lineIndexOf(chunk);
  const start = lines.offset({ line: from, character: 0 });
  const end = lines.offset({ line: to, character: Number.MAX_SAFE_INTEGER });
  const values = analysis.values.get(chunk.uri);
  // What a line gives a name to was not there yet when it failed.
  const targets = new Set(analysis.bindings.flatMap(({ place }) => (place.chunk === chunk.uri ? [place.node] : [])));
  const found = new Map<string, { at: number; shape: ShapeAt }>();
  chunk.units.forEach((unit, unitIdx) => {
    if (unit.start > end || unit.start + unit.code.text.length < start) return;
    unit.code.spans.forEach((span, id) => {
      const at = unit.start + (span?.[0] ?? 0);
      if (!span || at < start || unit.start + span[1] > end) return;
      const place = placeOf(chunk.uri, unitIdx, id);
      const source = chunk.text.slice(at, unit.start + span[1]);
      const value = targets.has(place.node) ? undefined : values?.get(place.node);
      const shape =
        ofLayerCall(analysis, source, place) ??
        (value && (named.test(source) ? ofName(analysis, value, source) : ofCall(analysis, value, source)));
      if (shape && !found.has(shape.name)) found.set(shape.name, { at, shape });
    });
  });
  return [...found.values()].sort((a, b) => a.at - b.at).map(({ shape }) => shape);
}

function ofName(analysis: Analysis, value: Value, source: string): ShapeAt | null {
  const name = source.replace(/\s+/g, '');
  if (value.kind === 'tensor') return isTold(value.shape) && !isAssumed(value) ? { name, shape: shapeText(value.shape, analysis.language) } : null;
  const model = value.kind === 'ref' ? analysis.models.find(({ id }) => id === value.id) : undefined;
  const [input] = model?.inputs ?? [];
  const [output] = model?.outputs ?? [];
  if (!input || !output || !isTold(input)) return null;
  return { name, input: shapeText(input, analysis.language), shape: shapeText(output, analysis.language) };
}

/** A layer's call by the name of the layer, with what goes in and what comes out of it, which is open where it failed. */
function ofLayerCall(analysis: Analysis, source: string, place: Place): ShapeAt | null {
  const call = analysis.layerCalls.filter((each) => samePlace(each.place, place)).at(-1);
  const name = calledName.exec(source)?.[1];
  const [input] = call?.inputs ?? [];
  if (!call || !name || !isTold(input ?? null) || call.status === 'assumed') return null;
  const output = call.status === 'ok' ? call.output : null;
  return { name, input: shapeText(input!, analysis.language), shape: shapeText(output, analysis.language) };
}

/** A short call of anything else, as it stands. */
function ofCall(analysis: Analysis, value: Value, source: string): ShapeAt | null {
  if (value.kind !== 'tensor' || !isTold(value.shape) || isAssumed(value)) return null;
  if (!calledName.test(source) || source.length > longestCall || source.includes('\n')) return null;
  return { name: source, shape: shapeText(value.shape, analysis.language) };
}

function isAssumed({ producer }: TensorValue): boolean {
  return producer !== null && producer.status !== 'ok';
}

/** Something is known of it. */
function isTold(shape: MaybeShape): shape is NonNullable<MaybeShape> {
  return shape !== null && (shape.dims.some(isKnown) || (!shape.hasPrefix && shape.dims.length > 0));
}
