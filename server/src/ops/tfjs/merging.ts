import { add as kerasAdd, concatenate as kerasConcatenate, mergeDims } from '../keras/merging';
import type { LayerDef } from '../kernel';
import { msg, portLayer } from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, compareDims, freeDim, isKnown, isLiteral, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import { tfjsLayerParams } from './layerParams';

/** Adds tensors of one shape element by element; a free extent on either side leaves the result free. */
export const add = portLayer(kerasAdd, {
  name: 'tfjs.layers.add',
  docs: 'https://js.tensorflow.org/api/latest/#layers.add',
  otherParams: tfjsLayerParams,
  changes: {
    shape(_, inputs, cx) {
      if (inputs.length < 2) {
        cx.report('missing-argument', msg('{0} takes at least {1} tensors in a list, it gets {2}', cx.label, 2, inputs.length));
        return null;
      }
      if (inputs.some((x) => rankOf(x.shape) === null)) return null;
      const batches = inputs.map((x) => x.shape!.dims[0] ?? freeDim);
      const batch = batches.find(isKnown) ?? (batches.includes(unknownDim) ? unknownDim : freeDim);
      const odd = batches.findIndex((other) => compareDims(other, batch) === 'different');
      if (odd >= 0) {
        cx.report('broadcast-mismatch', msg('{0}: its inputs have different batch sizes: {1}', cx.label, shapesText(inputs)), {
          input: odd,
        });
        return null;
      }
      // TensorFlow.js forgets an extent as soon as one input leaves it free, so that a later one may be anything until there is data.
      let out: readonly Dim[] = inputs[0]!.shape!.dims.slice(1);
      for (const [i, x] of inputs.entries()) {
        const merged = i === 0 ? out : mergeDims(out, x.shape!.dims.slice(1));
        if (!merged || alwaysDiffers(inputs, i)) {
          const [a, b] = [formatShape(inputs[0]!.shape), formatShape(x.shape)];
          cx.report('broadcast-mismatch', msg('{0}: its inputs {1} and {2} do not fit', cx.label, a, b), { input: i });
          return shapeOf([batch, ...out]);
        }
        out = merged;
      }
      return shapeOf([batch, ...out]);
    },
  },
  examples: [
    'tf.layers.add().apply([tf.input({shape: [8, 8, 3]}), tf.input({shape: [8, 8, 1]})])  //> [null, 8, 8, 3]',
    'tf.layers.add().apply([tf.input({shape: [null, 3]}), tf.input({shape: [8, 3]})])  //> [null, null, 3]',
    'tf.layers.add().apply([tf.input({shape: [8]}), tf.input({shape: [9]})])  //! error[broadcast-mismatch]: do not fit',
    'tf.layers.add().apply([tf.input({shape: [8]})])  //! error[missing-argument]: at least 2',
  ],
});

/** Joins at least two tensors along one axis; all others must agree, free ones too. */
export const concatenate = portLayer(kerasConcatenate, {
  name: 'tfjs.layers.concatenate',
  docs: 'https://js.tensorflow.org/api/latest/#layers.concatenate',
  otherParams: tfjsLayerParams,
  changes: {
    shape(args, inputs, cx) {
      if (inputs.length < 2) {
        cx.report('missing-argument', msg('{0} takes at least {1} tensors in a list, it gets {2}', cx.label, 2, inputs.length));
        return null;
      }
      const { axis } = args as { axis: Dim };
      const rank = rankOf(inputs[0]!.shape);
      if (isLiteral(axis) && rank !== null && (axis >= rank || axis < -rank)) return joinNowhere(inputs, axis, rank, cx);
      let hasReported = false;
      const watch: typeof cx = { ...cx, report: (...reported) => ((hasReported = true), cx.report(...reported)) };
      const out = kerasConcatenate.shape(args, inputs, watch);
      if (hasReported || !out || !isLiteral(axis)) return out;
      const at = axis < 0 ? axis + out.dims.length : axis;
      const all = inputs.map((x) => x.shape!.dims);
      const odd = all.findIndex((dims) =>
        dims.some(
          (dim, i) => i !== at && (dim === freeDim) !== (all[0]![i] === freeDim) && dim !== unknownDim && all[0]![i] !== unknownDim,
        ),
      );
      if (odd >= 0) {
        const message = msg('{0}: only one of its inputs leaves a size open apart from axis {1}: {2}', cx.label, at, shapesText(inputs));
        cx.report('dim-mismatch', message, { input: odd });
      }
      if (odd < 0 && axis < -1) {
        const message = msg('{0} joins data along the last axis for every negative axis: write {1} instead of {2}', cx.label, at, axis);
        cx.report('axis-out-of-range', message, { at: 'axis', severity: 'warning', fixes: [{ set: 'axis', value: at }] });
      }
      return shapeOf(out.dims.map((dim, i) => (i === at ? joined(all.map((dims) => dims[i]!)) : dim)));
    },
  },
  examples: [
    'tf.layers.concatenate().apply([tf.input({shape: [8, 3]}), tf.input({shape: [8, 5]})])  //> [null, 8, 8]',
    'tf.layers.concatenate({axis: 1}).apply([tf.input({shape: [8, 3]}), tf.input({shape: [4, 3]})])  //> [null, 12, 3]',
    'tf.layers.concatenate().apply([tf.input({shape: [8, 3]}), tf.input({shape: [7, 5]})])  //! error[dim-mismatch]: differ on axis 1',
    'tf.layers.concatenate().apply([tf.input({shape: [null, 3]}), tf.input({shape: [7, 5]})])  //! error[dim-mismatch]: leaves a size open',
    'tf.layers.concatenate().apply([tf.input({shape: [8, 3]}), tf.input({shape: [7]})])  //! error[rank-mismatch]: different numbers of axes',
    'tf.layers.concatenate({axis: 3}).apply([tf.input({shape: [8, 3]}), tf.input({shape: [8, 3]})])  //! warning[axis-out-of-range]: no axis 3',
    'tf.layers.concatenate({axis: -2}).apply([tf.input({shape: [8, 3]}), tf.input({shape: [4, 3]})])  //! warning[axis-out-of-range]: write 1 instead of -2',
    'tf.layers.concatenate().apply([tf.input({shape: [8, 3]})])  //! error[missing-argument]: at least 2',
  ],
});

type MergeContext = Parameters<LayerDef['shape']>[2];

/** An axis that is not there passes where the shapes agree: nothing is refused until there is data, if then. */
function joinNowhere(inputs: readonly TensorValue[], axis: number, rank: number, cx: MergeContext): MaybeShape {
  // `Array.splice` takes an index before the first for the first.
  const rest = inputs.map((x) => formatShape(x.shape && { ...x.shape, dims: axis < 0 ? x.shape.dims.slice(1) : x.shape.dims }));
  const agree = inputs.some((x) => rankOf(x.shape) === null) || rest.every((text) => text === rest[0]);
  const message = msg('{0}: there is no axis {1}, its inputs have {2} axes: {3}', cx.label, axis, rank, shapesText(inputs));
  cx.report('axis-out-of-range', message, { at: 'axis', fixes: [{ set: 'axis', value: -1 }], ...(agree && { severity: 'warning' }) });
  return null;
}

function joined(dims: readonly Dim[]): Dim {
  return dims.includes(freeDim) ? freeDim : dims.reduce(addDims, 0);
}

/** Two inputs that no data can bring together, though a free extent of a third hides it. */
function alwaysDiffers(inputs: readonly TensorValue[], at: number): boolean {
  return inputs.slice(0, at).some((x) => !mergeDims(x.shape!.dims.slice(1), inputs[at]!.shape!.dims.slice(1)));
}

function shapesText(inputs: readonly { readonly shape: MaybeShape }[]): string {
  return inputs.map((x) => formatShape(x.shape)).join(', ');
}
