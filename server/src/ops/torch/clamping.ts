import type { CallContext, FunctionDef } from '../kernel';
import { defineMethod, fitShapes, keyword, msg, value } from '../kernel';
import type { MaybeShape } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { int, none } from '../../values/value';
import { categoryOf, promoteTypes, resultType } from './elementTypes';
import { intoSelf, operand, t, tensorOf, typeBy } from './operands';
import { made, torchOp } from './torchOp';

interface Found {
  readonly shape: MaybeShape;
  readonly dtype: string | null;
}

/** Bounds are tensors or numbers; without any there is nothing to do, which is refused. */
function clamped(input: TensorValue, bounds: readonly Value[], cx: CallContext): Found {
  const given = bounds.filter((each) => each.kind !== 'none');
  if (!given.length) cx.report('missing-argument', msg('{0} takes a lower or an upper bound, it gets none', cx.label));
  const shape = fitShapes([input, ...given.map(tensorOf)], cx);
  let dtype = input.dtype;
  for (const each of given) dtype = resultType({ ...input, dtype }, each);
  return { shape, dtype: typeBy('===x', dtype, cx, 'input', [input]) };
}

const wrong = (name: string): string[] => [
  `torch.${name}(torch.ones(2, 3), torch.ones(2))  #! error[broadcast-mismatch]: do not fit`,
  `torch.${name}(torch.ones(2, dtype=torch.complex64), 1)  #! error[dtype-mismatch]: does not take`,
];

/** Bounds below and above. */
export const clamp = [
  ...torchOp({
    name: 'clamp',
    also: ['clip'],
    summary: 'Keeps the elements between bounds.',
    method: true,
    methods: ['clip'],
    params: { input: t(), min: operand(none), max: operand(none) },
    keywords: ['out'],
    codes: ['missing-argument', 'broadcast-mismatch', 'dtype-mismatch'],
    call({ input, min, max }, cx) {
      const { shape, dtype } = clamped(input, [min, max], cx);
      return made(cx, [input], shape, dtype);
    },
    examples: [
      'torch.clamp(torch.ones(2, 3), min=0)  #> [2, 3]',
      'torch.clamp(torch.ones(2, 3))  #! error[missing-argument]: bound',
      ...wrong('clamp'),
    ],
  }),
  ...['clamp_', 'clip_'].map((name) =>
    defineMethod({
      name: `torch.Tensor.${name}`,
      aliases: [`torch.${name}`],
      params: { self: t(), min: operand(none), max: operand(none) },
      codes: ['missing-argument', 'broadcast-mismatch', 'dtype-mismatch'],
      call({ self, min, max }, cx) {
        const { shape, dtype } = clamped(self, [min, max], cx);
        return intoSelf(self, shape, dtype, cx);
      },
    }),
  ),
];

/** One bound. */
export const oneBound: readonly FunctionDef[] = (
  [
    ['clamp_min', 'min', 'Raises the elements to a lower bound.'],
    ['clamp_max', 'max', 'Cuts the elements at an upper bound.'],
  ] as const
).flatMap(([name, bound, summary]) => [
  ...torchOp({
    name,
    summary,
    method: true,
    params: { input: t(), [bound]: operand() },
    keywords: ['out'],
    codes: ['broadcast-mismatch', 'dtype-mismatch'],
    call(args, cx) {
      const input = args.input;
      const { shape, dtype } = clamped(input, [args[bound] as Value], cx);
      return made(cx, [input], shape, dtype);
    },
    examples: [`torch.${name}(torch.ones(2, 3), 0)  #> [2, 3]`, ...wrong(name)],
  }),
  defineMethod({
    name: `torch.Tensor.${name}_`,
    params: { self: t(), [bound]: operand() },
    codes: ['broadcast-mismatch', 'dtype-mismatch'],
    call(args, cx) {
      const self = args.self;
      const { shape, dtype } = clamped(self, [args[bound] as Value], cx);
      return intoSelf(self, shape, dtype, cx);
    },
  }),
]);

/** The way from one tensor to another: all of them have one element type. */
function between(input: TensorValue, end: TensorValue, weight: Value, cx: CallContext): Found {
  const w = weight.kind === 'tensor' ? [weight] : [];
  const other = [end, ...w].find((each) => each.dtype !== null && input.dtype !== null && each.dtype !== input.dtype);
  if (other && !(other === w[0] && other.shape?.dims.length === 0))
    cx.report('dtype-mismatch', msg('{0} mixes no types: {1} and {2}', cx.label, input.dtype!, other.dtype!), { from: [input, other] });
  const dtype = typeBy('xx==', input.dtype, cx, 'input', [input]);
  return { shape: fitShapes([input, end, ...w], cx), dtype };
}

/** A point between two tensors. */
export const lerp = [
  ...torchOp({
    name: 'lerp',
    summary: 'The point between two tensors at a share of the way.',
    method: true,
    params: { input: t(), end: t(), weight: operand() },
    keywords: ['out'],
    codes: ['broadcast-mismatch', 'dtype-mismatch'],
    call({ input, end, weight }, cx) {
      const { shape, dtype } = between(input, end, weight, cx);
      return made(cx, [input, end], shape, dtype);
    },
    examples: [
      'torch.lerp(torch.ones(2, 3), torch.zeros(2, 3), 0.5)  #> [2, 3]',
      'torch.lerp(torch.ones(2, 3), torch.zeros(2), 0.5)  #! error[broadcast-mismatch]: do not fit',
      'torch.lerp(torch.ones(2), torch.ones(2, dtype=torch.float64), 0.5)  #! error[dtype-mismatch]: mixes no types',
    ],
  }),
  defineMethod({
    name: 'torch.Tensor.lerp_',
    params: { self: t(), end: t(), weight: operand() },
    codes: ['broadcast-mismatch', 'dtype-mismatch'],
    call({ self, end, weight }, cx) {
      const { shape, dtype } = between(self, end, weight, cx);
      return intoSelf(self, shape, dtype, cx);
    },
  }),
];

/** A product or quotient of two tensors added to a third. */
export const added: readonly FunctionDef[] = (
  [
    ['addcmul', 'x===', 'Adds the product of two tensors, times `value`.'],
    ['addcdiv', 'xx==', 'Adds the quotient of two tensors, times `value`; whole numbers are refused.'],
  ] as const
).flatMap(([name, rule, summary]) => {
  const params = { input: t(), tensor1: t(), tensor2: t(), value: keyword(value(int(1), '1')) };
  const found = (a: TensorValue, b: TensorValue, c: TensorValue, cx: CallContext): Found => {
    const inner = resultType(b, c);
    // Only a quotient of two whole numbers is refused.
    if (rule === 'xx==' && inner !== null && ['bool', 'whole'].includes(categoryOf(inner) ?? ''))
      typeBy(rule, inner, cx, 'tensor1', [b, c]);
    const all = inner === null ? null : resultType(a, { ...b, dtype: inner });
    const axes = [a, b, c].every((each) => (each.shape?.dims.length ?? 0) > 0);
    const dtype = axes ? promoteTypes(a.dtype, inner) : all;
    return { shape: fitShapes([a, b, c], cx), dtype: rule === 'x===' ? typeBy(rule, dtype, cx, 'input', [a]) : dtype };
  };
  return [
    ...torchOp({
      name,
      summary,
      method: true,
      params,
      keywords: ['out'],
      codes: ['broadcast-mismatch', 'dtype-mismatch'],
      call({ input, tensor1, tensor2 }, cx) {
        const { shape, dtype } = found(input, tensor1, tensor2, cx);
        return made(cx, [input, tensor1, tensor2], shape, dtype);
      },
      examples: [
        `torch.${name}(torch.ones(2, 3), torch.ones(3), torch.ones(2, 1))  #> [2, 3]`,
        `torch.${name}(torch.ones(2, 3), torch.ones(2), torch.ones(3))  #! error[broadcast-mismatch]: do not fit`,
        `torch.${name}(torch.ones(2) > 0, torch.ones(2) > 0, torch.ones(2) > 0)  #! error[dtype-mismatch]: does not take`,
      ],
    }),
    defineMethod({
      name: `torch.Tensor.${name}_`,
      params,
      codes: ['broadcast-mismatch', 'dtype-mismatch'],
      call({ input, tensor1, tensor2 }, cx) {
        const { shape, dtype } = found(input, tensor1, tensor2, cx);
        return intoSelf(input, shape, dtype, cx);
      },
    }),
  ];
});
