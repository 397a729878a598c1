import { axes, defineLayer, flag, integer, msg } from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, compareDims, freeDim, isKnown, isLiteral, productOf, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import { kerasLayerParams } from './layerParams';

type Inputs = readonly TensorValue[];
type MergeCx = {
  label: string;
  report(code: 'broadcast-mismatch' | 'missing-argument', message: ReturnType<typeof msg>, more?: { input: number }): void;
};

/** Everything of an element-wise merging layer but its name, its page and its examples. */
function elementwise(least: number, most = Infinity) {
  return {
    category: 'merging',
    framework: 'keras',
    params: {},
    keywordParams: kerasLayerParams,
    isMerging: true,
    codes: ['broadcast-mismatch', 'missing-argument'],
    shape(_: unknown, inputs: Inputs, cx: MergeCx): MaybeShape {
      if (inputs.length < least || inputs.length > most) return wrongCount(inputs, least, most, cx);
      return mergedShape(inputs, cx);
    },
    flops: (_: unknown, inputs: Inputs, output: MaybeShape) =>
      productOf([Math.max(0, inputs.length - 1), ...(output?.dims.slice(1) ?? [])]),
  } as const;
}

function mergedShape(inputs: Inputs, cx: MergeCx): MaybeShape {
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
}

/** Adds tensors of one shape element by element. */
export const add = defineLayer({
  ...elementwise(1),
  name: 'keras.layers.Add',
  docs: 'https://keras.io/api/layers/merging_layers/add/',
  examples: [
    'keras.layers.Add()([keras.Input((8, 8, 3)), keras.Input((8, 8, 3))])  #> [null, 8, 8, 3]',
    'keras.layers.Add()([keras.Input((8, 8, 3)), keras.Input((8, 8, 1))])  #> [null, 8, 8, 3]',
    'keras.layers.Add()([keras.Input((8,)), keras.Input((9,))])  #! error[broadcast-mismatch]: (None, 8) and (None, 9)',
    'keras.layers.Add()([])  #! error[missing-argument]: at least 1',
  ],
});

/** Multiplies tensors of one shape element by element. */
export const multiply = defineLayer({
  ...elementwise(1),
  name: 'keras.layers.Multiply',
  docs: 'https://keras.io/api/layers/merging_layers/multiply/',
  examples: [
    'keras.layers.Multiply()([keras.Input((8, 8, 3)), keras.Input((8, 8, 3))])  #> [null, 8, 8, 3]',
    'keras.layers.Multiply()([keras.Input((8, 8, 3)), keras.Input((8, 8, 1))])  #> [null, 8, 8, 3]',
    'keras.layers.Multiply()([keras.Input((8,)), keras.Input((9,))])  #! error[broadcast-mismatch]: (None, 8) and (None, 9)',
    'keras.layers.Multiply()([])  #! error[missing-argument]: at least 1',
  ],
});

/** Takes the mean of tensors of one shape element by element. */
export const average = defineLayer({
  ...elementwise(1),
  name: 'keras.layers.Average',
  docs: 'https://keras.io/api/layers/merging_layers/average/',
  examples: [
    'keras.layers.Average()([keras.Input((8, 8, 3)), keras.Input((8, 8, 3))])  #> [null, 8, 8, 3]',
    'keras.layers.Average()([keras.Input((8, 8, 3)), keras.Input((8, 8, 1))])  #> [null, 8, 8, 3]',
    'keras.layers.Average()([keras.Input((8,)), keras.Input((9,))])  #! error[broadcast-mismatch]: (None, 8) and (None, 9)',
    'keras.layers.Average()([])  #! error[missing-argument]: at least 1',
  ],
});

/** Takes the largest of the elements of tensors of one shape. */
export const maximum = defineLayer({
  ...elementwise(1),
  name: 'keras.layers.Maximum',
  docs: 'https://keras.io/api/layers/merging_layers/maximum/',
  examples: [
    'keras.layers.Maximum()([keras.Input((8, 8, 3)), keras.Input((8, 8, 3))])  #> [null, 8, 8, 3]',
    'keras.layers.Maximum()([keras.Input((8, 8, 3)), keras.Input((8, 8, 1))])  #> [null, 8, 8, 3]',
    'keras.layers.Maximum()([keras.Input((8,)), keras.Input((9,))])  #! error[broadcast-mismatch]: (None, 8) and (None, 9)',
    'keras.layers.Maximum()([])  #! error[missing-argument]: at least 1',
  ],
});

/** Takes the smallest of the elements of tensors of one shape. */
export const minimum = defineLayer({
  ...elementwise(1),
  name: 'keras.layers.Minimum',
  docs: 'https://keras.io/api/layers/merging_layers/minimum/',
  examples: [
    'keras.layers.Minimum()([keras.Input((8, 8, 3)), keras.Input((8, 8, 3))])  #> [null, 8, 8, 3]',
    'keras.layers.Minimum()([keras.Input((8, 8, 3)), keras.Input((8, 8, 1))])  #> [null, 8, 8, 3]',
    'keras.layers.Minimum()([keras.Input((8,)), keras.Input((9,))])  #! error[broadcast-mismatch]: (None, 8) and (None, 9)',
    'keras.layers.Minimum()([])  #! error[missing-argument]: at least 1',
  ],
});

/** Subtracts the second tensor from the first element by element. */
export const subtract = defineLayer({
  ...elementwise(2, 2),
  name: 'keras.layers.Subtract',
  docs: 'https://keras.io/api/layers/merging_layers/subtract/',
  examples: [
    'keras.layers.Subtract()([keras.Input((8, 3)), keras.Input((8, 3))])  #> [null, 8, 3]',
    'keras.layers.Subtract()([keras.Input((8,)), keras.Input((9,))])  #! error[broadcast-mismatch]: (None, 8) and (None, 9)',
    'keras.layers.Subtract()([keras.Input((8,))])  #! error[missing-argument]: exactly 2',
  ],
});

/** Sums products of two tensors along one axis of each; the batch axes stand for the same examples. */
export const dot = defineLayer({
  name: 'keras.layers.Dot',
  docs: 'https://keras.io/api/layers/merging_layers/dot/',
  category: 'merging',
  framework: 'keras',
  params: { axes: axes(), normalize: flag(false) },
  keywordParams: kerasLayerParams,
  isMerging: true,
  shown: ['axes'],
  codes: ['missing-argument', 'axis-out-of-range', 'dim-mismatch'],
  shape({ axes: given }, inputs, cx) {
    if (inputs.length !== 2) return wrongCount(inputs, 2, 2, cx);
    const [a, b] = [inputs[0]!.shape, inputs[1]!.shape];
    if (!a || !b || a.hasPrefix || b.hasPrefix || !given || given === 'all') return null;
    const [first, second = first] = given;
    if (!isLiteral(first!) || !isLiteral(second!)) return null;
    const positions: number[] = [];
    for (const [i, axis] of [first, second].entries()) {
      const rank = inputs[i]!.shape!.dims.length;
      // A single axis below zero is folded into the rank, whatever it is.
      const at = given.length === 1 && axis < 0 && rank > 0 ? ((axis % rank) + rank) % rank : axis < 0 ? axis + rank : axis;
      if (at < 0 || at >= rank) {
        cx.report(
          'axis-out-of-range',
          msg('{0}: there is no axis {1}, its input has {2} axes: {3}', cx.label, axis, rank, formatShape(inputs[i]!.shape)),
          { at: 'axes', input: i },
        );
        return null;
      }
      positions.push(at);
    }
    const [i, j] = positions as [number, number];
    if (compareDims(a.dims[i]!, b.dims[j]!) === 'different') {
      cx.report(
        'dim-mismatch',
        msg('{0}: axis {1} of {2} and axis {3} of {4} have different sizes', cx.label, i, formatShape(a), j, formatShape(b)),
        { input: 1 },
      );
    }
    const rest = [...a.dims.filter((_, axis) => axis !== i), ...b.dims.filter((_, axis) => axis !== j).slice(1)];
    return shapeOf(rest.length === 1 ? [...rest, 1] : rest);
  },
  examples: [
    'keras.layers.Dot(axes=1)([keras.Input((8,)), keras.Input((8,))])  #> [null, 1]',
    'keras.layers.Dot(axes=(2, 2))([keras.Input((4, 8)), keras.Input((6, 8))])  #> [null, 4, 6]',
    'keras.layers.Dot(axes=1)([keras.Input((8,)), keras.Input((9,))])  #! error[dim-mismatch]: have different sizes',
    'keras.layers.Dot(axes=2)([keras.Input((8,)), keras.Input((8,))])  #! error[axis-out-of-range]: no axis 2',
    'keras.layers.Dot(axes=1)([keras.Input((8,))])  #! error[missing-argument]: exactly 2',
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

function wrongCount(inputs: readonly TensorValue[], least: number, most: number, cx: FewCx): null {
  if (least !== most) return tooFew(inputs, cx);
  cx.report('missing-argument', msg('{0} takes exactly {1} tensors in a list, it gets {2}', cx.label, most, inputs.length));
  return null;
}

function shapesText(inputs: readonly TensorValue[]): string {
  return inputs.map((x) => formatShape(x.shape)).join(', ');
}
