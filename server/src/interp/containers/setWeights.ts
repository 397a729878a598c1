import type { Message } from '../../../../extension/protocol/localize';
import { msg } from '../../../../extension/protocol/localize';
import type { Fix } from '../../diagnostics/diagnostic';
import { findOp } from '../../ops/registry';
import { compareDims, freeDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { formatShape, rankOf } from '../../values/shape';
import type { BoundArg, CallSite, LayerObject, ModelObject, TensorValue, Value } from '../../values/value';
import { appendText } from '../reports/fixEdits';
import type { CallArgs } from '../functions';
import type { Machine } from '../machine';
import { refuse } from '../reports/refusal';
import { labelOf } from '../reports/report';
import { isSurelyKeras3 } from './kerasFlavor';
import { isHeld } from './modelReports';
import { baseOf } from './subclass';
import { weightShapes } from './weightLists';

/** `layer.set_weights([…])`: as many arrays as there are weights, each of the shape of its weight. */
export function checkSetWeights(m: Machine, object: LayerObject | ModelObject, args: CallArgs, site: CallSite): void {
  const given = args.positional[0] ?? args.keyword.get('weights');
  if (!given || !args.isComplete || object.framework !== 'keras' || !isSurelyKeras3(m)) return;
  const label = object.kind === 'layer' ? labelOf(object.op) : msg('the model');
  if (object.kind === 'model' ? isUnbuiltStack(m, object) && !isHeld(m, object) && m.uncertain === 0 : isSurelyUnbuilt(m, object)) {
    const message = msg('{0} has no weights yet: they are made by its first call, or by build', label);
    refuse(m, 'ValueError', 'missing-attribute', message, { place: site.place });
    return;
  }
  const wanted = weightShapes(m, object);
  if (wanted) checkWeights(m, label, wanted, given, site);
}

/** The arrays that an argument holds, beside the weights that they are for. */
export function checkWeights(m: Machine, label: string | Message, wanted: readonly MaybeShape[], given: BoundArg, site: CallSite): void {
  const arrays = arraysIn(m, given.value);
  if (!arrays) return;
  const of = wanted.map(formatShape).join(', ');
  if (arrays.length !== wanted.length) {
    const isBare = given.value.kind === 'tensor' && wanted.length === 1;
    const message = isBare
      ? msg('{0} takes a list of arrays, one for each weight', label)
      : msg('{0} has {1} weights, {2}; the list holds {3} arrays', label, wanted.length, of, arrays.length);
    tell(m, 'missing-argument', message, given, site, isBare ? asList(given, site) : null);
    return;
  }
  const at = wanted.findIndex((shape, i) => differ(shape, arrays[i]!));
  if (at < 0) return;
  const message = msg(
    'Weight {0} of {1} has the shape {2}, its array has {3}',
    at,
    label,
    formatShape(wanted[at]!),
    formatShape(arrays[at]!),
  );
  tell(m, 'dim-mismatch', message, given, site, null);
}

function tell(
  m: Machine,
  code: 'missing-argument' | 'dim-mismatch',
  message: Message,
  given: BoundArg,
  site: CallSite,
  fix: Fix | null,
): void {
  refuse(m, 'ValueError', code, message, { place: site.place, fixes: [fix], from: given.value.kind === 'tensor' ? [given.value] : [] });
}

function asList({ expr }: BoundArg, { home }: CallSite): Fix | null {
  if (!expr) return null;
  const { title, edits } = appendText(home, expr, '');
  return { title, isPreferred: true, edits: edits.map((edit) => ({ ...edit, newText: `[${home.code.text.slice(expr.from, expr.to)}]` })) };
}

/** Shapes of the arrays in a list, or of the rows of one array; null where their number is not known. */
function arraysIn(m: Machine, value: Value): readonly MaybeShape[] | null {
  if (value.kind === 'tensor') {
    const [n, ...rest] = value.shape && !value.shape.hasPrefix ? value.shape.dims : [];
    return typeof n === 'number' && n <= 4096 ? Array.from({ length: n }, () => ({ dims: rest, hasPrefix: false })) : null;
  }
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  const items = value.kind === 'tuple' ? value.items : object?.kind === 'list' ? object.items : null;
  return items?.map((item) => (item.kind === 'tensor' ? item.shape : null)) ?? null;
}

function differ(a: MaybeShape, b: MaybeShape): boolean {
  const [m, n] = [rankOf(a), rankOf(b)];
  if (!a || !b || m === null || n === null) return false;
  return m !== n || a.dims.some((dim, i) => dim !== freeDim && compareDims(dim, b.dims[i]!) === 'different');
}

/** True for a stack that never learned what goes in, of layers that were all never called or built. */
function isUnbuiltStack(m: Machine, { container, framework, inputs, isCompiled, isComplete, layers, own, nCalls }: ModelObject): boolean {
  if (container !== 'sequential' || framework !== 'keras' || own || inputs || isCompiled !== false || !isComplete || nCalls > 0)
    return false;
  const objects = layers.map((layer) => baseOf(m, layer)?.object);
  return objects.every((one) => one?.kind === 'layer' && !one.own && !one.built && one.nCalls === 0 && findOp(one.op)?.kind === 'layer');
}

/** A layer with weights that was certainly neither called nor built, and is part of nothing that may have been. */
function isSurelyUnbuilt(m: Machine, object: LayerObject): boolean {
  if (object.own || object.built || object.nCalls > 0 || m.uncertain > 0) return false;
  const def = findOp(object.op);
  return def?.kind === 'layer' && def.weights !== undefined && def.category !== 'preprocessing' && !isHeld(m, object);
}

/** The shape of the only weight of an embedding, for `Embedding(…, weights=[matrix])`. */
export function checkEmbeddingWeights(m: Machine, layer: LayerObject, site: CallSite): void {
  const given = layer.args.values.get('weights');
  const [input, output] = ['input_dim', 'output_dim'].map((name) => layer.args.values.get(name)?.value);
  if (layer.op !== 'keras.layers.Embedding' || !given || input?.kind !== 'int' || output?.kind !== 'int' || !isSurelyKeras3(m)) return;
  const arrays = given.value.kind === 'tensor' ? [given.value] : (arrayItems(m, given.value) ?? []);
  const [array] = arrays;
  const wanted = { dims: [input.value, output.value], hasPrefix: false };
  if (arrays.length !== 1 || !array || !differ(wanted, array.shape)) return;
  const message = msg(
    'Weight {0} of {1} has the shape {2}, its array has {3}',
    0,
    'Embedding',
    formatShape(wanted),
    formatShape(array.shape),
  );
  tell(m, 'dim-mismatch', message, given, site, null);
}

function arrayItems(m: Machine, value: Value): readonly TensorValue[] | null {
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  const items = value.kind === 'tuple' ? value.items : object?.kind === 'list' ? object.items : null;
  return items?.every((item): item is TensorValue => item.kind === 'tensor') ? items : null;
}
