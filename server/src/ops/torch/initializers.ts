import type { FunctionDef } from '../kernel';
import { any, msg, number, refuseRank, text } from '../kernel';
import { float } from '../../values/value';
import { torchOp, x } from './torchOp';

interface Initializer {
  readonly name: string;
  readonly summary: string;
  readonly params?: readonly string[];
  /** Axes that it needs. */
  readonly rank?: number | { readonly min: number; readonly max?: number };
  readonly isScaled?: boolean;
}

const fans = { min: 2 };

const table: readonly Initializer[] = [
  { name: 'uniform_', summary: 'Fills a tensor with random numbers between two bounds.', params: ['a', 'b', 'generator'] },
  { name: 'normal_', summary: 'Fills a tensor with normally distributed random numbers.', params: ['mean', 'std', 'generator'] },
  {
    name: 'trunc_normal_',
    summary: 'Fills a tensor with normally distributed random numbers between two bounds.',
    params: ['mean', 'std', 'a', 'b', 'generator'],
  },
  { name: 'constant_', summary: 'Fills a tensor with one number.', params: ['val'] },
  { name: 'ones_', summary: 'Fills a tensor with ones.' },
  { name: 'zeros_', summary: 'Fills a tensor with zeros.' },
  { name: 'eye_', summary: 'Makes a matrix the identity.', rank: 2 },
  { name: 'dirac_', summary: 'Makes the kernels of a convolution keep their input.', params: ['groups'], rank: { min: 3, max: 5 } },
  {
    name: 'xavier_uniform_',
    summary: 'Fills weights with random numbers of a width that Glorot’s rule gives.',
    params: ['gain', 'generator'],
    rank: fans,
  },
  {
    name: 'xavier_normal_',
    summary: 'Fills weights with normally distributed numbers of a spread that Glorot’s rule gives.',
    params: ['gain', 'generator'],
    rank: fans,
  },
  { name: 'kaiming_uniform_', summary: 'Fills weights with random numbers of a width that He’s rule gives.', rank: fans, isScaled: true },
  {
    name: 'kaiming_normal_',
    summary: 'Fills weights with normally distributed numbers of a spread that He’s rule gives.',
    rank: fans,
    isScaled: true,
  },
  { name: 'orthogonal_', summary: 'Makes a matrix of weights orthogonal.', params: ['gain', 'generator'], rank: fans },
  { name: 'sparse_', summary: 'Makes most weights of each column zero.', params: ['sparsity', 'std', 'generator'], rank: 2 },
];

const nonlinearities =
  'linear conv1d conv2d conv3d conv_transpose1d conv_transpose2d conv_transpose3d sigmoid tanh relu leaky_relu selu'.split(' ');

/** Functions that fill weights in place, and give them back. */
export const initializers: readonly FunctionDef[] = table.flatMap(({ name, summary, params = [], rank, isScaled }) =>
  torchOp({
    name: `nn.init.${name}`,
    summary,
    category: 'initializer',
    params: { tensor: x(), ...(isScaled && { a: number(0), mode: text('fan_in'), nonlinearity: text('leaky_relu') }) },
    other: isScaled ? ['generator'] : params,
    codes: [...(rank === undefined ? [] : (['rank-mismatch'] as const)), ...(isScaled ? (['unknown-argument'] as const) : [])],
    call(args, cx) {
      const { tensor } = args;
      const { mode = null, nonlinearity = null } = args as { readonly mode?: string | null; readonly nonlinearity?: string | null };
      if (rank !== undefined && refuseRank(tensor, rank, cx, 'tensor')) return tensor;
      if (isScaled) {
        refuseWord('mode', mode?.toLowerCase() ?? null, ['fan_in', 'fan_out'], cx);
        refuseWord('nonlinearity', nonlinearity, nonlinearities, cx);
      }
      cx.forget(tensor);
      return { ...tensor, data: null, range: null };
    },
    examples: [
      `torch.nn.init.${name}(torch.empty(${rank && typeof rank === 'object' && rank.min === 3 ? '3, 4, 5' : '3, 4'})${name === 'constant_' || name === 'sparse_' ? ', 0.5' : ''})  #> [3, 4${name === 'dirac_' ? ', 5' : ''}]`,
      ...(rank === undefined
        ? []
        : [`torch.nn.init.${name}(torch.empty(3)${name === 'sparse_' ? ', 0.5' : ''})  #! error[rank-mismatch]: tensor must have`]),
      ...(isScaled ? [`torch.nn.init.${name}(torch.empty(3, 4), mode='fan_avg')  #! error[unknown-argument]: fan_out`] : []),
    ],
  }),
);

function refuseWord(param: string, given: string | null, choices: readonly string[], cx: Parameters<FunctionDef['call']>[1]): void {
  if (given === null || choices.includes(given)) return;
  cx.report(
    'unknown-argument',
    msg('{0}: {1} cannot be {2}; it is one of {3}', cx.label, param, `'${given}'`, choices.map((c) => `'${c}'`).join(', ')),
    { at: param },
  );
}

const gains: Readonly<Record<string, number>> = { tanh: 5 / 3, relu: Math.SQRT2, selu: 0.75 };

/** The factor by which weights before an activation are widened. */
export const calculateGain = torchOp({
  name: 'nn.init.calculate_gain',
  summary: 'The factor by which weights before an activation are widened.',
  category: 'initializer',
  params: { nonlinearity: text(null), param: any() },
  codes: ['unknown-argument'],
  call({ nonlinearity }, cx, bound) {
    refuseWord('nonlinearity', nonlinearity, nonlinearities, cx);
    if (nonlinearity === null || !nonlinearities.includes(nonlinearity)) return float(null);
    if (nonlinearity === 'leaky_relu') return float(bound.values.has('param') ? null : Math.sqrt(2 / (1 + 0.01 ** 2)));
    return float(gains[nonlinearity] ?? 1);
  },
  examples: ["torch.nn.init.calculate_gain('gelu')  #! error[unknown-argument]: leaky_relu"],
});
