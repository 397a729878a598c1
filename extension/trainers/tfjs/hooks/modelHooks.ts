import type { Optimizer, Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel, Logs } from '@tensorflow/tfjs-layers';
import { jsonNumbers } from '../record/jsonNumber';
import { StopRun } from '../record/stopControl';
import { describeModel } from './describeModel';
import { endIfStopped, type HookContext } from './hookContext';
import { learningRateOf, stateOf } from './optimizers';

/** What the hooks use of a model beyond its public face. */
interface Model {
  stopTraining: boolean;
  optimizer: Optimizer;
  isTraining: boolean;
  getDedupedMetricsNames(): string[];
  makeTrainFunction: (this: Model) => (data: Tensor[]) => Scalar[];
  testLoop: (this: Model, f: (data: Tensor[]) => Scalar[], ...rest: unknown[]) => Scalar[];
  fit: (this: Model, x: unknown, y: unknown, args?: { epochs?: number }) => Promise<unknown>;
  fitDataset: (this: Model, dataset: unknown, args: { epochs?: number }) => Promise<unknown>;
  evaluate: (this: Model, ...args: unknown[]) => Scalar | Scalar[];
  evaluateDataset: (this: Model, ...args: unknown[]) => Promise<Scalar | Scalar[]>;
}

interface FitParams {
  epochs?: number;
  initialEpoch?: number;
  samples?: number | null;
  steps?: number | null;
  batchSize?: number | null;
}

/** What a running `fit` announced; kept until its first step tells the batch size. */
interface Fit {
  params: FitParams;
  epochBase: number;
  announced: boolean;
}

/** Hooks training by layers: every step of `fit`, `fitDataset` and `trainOnBatch`, epochs, validation, evaluation, and the model itself. */
export function hookModels(context: HookContext): void {
  const { tf } = context;
  const fits = new WeakMap<Model, Fit>();
  const outer = new WeakMap<Model, LayersModel>();
  const model = tf.LayersModel.prototype as unknown as Model;
  hookSequential(context, outer);
  hookFit(context, model);
  hookSteps(context, model, fits, outer);
  hookEpochs(context, fits);
  hookEvaluation(context, model);
}

/** A `Sequential` trains by a functional model inside it; people know the outer one. */
function hookSequential({ tf }: HookContext, outer: WeakMap<Model, LayersModel>): void {
  const sequential = tf.Sequential.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
  for (const name of ['fit', 'fitDataset', 'trainOnBatch']) {
    const original = sequential[name]!;
    sequential[name] = function (this: LayersModel & { model?: Model }, ...args: unknown[]) {
      if (this.model) outer.set(this.model, this);
      return original.apply(this, args);
    };
  }
}

function hookFit(context: HookContext, model: Model): void {
  const withEpochs = <Args extends { epochs?: number }>(args: Args): Args =>
    context.epochs === undefined ? args : { ...args, epochs: context.epochs };
  const { fit, fitDataset } = model;
  // A stop ends the `fit` that runs, and the lines behind it still run; it does not let another one begin.
  model.fit = async function (x, y, args = {}) {
    endIfStopped(context);
    return fit.call(this, x, y, withEpochs(args));
  };
  model.fitDataset = async function (dataset, args) {
    endIfStopped(context);
    return fitDataset.call(this, dataset, withEpochs(args));
  };
}

function hookSteps(context: HookContext, model: Model, fits: WeakMap<Model, Fit>, outer: WeakMap<Model, LayersModel>): void {
  const { recorder, stop } = context;
  const { makeTrainFunction } = model;
  model.makeTrainFunction = function (this: Model) {
    const train = makeTrainFunction.call(this);
    const { optimizer } = this;
    const state = stateOf(optimizer);
    const metricNames = this.getDedupedMetricsNames().slice(1);
    return (data) => {
      const began = performance.now();
      if (!this.isTraining) endIfStopped(context);
      recorder.enter('training');
      const fit = this.isTraining ? fits.get(this) : undefined;
      const bs = data[0]?.shape[0];
      context.depth++;
      let outs: Scalar[];
      try {
        outs = train(data);
      } finally {
        context.depth--;
      }
      const loss = outs[0]!.dataSync()[0]!;
      const metricValues = metricNames.map((_, i) => outs[i + 1]!.dataSync()[0]!);
      if (!fit?.announced) announce(context, outer.get(this) ?? (this as unknown as LayersModel), optimizer, fit, bs);
      const now = performance.now();
      const dt = (now - (state.since ?? began)) / 1000;
      state.since = now;
      recorder.step(state.index, { loss, dt, lr: learningRateOf(optimizer), epoch: fit && state.epoch, bs, metricNames, metricValues });
      if (stop.atHook() && this.isTraining) this.stopTraining = true;
      return outs;
    };
  };
}

/** Writes the model event when it would say something new. */
function announce({ recorder }: HookContext, model: LayersModel, optimizer: Optimizer, fit: Fit | undefined, bs: number | undefined): void {
  const state = stateOf(optimizer);
  if (fit) fit.announced = true;
  else if (state.announced !== undefined) return;
  const { epochs, samples, steps, batchSize } = fit?.params ?? {};
  const stepsPerEpoch = steps ?? (samples && batchSize ? Math.ceil(samples / batchSize) : undefined);
  const plan = { epochs: fit && epochs !== undefined ? fit.epochBase + epochs : undefined, stepsPerEpoch, batchSize: batchSize ?? bs };
  const draft = describeModel(model, optimizer, state.index, plan);
  const text = JSON.stringify(draft);
  if (text === state.announced) return;
  state.announced = text;
  recorder.add(draft);
}

function hookEpochs(context: HookContext, fits: WeakMap<Model, Fit>): void {
  const { recorder, tf } = context;
  class EpochHook extends tf.Callback {
    #began = 0;
    #fit: Fit | undefined;

    get #trained(): Model {
      return this.model as unknown as Model;
    }

    override onTrainBegin(): Promise<void> {
      const state = stateOf(this.#trained.optimizer);
      const params = this.params as FitParams;
      const first = (params.initialEpoch ?? 0) + 1;
      const epochBase = state.epoch !== undefined && first <= state.epoch ? state.epoch - first + 1 : 0;
      this.#fit = { params, epochBase, announced: false };
      fits.set(this.#trained, this.#fit);
      recorder.enter('training');
      return Promise.resolve();
    }

    override onEpochBegin(epoch: number): Promise<void> {
      const state = stateOf(this.#trained.optimizer);
      this.#began = state.since = performance.now();
      state.epoch = (this.#fit?.epochBase ?? 0) + epoch + 1;
      return Promise.resolve();
    }

    override onEpochEnd(_epoch: number, logs?: Logs): Promise<void> {
      const { optimizer } = this.#trained;
      const state = stateOf(optimizer);
      const values = readLogs(logs ?? {});
      for (const [name, value] of Object.entries(values))
        if (/loss$/.test(name) && Number.isFinite(value)) recorder.steps.noteBest(name, value);
      recorder.add({
        k: 'epoch',
        epoch: state.epoch ?? 1,
        step: recorder.steps.count(state.index),
        secs: Math.round(performance.now() - this.#began) / 1000,
        metrics: jsonNumbers(values),
        lr: learningRateOf(optimizer),
        opt: state.index,
        source: 'callback',
      });
      recorder.flush();
      return Promise.resolve();
    }
  }
  tf.registerCallbackConstructor(0, EpochHook);
}

function readLogs(logs: Logs): Record<string, number> {
  const values: Record<string, number> = {};
  for (const [name, value] of Object.entries(logs)) {
    if (name === 'batch' || name === 'size') continue;
    values[name] = typeof value === 'number' ? value : (value as Scalar).dataSync()[0]!;
  }
  return values;
}

function hookEvaluation(context: HookContext, model: Model): void {
  const { recorder, stop } = context;
  const { testLoop, evaluate, evaluateDataset } = model;
  model.testLoop = function (this: Model, f, ...rest) {
    const before = recorder.phase;
    recorder.enter('validating');
    const guarded = (data: Tensor[]): Scalar[] => {
      // Validation has no flag to end it: one that goes on for long after a stop is cut short.
      if (stop.atHook() && stop.waited.total > 3000) throw new StopRun();
      recorder.tick();
      return f(data);
    };
    const outs = testLoop.call(this, guarded, ...rest);
    if (before) recorder.enter(stop.requested ? 'stopping' : before);
    return outs;
  };
  const report = (tested: Model, result: Scalar | Scalar[]): void => {
    if (tested.isTraining) return;
    const list = Array.isArray(result) ? result : [result];
    const names = tested.getDedupedMetricsNames();
    const values = Object.fromEntries(list.map((value, i) => [names[i] ?? `metric${i}`, value.dataSync()[0]!]));
    const { index, epoch } = stateOf(tested.optimizer);
    recorder.add({ k: 'metric', phase: 'test', step: recorder.steps.count(index), epoch, values: jsonNumbers(values), opt: index });
  };
  model.evaluate = function (this: Model, ...args) {
    const result = evaluate.apply(this, args);
    report(this, result);
    return result;
  };
  model.evaluateDataset = async function (this: Model, ...args) {
    const before = recorder.phase;
    recorder.enter('validating');
    const result = await evaluateDataset.apply(this, args);
    if (before) recorder.enter(stop.requested ? 'stopping' : before);
    report(this, result);
    return result;
  };
}
