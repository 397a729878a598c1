import type { Message } from '../../../../../extension/protocol/localize';
import { msg } from '../../../../../extension/protocol/localize';
import { nearest } from '../../names/nearest';
import { arrayOf } from '../../../ops/kernel';
import { optimizerNames } from '../../../ops/keras/identifiers';
import { findLibraryMember } from '../../../ops/registry';
import type { Dim } from '../../../values/dim';
import { compareDims, differBeyond, formatDim, unknownDim } from '../../../values/dim';
import { PersistentMap } from '../../../values/persistentMap';
import { formatShape, shapeOf } from '../../../values/shape';
import type { BoundArgs, CallSite, ModelObject, RefValue, TensorValue, Value } from '../../../values/value';
import { bool, float, int, none, str, unknown } from '../../../values/value';
import { bindCall } from '../../bind';
import { checkArguments } from '../../reports/checkArguments';
import type { CallArgs } from '../../functions';
import { appendText, replaceText } from '../../reports/fixEdits';
import { dictOfOutputs } from '../models';
import type { Machine } from '../../machine';
import { isLegacyKeras, isSurelyKeras3 } from '../kerasFlavor';
import { checkEmbeddings } from './checkEmbeddings';
import { checkTargets } from './checkTargets';
import { comparisonOf, compiledClass, compiledOf } from './compiled';
import { argumentExpr } from './dataFixes';
import type { Batches, MaybeFeed } from './feed';
import { batchSizes, batchesOfArrays, batchesOfItems, isFeed, readFeed, sampleCounts } from './feed';
import { callsOwnCode, ownMethod, withTraining } from '../subclass';
import { historyNames, neverStops } from './historyNames';
import { labelOf } from '../../reports/report';
import { asMeant, currentNames } from './oldCalls';
import { runOwnStep } from './ownStep';
import { checkOptimizer } from './sharedOptimizer';
import { refusesData } from './refusedData';
import { runCallbacks } from './runCallbacks';
import { reportFeed, runOnBatch } from './runOnBatch';
import { checkSingleBatch } from './singleBatch';

/**
 * `compile`, `fit`, `evaluate`, `predict` and their like: the border between data, model, labels and loss. Undefined for other methods.
 */
export function trainingMethod(
  m: Machine,
  self: RefValue,
  model: ModelObject,
  name: string,
  args: CallArgs,
  site: CallSite,
): Value | undefined {
  if (model.framework !== 'keras') return undefined;
  const meant = isLegacyKeras(m) ? { name: currentNames[name]?.name ?? name, args } : asMeant(m, name, args, site);
  const method = findLibraryMember('keras.Model', meant.name);
  const run = methods[meant.name];
  if (!run || method?.kind !== 'function') return undefined;
  const withSelf: CallArgs = { ...meant.args, positional: [{ value: self, expr: null, place: null }, ...meant.args.positional] };
  const bound = bindCall(m, method, withSelf);
  if (!isLegacyKeras(m)) checkArguments(m, method, withSelf, bound, site);
  const call = { self, bound, site, name: meant.name };
  const value = run(m, call);
  const isFit = meant.name === 'fit' && bound.isComplete && !isLegacyKeras(m);
  const names = isFit ? historyNames(m, compiledOf(m, self), call, true) : null;
  runCallbacks(m, bound.values.get('callbacks')?.value, isFit ? { model: self, site, logs: names } : null);
  // Class numbers of the predictions.
  return name === 'predict_classes' ? classesOf(value) : value;
}

function classesOf(value: Value): Value {
  if (value.kind !== 'tensor' || !value.shape || value.shape.hasPrefix) return unknown;
  const { dims } = value.shape;
  return arrayOf('numpy', dims.at(-1) === 1 ? value.shape : shapeOf(dims.slice(0, -1)), dims.at(-1) === 1 ? 'int32' : 'int64');
}

interface Call {
  readonly self: RefValue;
  readonly bound: BoundArgs;
  readonly site: CallSite;
  readonly name: string;
}

const methods: Readonly<Record<string, (m: Machine, call: Call) => Value>> = {
  compile,
  fit,
  evaluate,
  predict,
  train_on_batch(m, call) {
    noteTraining(m, call);
    return evaluate(m, call);
  },
  test_on_batch: evaluate,
  predict_on_batch: predict,
};

function arg(call: Call, name: string): Value | undefined {
  const given = call.bound.values.get(name)?.value;
  return given ?? (call.bound.isComplete ? undefined : unknown);
}

function compile(m: Machine, call: Call): Value {
  const attrs = new Map([...call.bound.values].map(([name, { value }]) => [name, value] as const));
  const object = m.get(call.self.id);
  checkCompile(m, call);
  const compiled = m.alloc({ kind: 'object', cls: compiledClass, attrs: PersistentMap.from([...attrs]), site: call.site });
  if (object?.kind === 'model') m.set(call.self.id, { ...object, compiled: call.bound.isComplete ? compiled : null, isCompiled: true });
  return none;
}

/** What `compile` takes for no optimizer: losses and metrics, classes, and values that are no objects. */
function refuseOptimizer(m: Machine, optimizer: Value, call: Call): void {
  const object = optimizer.kind === 'ref' ? m.get(optimizer.id) : undefined;
  const path = object?.kind === 'object' ? object.cls : optimizer.kind === 'library' ? optimizer.path : '';
  const isClass = optimizer.kind === 'library' && /^keras\.optimizers\.[A-Z]\w*$/.test(path);
  const isOther =
    /^keras\.(losses|metrics)\./.test(path) || object?.kind === 'list' || ['int', 'float', 'function'].includes(optimizer.kind);
  if ((!isClass && !isOther) || !isSurelyKeras3(m)) return;
  const label = labelOf(path);
  const expr = argumentExpr(call.site, 'optimizer', 0);
  m.report({
    code: 'unknown-argument',
    severity: 'error',
    message: isClass
      ? msg('{0} is a class; compile takes an optimizer that is made: {0}(…)', label)
      : path
        ? msg('{0} is no optimizer', label)
        : msg('optimizer takes the name of an optimizer or an instance of one, not {0}', object?.kind ?? optimizer.kind),
    place: call.site.place,
    related: [],
    fixes: isClass && expr ? [appendText(call.site.home, expr, '()')] : [],
  });
}

function checkCompile(m: Machine, call: Call): void {
  const optimizer = arg(call, 'optimizer');
  if (optimizer) refuseOptimizer(m, optimizer, call);
  if (optimizer?.kind === 'str' && optimizer.value !== null && !optimizerNames.has(optimizer.value.toLowerCase())) {
    const meant = nearest(optimizer.value.toLowerCase(), optimizerNames);
    const text = `'${optimizer.value}'`;
    const message = meant
      ? msg('there is no optimizer called {0}; is {1} meant?', text, `'${meant}'`)
      : msg('there is no optimizer called {0}', text);
    const expr = argumentExpr(call.site, 'optimizer', 0);
    const fix = meant && expr?.k === 'const' ? [replaceText(call.site.home, expr.from, expr.to, `'${meant}'`)] : [];
    m.report({ code: 'unknown-argument', severity: 'error', message, place: call.site.place, related: [], fixes: fix });
  }
  const metrics = arg(call, 'metrics');
  if (metrics?.kind === 'str' && !isLegacyKeras(m)) {
    const expr = argumentExpr(call.site, 'metrics', 3);
    const text = expr ? call.site.home.code.text.slice(expr.from, expr.to) : '';
    m.report({
      code: 'unknown-argument',
      severity: 'error',
      message: msg('metrics takes a list: [{0}]', metrics.value === null ? '…' : `'${metrics.value}'`),
      place: call.site.place,
      related: [],
      fixes: expr ? [replaceText(call.site.home, expr.from, expr.to, `[${text}]`)] : [],
    });
  }
}

/** Counts that Keras hands to `range`. */
function checkCounts(m: Machine, call: Call): void {
  for (const name of ['epochs', 'steps_per_epoch']) {
    const given = arg(call, name);
    if (given?.kind !== 'float') continue;
    const expr = argumentExpr(call.site, name);
    const text = expr ? call.site.home.code.text.slice(expr.from, expr.to) : '';
    m.report({
      code: 'unknown-argument',
      severity: 'error',
      message: msg('{0}: {1} must be a whole number', call.name, name),
      place: call.site.place,
      related: [],
      fixes: expr ? [replaceText(call.site.home, expr.from, expr.to, `int(${text})`)] : [],
    });
  }
}

function fit(m: Machine, call: Call): Value {
  noteTraining(m, call);
  checkCounts(m, call);
  checkSingleBatch(m, arg(call, 'x') ?? unknown);
  const isOk = withTraining(m, bool(true), () => checkTraining(m, call));
  const validation = arg(call, 'validation_data');
  if (isOk && validation && validation.kind !== 'none') checkValidation(m, call, validation);
  return historyOf(m, call);
}

function evaluate(m: Machine, call: Call): Value {
  checkTraining(m, call);
  const compiled = compiledOf(m, call.self);
  const asDict = arg(call, 'return_dict');
  if (!compiled || (asDict && asDict.kind !== 'none')) return unknown;
  const count = valueCount(m, call);
  if (count === null) return unknown;
  if (count === 1) return float(null);
  return m.alloc({ kind: 'list', isSet: false, items: Array.from({ length: count }, () => float(null)), element: float(null) });
}

/** What Train runs. */
function noteTraining(m: Machine, call: Call): void {
  const object = m.get(call.self.id);
  if (!m.muted && object?.kind === 'model') m.log.fits.push({ place: call.site.place, model: call.self.id, object });
}

/** How many numbers `evaluate` gives: the loss and each metric; null when that is not known. */
function valueCount(m: Machine, call: Call): number | null {
  const compiled = compiledOf(m, call.self);
  const model = m.get(call.self.id);
  if (!compiled || model?.kind !== 'model' || model.outputs?.length !== 1 || model.isMultiple.outputs) return null;
  if (compiled.attrs.get('weighted_metrics')) return null;
  const metrics = compiled.attrs.get('metrics');
  // Keras 2 has metrics that layers and models add by themselves.
  if (isLegacyKeras(m)) return null;
  if (!metrics || metrics.kind === 'none') return 1;
  const object = metrics.kind === 'ref' ? m.get(metrics.id) : undefined;
  const items = metrics.kind === 'tuple' ? metrics.items : object?.kind === 'list' ? object.items : null;
  return items && items.every((item) => item.kind !== 'ref' || m.get(item.id)?.kind !== 'list') ? 1 + items.length : null;
}

function predict(m: Machine, call: Call): Value {
  const x = arg(call, 'x');
  const isRefused = call.name === 'predict' && !isLegacyKeras(m) && refusesData(m, call.name, (name) => arg(call, name), call.site);
  const given = x && !isRefused ? source(m, x, undefined, undefined, batchSizeOf(call)) : null;
  if (given && !isUsable(m, call, given, 'x')) return unknown;
  if (given && call.name === 'predict') checkLengths(m, call, given);
  const model = m.get(call.self.id);
  const outputs =
    given && isFeed(given.x) ? runOnBatch(m, call.self, given.x, call.site, 'x', given.sizes).outputs : declaredOutputs(m, call);
  if (!outputs || (model?.kind === 'model' && model.isMultiple.outputs && !model.outputs)) return unknown;
  const isMultiple = model?.kind === 'model' && (model.isMultiple.outputs || outputs.length > 1);
  const arrays = outputs.map(({ shape, dtype }) => {
    const dims = shape && !shape.hasPrefix && shape.dims.length ? shapeOf([given?.samples ?? unknownDim, ...shape.dims.slice(1)]) : null;
    return arrayOf('numpy', dims, dtype);
  });
  if (model?.kind === 'model' && model.outputKeys) return dictOfOutputs(m, model.outputKeys, arrays);
  return isMultiple ? m.alloc({ kind: 'list', isSet: false, items: arrays, element: unknown }) : arrays[0]!;
}

function batchSizeOf(call: Call, name = 'batch_size'): Dim {
  const given = arg(call, name);
  if (!given || given.kind === 'none') return arg(call, 'steps_per_epoch') || arg(call, 'steps') ? unknownDim : 32;
  return given.kind === 'int' ? given.value : unknownDim;
}

/** The batches of what is given: arrays, or something that gives batches. */
function source(m: Machine, x: Value, y: Value | undefined, weights: Value | undefined, batchSize: Dim): Batches | null {
  const object = x.kind === 'ref' ? m.get(x.id) : undefined;
  const givesItems =
    (object?.kind === 'object' && readFeed(m, x) === 'unknown') || object?.kind === 'instance' || object?.kind === 'iterator';
  if (givesItems) return batchesOfItems(m, x);
  return batchesOfArrays(readFeed(m, x), readFeed(m, y), readFeed(m, weights), batchSize);
}

/** Data, model, labels and loss of a call that trains or evaluates. False once something was reported. */
function checkTraining(m: Machine, call: Call): boolean {
  if (!isCompiled(m, call)) return false;
  if ((call.name === 'fit' || call.name === 'train_on_batch') && !ownsStep(m, call) && !checkOptimizer(m, call.self, call.site))
    return false;
  const x = arg(call, 'x');
  if (!x || x.kind === 'none') return true;
  const isBatch = call.name.endsWith('_on_batch');
  if (!isBatch && !isLegacyKeras(m) && refusesData(m, call.name, (name) => arg(call, name), call.site)) return false;
  if (!checkLossWeights(m, call)) return false;
  const y = arg(call, 'y');
  const batchSize = isBatch ? unknownDim : batchSizeOf(call);
  const given = source(m, x, y, arg(call, 'sample_weight'), batchSize);
  if (!given) return true;
  if (!ownsStep(m, call) && !checkPresence(m, call, given)) return false;
  const samples = isBatch && typeof given.samples === 'number' ? [given.samples] : null;
  return checkBatches(m, call, samples ? { ...given, sizes: samples, isEven: true } : splitOff(call, given, batchSize), 'x');
}

/** `compile('adam', 'mse', ['accuracy'])`: behind the loss come its weights, which are multiplied with it. */
function checkLossWeights(m: Machine, call: Call): boolean {
  const compiled = isLegacyKeras(m) || ownsStep(m, call) ? null : compiledOf(m, call.self);
  const given = compiled?.attrs.get('loss_weights');
  const object = given?.kind === 'ref' ? m.get(given.id) : undefined;
  const items = given?.kind === 'tuple' ? given.items : object?.kind === 'list' ? object.items : given ? [given] : null;
  const name = items?.find((item) => item.kind === 'str');
  if (!compiled || name?.kind !== 'str' || compiled.attrs.get('loss')?.kind === 'none' || !compiled.attrs.has('loss')) return true;
  const { site } = compiled;
  const expr = site.call?.args[2]?.name === null ? site.call.args[2].value : null;
  const text = expr ? site.home.code.text.slice(expr.from, expr.to) : '';
  m.report({
    code: 'unknown-argument',
    severity: 'error',
    message: msg('{0}: loss_weights takes numbers, it is given {1}; metrics are given by name', call.name, `'${name.value ?? '…'}'`),
    place: call.site.place,
    related: [{ place: site.place, message: msg('The loss is given here') }],
    fixes: expr ? [replaceText(site.home, expr.from, expr.to, `metrics=${text}`)] : [],
  });
  const model = m.get(call.self.id);
  const ref = model?.kind === 'model' ? model.compiled : null;
  if (ref?.kind === 'ref') m.set(ref.id, { ...compiled, attrs: compiled.attrs.delete('loss_weights') });
  return false;
}

/** Without the part that `validation_split` takes away. */
function splitOff(call: Call, given: Batches, batchSize: Dim): Batches {
  const split = arg(call, 'validation_split');
  if (!split || split.kind === 'none' || !given.sizes.length) return given;
  const share = split.kind === 'float' ? split.value : null;
  if (share === null || typeof given.samples !== 'number' || typeof batchSize !== 'number' || batchSize < 1)
    return { ...given, sizes: [], isEven: false };
  return { ...given, ...batchSizes(Math.floor(given.samples * (1 - share)), batchSize) };
}

function checkValidation(m: Machine, call: Call, validation: Value): void {
  const object = validation.kind === 'ref' ? m.get(validation.id) : undefined;
  const items = validation.kind === 'tuple' ? validation.items : object?.kind === 'list' ? object.items : null;
  const batchSize = arg(call, 'validation_batch_size') ? batchSizeOf(call, 'validation_batch_size') : batchSizeOf(call);
  const alone = items ? items[0] : isArray(m, validation) ? validation : undefined;
  const given =
    (items && items.length > 1) || !alone
      ? items
        ? source(m, items[0]!, items[1], items[2], batchSize)
        : batchesOfItems(m, validation)
      : source(m, alone, undefined, undefined, batchSize);
  if (!given || !checkBatches(m, call, given, 'validation_data')) return;
  if (alone && given.y === null && items?.length !== 2 && items?.length !== 3 && !ownsStep(m, call))
    checkPresence(m, call, given, 'validation_data');
}

function isArray(m: Machine, value: Value): boolean {
  return value.kind === 'tensor' || (value.kind === 'ref' && m.get(value.id)?.kind === 'object' && isFeed(readFeed(m, value)));
}

function checkBatches(m: Machine, call: Call, given: Batches, argument: string): boolean {
  if (!isUsable(m, call, given, argument) || !checkLengths(m, call, given)) return false;
  // A training step of the program's own decides itself what it does with the data.
  const own = m.get(call.self.id);
  if (ownsStep(m, call)) return own?.kind !== 'model' || runOwnStep(m, own, call.name, given, call.site);
  const compiled = compiledOf(m, call.self);
  const { ok, outputs } = isFeed(given.x)
    ? runOnBatch(m, call.self, given.x, call.site, isDataset(m, arg(call, 'x')) ? 'dataset' : argument, given.sizes)
    : { ok: true, outputs: declaredOutputs(m, call) };
  if (!ok) return false;
  const fed = m.get(call.self.id);
  if (isFeed(given.x) && fed?.kind === 'model' && !fed.own && !checkEmbeddings(m, fed, given.x, call.site)) return false;
  if (!compiled || !outputs || compiled.attrs.get('#reported')) return true;
  const model = m.get(call.self.id);
  const names = model?.kind === 'model' ? outputs.map((t) => (t.producer?.layer == null ? '' : t.producer.name)) : [];
  const fits = checkTargets(m, compiled, outputs, names, given, call.site);
  // The same loss on other data has the same fault.
  const ref = model?.kind === 'model' ? model.compiled : null;
  if (!fits && ref?.kind === 'ref') m.set(ref.id, { ...compiled, attrs: compiled.attrs.set('#reported', none) });
  return fits;
}

/** Whatever is fed, the outputs are what the graph says. */
function declaredOutputs(m: Machine, call: Call): readonly TensorValue[] | null {
  const model = m.get(call.self.id);
  return model?.kind === 'model' && !ownsStep(m, call) && !callsOwnCode(m, model) ? model.outputs : null;
}

function isDataset(m: Machine, x: Value | undefined): boolean {
  const object = x?.kind === 'ref' ? m.get(x.id) : undefined;
  return object?.kind === 'object' && object.cls.startsWith('tensorflow.data.');
}

function ownsStep(m: Machine, call: Call): boolean {
  const model = m.get(call.self.id);
  const own = model?.kind === 'model' ? model.own : undefined;
  return !!own && ['train_step', 'test_step', 'predict_step', 'compute_loss'].some((name) => ownMethod(m, own, name));
}

/** Plain lists of numbers are no arrays for Keras 3, texts no numbers. */
function isUsable(m: Machine, call: Call, given: Batches, argument: string): boolean {
  const parts: readonly (readonly [string, MaybeFeed])[] = [
    ['x', given.x],
    ['y', given.y],
    ['sample_weight', given.weights],
  ];
  for (const [name, feed] of parts) {
    if (feed === 'plain' && !isLegacyKeras(m) && !call.name.endsWith('_on_batch')) {
      const message = msg('{0}: {1} is a plain list; Keras takes an array', call.name, name);
      const expr = argument === 'x' ? argumentExpr(call.site, name) : null;
      const text = expr ? call.site.home.code.text.slice(expr.from, expr.to) : '';
      const fixes = expr ? [replaceText(call.site.home, expr.from, expr.to, `np.array(${text})`)] : [];
      reportFeed(m, call.site, message, [], fixes);
      return false;
    }
  }
  const model = m.get(call.self.id);
  const wantsText = model?.kind !== 'model' || (model.inputs ?? []).some(({ dtype }) => dtype === 'string' || dtype === 'str');
  const isText = isFeed(given.x) && given.x.items.some(({ tensor }) => tensor.dtype === 'object' || tensor.dtype === 'str');
  if (isText && model?.kind === 'model' && model.inputs && !wantsText && model.inputs.every(({ dtype }) => dtype !== null)) {
    const shape = formatShape(isFeed(given.x) ? (given.x.items[0]?.tensor.shape ?? null) : null);
    const message = msg('The model takes numbers, it is fed texts or objects: {0}', shape);
    m.report({ code: 'dtype-mismatch', severity: 'error', message, place: call.site.place, related: [], fixes: [] });
    return false;
  }
  return true;
}

/** Nobody trains on fewer: what differs for more differs. */
const fewestSamples = 8;

/** All arrays must have as many samples. */
function checkLengths(m: Machine, call: Call, given: Batches): boolean {
  const parts: readonly (readonly [string, MaybeFeed])[] = [
    ['x', given.x],
    ['y', given.y],
    ['sample_weight', given.weights],
  ];
  const counts = parts.flatMap(([name, feed]) => sampleCounts(feed).map((count) => ({ name, count })));
  const first = counts[0];
  const differs = (count: Dim): boolean =>
    (compareDims(count, first!.count) === 'different' || differBeyond(count, first!.count, fewestSamples)) &&
    !isCutOff(call, count, first!.count);
  const other = first && counts.find(({ count }) => differs(count));
  if (!first || !other || !(given.sizes.length || given.samples !== unknownDim)) return true;
  const message: Message =
    first.name === other.name
      ? msg('The arrays of {0} have different numbers of samples: {1} and {2}', first.name, sizeText(first.count), sizeText(other.count))
      : msg('{0} has {1} samples, {2} has {3}', first.name, sizeText(first.count), other.name, sizeText(other.count));
  m.report({ code: 'dim-mismatch', severity: 'error', message, place: call.site.place, related: [], fixes: [] });
  return false;
}

/** With `validation_split` Keras cuts every array where the first one ends: what a longer one holds behind is never looked at. */
function isCutOff(call: Call, count: Dim, first: Dim): boolean {
  const split = arg(call, 'validation_split');
  if (!split || split.kind === 'none' || ((split.kind === 'float' || split.kind === 'int') && split.value === 0)) return false;
  return typeof count !== 'number' || typeof first !== 'number' || count > first;
}

/** A loss of Keras compares the output with labels: there must be some. */
function checkPresence(m: Machine, call: Call, given: Batches, argument = 'x'): boolean {
  const compiled = compiledOf(m, call.self);
  const y = arg(call, 'y');
  if (!compiled || (argument === 'x' && y && y.kind !== 'none') || !isFeed(given.x) || given.x.items.length !== 1 || given.x.kind !== 'one')
    return true;
  const loss = comparisonOf(m, compiled.attrs.get('loss') ?? none, 'loss');
  if (!loss?.kind || given.y !== null || !given.sizes.length) return true;
  m.report({
    code: 'missing-argument',
    severity: 'error',
    message:
      argument === 'x'
        ? msg('{0} needs y: {1} compares the output with labels', call.name, loss.label)
        : msg('{0}: validation_data is a tuple of data and labels, {1} compares the output with them', call.name, loss.label),
    place: call.site.place,
    related: [{ place: compiled.site.place, message: msg('The loss is given here') }],
    fixes: [],
  });
  return false;
}

function sizeText(dim: Dim): string | number {
  return typeof dim === 'number' ? dim : formatDim(dim);
}

function isCompiled(m: Machine, call: Call): boolean {
  const model = m.get(call.self.id);
  if (model?.kind !== 'model' || model.isCompiled !== false) return true;
  m.report({
    code: 'missing-argument',
    severity: 'error',
    message: msg('{0} needs a model that was compiled: call compile() before', call.name),
    place: call.site.place,
    related: [{ place: model.site.place, message: msg('The model is made here') }],
    fixes: [],
  });
  m.set(call.self.id, { ...model, isCompiled: true });
  return false;
}

/** How many epochs a `fit` surely takes: nothing may end it before. */
function epochsOf(m: Machine, call: Call): Dim {
  if (!call.bound.isComplete || arg(call, 'initial_epoch') || arg(call, 'steps_per_epoch') || !neverStops(m, arg(call, 'callbacks')))
    return unknownDim;
  const epochs = arg(call, 'epochs');
  return !epochs ? 1 : epochs.kind === 'int' ? epochs.value : unknownDim;
}

/** What `fit` gives: the numbers of each epoch. */
function historyOf(m: Machine, call: Call): Value {
  const numbers = m.alloc({ kind: 'list', isSet: false, items: null, element: float(null), count: epochsOf(m, call) });
  const names = historyNames(m, compiledOf(m, call.self), call);
  const entries = PersistentMap.from(
    (names ?? ['loss']).map((name): [string, { key: Value; value: Value }] => [`s${name}`, { key: str(name), value: numbers }]),
  );
  const history = m.alloc({ kind: 'dict', isObject: false, entries, isOpen: names === null });
  const epochs = arg(call, 'epochs');
  const start = arg(call, 'initial_epoch');
  const count = !epochs ? 1 : epochs.kind === 'int' && typeof epochs.value === 'number' ? epochs.value : null;
  const items = count !== null && !start && count <= 64 && !arg(call, 'callbacks') ? Array.from({ length: count }, (_, i) => int(i)) : null;
  const attrs = PersistentMap.from<string, Value>([
    ['history', history],
    ['epoch', m.alloc({ kind: 'list', isSet: false, items, element: int(unknownDim) })],
    ['model', call.self],
  ]);
  return m.alloc({ kind: 'object', cls: 'keras.callbacks.History', attrs, site: call.site });
}
