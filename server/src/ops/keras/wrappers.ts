import type { LayerResult, Output } from '../kernel';
import { any, choice, defineLayer, msg, several, single, value } from '../kernel';
import type { ParamSpec } from '../kernel';
import { mulDims, unknownDim } from '../../values/dim';
import { dimAt, formatShape, rankOf, shapeOf, withLast } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { kerasLayerParams } from './layerParams';
import { returnSequences } from './recurrent';

const shared = { category: 'wrapper', framework: 'keras', keywordParams: kerasLayerParams, shown: ['layer'] } as const;

/** The input at one step: without the time axis. */
function atStep(x: TensorValue): TensorValue {
  const { shape } = x;
  if (!shape || shape.hasPrefix || shape.dims.length < 2) return { ...x, shape: null };
  return { ...x, shape: shapeOf([shape.dims[0]!, ...shape.dims.slice(2)]) };
}

/** Applies a layer to each step of a sequence, with the same weights. */
export const timeDistributed = defineLayer({
  ...shared,
  name: 'keras.layers.TimeDistributed',
  docs: 'https://keras.io/api/layers/recurrent_layers/time_distributed/',
  params: { layer: value() },
  callParams: ['training', 'mask'],
  codes: ['rank-mismatch'],
  rank: { min: 3 },
  rankFixes: returnSequences,
  apply({ layer }, [x], cx): LayerResult {
    const inner = cx.inner(layer);
    if (!inner || rankOf(x!.shape) === null) return single(null, inner ? undefined : null);
    // The framework asks the inner layer for its shape only, so that a wrong rank raises later, where there is data.
    const wanted = inner.def?.rank;
    const rank = rankOf(x!.shape)! - 1;
    const fits = typeof wanted === 'number' ? rank === wanted : rank >= (wanted?.min ?? 0);
    if (!fits && inner.def?.category !== 'convolution') return single(null);
    const { outputs, isMultiple } = inner.apply([atStep(x!)]);
    const spread = ({ shape, dtype }: Output): Output => {
      if (!shape || shape.hasPrefix) return { shape: null, dtype: dtype ?? null };
      const [batch, ...rest] = shape.dims;
      return { shape: shapeOf([batch ?? unknownDim, dimAt(x!.shape, 1), ...rest]), dtype: dtype ?? null };
    };
    return { outputs: outputs.map(spread), isMultiple };
  },
  weights: ({ layer }, [x], cx) => cx.inner(layer)?.weights([atStep(x!)]) ?? null,
  examples: [
    'keras.layers.TimeDistributed(keras.layers.Dense(8))(keras.Input((10, 4)))  #> [null, 10, 8]',
    'keras.layers.TimeDistributed(keras.layers.Conv2D(8, 3))(keras.Input((10, 28, 28, 1)))  #> [null, 10, 26, 26, 8]',
    'keras.layers.TimeDistributed(keras.layers.Dense(8))(keras.Input((4,)))  #! error[rank-mismatch]: at least 3',
  ],
});

const mergeMode: ParamSpec<string | null> = (() => {
  const spec = choice('concat', 'concat', 'sum', 'mul', 'ave');
  // None keeps the two directions apart, which no text says.
  return { ...spec, type: `${spec.type} | None`, read: (v: Value, heap) => (v.kind === 'none' ? 'apart' : spec.read(v, heap)) };
})();

/** Reads a sequence in both directions with two layers of a kind and joins what they give. */
export const bidirectional = defineLayer({
  ...shared,
  name: 'keras.layers.Bidirectional',
  docs: 'https://keras.io/api/layers/recurrent_layers/bidirectional/',
  params: { layer: value(), merge_mode: mergeMode, weights: any(), backward_layer: any() },
  callParams: ['initial_state', 'mask', 'training'],
  shown: ['layer', 'merge_mode'],
  codes: ['rank-mismatch'],
  apply({ layer, merge_mode }, [x], cx): LayerResult {
    const inner = cx.inner(layer);
    const wanted = inner?.def?.rank;
    const rank = rankOf(x!.shape);
    if (typeof wanted === 'number' && rank !== null && rank !== wanted) {
      cx.report(
        'rank-mismatch',
        msg('{0} takes {1} axes with the batch, its input has {2}: {3}', cx.label, wanted, rank, formatShape(x!.shape)),
        { fixes: returnSequences(x!, cx) },
      );
    }
    if (!inner || merge_mode === null) return single(null);
    const { outputs, isMultiple } = inner.apply([
      rank === null || typeof wanted !== 'number' || rank === wanted ? x! : { ...x!, shape: null },
    ]);
    const [first, ...states] = outputs;
    if (!first) return single(null);
    const { shape } = first;
    const merged = merge_mode === 'concat' ? withLast(shape, mulDims(dimAt(shape, -1), 2)) : shape;
    const own = merge_mode === 'apart' ? [{ shape }, { shape }] : [{ shape: merged }];
    if (!isMultiple) return merge_mode === 'apart' ? several(own) : single(merged);
    const back = states.map((state) => ({ shape: state.shape }));
    return several([...own, ...back, ...back]);
  },
  weights({ layer, backward_layer }, [x], cx) {
    const forward = cx.inner(layer)?.weights([x!]) ?? null;
    const isOwn = backward_layer.kind !== 'none' && !(backward_layer.kind === 'unknown' && backward_layer.path === null);
    const backward = isOwn ? (cx.inner(backward_layer)?.weights([x!]) ?? null) : forward;
    return forward && backward && [...forward, ...backward];
  },
  fixes: (_, [x]) => [{ axis: -1, dim: dimAt(x!.shape, -1), isOnlyNeeded: true }],
  examples: [
    'keras.layers.Bidirectional(keras.layers.LSTM(32))(keras.Input((10, 8)))  #> [null, 64]',
    "keras.layers.Bidirectional(keras.layers.GRU(32, return_sequences=True), merge_mode='sum')(keras.Input((10, 8)))  #> [null, 10, 32]",
    'keras.layers.Bidirectional(keras.layers.LSTM(32))(keras.Input((8,)))  #! error[rank-mismatch]: takes 3 axes',
  ],
});
