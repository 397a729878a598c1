import type { CallContext, LibraryEntry } from '../kernel';
import { defineMethod, msg, value } from '../kernel';
import { formatShape, rankOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { none, tuple, unknown } from '../../values/value';
import { differs } from './expectedShapes';
import { made, torchOp } from './torchOp';

/** A gradient begins at one number, or is told where it comes from. */
function refuseSeveral(x: Value, gradient: Value, cx: CallContext): void {
  if (x.kind !== 'tensor' || x.framework !== 'torch') return;
  if (gradient.kind === 'tensor') {
    if (differs(gradient.shape, x.shape))
      cx.report(
        'dim-mismatch',
        msg(
          '{0}: the gradient must have the shape of the tensor, {1}, it is {2}',
          cx.label,
          formatShape(x.shape),
          formatShape(gradient.shape),
        ),
        {
          from: [x],
        },
      );
    return;
  }
  if (gradient.kind !== 'none' || rankOf(x.shape) === null) return;
  // An extent that has a name may be one.
  if (!x.shape!.dims.some((d) => typeof d === 'number' && d !== 1)) return;
  cx.report(
    'rank-mismatch',
    msg('{0} begins at a single number, this tensor is {1}: average or sum it first', cx.label, formatShape(x.shape)),
    {
      from: [x],
    },
  );
}

/** The tensors of an argument, alone or in a sequence. */
function tensorsIn(given: Value, cx: CallContext): readonly TensorValue[] | null {
  if (given.kind === 'tensor') return [given];
  const items = given.kind === 'unknown' ? null : cx.iterate(given);
  return items?.every((item) => item.kind === 'tensor') ? items : null;
}

export const gradients: readonly LibraryEntry[] = [
  ...torchOp({
    name: 'backward',
    method: 'only',
    summary: 'Computes the gradients of all that a loss was computed from.',
    params: { self: value(), gradient: value(none) },
    other: ['retain_graph', 'create_graph', 'inputs'],
    codes: ['rank-mismatch', 'dim-mismatch'],
    call({ self, gradient }, cx) {
      refuseSeveral(self, gradient, cx);
      return none;
    },
    examples: [
      'torch.zeros(3, requires_grad=True).backward()  #! error[rank-mismatch]: begins at a single number',
      'torch.zeros(3, requires_grad=True).backward(torch.zeros(4))  #! error[dim-mismatch]: the shape of the tensor',
    ],
  }),
  ...torchOp({
    name: 'autograd.backward',
    summary: 'Computes the gradients of all that tensors were computed from.',
    category: 'utility',
    params: { tensors: value(), grad_tensors: value(none) },
    other: ['retain_graph', 'create_graph', 'grad_variables', 'inputs'],
    codes: ['rank-mismatch', 'dim-mismatch'],
    call({ tensors, grad_tensors }, cx) {
      refuseSeveral(tensors, grad_tensors, cx);
      return none;
    },
    examples: [
      'torch.autograd.backward(torch.zeros(3, requires_grad=True))  #! error[rank-mismatch]: begins at a single number',
      'torch.autograd.backward(torch.zeros(3, requires_grad=True), torch.zeros(4))  #! error[dim-mismatch]: the shape of the tensor',
    ],
  }),
  ...torchOp({
    name: 'autograd.grad',
    summary: 'The gradients of outputs by inputs, each of the shape of its input.',
    category: 'utility',
    params: { outputs: value(), inputs: value(), grad_outputs: value(none) },
    other: ['retain_graph', 'create_graph', 'only_inputs', 'allow_unused', 'is_grads_batched', 'materialize_grads'],
    codes: ['rank-mismatch', 'dim-mismatch'],
    call({ outputs, inputs, grad_outputs }, cx, bound) {
      const isBatched = bound.values.has('is_grads_batched');
      if (!isBatched) refuseSeveral(outputs, grad_outputs, cx);
      const xs = tensorsIn(inputs, cx);
      if (!xs || isBatched) return unknown;
      return tuple(xs.map((each) => made(cx, [each], each.shape, each.dtype)));
    },
    examples: [
      'torch.autograd.grad(torch.zeros(3, requires_grad=True), torch.zeros(3))  #! error[rank-mismatch]: begins at a single number',
      'torch.autograd.grad(torch.zeros(3, requires_grad=True), torch.zeros(3), torch.zeros(4))  #! error[dim-mismatch]: the shape of the tensor',
    ],
  }),
  ...['requires_grad_', 'retain_grad', 'register_hook'].map((name) =>
    defineMethod({
      name: `torch.Tensor.${name}`,
      params: { self: value(), requires_grad: value(none) },
      call: ({ self }) => (name === 'requires_grad_' ? self : name === 'retain_grad' ? none : unknown),
    }),
  ),
];
