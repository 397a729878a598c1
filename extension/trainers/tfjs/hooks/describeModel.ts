import type { LayersModel, layers } from '@tensorflow/tfjs-layers';
import type { Optimizer } from '@tensorflow/tfjs-core';
import type { ModelLayerRecord } from '../../../protocol/runs';
import type { EventDraft } from '../record/eventWriter';
import { learningRateOf } from './optimizers';

type Layer = layers.Layer;
type ModelDraft = Extract<EventDraft, { k: 'model' }>;
type Plan = NonNullable<ModelDraft['plan']>;

/** The built model as a record. `model` is what the user made: a `Sequential` rather than the functional model inside it. */
export function describeModel(model: LayersModel, optimizer: Optimizer, opt: number, plan: Plan): ModelDraft {
  return {
    k: 'model',
    fw: 'tfjs',
    name: model.name,
    class: model.getClassName(),
    params: model.countParams(),
    trainable: sizeOf(model.trainableWeights.map((weight) => weight.shape)),
    layers: [...describeLayers(model.layers, '')],
    optimizer: { class: optimizer.getClassName(), lr: learningRateOf(optimizer) },
    opt,
    plan,
  };
}

/** For loops over plain variables, which have no layers. */
export function describeVariables(shapes: number[][], optimizer: Optimizer, opt: number): ModelDraft {
  const params = sizeOf(shapes);
  return {
    k: 'model',
    fw: 'tfjs',
    class: 'Variables',
    params,
    trainable: params,
    layers: [],
    optimizer: { class: optimizer.getClassName(), lr: learningRateOf(optimizer) },
    opt,
  };
}

function* describeLayers(list: Layer[], prefix: string): Iterable<ModelLayerRecord> {
  for (const layer of list) {
    const path = prefix + layer.name;
    yield {
      path,
      class: layer.getClassName(),
      in: shapeOf(() => (layer.input as { shape?: unknown }).shape),
      out: shapeOf(() => layer.outputShape),
      params: layer.countParams(),
    };
    const { layers: inner } = layer as unknown as { layers?: Layer[] };
    if (Array.isArray(inner)) yield* describeLayers(inner, `${path}/`);
  }
}

/** `null` where a layer has several: one that is shared, or one that joins branches. */
function shapeOf(read: () => unknown): (number | null)[] | null {
  let shape: unknown;
  try {
    shape = read();
  } catch {
    return null;
  }
  if (!Array.isArray(shape)) return null;
  if (Array.isArray(shape[0])) return shape.length === 1 ? (shape[0] as (number | null)[]) : null;
  return shape as (number | null)[];
}

function sizeOf(shapes: readonly (readonly (number | null)[])[]): number {
  return shapes.reduce((sum, shape) => sum + shape.reduce<number>((size, dim) => size * (dim ?? 1), 1), 0);
}
