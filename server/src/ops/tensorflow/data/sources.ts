import type { CallContext, FunctionDef } from '../../kernel';
import { arrayOf, defineOp, msg, readDtype, value } from '../../kernel';
import type { Dim } from '../../../values/dim';
import { ceilDivDims, compareDims, isKnown, isLiteral, subDims, unknownDim } from '../../../values/dim';
import { rankOf, shapeOf } from '../../../values/shape';
import type { Value } from '../../../values/value';
import { none, unknown } from '../../../values/value';
import { shapesText } from '../../kernel';
import { specOf } from '../tensorMembers';
import type { Count } from './elements';
import { withMisfit } from './handedOn';
import { countOf, datasetOf, elementOf, mapTensors, rowOf, tensorsIn } from './elements';

const docs = 'https://www.tensorflow.org/api_docs/python/tf/data/Dataset';

/** A dataset with one element for each row. */
export const fromTensorSlices = defineOp({
  name: 'tensorflow.data.Dataset.from_tensor_slices',
  docs: `${docs}#from_tensor_slices`,
  category: 'data',
  params: { tensors: value() },
  otherParams: ['name'],
  codes: ['dim-mismatch', 'rank-mismatch'],
  call({ tensors }, cx) {
    const all = tensorsIn(cx, tensors);
    const flat = all.find((x) => rankOf(x.shape) === 0);
    if (flat) {
      cx.report('rank-mismatch', msg('{0}: a single value has no rows', cx.label), { at: 'tensors', from: [flat] });
      return datasetOf(cx, unknown);
    }
    const sizes = all.map((x): Dim => (rankOf(x.shape) === null ? unknownDim : x.shape!.dims[0]!));
    const first = sizes.find(isLiteral) ?? sizes.find(isKnown) ?? unknownDim;
    if (sizes.some((n) => compareDims(n, first) === 'different'))
      cx.report('dim-mismatch', msg('{0}: the arrays have different numbers of rows: {1}', cx.label, shapesText(all)), {
        at: 'tensors',
        from: all,
      });
    return datasetOf(cx, mapTensors(cx, tensors, rowOf), first);
  },
  examples: [
    'tf.data.Dataset.from_tensor_slices(np.zeros((10, 3))).element_spec  #> [3]',
    'tf.data.Dataset.from_tensor_slices((np.zeros((10, 3)), np.zeros(9)))  #! error[dim-mismatch]: (10, 3), (9,)',
    'tf.data.Dataset.from_tensor_slices(5)  #! error[rank-mismatch]: no rows',
  ],
});

/** A dataset with one element. */
export const fromTensors = defineOp({
  name: 'tensorflow.data.Dataset.from_tensors',
  docs: `${docs}#from_tensors`,
  category: 'data',
  params: { tensors: value() },
  otherParams: ['name'],
  codes: [],
  call: ({ tensors }, cx) =>
    datasetOf(
      cx,
      mapTensors(cx, tensors, (x) => ({ ...x, data: null })),
      1,
    ),
  examples: ['tf.data.Dataset.from_tensors(np.zeros((10, 3))).element_spec  #> [10, 3]'],
});

/** A dataset of what a generator yields. */
export const fromGenerator = defineOp({
  name: 'tensorflow.data.Dataset.from_generator',
  docs: `${docs}#from_generator`,
  category: 'data',
  params: { generator: value(), output_types: value(none), output_shapes: value(none), args: value(none), output_signature: value(none) },
  otherParams: ['name'],
  codes: [],
  call({ generator, output_types, output_shapes, args, output_signature }, cx) {
    const element = output_signature.kind === 'none' ? typed(output_types, output_shapes, cx) : mapTensors(cx, output_signature, (x) => x);
    const given = args.kind === 'none' ? [] : cx.iterate(args);
    const yields = given && (generator.kind === 'function' || generator.kind === 'method') ? cx.call(generator, given) : unknown;
    return withMisfit(cx, datasetOf(cx, element), yields.kind === 'ref' ? cx.elementOf(yields) : unknown, element);
  },
  examples: ["tf.data.Dataset.from_generator(lambda: iter([1]), output_signature=tf.TensorSpec((3,), 'float32')).element_spec  #> [3]"],
});

/** A structure of types with a structure of shapes beside it. */
function typed(types: Value, shapes: Value, cx: CallContext): Value {
  if (types.kind === 'tuple') {
    const each = shapes.kind === 'tuple' && shapes.items.length === types.items.length ? shapes.items : null;
    return { kind: 'tuple', items: types.items.map((t, i) => typed(t, each?.[i] ?? none, cx)) };
  }
  const dtype = readDtype(types);
  if (dtype === null) return unknown;
  return shapes.kind === 'none' ? arrayOf('tensorflow', null, dtype) : { ...specOf(shapes, none, cx), dtype };
}

/** The shape and the type of a tensor that is to come. */
export const tensorSpec = defineOp({
  name: 'tensorflow.TensorSpec',
  docs: 'https://www.tensorflow.org/api_docs/python/tf/TensorSpec',
  category: 'data',
  params: { shape: value(none), dtype: value(none) },
  otherParams: ['name'],
  codes: ['dtype-mismatch'],
  call({ shape, dtype }, cx) {
    const path = shape.kind === 'library' || shape.kind === 'unknown' ? shape.path : null;
    if (path !== null && readDtype(shape) !== null)
      cx.report('dtype-mismatch', msg('{0} takes a shape first and then an element type; {1} is no shape', cx.label, path), {
        at: 'shape',
      });
    return specOf(shape, dtype, cx);
  },
  examples: [
    "tf.TensorSpec((None, 3), 'float32')  #> [null, 3]",
    'tf.TensorSpec(tf.float32, (None, 3))  #! error[dtype-mismatch]: is no shape',
  ],
});

/** A dataset of whole numbers. */
export const rangeDataset = defineOp({
  name: 'tensorflow.data.Dataset.range',
  docs: `${docs}#range`,
  category: 'data',
  params: { start: value(), stop: value(none), step: value(none) },
  otherParams: ['output_type', 'name'],
  codes: [],
  call({ start, stop, step }, cx, bound) {
    const [from, to] = stop.kind === 'none' ? [{ kind: 'int', value: 0 } as Value, start] : [start, stop];
    const by: Dim = step.kind === 'none' ? 1 : step.kind === 'int' ? step.value : unknownDim;
    const isPlain = from.kind === 'int' && to.kind === 'int' && isKnown(from.value) && isKnown(to.value) && isLiteral(by) && by > 0;
    const count = isPlain ? ceilDivDims(subDims((to as { value: Dim }).value, (from as { value: Dim }).value), by) : unknownDim;
    const type = bound.values.get('output_type');
    return datasetOf(
      cx,
      arrayOf('tensorflow', shapeOf([]), type ? readDtype(type.value) : 'int64'),
      isLiteral(count) ? Math.max(0, count) : count,
    );
  },
  examples: ['tf.data.Dataset.range(5).element_spec  #> []'],
});

/** A dataset of the elements of several, side by side. */
export const zipDataset = defineOp({
  name: 'tensorflow.data.Dataset.zip',
  docs: `${docs}#zip`,
  category: 'data',
  params: { args: { ...value(), kind: 'rest' } },
  keywordParams: ['datasets', 'name'],
  codes: [],
  call({ args }, cx, bound) {
    const given = args.kind === 'tuple' ? args.items : [];
    const structure = given.length > 1 ? args : (given[0] ?? bound.values.get('datasets')?.value ?? unknown);
    if (structure.kind !== 'tuple') return datasetOf(cx, unknown);
    const counts = structure.items.map((d) => countOf(cx, d));
    return datasetOf(cx, { kind: 'tuple', items: structure.items.map((d) => elementOf(cx, d)) }, least(counts));
  },
  examples: ['tf.data.Dataset.zip((tf.data.Dataset.range(5), tf.data.Dataset.range(3))).element_spec[0]  #> []'],
});

function least(counts: readonly Count[]): Count {
  const finite = counts.filter((c): c is Dim => c !== 'endless');
  if (!finite.length) return 'endless';
  return finite.every(isLiteral)
    ? Math.min(...finite)
    : finite.every((c) => compareDims(c, finite[0]!) === 'equal')
      ? finite[0]!
      : unknownDim;
}

/** Datasets of texts that are read from files. */
export const texts: readonly FunctionDef[] = ['data.Dataset.list_files', 'data.TextLineDataset', 'data.TFRecordDataset'].map((name) =>
  defineOp({
    name: `tensorflow.${name}`,
    summary: name.endsWith('files')
      ? 'A dataset of the names of files.'
      : name.endsWith('LineDataset')
        ? 'A dataset of the lines of text files.'
        : 'A dataset of the records of files.',
    docs,
    category: 'data',
    params: { [name.endsWith('files') ? 'file_pattern' : 'filenames']: value() },
    otherParams: name.endsWith('files') ? ['shuffle', 'seed', 'name'] : ['compression_type', 'buffer_size', 'num_parallel_reads', 'name'],
    takesAnyKeyword: true,
    codes: [],
    call: (_, cx) => datasetOf(cx, arrayOf('tensorflow', shapeOf([]), 'str')),
    examples: [`tf.${name}('a.txt').element_spec  #> []`],
  }),
);
