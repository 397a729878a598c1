import type { Message } from '../../../../../extension/protocol/localize';
import { msg } from '../../../../../extension/protocol/localize';
import type { Diagnostic, Fix, RelatedPlace } from '../../../diagnostics/diagnostic';
import type { Dim } from '../../../values/dim';
import { compareDims, freeDim } from '../../../values/dim';
import type { MaybeShape, Shape } from '../../../values/shape';
import { dimAt, formatShape, rankOf, shapeOf } from '../../../values/shape';
import { PersistentMap } from '../../../values/persistentMap';
import type { CallSite, ModelObject, RefValue, TensorValue } from '../../../values/value';
import { str, tuple } from '../../../values/value';
import { plainArgs } from '../../calls';
import { fixOf } from '../../reports/report';
import type { Machine } from '../../machine';
import { withLeast } from '../../tensors';
import { runGraph, runOnData } from '../dataRun';
import { checkInitialStates } from '../initialStates';
import { runLayer, unknownTensor } from '../layers';
import { callModel, inOrder, tensorKey } from '../models';
import { tensorLeaves } from '../structures';
import { callOwn, callsOwnCode } from '../subclass';
import { checkStates } from './checkStates';
import type { Feed } from './feed';
import { checkingLookups } from './checkEmbeddings';
import { withBatchOf } from './withBatch';
import { dataFixes } from './dataFixes';

/** What comes out of the model for a batch; `ok` is false once it was reported that the batch does not fit. */
export interface BatchOutcome {
  readonly ok: boolean;
  readonly outputs: readonly TensorValue[] | null;
}

/**
 * Runs a model on one batch as `fit` and its like do: the batch axis stays open. A model that has no input yet is built by it, and
 * then the faults inside show at the call that feeds.
 */
export function runOnBatch(
  m: Machine,
  self: RefValue,
  feed: Feed,
  site: CallSite,
  argument: string,
  sizes: readonly Dim[] = [],
): BatchOutcome {
  const model = m.get(self.id);
  if (model?.kind !== 'model') return { ok: true, outputs: null };
  if (callsOwnCode(m, model)) return runOwnCode(m, self, feed, site);
  if (!model.inputs) return build(m, self, model, feed, site);
  checkInitialStates(m, model);
  if (!model.outputs) return { ok: true, outputs: null };
  const given = arrange(m, model, feed, site);
  if (given === 'refused') return { ok: false, outputs: model.outputs };
  if (!given) return { ok: true, outputs: model.outputs };
  const inputs = given.map((t) => ({ ...t, shape: withLeast(m, t.shape) }));
  for (const [i, want] of model.inputs.entries()) {
    const got = inputs[i]!;
    if (!isRefused(model, want, got)) continue;
    refuse(m, model, want, given[i]!, site, argument, null);
    return { ok: false, outputs: model.outputs };
  }
  if (!model.outputs) return { ok: true, outputs: null };
  if (!checkStates(m, model, site)) return { ok: false, outputs: model.outputs };
  const adapted = model.inputs.map((want, i) => adapt(want, inputs[i]!));
  if (adapted.every((t, i) => isDeclared(model.inputs![i]!.shape, t.shape))) {
    const before = m.log.diagnostics.length;
    // Compiled code knows how many there are in a batch where all of them have one size.
    const batch = sizes.length === 1 ? sizes[0]! : freeDim;
    const found = runOnData(
      m,
      self.id,
      adapted.map((t) => withBatch(t, batch)),
      site,
    );
    const outputs = found?.map((t) => withBatch(t, freeDim));
    return { ok: m.log.diagnostics.length === before, outputs: outputs ?? model.outputs };
  }
  const { value: outputs, found } = m.probe(() => runGraph(m, model, adapted, site));
  const fault = found.find(({ severity }) => severity === 'error');
  if (!fault) return { ok: true, outputs };
  if (fault.place !== site.place) {
    m.report(fault);
    return { ok: false, outputs: model.outputs };
  }
  const at = adapted.findIndex((t, i) => !isDeclared(model.inputs![i]!.shape, t.shape));
  refuse(m, model, model.inputs[at]!, given[at]!, site, argument, fault);
  return { ok: false, outputs: model.outputs };
}

/** A model of the program's own class runs its `call`; what is wrong in there shows at its own line. */
function runOwnCode(m: Machine, self: RefValue, feed: Feed, site: CallSite): BatchOutcome {
  const before = m.log.diagnostics.length;
  const items = feed.items.map(({ key, tensor }) => ({ key, value: { ...openBatch(tensor), framework: 'keras' as const } }));
  const entries = items.map(({ key, value }) => [`s${key ?? ''}`, { key: str(key), value: value }] as const);
  const arg =
    feed.kind === 'one'
      ? items[0]!.value
      : feed.kind === 'dict'
        ? m.alloc({ kind: 'dict', isObject: false, entries: PersistentMap.from(entries), isOpen: false })
        : tuple(items.map(({ value }) => value));
  const samples = dimAt(feed.items[0]!.tensor.shape, 0);
  const { value } = checkingLookups(m, samples, site, () => callOwn(m, self.id, plainArgs([arg]), site));
  const outputs = tensorLeaves(m, value);
  return { ok: m.log.diagnostics.length === before, outputs: outputs.length ? outputs : null };
}

function build(m: Machine, self: RefValue, model: ModelObject, feed: Feed, site: CallSite): BatchOutcome {
  const tensor = feed.items[0]!.tensor;
  if (feed.items.length !== 1 || model.container !== 'sequential' || !tensor.shape) return { ok: true, outputs: null };
  const before = m.log.diagnostics.length;
  // The layers compute in their own type, whatever is fed.
  const outputs = callModel(m, self.id, [{ ...openBatch(tensor), dtype: 'float32' }], site);
  return { ok: m.log.diagnostics.length === before, outputs };
}

/** The fed tensors in the order of the model's inputs; null when that is not known. */
function arrange(m: Machine, model: ModelObject, feed: Feed, site: CallSite): readonly TensorValue[] | 'refused' | null {
  const wants = model.inputs!;
  if (feed.kind === 'dict') {
    const names = wants.map((want) => want.producer?.name ?? '');
    if (names.some((name) => !name)) return null;
    const absent = names.filter((name) => !feed.items.some(({ key }) => key === name));
    if (!absent.length) return names.map((name) => openBatch(feed.items.find(({ key }) => key === name)!.tensor));
    reportFeed(
      m,
      site,
      msg('The model has an input {0}, of which nothing is fed: {1}', absent.join(', '), feed.items.map(({ key }) => key).join(', ')),
      inputPlaces(wants),
      [],
    );
    return 'refused';
  }
  if (feed.items.length === wants.length) return feed.items.map(({ tensor }) => openBatch(tensor));
  reportFeed(m, site, msg('The model takes {0} inputs, it is fed {1}', wants.length, feed.items.length), inputPlaces(wants), []);
  return 'refused';
}

function withBatch(tensor: TensorValue, batch: Dim): TensorValue {
  return { ...tensor, shape: withBatchOf(tensor.shape, batch) };
}

function openBatch(tensor: TensorValue): TensorValue {
  return { ...withBatch(tensor, freeDim), data: null, producer: null, isSymbolic: false };
}

/** What Keras checks before any layer runs: the rank, and in a functional model each extent. */
function isRefused(model: ModelObject, want: TensorValue, got: TensorValue): boolean {
  const [a, b] = [rankOf(want.shape), rankOf(got.shape)];
  if (a === null || b === null) return false;
  const [w, g] = [want.shape!, got.shape!];
  if (a !== b && !(b === a + 1 && isOne(g)) && !(b === a - 1 && isOne(w))) return true;
  if (model.container !== 'functional') return false;
  const [x, y] = [isOne(w) ? w.dims.slice(0, -1) : w.dims, isOne(g) ? g.dims.slice(0, -1) : g.dims];
  return x.some((dim, axis) => axis > 0 && y[axis] !== undefined && compareDims(dim, y[axis]) === 'different');
}

function isOne(shape: Shape): boolean {
  return shape.dims.at(-1) === 1;
}

/** Keras adds or drops a last axis of one by itself, and gives the tensor the type that the input declares. */
function adapt(want: TensorValue, got: TensorValue): TensorValue {
  const [a, b] = [rankOf(want.shape), rankOf(got.shape)];
  const typed = { ...got, dtype: want.dtype };
  if (a === null || b === null || a === b) return typed;
  const { dims } = got.shape!;
  return { ...typed, shape: shapeOf(b > a ? dims.slice(0, -1) : [...dims, 1]) };
}

/** True when nothing in the shape is other than what the graph was built with. */
function isDeclared(want: MaybeShape, got: MaybeShape): boolean {
  if (!want || !got || want.hasPrefix || got.hasPrefix) return false;
  return want.dims.every((dim, axis) => axis === 0 || dim === got.dims[axis] || compareDims(dim, got.dims[axis]!) === 'equal');
}

/** All layers once more, with their checks. `fresh`: as if they had not been built. */
export function rerun(
  m: Machine,
  model: ModelObject,
  inputs: readonly TensorValue[],
  site: CallSite,
  fresh = false,
): readonly TensorValue[] {
  const done = new Map<string, TensorValue>();
  model.inputs!.forEach((want, i) => {
    if (want.producer) done.set(tensorKey(want), inputs[i]!);
  });
  for (const t of inOrder(model.outputs ?? [], new Set(model.inputs!.map(tensorKey)))) {
    if (done.has(tensorKey(t))) continue;
    const from = t.producer!.inputs.map((x) => done.get(tensorKey(x)) ?? unknownTensor(model.framework));
    done.set(tensorKey(t), again(m, t, from, site, fresh));
  }
  return model.outputs!.map((t) => done.get(tensorKey(t)) ?? unknownTensor(model.framework));
}

function again(m: Machine, t: TensorValue, from: readonly TensorValue[], site: CallSite, fresh: boolean): TensorValue {
  const producer = t.producer!;
  const object = producer.layer === null ? undefined : m.get(producer.layer);
  const isSame = producer.inputs.every((x, i) => x.shape === from[i]!.shape);
  if (isSame && !fresh) return t;
  if (object?.kind === 'layer' && producer.layer !== null && producer.outputIdx === 0) {
    if (fresh && object.built) m.set(producer.layer, { ...object, built: null });
    return runLayer(m, producer.layer, from, { place: producer.place, report: site.place, site: null });
  }
  if (object?.kind === 'model' && producer.layer !== null)
    return callModel(m, producer.layer, from, site)[producer.outputIdx] ?? unknownTensor(t.framework);
  return unknownTensor(t.framework);
}

function refuse(
  m: Machine,
  model: ModelObject,
  want: TensorValue,
  got: TensorValue,
  site: CallSite,
  argument: string,
  inner: Diagnostic | null,
): void {
  const related: RelatedPlace[] = inputPlaces([want]);
  if (inner?.subject) related.push({ place: inner.subject, message: inner.message });
  const message = msg('The model takes {0}, it is fed {1}', formatShape(want.shape), formatShape(got.shape));
  reportFeed(m, site, message, related, [...inputFix(m, model, want, got, site), ...dataFixes(m, site, argument, want, got)]);
}

/** The declared input changed to what is fed, if the layers take that. */
function inputFix(m: Machine, model: ModelObject, want: TensorValue, got: TensorValue, site: CallSite): Fix[] {
  const dims = got.shape?.dims.slice(1);
  if (!got.shape || got.shape.hasPrefix || !dims?.length || !dims.every((d): d is number => typeof d === 'number')) return [];
  if (model.inputs!.length !== 1) return [];
  const { value: outputs, found } = m.probe(() => rerun(m, model, [{ ...got, dtype: want.dtype }], site, true));
  // Labels were made for the output as it is.
  if (found.some(({ severity }) => severity === 'error') || !outputs.every((t, i) => isDeclared(model.outputs![i]!.shape, t.shape)))
    return [];
  const fix = fixOf(
    m,
    { layer: { args: { values: new Map(), isComplete: false }, site }, def: noDef },
    { of: want, set: 'shape', value: dims },
    true,
  );
  return fix ? [fix] : [];
}

const noDef = { style: 'python', params: {}, name: '' } as const;

function inputPlaces(inputs: readonly TensorValue[]): RelatedPlace[] {
  return inputs.flatMap(({ producer, shape }) =>
    producer ? [{ place: producer.place, message: msg('The input is {0}', formatShape(shape)) }] : [],
  );
}

export function reportFeed(m: Machine, site: CallSite, message: Message, related: readonly RelatedPlace[], fixes: readonly Fix[]): void {
  m.report({ code: 'input-mismatch', severity: 'error', message, place: site.place, related, fixes });
}
