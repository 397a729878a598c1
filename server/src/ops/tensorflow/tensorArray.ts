import type { LibraryEntry } from '../kernel';
import { arrayOf, defineMethod, flag, readDims, readDtype, toTensor, value } from '../kernel';
import { unknownDim } from '../../values/dim';
import { joinShapes, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { int, none, unknown } from '../../values/value';
import { made, tensorflowOp } from './tensorflowOp';

const cls = 'tensorflow.TensorArray';

/** Tensors of one shape by their numbers, written one by one. */
export const tensorArray = tensorflowOp({
  name: 'TensorArray',
  category: 'utility',
  summary: 'Tensors by their numbers, written one by one and stacked in the end.',
  params: { dtype: value(), size: value(none), dynamic_size: flag(false) },
  other: [
    'clear_after_read',
    'tensor_array_name',
    'handle',
    'flow',
    'infer_shape',
    'element_shape',
    'colocate_with_first_write_call',
    'name',
  ],
  codes: [],
  call({ dtype, size, dynamic_size }, cx, bound) {
    const given = bound.values.get('element_shape')?.value;
    const dims = given && given.kind !== 'none' ? readDims(given, cx.heap) : null;
    const n = dynamic_size === false && size.kind === 'int' ? size.value : unknownDim;
    return cx.object(cls, {
      '#element': arrayOf('tensorflow', dims && shapeOf(dims), readDtype(dtype)),
      '#size': int(n),
      '#isNew': { kind: 'bool', value: true },
    });
  },
  examples: ['tf.TensorArray(tf.float32, size=3)'],
});

type Self = Parameters<Parameters<typeof defineMethod>[0]['call']>[1];

function elementOf(self: Value, cx: Self): TensorValue {
  const element = cx.attr(self, '#element');
  return element?.kind === 'tensor' ? element : arrayOf('tensorflow', null, null);
}

function sizeOf(self: Value, cx: Self): Value {
  return cx.attr(self, '#size') ?? int(unknownDim);
}

function stackOf(self: Value, cx: Self, n: Value): Value {
  const element = elementOf(self, cx);
  const extent = n.kind === 'int' ? n.value : unknownDim;
  return made(cx, [], rankOf(element.shape) === null ? null : shapeOf([extent, ...element.shape!.dims]), element.dtype);
}

/** What is written next to what was: an array of its own, as each method gives one. */
function written(self: Value, next: TensorValue, cx: Self): Value {
  const element = elementOf(self, cx);
  const first = cx.attr(self, '#isNew');
  const isFirst = first?.kind === 'bool' && first.value === true && element.shape === null;
  const shape = isFirst ? next.shape : joinShapes(element.shape, next.shape);
  const attrs = {
    '#element': arrayOf('tensorflow', shape, element.dtype),
    '#size': sizeOf(self, cx),
    '#isNew': { kind: 'bool', value: false } as const,
  };
  for (const [name, each] of Object.entries(attrs)) cx.setAttr(self, name, each);
  return self;
}

export const tensorArrayMembers: readonly LibraryEntry[] = [
  defineMethod({
    name: `${cls}.write`,
    params: { self: value(), index: value(), value: value() },
    otherParams: ['name'],
    call: ({ self, value: next }, cx) => written(self, toTensor(next, cx.heap, 'tensorflow'), cx),
  }),
  defineMethod({
    name: `${cls}.read`,
    params: { self: value(), index: value() },
    otherParams: ['name'],
    call: ({ self }, cx) => elementOf(self, cx),
  }),
  defineMethod({
    name: `${cls}.stack`,
    params: { self: value() },
    otherParams: ['name'],
    call: ({ self }, cx) => stackOf(self, cx, sizeOf(self, cx)),
  }),
  defineMethod({
    name: `${cls}.unstack`,
    params: { self: value(), value: value() },
    otherParams: ['name'],
    call({ self, value: given }, cx) {
      const tensor = toTensor(given, cx.heap, 'tensorflow');
      const [n, ...rest] = tensor.shape && !tensor.shape.hasPrefix ? tensor.shape.dims : [];
      cx.setAttr(self, '#size', int(n ?? unknownDim));
      return written(self, { ...tensor, shape: n === undefined ? null : shapeOf(rest) }, cx);
    },
  }),
  defineMethod({
    name: `${cls}.size`,
    params: { self: value() },
    otherParams: ['name'],
    call: (_, cx) => made(cx, [], shapeOf([]), 'int32'),
  }),
  defineMethod({ name: `${cls}.concat`, params: { self: value() }, otherParams: ['name'], call: () => unknown }),
  defineMethod({
    name: `${cls}.gather`,
    params: { self: value(), indices: value() },
    otherParams: ['name'],
    call: ({ self }, cx) => stackOf(self, cx, int(unknownDim)),
  }),
];
