import type { GraphShape } from '../../protocol/graph';
import { rangeOf } from '../../../server/src/diagnostics/ranges';
import { graphCount, graphShape } from '../../../server/src/graph/graphShape';
import type { Analysis, Binding, LayerCall } from '../../../server/src/interp/document/analysis';
import type { Place } from '../../../server/src/ir/place';
import { addDims } from '../../../server/src/values/dim';

/** One row of `shapes`. Positions count from 0. */
export interface ShapeEntry {
  /** Only in notebooks. */
  cell?: number;
  line: number;
  character: number;
  symbol: string;
  kind: 'tensor' | 'layer' | 'model';
  shape: GraphShape;
  /** Only of models. */
  inputShape?: GraphShape;
  dtype: string | null;
  params: number | null;
}

/**
 * Every named value and every layer call of a document, in the order of the text. A call whose result is named right away is
 * one entry under that name; a line that runs several times has one entry a distinct shape.
 */
export function shapeTable(analysis: Analysis, cells: ReadonlyMap<string, number>): ShapeEntry[] {
  const rows: ShapeEntry[] = [];
  const seen = new Set<string>();
  const named = new Set<LayerCall>();
  const add = (place: Place, entry: Omit<ShapeEntry, 'line' | 'character' | 'cell'>): void => {
    const range = analysis.own.includes(place.chunk) ? rangeOf(analysis.chunks, place) : null;
    const key = JSON.stringify([place, entry]);
    if (!range || seen.has(key)) return;
    seen.add(key);
    const cell = cells.get(place.chunk);
    rows.push({ ...(cell !== undefined && { cell }), ...range.start, ...entry });
  };
  const callsAt = new Map<string, LayerCall[]>();
  for (const call of analysis.layerCalls) callsAt.set(keyOf(call.place), [...(callsAt.get(keyOf(call.place)) ?? []), call]);
  for (const binding of analysis.bindings) {
    const call = callOf(binding, callsAt, analysis);
    if (call) named.add(call);
    const entry = bindingEntry(binding, call, analysis);
    if (entry) add(binding.place, entry);
  }
  for (const call of analysis.layerCalls) {
    if (named.has(call)) continue;
    add(call.place, {
      symbol: `<${call.op.slice(call.op.lastIndexOf('.') + 1)}>`,
      kind: 'layer',
      shape: graphShape(call.output),
      dtype: call.dtype,
      params: graphCount(call.params),
    });
  }
  return rows.sort((a, b) => (a.cell ?? 0) - (b.cell ?? 0) || a.line - b.line || a.character - b.character);
}

/** The layer call whose result a name was given in the same statement. */
function callOf({ value, place }: Binding, callsAt: ReadonlyMap<string, readonly LayerCall[]>, analysis: Analysis): LayerCall | undefined {
  const producer = value.kind === 'tensor' ? value.producer : null;
  if (!producer) return undefined;
  const name = rangeOf(analysis.chunks, place);
  return callsAt.get(keyOf(producer.place))?.find((call) => {
    if (call.tensor !== value && !(call.layer === producer.layer && call.output === producer.output)) return false;
    const range = rangeOf(analysis.chunks, call.place);
    // `y = x` two lines below is a name of its own and leaves the call alone.
    return (
      range !== null &&
      name !== null &&
      call.place.chunk === place.chunk &&
      range.start.line - name.start.line <= 1 &&
      range.end.line >= name.start.line
    );
  });
}

function bindingEntry(binding: Binding, call: LayerCall | undefined, analysis: Analysis): Omit<ShapeEntry, 'line' | 'character'> | null {
  const { value, name } = binding;
  if (value.kind === 'tensor') {
    // An input is a layer too, as summaries list it.
    const params = call ? graphCount(call.params) : value.producer?.op === 'input' ? 0 : null;
    return { symbol: name, kind: 'tensor', shape: graphShape(value.shape), dtype: value.dtype, params };
  }
  const object = value.kind === 'ref' ? analysis.state.get(value.id) : undefined;
  if (value.kind !== 'ref' || !object) return null;
  if (object.kind === 'layer') {
    const calls = analysis.layerCalls.filter((c) => c.layer === value.id);
    const params = object.built ? addDims(object.built.params, object.built.nonTrainable) : undefined;
    return {
      symbol: name,
      kind: 'layer',
      shape: calls.length ? graphShape(calls[0]!.output) : null,
      dtype: calls[0]?.dtype ?? null,
      params: calls.length ? graphCount(calls[0]!.params) : params === undefined ? null : graphCount(params),
    };
  }
  const model = object.kind === 'model' ? analysis.models.find((m) => m.id === value.id) : undefined;
  if (!model) return null;
  return {
    symbol: name,
    kind: 'model',
    shape: graphShape(model.outputs[0] ?? null),
    inputShape: graphShape(model.inputs[0] ?? null),
    dtype: null,
    params: graphCount(model.params),
  };
}

function keyOf(place: Place): string {
  return `${place.chunk}\n${place.node}`;
}
