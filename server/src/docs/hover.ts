import type { Range } from '../../../extension/protocol/graph';
import type { Localizer } from '../../../extension/protocol/localize';
import { lineIndexOf } from '../diagnostics/lineIndex';
import { rangeOf } from '../diagnostics/ranges';
import type { Analysis, LayerCall } from '../interp/document/analysis';
import type { LoweredChunk } from '../ir/ir';
import { spanOf, unitIdxOf } from '../ir/place';
import type { OpDef } from '../ops/kernel';
import type { LayerObject } from '../values/value';
import type { OpDescriptions } from './opDescriptions';
import { nodesAt } from './nodesAt';
import { layerText } from './layerText';
import { opText } from './opText';
import { valueText } from './valueText';

export interface HoverText {
  /** Markdown. */
  readonly text: string;
  readonly range: Range;
}

/** What hovers look up besides the analysis. */
export interface HoverContext {
  readonly analysis: Analysis;
  readonly findOp: (name: string) => OpDef | undefined;
  readonly descriptions: OpDescriptions;
  readonly localizer: Localizer;
}

/** What is known of the thing at an offset of a chunk: a layer where it is constructed, else the value of the smallest expression. */
export function hoverAt(cx: HoverContext, chunk: LoweredChunk, offset: number): HoverText | null {
  const { analysis } = cx;
  const layer = layerAt(analysis, chunk, offset);
  if (layer) return { text: layerText(cx, layer.object, layer.calls), range: lineIndexOf(chunk).range(layer.from, layer.to) };
  const values = analysis.values.get(chunk.uri);
  for (const place of nodesAt(chunk, offset)) {
    const value = values?.get(place.node);
    if (!value) continue;
    const range = rangeOf(analysis.chunks, place);
    const span = spanOf(chunk, place);
    if (!range || !span) continue;
    const source = chunk.text.slice(span.from, span.to);
    const text = value.kind === 'library' ? opText(cx, value.path) : valueText(cx, source, value);
    if (text !== null) return { text, range };
    // An outer expression would answer for something that the pointer is not on.
    if (value.kind !== 'unknown') return null;
  }
  return bindingAt(cx, chunk, offset);
}

/** The layer whose constructor's name holds the offset. */
function layerAt(analysis: Analysis, chunk: LoweredChunk, offset: number): { object: LayerObject; calls: LayerCall[]; from: number; to: number } | null {
  for (const call of analysis.layerCalls) {
    if (call.site.chunk !== chunk.uri) continue;
    const object = analysis.state.get(call.layer);
    const unit = chunk.units[unitIdxOf(call.site)];
    if (object?.kind !== 'layer' || !object.site.call || !unit) continue;
    const { callee } = object.site.call;
    const from = unit.start + callee.from;
    const to = unit.start + callee.to;
    if (from > offset || offset > to) continue;
    // In a loop one place constructs several layers; each is listed.
    return { object, calls: analysis.layerCalls.filter((c) => c.site.node === call.site.node && c.site.chunk === call.site.chunk), from, to };
  }
  return null;
}

/** Targets of assignments are no expressions; they have their own record. */
function bindingAt(cx: HoverContext, chunk: LoweredChunk, offset: number): HoverText | null {
  for (const binding of [...cx.analysis.bindings].reverse()) {
    const span = binding.place.chunk === chunk.uri ? spanOf(chunk, binding.place) : null;
    if (!span || offset < span.from || offset > span.to) continue;
    const text = valueText(cx, binding.name, binding.value);
    return text === null ? null : { text, range: lineIndexOf(chunk).range(span.from, span.to) };
  }
  return null;
}
