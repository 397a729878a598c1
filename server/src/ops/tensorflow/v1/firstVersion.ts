import type { CallContext, FunctionDef, ParamSpec, Params } from '../../kernel';
import { defineOp, dtype, readArgs, value } from '../../kernel';
import type { BoundArg, Value } from '../../../values/value';
import { none } from '../../../values/value';
import { firstVersion } from './removedNames';

type Facts<P extends Params> = Pick<Parameters<typeof defineOp<P>>[0], 'params' | 'codes' | 'examples' | 'call'> & {
  /** Without the library: `placeholder`. */
  readonly name: string;
  /** Other homes, without the library. */
  readonly also?: readonly string[];
  /** Homes of the same function in `tf.contrib`. */
  readonly contrib?: readonly string[];
  readonly summary: string;
  readonly other?: readonly string[];
  readonly category?: FunctionDef['category'];
  readonly isSecondary?: boolean;
};

/** A function of TensorFlow 1. */
export function firstVersionOp<const P extends Params>({
  name,
  also = [],
  contrib = [],
  other = ['name'],
  category = 'array',
  ...facts
}: Facts<P>): FunctionDef {
  return defineOp({
    ...facts,
    name: `${firstVersion}.${name}`,
    aliases: [...also.map((alias) => `${firstVersion}.${alias}`), ...contrib.map((alias) => `tensorflow.contrib.${alias}`)],
    docs: `https://www.tensorflow.org/api_docs/python/tf/compat/v1/${name.replaceAll('.', '/')}`,
    category,
    otherParams: other,
  });
}

/** An element type as TensorFlow reads it: `'float'` has 32 bits there. */
export function elementType(fallback: string | null = null): ParamSpec<string | null> {
  const spec = dtype(fallback);
  return {
    ...spec,
    read(v, heap) {
      if (v.kind === 'str')
        return v.value === 'float' ? 'float32' : v.value === 'double' ? 'float64' : v.value === 'half' ? 'float16' : spec.read(v, heap);
      if (v.kind === 'library' && v.path === 'python.float') return 'float32';
      if (v.kind === 'library' && v.path === 'python.int') return 'int32';
      return spec.read(v, heap);
    },
  };
}

interface Variant {
  /** The function of today whose rule holds for this one. */
  readonly of: FunctionDef;
  /** Without the library. */
  readonly names: readonly string[];
  /** Its parameters in their own order. */
  readonly params: string;
  /** What its parameters are called today. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** What a parameter of another meaning is today. */
  readonly convert?: Readonly<Record<string, (given: Value) => readonly [string, Value]>>;
  /** What is refused or is otherwise before the rule of today is asked. */
  readonly before?: (bound: ReadonlyMap<string, BoundArg>, cx: CallContext) => void;
}

/** A function whose parameters stood in another order or had other names in TensorFlow 1. */
export function variantOf({ of, names, params, renamed = {}, convert = {}, before }: Variant): FunctionDef {
  const order = params.split(' ');
  const today = (name: string): string => renamed[name] ?? name;
  const specs: Record<string, ParamSpec<unknown>> = {};
  for (const name of order) {
    const spec = Object.hasOwn(of.params, today(name)) ? (of.params[today(name)] as ParamSpec<unknown>) : null;
    const isOnly = order.filter((other) => today(other) === today(name)).length === 1 && !Object.keys(convert).length;
    specs[name] = spec?.isRequired && isOnly ? spec : { ...value(none), type: spec?.type ?? 'any' };
  }
  const [name, ...also] = names;
  return defineOp({
    name: `${firstVersion}.${name!}`,
    aliases: also.map((alias) => `${firstVersion}.${alias}`),
    docs: `https://www.tensorflow.org/api_docs/python/tf/compat/v1/${name!.replaceAll('.', '/')}`,
    category: of.category,
    isSecondary: true,
    takesAnyKeyword: of.takesAnyKeyword,
    params: specs,
    codes: of.codes,
    examples: [],
    call(_, cx, bound) {
      before?.(bound.values, cx);
      const values = new Map<string, BoundArg>();
      for (const [given, arg] of bound.values) {
        // What is None was mostly not given: the two names of one parameter stand beside each other.
        if (arg.value.kind === 'none' && today(given) !== given) continue;
        const other = Object.hasOwn(convert, given) ? convert[given]!(arg.value) : null;
        if (other) {
          if (arg.value.kind !== 'none') values.set(other[0], { ...arg, value: other[1] });
        } else if (!values.has(today(given)) || arg.value.kind !== 'none') values.set(today(given), arg);
      }
      const now = { ...bound, values };
      return of.call(readArgs(of.params, now, cx.heap), cx, now);
    },
  });
}
