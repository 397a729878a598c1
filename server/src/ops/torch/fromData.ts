import type { CallContext, FunctionDef, LibraryEntry } from '../kernel';
import { arrayAttribute, defineMethod, dtype, keyword, msg, readDims, rest, toTensor, value } from '../kernel';
import { isLiteral } from '../../values/dim';
import { formatShape, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { created, floatOf } from './creation';
import { categoryOf, promoteTypes } from './elementTypes';
import { made, torchOp, x } from './torchOp';

/** The items of a list, tuple or range that is written out; null for anything else. */
function itemsOf(v: Value, cx: CallContext): readonly Value[] | null {
  if (v.kind === 'tuple') return v.items;
  const object = v.kind === 'ref' ? cx.heap.get(v.id) : undefined;
  return object?.kind === 'list' && !object.isSet ? object.items : null;
}

/** The element type that PyTorch infers from data; null when it is not known. */
function typeOf(v: Value, cx: CallContext, depth = 0): string | null {
  switch (v.kind) {
    case 'int':
    case 'range':
      return 'int64';
    case 'bool':
      return 'bool';
    case 'float':
      return floatOf(cx);
    case 'tensor':
      return v.dtype;
    default: {
      const items = depth > 16 ? null : itemsOf(v, cx);
      if (items) return items.length ? items.map((item) => typeOf(item, cx, depth + 1)).reduce(promoteTypes) : floatOf(cx);
      const object = v.kind === 'ref' ? cx.heap.get(v.id) : undefined;
      if (object?.kind === 'list') return typeOf(object.element, cx, depth + 1);
      const array = object?.kind === 'object' ? object.attrs.get(arrayAttribute) : undefined;
      return array?.kind === 'tensor' ? array.dtype : null;
    }
  }
}

/** Why PyTorch makes no tensor of data; null when it does or nobody knows. */
function faultOf(data: Value, cx: CallContext): ReturnType<typeof msg> | null {
  if (data.kind === 'str' || data.kind === 'none')
    return msg('{0} makes no tensor of a value of type {1}', cx.label, cx.plainType(data) ?? data.kind);
  if (data.kind === 'tensor')
    return data.framework === 'numpy' && (data.dtype === 'str' || data.dtype === 'object')
      ? msg('{0} makes no tensor of an array of {1}', cx.label, data.dtype)
      : null;
  const object = data.kind === 'ref' ? cx.heap.get(data.id) : undefined;
  if (object?.kind === 'dict') return msg('{0} makes no tensor of a value of type {1}', cx.label, 'dict');
  if (object?.kind === 'list' && object.isSet) return msg('{0} makes no tensor of a value of type {1}', cx.label, 'set');
  if (object?.kind === 'object' && object.cls === 'pandas.DataFrame')
    return msg('{0} makes no tensor of a value of type {1}', cx.label, 'DataFrame');
  const items = itemsOf(data, cx);
  const wrong = items?.find((item) => item.kind === 'str' || item.kind === 'none');
  return wrong ? msg('{0} makes no tensor of a value of type {1}', cx.label, cx.plainType(wrong) ?? wrong.kind) : null;
}

/** The lengths of nested lists where two that stand side by side surely differ. */
function raggedOf(data: Value, cx: CallContext): readonly [number, number] | null {
  const items = itemsOf(data, cx);
  if (!items?.length || items.length > 256) return null;
  const lengths = items.map((item) => itemsOf(item, cx)?.length ?? null);
  const [first] = lengths;
  const other = lengths.find((n) => n !== null && n !== first);
  if (first !== null && first !== undefined && other !== undefined && other !== null) return [first, other];
  for (const item of items) {
    const inner = raggedOf(item, cx);
    if (inner) return inner;
  }
  return null;
}

/** A tensor of data that is written out or held elsewhere. */
export function fromData(data: Value, type: string | null, cx: CallContext): TensorValue {
  const fault = faultOf(data, cx);
  const ragged = fault ? null : raggedOf(data, cx);
  const own = type === 'absent' ? typeOf(data, cx) : type;
  if (fault) cx.report('dtype-mismatch', fault, { at: 'data' });
  else if (ragged)
    cx.report('dim-mismatch', msg('{0}: the lists side by side have {1} and {2} items', cx.label, ...ragged), { at: 'data' });
  if (fault || ragged) return made(cx, [], null, own);
  const items = itemsOf(data, cx);
  const tensors = items?.flatMap((item) => (item.kind === 'tensor' && item.framework === 'torch' ? [item] : [])) ?? [];
  const several = tensors.find((t) => t.shape && !t.shape.hasPrefix && t.shape.dims.some((d) => isLiteral(d) && d > 1));
  if (several) {
    cx.report(
      'dim-mismatch',
      msg('{0} takes no tensors of several elements in a list, one has shape {1}; use torch.stack', cx.label, formatShape(several.shape)),
      { at: 'data', from: [several] },
    );
    return made(cx, [], null, own);
  }
  const array = toTensor(data, cx.heap, 'torch');
  // Lists inside arrays of objects, and rows of tables, hold what nobody sees.
  const shape = array.dtype === 'object' || array.dtype === 'str' ? null : array.shape;
  return made(
    cx,
    [array].filter((t) => t.framework === 'torch'),
    shape,
    own,
    { data: cast(array.data, own), range: array.range ?? null },
  );
}

/** Elements as another type holds them; null where that is not simply the same. */
export function cast(data: readonly number[] | null | undefined, type: string | null): readonly number[] | null {
  if (!data || type === null) return null;
  const category = categoryOf(type);
  if (category === 'bool') return data.map((n) => Number(n !== 0));
  if (category === 'whole')
    return data.every((n) => Math.abs(n) < 120 && n >= 0) ? data.map(Math.trunc) : /64|32/.test(type) ? data.map(Math.trunc) : null;
  return category === 'floating' ? data : null;
}

const makers = [
  ['tensor', 'A tensor of numbers, nested lists or an array, which are copied.', 'data'],
  ['as_tensor', 'A tensor of numbers, nested lists or an array, which shares their memory where it can.', 'data'],
  ['asarray', 'A tensor of numbers, nested lists or an array, which shares their memory where it can.', 'obj'],
] as const;

/** Tensors of data. */
export const ofData: readonly FunctionDef[] = makers.flatMap(([name, summary, first]) =>
  torchOp({
    name,
    summary,
    params: { data: value(), dtype: keyword(dtype()) },
    keywords: ['device', 'requires_grad', 'pin_memory', 'copy', first],
    codes: ['dtype-mismatch', 'dim-mismatch'],
    call: ({ data, dtype: type }, cx) => fromData(data, type, cx),
    examples: [
      `torch.${name}([[1, 2, 3], [4, 5, 6]])  #> [2, 3]`,
      `torch.${name}([[1, 2], [3]])  #! error[dim-mismatch]: 2 and 1 items`,
      `torch.${name}(None)  #! error[dtype-mismatch]: makes no tensor`,
    ],
  }),
);

/** An array of NumPy as a tensor. */
export const fromNumpy = torchOp({
  name: 'from_numpy',
  summary: 'A tensor that shares its memory with an array of NumPy.',
  params: { ndarray: value() },
  codes: ['dtype-mismatch'],
  call({ ndarray }, cx) {
    const object = ndarray.kind === 'ref' ? cx.heap.get(ndarray.id) : undefined;
    const wrong =
      ndarray.kind === 'tensor'
        ? ndarray.framework === 'torch'
          ? 'Tensor'
          : null
        : object?.kind === 'object' && (object.cls === 'pandas.DataFrame' || object.cls === 'pandas.Series')
          ? object.cls.slice('pandas.'.length)
          : object?.kind === 'list' || ['int', 'float', 'str', 'tuple', 'none'].includes(ndarray.kind)
            ? (cx.plainType(ndarray) ?? 'list')
            : null;
    if (wrong !== null) {
      cx.report('dtype-mismatch', msg('{0} takes an array of NumPy, it gets a value of type {1}', cx.label, wrong), { at: 'ndarray' });
      return made(cx, [], null, null);
    }
    if (ndarray.kind !== 'tensor') return made(cx, [], null, null);
    const { dtype: type } = ndarray;
    if (type === 'str' || type === 'object') {
      cx.report('dtype-mismatch', msg('{0} makes no tensor of an array of {1}', cx.label, type), { at: 'ndarray' });
      return made(cx, [], ndarray.shape, null);
    }
    return made(cx, [], ndarray.shape, type, { data: ndarray.data ?? null, range: ndarray.range ?? null });
  },
  examples: [
    'torch.from_numpy(np.zeros((2, 3)))  #> [2, 3]',
    'torch.from_numpy([1, 2])  #! error[dtype-mismatch]: takes an array of NumPy',
  ],
});

/** The classes of tensors by their element types, which old programs call to make them. */
const classes: Readonly<Record<string, string | null>> = {
  Tensor: null,
  FloatTensor: 'float32',
  DoubleTensor: 'float64',
  HalfTensor: 'float16',
  BFloat16Tensor: 'bfloat16',
  ByteTensor: 'uint8',
  CharTensor: 'int8',
  ShortTensor: 'int16',
  IntTensor: 'int32',
  LongTensor: 'int64',
  BoolTensor: 'bool',
};

function fromClass(args: readonly Value[] | null, type: string | null, cx: CallContext): TensorValue {
  if (!args) return made(cx, [], null, type);
  const [only] = args;
  if (!only) return made(cx, [], shapeOf([0]), type);
  if (args.length > 1 || only.kind === 'int') return created(cx, readDims({ kind: 'tuple', items: args }, cx.heap), type, type);
  if (only.kind === 'unknown') return made(cx, [], null, type);
  if (only.kind === 'float') {
    cx.report('dtype-mismatch', msg('{0} takes extents or a sequence of numbers, not {1}', cx.label, 'float'));
    return made(cx, [], null, type);
  }
  // An extent that a tensor holds is none: the tensor itself is taken.
  if (only.kind === 'tensor' && only.framework === 'torch') return made(cx, [only], only.shape, type === only.dtype ? type : null);
  return fromData(only, type, cx);
}

/** Constructors. */
export const constructors: readonly LibraryEntry[] = Object.entries(classes).flatMap(([name, type]) =>
  ['torch', 'torch.cuda'].slice(0, type === null ? 1 : 2).map((home) =>
    defineMethod({
      name: `${home}.${name}`,
      isMethod: false,
      params: { args: rest() },
      keywordParams: ['device'],
      codes: ['dtype-mismatch', 'dim-mismatch', 'non-positive-size'],
      call: ({ args }, cx) => fromClass(args, type ?? floatOf(cx), cx),
    }),
  ),
);

export const newTensor = defineMethod({
  name: 'torch.Tensor.new_tensor',
  params: { self: x(), data: value(), dtype: keyword(dtype()) },
  keywordParams: ['device', 'requires_grad', 'layout', 'pin_memory'],
  codes: ['dtype-mismatch', 'dim-mismatch'],
  call: ({ self, data, dtype: type }, cx) => fromData(data, type === 'absent' ? self.dtype : type, cx),
});

/** A single number as a tensor. */
export const scalarTensor = torchOp({
  name: 'scalar_tensor',
  summary: 'A tensor without axes that holds one number.',
  params: { s: value(), dtype: keyword(dtype()) },
  keywords: ['device', 'layout', 'requires_grad', 'pin_memory'],
  codes: [],
  call: ({ s, dtype: type }, cx) =>
    made(cx, [], shapeOf([]), type === 'absent' ? floatOf(cx) : type, {
      data: s.kind === 'int' && typeof s.value === 'number' ? [s.value] : null,
    }),
  examples: ['torch.scalar_tensor(3)  #> []'],
});
