import { defineLayer, extents, msg } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, floorDivDims, freeDim, isKnown, isLiteral, modDims, mulDims, productOf, unknownDim } from '../../values/dim';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import type { FixSpec } from '../kernel';
import { keepsIntegers } from './keepsIntegers';
import { kerasLayerParams } from './layerParams';

/** Gives the axes after the batch another form with as many elements; one of them may be −1. */
export const reshape = defineLayer({
  name: 'keras.layers.Reshape',
  docs: 'https://keras.io/api/layers/reshaping_layers/reshape/',
  category: 'reshaping',
  framework: 'keras',
  params: { target_shape: extents() },
  keywordParams: kerasLayerParams,
  dtype: keepsIntegers,
  shown: ['target_shape'],
  codes: ['reshape-size'],
  shape({ target_shape }, [x], cx) {
    const batch = dimAt(x!.shape, 0);
    if (target_shape === 'absent' || !target_shape) return null;
    const target = target_shape.dims;
    const source = rankOf(x!.shape) === null ? null : x!.shape!.dims.slice(1);
    const size: Dim = source ? productOf(source) : unknownDim;
    const rest = productOf(target.filter((d) => d !== -1));
    const holes = target.filter((d) => d === -1).length;
    if (holes > 1) {
      const message = msg('{0}: only one size can be left open, {1} leaves {2}', cx.label, formatShape(shapeOf(target)), holes);
      cx.report('reshape-size', message, { at: 'target_shape' });
    }
    if (holes > 1) return shapeOf([batch, ...target.map((d) => (d === -1 ? unknownDim : d))]);
    if (holes === 1) {
      const divides =
        isKnown(size) && isKnown(rest) && rest !== 0
          ? compareDims(modDims(size, rest), 0)
          : rest === 0 && isLiteral(size) && size > 0
            ? 'different'
            : 'unknown';
      if (divides === 'different') {
        cx.report(
          'reshape-size',
          msg(
            '{0}: {1} elements cannot be arranged as {2}; its input is {3}',
            cx.label,
            show(size),
            formatShape(shapeOf(target)),
            formatShape(x!.shape),
          ),
          { at: 'target_shape' },
        );
      }
      const open =
        size === freeDim
          ? freeDim
          : divides === 'equal'
            ? floorDivDims(size, rest)
            : divides === 'unknown' && isKnown(size) && isKnown(rest) && rest !== 0
              ? floorDivDims(size, rest)
              : unknownDim;
      return shapeOf([batch, ...target.map((d) => (d === -1 ? open : d))]);
    }
    if (compareDims(size, rest) === 'different') {
      cx.report(
        'reshape-size',
        msg(
          '{0}: {1} elements do not fit into {2}, which has {3}; its input is {4}',
          cx.label,
          show(size),
          formatShape(shapeOf(target)),
          show(rest),
          formatShape(x!.shape),
        ),
        {
          at: 'target_shape',
          fixes: repairs(size, target),
        },
      );
    }
    return shapeOf([batch, ...target]);
  },
  examples: [
    'keras.layers.Reshape((4, 8))(keras.Input((32,)))  #> [null, 4, 8]',
    'keras.layers.Reshape((-1, 8))(keras.Input((4, 16)))  #> [null, 8, 8]',
    'keras.layers.Reshape((5, 8))(keras.Input((32,)))  #! error[reshape-size]: 32 elements do not fit into (5, 8), which has 40',
    'keras.layers.Reshape((-1, 5))(keras.Input((32,)))  #! error[reshape-size]: 32 elements cannot be arranged',
  ],
});

/** One number that makes the counts agree: the first axis that the others divide the size by, from the left. */
function repairs(size: Dim, target: readonly Dim[]): FixSpec[] {
  if (!isLiteral(size) || !target.every(isLiteral)) return [];
  const fixes: FixSpec[] = [];
  target.forEach((_, i) => {
    const others = productOf(target.filter((__, j) => j !== i));
    const needed = mulDims(1, floorDivDims(size, others));
    if (isLiteral(needed) && isLiteral(others) && needed > 0 && needed * others === size)
      fixes.push({ set: 'target_shape', item: i, value: needed });
  });
  return fixes;
}

function show(dim: Dim): string | number {
  return isLiteral(dim) ? dim : formatShape(shapeOf([dim])).replace(/^\(|,\)$/g, '');
}
