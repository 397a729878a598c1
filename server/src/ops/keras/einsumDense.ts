import type { Args } from '../kernel';
import { activationSpec, any, defineLayer, dims, msg, text, weight } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, freeDim, isKnown, unknownDim } from '../../values/dim';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import { kerasLayerParams } from './layerParams';

const params = { equation: text(), output_shape: dims(), activation: activationSpec(), bias_axes: text() };

interface Analysed {
  readonly output: readonly Dim[];
  readonly kernel: readonly Dim[];
  readonly bias: readonly Dim[] | null;
  /** Letters whose extents differ between what comes in and what is to come out. */
  readonly clash: string | null;
  /** The axes that the equation names, where the input has fewer. */
  readonly least?: number;
}

/** The extents behind the letters of an equation; null when it is not one of the forms that the layer takes. */
function analyse({ equation, output_shape, bias_axes }: Args<typeof params>, x: TensorValue, hasBias: boolean | null): Analysed | null {
  const rank = rankOf(x.shape);
  const found = equation === null ? null : /^(\.\.\.)?([a-zA-Z]+)(\.\.\.)?,([a-zA-Z]+)->(\.\.\.)?([a-zA-Z]+)(\.\.\.)?$/.exec(equation);
  if (!found || rank === null || !output_shape) return null;
  const [, left, input, right, kernel, outLeft, output] = found as unknown as [
    string,
    string?,
    string?,
    string?,
    string?,
    string?,
    string?,
  ];
  if (!input || !kernel || !output || Boolean(left) !== Boolean(outLeft) || (left && right)) return null;
  const source = x.shape!.dims;
  const elided = rank - input.length;
  if (elided < 0) return { output: [], kernel: [], bias: null, clash: null, least: input.length };
  const before = left ? source.slice(1, elided) : [];
  const behind = !left && elided > 0 ? source.slice(rank - elided) : [];
  const full = [source[0]!, ...before, ...output_shape, ...behind];
  const shift = left ? elided : 0;
  const inputAt = new Map([...input].map((letter, i) => [letter, source[i + shift]!]));
  const outputAt = new Map([...output].map((letter, i) => [letter, full[i + shift] ?? unknownDim]));
  let clash: string | null = null;
  for (const [letter, dim] of inputAt) {
    const out = outputAt.get(letter);
    if (out !== undefined && isKnown(out) && (dim === freeDim || compareDims(out, dim) === 'different')) clash ??= letter;
  }
  const kernelDims = [...kernel].map((letter) => outputAt.get(letter) ?? inputAt.get(letter) ?? unknownDim);
  let bias: Dim[] | null = null;
  if (hasBias && bias_axes) {
    const first = Math.min(...[...bias_axes].map((letter) => output.indexOf(letter)));
    bias = [...output.slice(Math.max(0, first))].map((letter) => (bias_axes.includes(letter) ? (outputAt.get(letter) ?? unknownDim) : 1));
  }
  return { output: full, kernel: kernelDims, bias, clash };
}

/** Multiplies by a kernel along the axes that an equation names: a `Dense` for any axes. */
export const einsumDense = defineLayer({
  name: 'keras.layers.EinsumDense',
  docs: 'https://keras.io/api/layers/core_layers/einsum_dense/',
  category: 'linear',
  framework: 'keras',
  params: {
    ...params,
    kernel_initializer: any(),
    bias_initializer: any(),
    kernel_regularizer: any(),
    bias_regularizer: any(),
    kernel_constraint: any(),
    bias_constraint: any(),
  },
  otherParams: ['lora_rank', 'lora_alpha', 'gptq_unpacked_column_size', 'quantization_config'],
  keywordParams: kerasLayerParams,
  shown: ['equation', 'output_shape'],
  codes: ['dim-mismatch', 'rank-mismatch'],
  keepsRank: true,
  shape(args, [x], cx) {
    const found = analyse(args, x!, false);
    if (!found) return null;
    if (found.least !== undefined) {
      const rank = rankOf(x!.shape)!;
      cx.report(
        'rank-mismatch',
        msg('{0} takes at least {1} axes with the batch, its input has {2}: {3}', cx.label, found.least, rank, formatShape(x!.shape)),
      );
      return null;
    }
    if (found.clash) {
      cx.report(
        'dim-mismatch',
        msg(
          '{0}: axis {1} of {2} comes out with another size in {3}',
          cx.label,
          found.clash,
          formatShape(x!.shape),
          formatShape(shapeOf(found.output)),
        ),
        { at: 'output_shape' },
      );
    }
    if (!found.clash && found.kernel.includes(freeDim)) {
      const open = x!.shape!.dims.lastIndexOf(freeDim);
      cx.report('dim-mismatch', msg('{0} needs a size on axis {1}, its input leaves it open: {2}', cx.label, open, formatShape(x!.shape)));
    }
    return shapeOf(found.output);
  },
  weights(args, [x]) {
    const found = analyse(args, x!, true);
    return found && found.least === undefined
      ? [weight('kernel', found.kernel), ...(found.bias ? [weight('bias', found.bias)] : [])]
      : null;
  },
  examples: [
    "keras.layers.EinsumDense('abc,cd->abd', output_shape=(None, 64), bias_axes='d')(keras.Input((32, 128)))  #> [null, null, 64]",
    "keras.layers.EinsumDense('...x,xy->...y', output_shape=64)(keras.Input((32, 128)))  #> [null, 32, 64]",
    "keras.layers.EinsumDense('abc,cd->abd', output_shape=(16, 64))(keras.Input((32, 128)))  #! error[dim-mismatch]: axis b",
    "keras.layers.EinsumDense('abc,cd->abd', output_shape=(None, 64))(keras.Input((128,)))  #! error[rank-mismatch]: at least 3",
  ],
});
