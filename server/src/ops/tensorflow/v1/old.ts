import type { FunctionDef } from '../../kernel';
import type { Dim } from '../../../values/dim';
import { dimAt, rankOf, shapeOf } from '../../../values/shape';
import { made, x } from '../tensorflowOp';
import { firstVersionOp } from './firstVersion';

/** A layer without its activation: a matrix product and a bias. */
export const productWithBias: readonly FunctionDef[] = (['xw_plus_b', 'relu_layer'] as const).map((name) =>
  firstVersionOp({
    name: `nn.${name}`,
    category: 'linear',
    summary: name === 'xw_plus_b' ? 'A matrix product and a bias.' : 'A matrix product, a bias and ReLU.',
    params: { x: x(), weights: x(), biases: x() },
    codes: [],
    call({ x, weights, biases }, cx) {
      const known = rankOf(x.shape) === 2 && rankOf(weights.shape) === 2;
      const dims: readonly Dim[] | null = known ? [x.shape!.dims[0]!, dimAt(weights.shape, 1)] : null;
      return made(cx, [x, weights, biases], dims && shapeOf(dims), x.dtype);
    },
    examples: [`tf.compat.v1.nn.${name}(tf.zeros((2, 3)), tf.zeros((3, 4)), tf.zeros(4))  #> [2, 4]`],
  }),
);
