import type { CallContext, FunctionDef, LibraryEntry, ParamSpec } from '../../kernel';
import { arrayOf, defineClass, defineMethod, value } from '../../kernel';
import { shapeOf } from '../../../values/shape';
import type { Value } from '../../../values/value';
import { none, tuple, unknown } from '../../../values/value';
import { firstVersionOp } from './firstVersion';
import { firstVersion } from './removedNames';
import { operation } from './session';

const base = `${firstVersion}.train.Optimizer`;

/** Optimizers by their parameters, in order; what stands before the bar has to be given. */
const rows: readonly (readonly [string, string, string])[] = [
  ['GradientDescentOptimizer', 'learning_rate | use_locking name', 'Gradient descent.'],
  ['AdamOptimizer', '| learning_rate beta1 beta2 epsilon use_locking name', 'Adam.'],
  ['MomentumOptimizer', 'learning_rate momentum | use_locking name use_nesterov', 'Gradient descent with momentum.'],
  ['RMSPropOptimizer', 'learning_rate | decay momentum epsilon use_locking centered name', 'RMSprop.'],
  ['AdagradOptimizer', 'learning_rate | initial_accumulator_value use_locking name', 'Adagrad.'],
  ['AdadeltaOptimizer', '| learning_rate rho epsilon use_locking name', 'Adadelta.'],
  [
    'FtrlOptimizer',
    'learning_rate | learning_rate_power initial_accumulator_value l1_regularization_strength l2_regularization_strength use_locking name ' +
      'accum_name linear_name l2_shrinkage_regularization_strength beta',
    'Ftrl.',
  ],
];

export const optimizers: readonly LibraryEntry[] = [
  defineClass(base),
  ...rows.map(([name, params, summary]) => {
    const [required, optional] = params.split('|').map((part) => part.trim().split(/\s+/).filter(Boolean)) as [string[], string[]];
    const specs: Record<string, ParamSpec<unknown>> = {};
    for (const each of required) specs[each] = value();
    for (const each of optional) specs[each] = value(none);
    return firstVersionOp({
      name: `train.${name}`,
      category: 'optimizer',
      summary: `${summary} Changes variables so that a loss gets smaller.`,
      params: specs,
      other: [],
      codes: [],
      call: (_, cx) => cx.object(base),
      examples: [`tf.compat.v1.train.${name}(${required.map(() => '0.1').join(', ')})`],
    });
  }),
];

/** Each step of the graph that the loss needs is needed by the training step as well. */
function step(cx: CallContext, on: Value): Value {
  return operation(cx, [on]);
}

export const optimizerMembers: readonly LibraryEntry[] = [
  defineMethod({
    name: `${base}.minimize`,
    params: { self: value(), loss: value() },
    otherParams: ['global_step', 'var_list', 'gate_gradients', 'aggregation_method', 'colocate_gradients_with_ops', 'name', 'grad_loss'],
    call: ({ loss }, cx) => step(cx, loss),
  }),
  defineMethod({
    name: `${base}.compute_gradients`,
    params: { self: value(), loss: value() },
    otherParams: ['var_list', 'gate_gradients', 'aggregation_method', 'colocate_gradients_with_ops', 'grad_loss'],
    call: (_, cx) => cx.alloc({ kind: 'list', isSet: false, items: null, element: tuple([unknown, unknown]) }),
  }),
  defineMethod({
    name: `${base}.apply_gradients`,
    params: { self: value(), grads_and_vars: value() },
    otherParams: ['global_step', 'name', 'skip_gradients_aggregation'],
    call({ grads_and_vars }, cx) {
      const pairs = cx.iterate(grads_and_vars) ?? [];
      const gradients = pairs.flatMap((pair) => (pair.kind === 'tuple' && pair.items[0]?.kind === 'tensor' ? [pair.items[0]] : []));
      return operation(cx, gradients);
    },
  }),
];

/** Learning rates that change with the steps. */
export const decays: readonly FunctionDef[] = (
  [
    ['exponential_decay', 'learning_rate global_step decay_steps decay_rate | staircase'],
    ['inverse_time_decay', 'learning_rate global_step decay_steps decay_rate | staircase'],
    ['natural_exp_decay', 'learning_rate global_step decay_steps decay_rate | staircase'],
    ['polynomial_decay', 'learning_rate global_step decay_steps | end_learning_rate power cycle'],
    ['cosine_decay', 'learning_rate global_step decay_steps | alpha'],
  ] as const
).map(([name, params]) => {
  const [required, optional] = params.split('|').map((part) => part.trim().split(/\s+/)) as [string[], string[]];
  return firstVersionOp({
    name: `train.${name}`,
    category: 'utility',
    summary: 'A learning rate that changes with the number of steps.',
    params: Object.fromEntries(required.map((each) => [each, value()])),
    other: [...optional, 'name'],
    codes: [],
    call: () => arrayOf('tensorflow', shapeOf([]), 'float32'),
    examples: [`tf.compat.v1.train.${name}(0.1, tf.Variable(0), 100${required.length > 3 ? ', 0.9' : ''})  #> []`],
  });
});
