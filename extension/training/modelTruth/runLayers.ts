import type { ModelEvent, ModelLayerRecord } from '../../protocol/runs';

/** A recorded layer with those inside it. */
export interface RunLayer {
  readonly record: ModelLayerRecord;
  /** The last part of its path. */
  readonly name: string;
  readonly layers: RunLayer[];
}

/** The recorded layers as a tree: `encoder/dense` or `encoder.dense` lies in `encoder`. Inputs and operators are left out. */
export function runLayers({ layers }: Pick<ModelEvent, 'layers'>): RunLayer[] {
  const roots: RunLayer[] = [];
  const byPath = new Map<string, RunLayer>();
  for (const record of layers) {
    if (isNoLayer(record.class)) continue;
    const parent = parentOf(record.path, byPath);
    const layer: RunLayer = { record, name: parent ? record.path.slice(parent.record.path.length + 1) : record.path, layers: [] };
    (parent?.layers ?? roots).push(layer);
    byPath.set(record.path, layer);
  }
  return roots;
}

/** The layer with the longest path before this one's; a separator may be part of a name. */
function parentOf(path: string, byPath: ReadonlyMap<string, RunLayer>): RunLayer | undefined {
  for (let at = path.length - 1; at > 0; at--) {
    if (path[at] !== '/' && path[at] !== '.') continue;
    const parent = byPath.get(path.slice(0, at));
    if (parent) return parent;
  }
  return undefined;
}

/** Inputs, and the layers that Keras 2 makes of operators and functions. */
function isNoLayer(type: string): boolean {
  return type === 'InputLayer' || /^(TFOpLambda|SlicingOpLambda|ClassMethod|InstanceMethod|InstanceProperty|TensorFlowOpLayer)$/.test(type);
}

/** Layers with all inside them. */
export function countLayers(layers: readonly RunLayer[]): number {
  return layers.reduce((sum, layer) => sum + 1 + countLayers(layer.layers), 0);
}
