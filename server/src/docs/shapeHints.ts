import type { Position, Range } from '../../../extension/protocol/graph';
import { comparePositions, rangeOf } from '../diagnostics/ranges';
import type { Analysis } from '../interp/document/analysis';
import type { Place } from '../ir/place';
import type { MaybeShape } from '../values/shape';
import { shapeText } from './shapeText';

/** What stands behind a layer's call, or behind a name that was given a tensor by something else. */
export interface ShapeHint {
  readonly uri: string;
  readonly position: Position;
  /** What the hint speaks of. */
  readonly range: Range;
  /** Behind a name a hint reads like a type: `: (8, 3)`. */
  readonly kind: 'call' | 'name';
  /** Without the colon: `(None, 30, 30, 32)`; several shapes of one line are joined by ` | `. */
  readonly text: string;
}

/** A line that runs with more shapes than this says how many there are more. */
const maxShapes = 3;

/** Hints of the document's own chunks, one a place, in the order of the text. What is wholly unknown has none. */
export function shapeHints(analysis: Analysis): ShapeHint[] {
  const hints = new Map<string, Draft>();
  const calls = new Set<string>();
  for (const call of analysis.layerCalls) {
    calls.add(keyOf(call.place));
    add(hints, analysis, 'call', call.place, call.output);
  }
  for (const binding of analysis.bindings) {
    if (binding.value.kind !== 'tensor') continue;
    const producer = binding.value.producer;
    // The layer's own hint says the same.
    if (producer && calls.has(keyOf(producer.place))) continue;
    add(hints, analysis, 'name', binding.place, binding.value.shape);
  }
  const own = new Map(analysis.own.map((uri, i) => [uri, i]));
  return [...hints.values()]
    .map(({ shapes, ...hint }) => {
      const shown = shapes.slice(0, maxShapes).join(' | ');
      return { ...hint, text: shapes.length > maxShapes ? `${shown} | …` : shown };
    })
    .sort((a, b) => own.get(a.uri)! - own.get(b.uri)! || comparePositions(a.position, b.position));
}

type Draft = Omit<ShapeHint, 'text'> & { readonly shapes: string[] };

function add(hints: Map<string, Draft>, analysis: Analysis, kind: ShapeHint['kind'], place: Place, shape: MaybeShape): void {
  if (!shape || !analysis.own.includes(place.chunk)) return;
  const key = keyOf(place);
  const text = shapeText(shape, analysis.language);
  const old = hints.get(key);
  if (old) {
    if (!old.shapes.includes(text)) old.shapes.push(text);
    return;
  }
  const range = rangeOf(analysis.chunks, place);
  if (range) hints.set(key, { uri: place.chunk, position: range.end, range, kind, shapes: [text] });
}

function keyOf(place: Place): string {
  return `${place.chunk}\n${place.node}`;
}
