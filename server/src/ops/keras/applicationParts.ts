import type { FunctionDef, Params } from '../kernel';
import { any, defineOp, flag, imageDataFormat, integer, tensor, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { isLiteral, unknownDim } from '../../values/dim';
import { dimAt, rankOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { int, none, str, tuple, unknown } from '../../values/value';

function definePart<const P extends Params>(
  part: Pick<Parameters<typeof defineOp<P>>[0], 'params' | 'call'> & { name: string },
): FunctionDef {
  return defineOp({
    ...part,
    name: `keras.applications.imagenet_utils.${part.name}`,
    aliases: [`keras.applications.imagenet_utils._${part.name}`],
    isSecondary: true,
    docs: '',
    category: 'application',
    codes: [],
    examples: [],
  });
}

const isFirst = (format: Value): boolean | null =>
  format.kind === 'str' && format.value !== null ? format.value === 'channels_first' : null;

/** What Keras's own networks, and programs that began as copies of them, are made with. */
export const applicationParts: readonly FunctionDef[] = [
  definePart({
    name: 'obtain_input_shape',
    params: {
      input_shape: value(),
      default_size: integer(),
      min_size: integer(),
      data_format: value(),
      require_flatten: flag(true),
      weights: value(none),
    },
    call({ input_shape, default_size, data_format, require_flatten, weights }) {
      const first = isFirst(data_format);
      if (first === null) return unknown;
      const given = input_shape.kind === 'tuple' && input_shape.items.length ? input_shape : null;
      if (!given && input_shape.kind !== 'none' && input_shape.kind !== 'tuple') return input_shape;
      const isTrained = weights.kind === 'str' && weights.value === 'imagenet';
      if (given && !(isTrained && require_flatten)) return given;
      if (!require_flatten && require_flatten !== null) return tuple(first ? [int(3), none, none] : [none, none, int(3)]);
      if (require_flatten === null) return unknown;
      const size = int(default_size);
      return tuple(first ? [int(3), size, size] : [size, size, int(3)]);
    },
  }),
  definePart({
    name: 'correct_pad',
    // Earlier versions took the backend first.
    params: { inputs: tensor(undefined, 'keras'), kernel_size: value() },
    call({ inputs, kernel_size }, cx) {
      const format = cx.fact(imageDataFormat) ?? 'channels_last';
      const items = kernel_size.kind === 'int' ? [kernel_size, kernel_size] : cx.iterate(kernel_size);
      const side = (axis: number, kernel: Value | undefined): Value => {
        const size = dimAt(inputs.shape, axis);
        if (kernel?.kind !== 'int' || !isLiteral(kernel.value)) return tuple([int(unknownDim), int(unknownDim)]);
        const half = Math.floor(kernel.value / 2);
        const adjusted: Dim = isLiteral(size) ? half - (1 - (size % 2)) : size.kind === 'free' ? half - 1 : unknownDim;
        return tuple([int(adjusted), int(half)]);
      };
      if (rankOf(inputs.shape) !== 4) return unknown;
      const at = format === 'channels_first' ? 2 : 1;
      return tuple([side(at, items?.[0]), side(at + 1, items?.[1])]);
    },
  }),
  definePart({ name: 'validate_activation', params: { classifier_activation: any(null), weights: any(null) }, call: () => none }),
];

/** The inputs that a tensor of a graph hangs on. */
export const getSourceInputs = defineOp({
  name: 'keras.utils.get_source_inputs',
  aliases: ['keras.ops.operation_utils.get_source_inputs', 'keras.engine.get_source_inputs', 'keras.engine.topology.get_source_inputs'],
  summary: 'The inputs of the graph that a tensor hangs on, as a list.',
  docs: 'https://keras.io/api/utils/python_utils/',
  category: 'utility',
  params: { tensor: tensor(undefined, 'keras') },
  codes: [],
  call({ tensor: x }, cx) {
    const found = new Map<number, TensorValue>();
    const seen = new Set<number>();
    const waiting = [x];
    for (let t = waiting.pop(); t; t = waiting.pop()) {
      if (!t.producer) return unknown;
      if (t.producer.op === 'input') found.set(t.producer.id, t);
      else if (!seen.has(t.producer.id)) waiting.push(...t.producer.inputs);
      seen.add(t.producer.id);
    }
    const items = [...found].sort(([a], [b]) => a - b).map(([, t]) => t);
    return cx.alloc({ kind: 'list', isSet: false, items, element: unknown });
  },
  examples: ['keras.utils.get_source_inputs(keras.layers.Dense(4)(keras.Input((8,))))'],
});

/** Texts of files and their places, as Keras's own sources ask for them. */
export const fileParts: readonly FunctionDef[] = (
  [
    ['exists', { kind: 'bool', value: null }],
    ['isdir', { kind: 'bool', value: null }],
    ['join', str(null)],
    ['File', unknown],
  ] as const
).map(([name, gives]) =>
  defineOp({
    name: `keras.utils.file_utils.${name}`,
    isSecondary: true,
    docs: '',
    category: 'utility',
    params: { path: value(none), more: { ...any(), kind: 'rest' } },
    takesAnyKeyword: true,
    codes: [],
    call: () => gives,
    examples: [],
  }),
);
