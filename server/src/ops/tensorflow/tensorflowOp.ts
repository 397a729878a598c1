import type { CallContext, FunctionDef, Params, ResultMore } from '../kernel';
import { defineOp, tensor, tensors } from '../kernel';
import type { MaybeShape } from '../../values/shape';
import type { TensorValue } from '../../values/value';

type OpFacts<P extends Params> = Pick<Parameters<typeof defineOp<P>>[0], 'params' | 'codes' | 'examples' | 'call'> & {
  /** Without the library: `math.exp`. */
  readonly name: string;
  /** The other homes of the same function: `exp`. */
  readonly also?: readonly string[];
  readonly summary: string;
  /** Parameters behind those that the rule reads, in order. */
  readonly other?: readonly string[];
  readonly category?: FunctionDef['category'];
  readonly takesAnyKeyword?: boolean;
};

/** A function of TensorFlow. */
export function tensorflowOp<const P extends Params>({
  name,
  also = [],
  other = ['name'],
  category = 'array',
  ...facts
}: OpFacts<P>): FunctionDef {
  return defineOp({
    ...facts,
    name: `tensorflow.${name}`,
    aliases: also.map((alias) => `tensorflow.${alias}`),
    docs: `https://www.tensorflow.org/api_docs/python/tf/${name.replaceAll('.', '/')}`,
    category,
    otherParams: other,
  });
}

/** A tensor, or what becomes one. */
export function x(fallback?: 'None'): ReturnType<typeof tensor> {
  return tensor(fallback, 'tensorflow');
}

/** A list of tensors. */
export function xs(): ReturnType<typeof tensors> {
  return tensors('tensorflow');
}

/** A result: eager, or part of the graph that its arguments are part of. */
export function made(
  cx: CallContext,
  from: readonly TensorValue[],
  shape: MaybeShape,
  dtype: string | null,
  more: Omit<ResultMore, 'framework'> = {},
): TensorValue {
  return cx.result(from, shape, dtype, { framework: 'tensorflow', ...more });
}
