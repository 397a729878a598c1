import type { GraphShape } from '../../../../extension/protocol/graph';
import type { KnownLayer, KnownModel, KnownModels } from '../../../../extension/protocol/knownModels';
import type { ModelEvent, ModelLayerRecord } from '../../../../extension/protocol/runs';

/** A layer of a run: `path class in → out params`. */
export function ran(
  path: string,
  type: string,
  from: ModelLayerRecord['in'],
  out: ModelLayerRecord['out'],
  params: number,
): ModelLayerRecord {
  return { path, class: type, in: from, out, params };
}

/** What the analysis knows of a layer; what is not given it does not know. */
export function knew(
  type: string | null,
  from: GraphShape = null,
  out: GraphShape = null,
  params: number | null = null,
  more: Partial<KnownLayer> = {},
): KnownLayer {
  return { name: null, class: type, in: from, out: [out], params, at: { uri: 'file:///home/someone/project/train.py', line: 7 }, ...more };
}

export function runModel(layers: ModelLayerRecord[], more: Partial<ModelEvent> = {}): ModelEvent {
  const params = layers.filter(({ path }) => !path.includes('/')).reduce((sum, layer) => sum + layer.params, 0);
  const base = { v: 1, q: 3, t: 1, rank: 0, attempt: 0, k: 'model', fw: 'keras', name: 'sequential_1', class: 'Sequential' } as const;
  return { ...base, params, trainable: params, layers, ...more };
}

export function knownModel(layers: KnownLayer[], more: Partial<KnownModel> = {}): KnownModel {
  const counts = layers.map((layer) => layer.params);
  const params = counts.includes(null) ? null : counts.reduce<number>((sum, n) => sum + n!, 0);
  return {
    name: 'model',
    ownName: null,
    framework: 'keras',
    class: 'Sequential',
    params,
    layers,
    isAssumed: false,
    isTrained: true,
    at: { uri: 'file:///home/someone/project/train.py', line: 3 },
    lines: [{ uri: 'file:///home/someone/project/train.py', from: 1, to: 9 }],
    ...more,
  };
}

export function known(models: KnownModel[], more: Partial<KnownModels> = {}): KnownModels {
  const classes = ['Activation', 'Add', 'BatchNormalization', 'Conv2D', 'Dense', 'Dropout', 'Flatten'];
  return { models, dependencies: [], classes, trainsUnknown: false, ...more };
}
