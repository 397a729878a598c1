import type { CallContext, FunctionDef, ParamSpec, Params, ResultMore } from '../kernel';
import { defineMethod, defineOp, tensor, tensors } from '../kernel';
import type { MaybeShape } from '../../values/shape';
import type { TensorValue } from '../../values/value';

type OpFacts<P extends Params> = Pick<Parameters<typeof defineOp<P>>[0], 'params' | 'codes' | 'examples' | 'call'> & {
  /** Without the library: `reshape`, `nn.functional.relu`. */
  readonly name: string;
  /** The other homes of the same function: `special.softmax`. */
  readonly also?: readonly string[];
  readonly summary: string;
  /** Parameters behind those that the rule reads, in order. */
  readonly other?: readonly string[];
  /** By keyword only. */
  readonly keywords?: readonly string[];
  readonly category?: FunctionDef['category'];
  /** A method of tensors as well, with the first parameter as its object; `only`: no function of the module. */
  readonly method?: boolean | 'only';
  /** Names of further methods that do the same: `view_as`. */
  readonly methods?: readonly string[];
  readonly takesAnyKeyword?: boolean;
};

/** What PyTorch takes for the names of NumPy, in every function that it parses the arguments of. */
const numpyNames: Readonly<Record<string, string>> = { axis: 'dim', keepdims: 'keepdim', x: 'input', a: 'input', x1: 'input', x2: 'other' };

/** NumPy's names of the parameters that an op has. */
export function synonymsOf(params: Params): Readonly<Record<string, string>> {
  const found = Object.entries(numpyNames).filter(([other, own]) => Object.hasOwn(params, own) && !Object.hasOwn(params, other));
  return Object.fromEntries(found);
}

/** A function of PyTorch, and the method of tensors that does the same. */
export function torchOp<const P extends Params>({
  name,
  also = [],
  other = [],
  keywords = [],
  category = 'array',
  method = false,
  methods = [],
  ...facts
}: OpFacts<P>): readonly FunctionDef[] {
  const synonyms = synonymsOf(facts.params);
  const last = name.slice(name.lastIndexOf('.') + 1);
  const common = { ...facts, synonyms, category, otherParams: other, keywordParams: keywords };
  const page = method === 'only' ? `torch.Tensor.${last}` : `torch.${name}`;
  // Special functions stand on one page.
  const docs = name.startsWith('special.')
    ? `https://docs.pytorch.org/docs/stable/special.html#${page}`
    : `https://docs.pytorch.org/docs/stable/generated/${page}.html`;
  const named = [...(method === true ? [last] : []), ...methods];
  const members = named.map((each) => defineMethod({ ...common, examples: [], name: `torch.Tensor.${each}` }));
  if (method === 'only') return [defineOp({ ...common, name: page, docs, isMethod: true }), ...members];
  return [defineOp({ ...common, name: page, aliases: also.map((alias) => `torch.${alias}`), docs }), ...members];
}

/** A tensor, or what becomes one. */
export function x(fallback?: 'None'): ParamSpec<TensorValue> {
  return tensor(fallback, 'torch');
}

/** A sequence of tensors. */
export function xs(): ReturnType<typeof tensors> {
  return tensors('torch');
}

/** A result: eager, or part of the graph that its arguments are part of. */
export function made(
  cx: CallContext,
  from: readonly TensorValue[],
  shape: MaybeShape,
  dtype: string | null,
  more: Omit<ResultMore, 'framework'> = {},
): TensorValue {
  return cx.result(from, shape, dtype, { framework: 'torch', ...more });
}
