import type { CallContext, FunctionDef, Params, ResultMore } from '../../kernel';
import { defineOp, tensor, tensors } from '../../kernel';
import type { MaybeShape } from '../../../values/shape';
import type { TensorValue } from '../../../values/value';

type OpFacts<P extends Params> = Pick<Parameters<typeof defineOp<P>>[0], 'params' | 'call' | 'takesAnyKeyword'> & {
  /** Without `keras.ops`. */
  readonly name: string;
  readonly also?: readonly string[];
  readonly other?: readonly string[];
};

/** A function of `keras.ops`: it does on tensors of any backend, and on symbolic ones, what its namesake does on arrays. */
export function kerasOp<const P extends Params>({ name, also = [], other = [], ...facts }: OpFacts<P>): FunctionDef {
  return defineOp({
    ...facts,
    name: `keras.ops.${name}`,
    aliases: [...[name, ...also].flatMap((n) => [`keras.ops.numpy.${n}`, `keras.ops.nn.${n}`]), ...also.map((n) => `keras.ops.${n}`)],
    docs: 'https://keras.io/api/ops/',
    category: 'array',
    otherParams: other,
    codes: [],
    examples: [],
    isSecondary: true,
  });
}

export function x(fallback?: 'None'): ReturnType<typeof tensor> {
  return tensor(fallback, 'keras');
}

export function xs(): ReturnType<typeof tensors> {
  return tensors('keras');
}

/** A result: a tensor of the backend, or part of the graph that its arguments are part of. */
export function made(
  cx: CallContext,
  from: readonly TensorValue[],
  shape: MaybeShape,
  dtype: string | null,
  more: Omit<ResultMore, 'framework'> = {},
): TensorValue {
  return cx.result(from, shape, dtype, { framework: 'keras', ...more });
}
