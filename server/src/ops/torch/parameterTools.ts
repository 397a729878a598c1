import type { CallContext, FunctionDef } from '../kernel';
import { value } from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, productOf, unknownDim } from '../../values/dim';
import { rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { bool, none } from '../../values/value';
import { made, torchOp } from './torchOp';

function tensorsIn(given: Value, cx: CallContext): readonly TensorValue[] | null {
  if (given.kind === 'tensor') return [given];
  const items = given.kind === 'unknown' ? null : cx.iterate(given);
  return items?.every((item) => item.kind === 'tensor') ? items : null;
}

/** Functions over the parameters of a model. */
export const parameterTools: readonly FunctionDef[] = [
  ...torchOp({
    name: 'nn.utils.clip_grad_norm_',
    also: ['nn.utils.clip_grad.clip_grad_norm_'],
    summary: 'Shortens gradients to a length, and gives the one that they had together.',
    category: 'utility',
    params: { parameters: value(), max_norm: value() },
    other: ['norm_type', 'error_if_nonfinite', 'foreach'],
    codes: [],
    call: ({ parameters }, cx) => made(cx, [], shapeOf([]), tensorsIn(parameters, cx)?.[0]?.dtype ?? null),
    examples: ['torch.nn.utils.clip_grad_norm_(torch.nn.Linear(8, 3).parameters(), 1.0)  #> []'],
  }),
  ...torchOp({
    name: 'nn.utils.get_total_norm',
    summary: 'The length that tensors have together.',
    category: 'utility',
    params: { tensors: value() },
    other: ['norm_type', 'error_if_nonfinite', 'foreach'],
    codes: [],
    call: ({ tensors }, cx) => made(cx, [], shapeOf([]), tensorsIn(tensors, cx)?.[0]?.dtype ?? null),
    examples: ['torch.nn.utils.get_total_norm([torch.zeros(3), torch.zeros(4)])  #> []'],
  }),
  ...torchOp({
    name: 'nn.utils.clip_grad_value_',
    also: ['nn.utils.clip_grad.clip_grad_value_'],
    summary: 'Cuts each gradient to a range.',
    category: 'utility',
    params: { parameters: value(), clip_value: value() },
    other: ['foreach'],
    codes: [],
    call: () => none,
    examples: [],
  }),
  ...torchOp({
    name: 'nn.utils.parameters_to_vector',
    also: ['nn.utils.convert_parameters.parameters_to_vector'],
    summary: 'All parameters in one row.',
    category: 'utility',
    params: { parameters: value() },
    codes: [],
    call({ parameters }, cx) {
      const all = tensorsIn(parameters, cx);
      const size = ({ shape }: TensorValue): Dim => (rankOf(shape) === null ? unknownDim : productOf(shape!.dims));
      return made(cx, [], shapeOf([all ? all.map(size).reduce<Dim>(addDims, 0) : unknownDim]), all?.[0]?.dtype ?? null);
    },
    examples: ['torch.nn.utils.parameters_to_vector(torch.nn.Linear(8, 3).parameters())  #> [27]'],
  }),
  ...torchOp({
    name: 'nn.utils.vector_to_parameters',
    also: ['nn.utils.convert_parameters.vector_to_parameters'],
    summary: 'Writes one row into all parameters.',
    category: 'utility',
    params: { vec: value(), parameters: value() },
    codes: [],
    call: () => none,
    examples: [],
  }),
];

const transparent: readonly (readonly [string, string, readonly string[]])[] = [
  ['nn.utils.weight_norm', 'Takes the length of weights apart from their direction; the module stays what it is.', ['name', 'dim']],
  [
    'nn.utils.spectral_norm',
    'Keeps the largest singular value of weights at 1; the module stays what it is.',
    ['name', 'n_power_iterations', 'eps', 'dim'],
  ],
  ['nn.utils.remove_weight_norm', 'Undoes `weight_norm`.', ['name']],
  ['nn.utils.remove_spectral_norm', 'Undoes `spectral_norm`.', ['name']],
  [
    'nn.utils.parametrizations.weight_norm',
    'Takes the length of weights apart from their direction; the module stays what it is.',
    ['name', 'dim'],
  ],
  [
    'nn.utils.parametrizations.spectral_norm',
    'Keeps the largest singular value of weights at 1; the module stays what it is.',
    ['name', 'n_power_iterations', 'eps', 'dim'],
  ],
  [
    'nn.utils.parametrizations.orthogonal',
    'Keeps weights orthogonal; the module stays what it is.',
    ['name', 'orthogonal_map', 'use_trivialization'],
  ],
  [
    'nn.utils.parametrize.register_parametrization',
    'Computes a parameter by a module; the shape stays what it is.',
    ['tensor_name', 'parametrization', 'unsafe'],
  ],
  ['nn.utils.parametrize.remove_parametrizations', 'Undoes a parametrization.', ['tensor_name', 'leave_parametrized']],
  [
    'nn.utils.prune.l1_unstructured',
    'Sets the smallest weights to zero; the module stays what it is.',
    ['name', 'amount', 'importance_scores'],
  ],
  ['nn.utils.prune.random_unstructured', 'Sets random weights to zero; the module stays what it is.', ['name', 'amount']],
  [
    'nn.utils.prune.ln_structured',
    'Sets whole rows of weights to zero; the module stays what it is.',
    ['name', 'amount', 'n', 'dim', 'importance_scores'],
  ],
  ['nn.utils.prune.random_structured', 'Sets random rows of weights to zero; the module stays what it is.', ['name', 'amount', 'dim']],
  ['nn.utils.prune.custom_from_mask', 'Sets the weights to zero that a mask names; the module stays what it is.', ['name', 'mask']],
  ['nn.utils.prune.identity', 'Prunes nothing, as if it had; the module stays what it is.', ['name']],
  ['nn.utils.prune.remove', 'Makes pruning permanent; the module stays what it is.', ['name']],
];

/** What changes how the weights of a module come about, and gives the module itself. */
export const transparentTools: readonly FunctionDef[] = [
  ...transparent.flatMap(([name, summary, other]) =>
    torchOp({
      name,
      summary,
      category: 'utility',
      params: { module: value() },
      other,
      codes: [],
      call: ({ module }) => module,
      examples: [],
    }),
  ),
  ...torchOp({
    name: 'nn.utils.prune.global_unstructured',
    summary: 'Sets the smallest weights of several modules to zero.',
    category: 'utility',
    params: { parameters: value(), pruning_method: value() },
    other: ['importance_scores', 'amount'],
    codes: [],
    call: () => none,
    examples: [],
  }),
  ...torchOp({
    name: 'nn.utils.prune.is_pruned',
    summary: 'Whether some part of a module is pruned.',
    category: 'utility',
    params: { module: value() },
    codes: [],
    call: () => bool(null),
    examples: [],
  }),
];
