import { defineLayer, integer, msg } from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, compareDims, freeDim, isKnown, isLiteral, productOf, unknownDim } from '../../values/dim';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import { kerasLayerParams } from './layerParams';

/** Adds tensors of one shape element by element. */
export const add = defineLayer({
  name: 'keras.layers.Add',
  docs: 'https://keras.io/api/layers/merging_layers/add/',
  category: 'merging',
  framework: 'keras',
  params: {},
  keywordParams: kerasLayerParams,
  isMerging: true,
  codes: ['broadcast-mismatch', 'missing-argument'],
  shape(_, inputs, cx) {
    if (inputs.length < 1) return tooFew(inputs, cx);
    let out = inputs[0]!.shape;
    for (const [i, x] of inputs.entries()) {
      if (i === 0) continue;
      if (!out || !x.shape || out.hasPrefix || x.shape.hasPrefix) {
        out = null;
        continue;
      }
      const [long, short] = out.dims.length >= x.shape.dims.length ? [out.dims, x.shape.dims] : [x.shape.dims, out.dims];
      if (compareDims(out.dims[0] ?? freeDim, x.shape.dims[0] ?? freeDim) === 'different') {
        cx.report('broadcast-mismatch', msg('{0}: its inputs have different batch sizes: {1}', cx.label, shapesText(inputs)), { input: i });
        return out;
      }
      // The batch axes stand for the same examples; the others are broadcast from the right.
      const rest = mergeDims(long.slice(1), short.slice(1));
      if (!rest) {
        cx.report('broadcast-mismatch', msg('{0}: its inputs {1} and {2} do not fit', cx.label, formatShape(out), formatShape(x.shape)), {
          input: i,
        });
        return out;
      }
      out = shapeOf([mergeBatch(long[0], short[0]), ...rest]);
    }
    return out;
  },
  flops: (_, inputs, output) => productOf([Math.max(0, inputs.length - 1), ...(output?.dims.slice(1) ?? [])]),
  examples: [
    'keras.layers.Add()([keras.Input((8, 8, 3)), keras.Input((8, 8, 3))])  #> [null, 8, 8, 3]',
    'keras.layers.Add()([keras.Input((8, 8, 3)), keras.Input((8, 8, 1))])  #> [null, 8, 8, 3]',
    'keras.layers.Add()([keras.Input((8,)), keras.Input((9,))])  #! error[broadcast-mismatch]: (None, 8) and (None, 9)',
    'keras.layers.Add()([])  #! error[missing-argument]: at least 1',
  ],
});

/** Joins tensors along one axis; all others must agree. */
export const concatenate = defineLayer({
  name: 'keras.layers.Concatenate',
  docs: 'https://keras.io/api/layers/merging_layers/concatenate/',
  category: 'merging',
  framework: 'keras',
  params: { axis: integer(-1) },
  keywordParams: kerasLayerParams,
  isMerging: true,
  shown: ['axis'],
  codes: ['dim-mismatch', 'rank-mismatch', 'axis-out-of-range', 'missing-argument'],
  shape({ axis }, inputs, cx) {
    if (inputs.length < 1) return tooFew(inputs, cx);
    const ranks = inputs.map((x) => rankOf(x.shape));
    const rank = ranks.find((r) => r !== null) ?? null;
    if (ranks.some((r) => r !== null && r !== rank)) {
      cx.report('rank-mismatch', msg('{0}: its inputs have different numbers of axes: {1}', cx.label, shapesText(inputs)), {});
      return null;
    }
    if (rank === null || !isLiteral(axis)) return null;
    // A single tensor goes through as it is.
    if (inputs.length === 1) return inputs[0]!.shape;
    if (axis >= rank || axis < -rank) {
      cx.report(
        'axis-out-of-range',
        msg('{0}: there is no axis {1}, its inputs have {2} axes: {3}', cx.label, axis, rank, shapesText(inputs)),
        { at: 'axis', fixes: [{ set: 'axis', value: -1 }] },
      );
      return null;
    }
    const at = axis < 0 ? axis + rank : axis;
    const dims: Dim[] = [];
    for (let i = 0; i < rank; i++) {
      const each = inputs.map((x) => (rankOf(x.shape) === null ? unknownDim : x.shape!.dims[i]!));
      if (i === at) dims.push(each.reduce<Dim>(addDims, 0));
      else {
        const known = each.find(isKnown);
        const wrong = known === undefined ? -1 : each.findIndex((dim) => compareDims(dim, known) === 'different');
        if (wrong >= 0) {
          cx.report(
            'dim-mismatch',
            msg('{0}: its inputs differ on axis {1}, and only axis {2} is joined: {3}', cx.label, i, at, shapesText(inputs)),
            { input: wrong },
          );
        }
        dims.push(each[0]!);
      }
    }
    return shapeOf(dims);
  },
  examples: [
    'keras.layers.Concatenate()([keras.Input((8, 3)), keras.Input((8, 5))])  #> [null, 8, 8]',
    'keras.layers.Concatenate(axis=1)([keras.Input((8, 3)), keras.Input((4, 3))])  #> [null, 12, 3]',
    'keras.layers.Concatenate()([keras.Input((8, 3)), keras.Input((7, 5))])  #! error[dim-mismatch]: differ on axis 1',
    'keras.layers.Concatenate()([keras.Input((8, 3)), keras.Input((7,))])  #! error[rank-mismatch]: different numbers of axes',
    'keras.layers.Concatenate(axis=3)([keras.Input((8, 3)), keras.Input((8, 3))])  #! error[axis-out-of-range]: no axis 3',
    'keras.layers.Concatenate()([])  #! error[missing-argument]: at least 1',
  ],
});

/** Extents broadcast from the right, free where either is; null when two can never agree. */
export function mergeDims(a: readonly Dim[], b: readonly Dim[]): Dim[] | null {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  const out = long.slice(0, long.length - short.length);
  for (const [k, j] of short.entries()) {
    const i = long[long.length - short.length + k]!;
    if (i === freeDim || j === freeDim) out.push(freeDim);
    else if (i === 1) out.push(j);
    else if (j === 1) out.push(i);
    else if (compareDims(i, j) === 'different') return null;
    else out.push(isKnown(i) ? i : j);
  }
  return out;
}

function mergeBatch(a: Dim | undefined, b: Dim | undefined): Dim {
  if (a === undefined || b === undefined) return freeDim;
  return a === freeDim ? b : a;
}

type FewCx = { label: string; report(code: 'missing-argument', message: ReturnType<typeof msg>): void };

function tooFew(inputs: readonly TensorValue[], cx: FewCx): null {
  cx.report('missing-argument', msg('{0} takes at least {1} tensors in a list, it gets {2}', cx.label, 1, inputs.length));
  return null;
}

function shapesText(inputs: readonly TensorValue[]): string {
  return inputs.map((x) => formatShape(x.shape)).join(', ');
}
