import type { Params } from '../kernel';
import { any, single, text } from '../kernel';
import { floatType } from './elementTypes';
import type { Takes } from './inputTypes';
import { anyType, floats, floatsAndComplex, notBool, numbers, refuseElements } from './inputTypes';
import { twins } from './twins';

/** An activation that works on each element by itself. */
interface Elementwise {
  readonly module?: string;
  readonly fn?: string;
  readonly summary: string;
  readonly params?: Params;
  /** The function has other parameters, or in another order. */
  readonly order?: readonly string[];
  readonly takes: Takes;
  /** Whole numbers come out as floats. */
  readonly makesFloats?: boolean;
  readonly also?: readonly string[];
  readonly methods?: readonly string[];
  /** The type that an example is refused for; null when it takes all. */
  readonly refused: string | null;
  readonly arguments?: string;
}

const inplace = { inplace: any('False') };

const elementwise: readonly Elementwise[] = [
  {
    module: 'ReLU',
    fn: 'relu',
    summary: 'Sets negative elements to zero.',
    params: inplace,
    takes: numbers,
    refused: 'bool',
    also: ['relu', 'relu_', 'nn.functional.relu_'],
    methods: ['relu', 'relu_'],
  },
  { module: 'ReLU6', fn: 'relu6', summary: 'Cuts elements off at 0 and at 6.', params: inplace, takes: numbers, refused: 'bool' },
  {
    module: 'ELU',
    fn: 'elu',
    summary: 'Bends negative elements exponentially towards `-alpha`.',
    params: { alpha: any('1.0'), ...inplace },
    takes: floats,
    refused: 'int64',
    also: ['nn.functional.elu_'],
  },
  {
    module: 'SELU',
    fn: 'selu',
    summary: 'A scaled ELU that keeps mean and variance.',
    params: inplace,
    takes: floats,
    refused: 'int64',
    also: ['selu', 'selu_', 'nn.functional.selu_'],
  },
  {
    module: 'CELU',
    fn: 'celu',
    summary: 'An ELU whose slope has no jump.',
    params: { alpha: any('1.0'), ...inplace },
    takes: floats,
    refused: 'int64',
    also: ['celu', 'celu_', 'nn.functional.celu_'],
  },
  {
    module: 'LeakyReLU',
    fn: 'leaky_relu',
    summary: 'Scales negative elements by a small slope.',
    params: { negative_slope: any('0.01'), ...inplace },
    takes: floats,
    refused: 'int64',
    also: ['nn.functional.leaky_relu_'],
  },
  {
    module: 'RReLU',
    fn: 'rrelu',
    summary: 'Scales negative elements by a slope that is drawn at random.',
    params: { lower: any('0.125'), upper: any('0.3333333333333333'), ...inplace },
    takes: floats,
    refused: 'int64',
    also: ['nn.functional.rrelu_'],
  },
  {
    module: 'Hardsigmoid',
    fn: 'hardsigmoid',
    summary: 'A sigmoid made of three straight lines.',
    params: inplace,
    takes: floats,
    refused: 'int64',
  },
  {
    module: 'Hardswish',
    fn: 'hardswish',
    summary: 'A SiLU made of straight lines and a parabola.',
    params: inplace,
    takes: floats,
    refused: 'int64',
  },
  {
    module: 'Hardshrink',
    fn: 'hardshrink',
    summary: 'Sets elements close to zero to zero.',
    params: { lambd: any('0.5') },
    takes: floats,
    refused: 'int64',
    also: ['hardshrink'],
    methods: ['hardshrink'],
  },
  {
    module: 'Softshrink',
    fn: 'softshrink',
    summary: 'Moves elements towards zero, and those close to it to zero.',
    params: { lambd: any('0.5') },
    takes: floats,
    refused: 'int64',
  },
  {
    module: 'Hardtanh',
    fn: 'hardtanh',
    summary: 'Cuts elements off at two values.',
    params: { min_val: any('-1.0'), max_val: any('1.0'), ...inplace },
    takes: numbers,
    refused: 'bool',
    also: ['nn.functional.hardtanh_'],
  },
  { module: 'LogSigmoid', fn: 'logsigmoid', summary: 'The logarithm of the sigmoid.', takes: floats, refused: 'int64' },
  {
    module: 'GELU',
    fn: 'gelu',
    summary: 'Weighs each element by the share of normally distributed numbers below it.',
    params: { approximate: text('none') },
    takes: floats,
    refused: 'int64',
  },
  { module: 'SiLU', fn: 'silu', summary: 'Each element times its sigmoid.', params: inplace, takes: floatsAndComplex, refused: 'int64' },
  { module: 'Mish', fn: 'mish', summary: 'Each element times the tanh of its softplus.', params: inplace, takes: floats, refused: 'int64' },
  {
    module: 'Softplus',
    fn: 'softplus',
    summary: 'A smooth ReLU: the logarithm of one plus the exponential.',
    params: { beta: any('1.0'), threshold: any('20.0') },
    takes: floats,
    refused: 'int64',
  },
  { module: 'Softsign', fn: 'softsign', summary: 'Each element by one plus its size.', takes: notBool, makesFloats: true, refused: 'bool' },
  { module: 'Tanhshrink', fn: 'tanhshrink', summary: 'Each element less its tanh.', takes: notBool, makesFloats: true, refused: 'bool' },
  { module: 'Sigmoid', fn: 'sigmoid', summary: 'Maps each element to between 0 and 1.', takes: anyType, makesFloats: true, refused: null },
  { module: 'Tanh', fn: 'tanh', summary: 'Maps each element to between -1 and 1.', takes: anyType, makesFloats: true, refused: null },
  {
    module: 'Threshold',
    fn: 'threshold',
    summary: 'Sets elements that are not above a threshold to one value.',
    params: { threshold: any(null), value: any(null), ...inplace },
    takes: numbers,
    refused: 'bool',
    also: ['threshold', 'threshold_', 'nn.functional.threshold_'],
    arguments: '0.1, 20',
  },
];

const x = 'torch.zeros(2, 6)';

function elementwiseOf({
  module,
  fn,
  summary,
  params = {},
  takes,
  makesFloats,
  also,
  methods,
  refused,
  arguments: given = '',
}: Elementwise) {
  const called = (input: string): { module: string; fn: string } => ({
    module: `torch.nn.${module}(${given})(${input})`,
    fn: `torch.nn.functional.${fn}(${input}${given && `, ${given}`})`,
  });
  const wrong = `torch.zeros(2, 6, dtype=torch.${refused})`;
  const texts = (which: 'module' | 'fn'): readonly string[] => [
    `${called(x)[which]}  #> [2, 6]`,
    ...(refused === null ? [] : [`${called(wrong)[which]}  #! error[dtype-mismatch]: type ${refused}`]),
  ];
  return twins({
    module: `nn.${module}`,
    fn: `nn.functional.${fn}`,
    summary,
    category: 'activation',
    params,
    ...(also && { also }),
    ...(methods && { methods }),
    codes: refused === null ? [] : ['dtype-mismatch'],
    rule(_, [input], cx) {
      refuseElements(input!, takes, cx);
      return single(input!.shape, makesFloats ? floatType(input!.dtype) : input!.dtype);
    },
    examples: { module: texts('module'), fn: texts('fn') },
  });
}

export const activations = elementwise.flatMap(elementwiseOf);
