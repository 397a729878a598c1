import type { NamedTensorMap, Optimizer, Scalar, Variable } from '@tensorflow/tfjs-core';
import { describeVariables } from './describeModel';
import { endIfStopped, type HookContext } from './hookContext';
import { learningRateOf, stateOf } from './optimizers';

type Gradients = { value: Scalar; grads: NamedTensorMap };

/** Hooks loops that the user writes: `optimizer.minimize`, and `applyGradients` after `computeGradients` or `tf.variableGrads`. */
export function hookOptimizers(context: HookContext): void {
  const losses = new PendingLosses();
  hookMinimize(context);
  hookGradients(context, losses);
  hookApply(context, losses);
}

function hookMinimize(context: HookContext): void {
  const prototype = context.tf.Optimizer.prototype;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the right `this` below
  const { minimize } = prototype;
  prototype.minimize = function (this: Optimizer, f, returnCost = false, varList) {
    if (context.depth > 0) return minimize.call(this, f, returnCost, varList);
    const began = beginStep(context);
    context.depth++;
    let value: Scalar;
    try {
      value = minimize.call(this, f, true, varList)!;
    } finally {
      context.depth--;
    }
    endStep(context, this, began, value.dataSync()[0]!, varList);
    if (returnCost) return value;
    value.dispose();
    return null;
  };
}

/** Losses whose gradients were computed and not yet applied: several when gradients are accumulated. */
class PendingLosses {
  #sum = 0;
  #n = 0;

  add(loss: number): void {
    this.#sum += loss;
    this.#n++;
  }

  take(): number | null {
    const mean = this.#n > 0 ? this.#sum / this.#n : null;
    this.#sum = this.#n = 0;
    return mean;
  }
}

function hookGradients(context: HookContext, losses: PendingLosses): void {
  const { tf, facades } = context;
  const note = <R extends Gradients>(compute: () => R): R => {
    if (context.depth > 0) return compute();
    context.depth++;
    try {
      const result = compute();
      losses.add(result.value.dataSync()[0]!);
      return result;
    } finally {
      context.depth--;
    }
  };
  const prototype = tf.Optimizer.prototype;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the right `this` below
  const { computeGradients } = prototype;
  prototype.computeGradients = function (this: Optimizer, f, varList) {
    return note(() => computeGradients.call(this, f, varList));
  };
  const variableGrads: typeof tf.variableGrads = (f, varList) => note(() => tf.variableGrads(f, varList));
  facades.union.variableGrads = variableGrads;
  facades.node.variableGrads = variableGrads;
}

function hookApply(context: HookContext, losses: PendingLosses): void {
  for (const type of optimizerClasses(context)) {
    const prototype = type.prototype as Optimizer;
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the right `this` below
    const { applyGradients } = prototype;
    prototype.applyGradients = function (this: Optimizer, gradients) {
      if (context.depth > 0) return applyGradients.call(this, gradients);
      const began = beginStep(context);
      context.depth++;
      try {
        applyGradients.call(this, gradients);
      } finally {
        context.depth--;
      }
      endStep(context, this, began, losses.take());
    };
  }
}

/** Each class has its own `applyGradients`. */
function optimizerClasses({ tf }: HookContext): { prototype: unknown }[] {
  return Object.values(tf as unknown as Record<string, unknown>).filter(
    (value): value is { prototype: unknown } =>
      typeof value === 'function' &&
      value !== tf.Optimizer &&
      typeof value.prototype === 'object' &&
      value.prototype !== null &&
      Object.hasOwn(value.prototype as object, 'applyGradients'),
  );
}

function beginStep(context: HookContext): number {
  endIfStopped(context);
  context.recorder.enter('training');
  return performance.now();
}

function endStep(context: HookContext, optimizer: Optimizer, began: number, loss: number | null, varList?: Variable[]): void {
  const state = stateOf(optimizer);
  if (state.announced === undefined) {
    const variables = varList ?? Object.values(context.tf.engine().registeredVariables).filter((variable) => variable.trainable);
    const draft = describeVariables(
      variables.map((variable) => variable.shape),
      optimizer,
      state.index,
    );
    state.announced = JSON.stringify(draft);
    context.recorder.add(draft);
  }
  const now = performance.now();
  const dt = (now - (state.since ?? began)) / 1000;
  state.since = now;
  context.recorder.step(state.index, { loss, dt, lr: learningRateOf(optimizer) });
}
