import { any, defineMethod } from '../kernel';
import type { FunctionDef, Params } from '../kernel';
import { none } from '../../values/value';

/**
 * The signatures of the methods that train and ask a model, for binding and checking their arguments. What they do is the
 * interpreter's (`interp/containers/training`): they run the model.
 */
function method(name: string, params: Params, keywordParams: readonly string[] = []): FunctionDef {
  return defineMethod({ name: `keras.Model.${name}`, params: { self: any(null), ...params }, keywordParams, call: () => none });
}

const optional = any();

export const trainingMethods: readonly FunctionDef[] = [
  method('compile', {
    optimizer: optional,
    loss: optional,
    loss_weights: optional,
    metrics: optional,
    weighted_metrics: optional,
    run_eagerly: optional,
    steps_per_execution: optional,
    jit_compile: optional,
    auto_scale_loss: optional,
  }),
  method('fit', {
    x: optional,
    y: optional,
    batch_size: optional,
    epochs: optional,
    verbose: optional,
    callbacks: optional,
    validation_split: optional,
    validation_data: optional,
    shuffle: optional,
    class_weight: optional,
    sample_weight: optional,
    initial_epoch: optional,
    steps_per_epoch: optional,
    validation_steps: optional,
    validation_batch_size: optional,
    validation_freq: optional,
  }),
  method('evaluate', {
    x: optional,
    y: optional,
    batch_size: optional,
    verbose: optional,
    sample_weight: optional,
    steps: optional,
    callbacks: optional,
    return_dict: optional,
  }),
  method('predict', { x: any(null), batch_size: optional, verbose: optional, steps: optional, callbacks: optional }),
  method('train_on_batch', { x: any(null), y: optional, sample_weight: optional, class_weight: optional, return_dict: optional }),
  method('test_on_batch', { x: any(null), y: optional, sample_weight: optional, return_dict: optional }),
  method('predict_on_batch', { x: any(null) }),
];
