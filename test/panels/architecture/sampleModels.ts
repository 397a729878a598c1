import type { ArchitectureState } from '../../../extension/protocol/architecturePanel';
import type { GraphEdge, GraphGroup, GraphNode, GraphShape, ModelGraph, Range } from '../../../extension/protocol/graph';

/** Invented models that are consistent in themselves, so that the panel can be tried without an analysis. */

export function lineRange(line: number): Range {
  return { start: { line, character: 4 }, end: { line, character: 40 } };
}

export function node(id: string, op: string, change: Partial<GraphNode> = {}): GraphNode {
  const label = id.slice(id.lastIndexOf('/') + 1);
  return { id, label, op, group: null, range: null, args: [], shape: null, params: 0, flops: 0, status: 'ok', ...change };
}

/** Edges carry what their source gives. */
export function edges(nodes: readonly GraphNode[], pairs: readonly (readonly [string, string])[]): GraphEdge[] {
  const shapes = new Map<string, GraphShape>(nodes.map((each) => [each.id, each.shape]));
  return pairs.map(([from, to]) => ({ from, to, shape: shapes.get(from) ?? null }));
}

export function chainPairs(ids: readonly string[]): [string, string][] {
  return ids.slice(1).map((id, at) => [ids[at]!, id]);
}

export function model(
  name: string,
  nodes: GraphNode[],
  pairs: readonly (readonly [string, string])[],
  change: Partial<ModelGraph> = {},
): ModelGraph {
  return {
    name,
    framework: 'keras',
    range: lineRange(5),
    inputs: [nodes[0]?.shape ?? null],
    outputs: [nodes.at(-1)?.shape ?? null],
    params: nodes.reduce((sum, each) => sum + (each.params ?? 0), 0),
    nodes,
    edges: edges(nodes, pairs),
    groups: [],
    ...change,
  };
}

export function panelState(models: ModelGraph[], change: Partial<ArchitectureState> = {}): ArchitectureState {
  return { uri: 'file:///project/model.py', file: 'model.py', models, model: models[0]?.name ?? null, selected: null, ...change };
}

/** The CIFAR-10 network of the tutorial. */
export function cifar(): ModelGraph {
  const k = 'keras.layers.';
  const nodes = [
    node('input_layer', 'input', { shape: [null, 32, 32, 3], range: lineRange(6) }),
    node('conv2d', `${k}Conv2D`, {
      args: ['32', '3×3', 'same', 'relu'],
      shape: [null, 32, 32, 32],
      params: 896,
      flops: 1_769_472,
      range: lineRange(7),
    }),
    node('batch_normalization', `${k}BatchNormalization`, { shape: [null, 32, 32, 32], params: 128, flops: 65_536, range: lineRange(8) }),
    node('max_pooling2d', `${k}MaxPooling2D`, { args: ['2×2'], shape: [null, 16, 16, 32], range: lineRange(9) }),
    node('conv2d_1', `${k}Conv2D`, {
      args: ['64', '3×3', 'same', 'relu'],
      shape: [null, 16, 16, 64],
      params: 18_496,
      flops: 9_437_184,
      range: lineRange(10),
    }),
    node('max_pooling2d_1', `${k}MaxPooling2D`, { args: ['2×2'], shape: [null, 8, 8, 64], range: lineRange(11) }),
    node('flatten', `${k}Flatten`, { shape: [null, 4096], range: lineRange(12) }),
    node('dense', `${k}Dense`, { args: ['128', 'relu'], shape: [null, 128], params: 524_416, flops: 1_048_576, range: lineRange(13) }),
    node('dropout', `${k}Dropout`, { args: ['0.5'], shape: [null, 128], range: lineRange(14) }),
    node('dense_1', `${k}Dense`, { args: ['10', 'softmax'], shape: [null, 10], params: 1290, flops: 2560, range: lineRange(15) }),
  ];
  return model('model', nodes, chainPairs(nodes.map(({ id }) => id)));
}

/** ResNet-18 in folded blocks; broken, it reads 8,192 features where 512 are expected. */
export function resnet(isBroken: boolean): ModelGraph {
  const t = 'torch.nn.';
  const nodes: GraphNode[] = [
    node('x', 'input', { shape: [null, 3, 32, 32] }),
    node('conv1', `${t}Conv2d`, { args: ['3×3'], shape: [null, 64, 32, 32], params: 1728, flops: 3_538_944, range: lineRange(45) }),
    node('bn1', `${t}BatchNorm2d`, { shape: [null, 64, 32, 32], params: 128, flops: 131_072, range: lineRange(46) }),
    node('relu', `${t}ReLU`, { shape: [null, 64, 32, 32], range: lineRange(46) }),
  ];
  const groups: GraphGroup[] = [];
  const pairs: [string, string][] = [
    ['x', 'conv1'],
    ['conv1', 'bn1'],
    ['bn1', 'relu'],
  ];
  let last = 'relu';
  for (let layer = 1; layer <= 4; layer += 1) {
    const outer = `layer${layer}`;
    const channels = 32 * 2 ** layer;
    const size = 64 / 2 ** layer;
    const line = lineRange(47 + layer);
    groups.push({ id: outer, label: outer, parent: null, repeat: 2 });
    for (let block = 0; block < 2; block += 1) {
      const id = `${outer}.${block}`;
      groups.push({ id, label: id, parent: outer, repeat: 1 });
      const entering = block === 0 && layer > 1 ? channels / 2 : channels;
      const shape = [null, channels, size, size];
      const inside = { group: id, shape, range: line };
      const conv = (name: string, from: number, kernel: number, args: string[]): GraphNode =>
        node(`${id}/${name}`, `${t}Conv2d`, {
          ...inside,
          args,
          params: from * channels * kernel ** 2,
          flops: 2 * from * channels * kernel ** 2 * size ** 2,
        });
      const norm = (name: string): GraphNode => node(`${id}/${name}`, `${t}BatchNorm2d`, { ...inside, params: 2 * channels });
      const main = [
        conv('conv1', entering, 3, entering === channels ? ['3×3'] : ['3×3', 'stride=2']),
        norm('bn1'),
        conv('conv2', channels, 3, ['3×3']),
        norm('bn2'),
      ];
      nodes.push(...main);
      pairs.push([last, main[0]!.id], ...chainPairs(main.map((each) => each.id)));
      const add = node(`${id}/add`, 'torch.add', inside);
      if (entering === channels) {
        nodes.push(add);
        pairs.push([main[3]!.id, add.id], [last, add.id]);
      } else {
        const shortcut = conv('downsample', entering, 1, ['1×1', 'stride=2']);
        nodes.push(shortcut, add);
        pairs.push([last, shortcut.id], [main[3]!.id, add.id], [shortcut.id, add.id]);
      }
      last = add.id;
    }
  }
  if (isBroken) {
    nodes.push(
      node('flatten', `${t}Flatten`, { shape: [null, 8192], range: lineRange(66) }),
      node('fc', `${t}Linear`, {
        args: ['512 → 10'],
        shape: [null, 10],
        params: 5130,
        flops: null,
        range: lineRange(67),
        status: 'error',
        code: 'dim-mismatch',
        message: 'fc takes 512 features, its input has 8,192',
        fixes: ['Pool before flatten: avg_pool2d(x, 4)', 'Change fc to Linear(8192, 10)'],
      }),
      node('log_softmax', 'torch.nn.functional.log_softmax', { shape: [null, 10], range: lineRange(68), status: 'unknown', flops: null }),
    );
    pairs.push([last, 'flatten'], ['flatten', 'fc'], ['fc', 'log_softmax']);
  } else {
    nodes.push(
      node('avgpool', `${t}AdaptiveAvgPool2d`, { args: ['1×1'], shape: [null, 512, 1, 1], range: lineRange(65) }),
      node('flatten', `${t}Flatten`, { shape: [null, 512], range: lineRange(66) }),
      node('fc', `${t}Linear`, { args: ['512 → 10'], shape: [null, 10], params: 5130, flops: 10_240, range: lineRange(67) }),
    );
    pairs.push([last, 'avgpool'], ['avgpool', 'flatten'], ['flatten', 'fc']);
  }
  return model('ResNet18', nodes, pairs, { framework: 'torch', range: lineRange(41), groups });
}

/** A straight chain of any length. */
export function longChain(length: number): ModelGraph {
  const nodes = Array.from({ length }, (_, at) =>
    node(at === 0 ? 'input' : `dense_${at}`, at === 0 ? 'input' : 'keras.layers.Dense', {
      args: at === 0 ? [] : ['64', 'relu'],
      shape: [null, 64],
      params: at === 0 ? 0 : 4160,
      range: lineRange(6),
    }),
  );
  return model('deep', nodes, chainPairs(nodes.map(({ id }) => id)));
}

/** A directed graph without rings in which many edges cross: hard for a layout. */
export function tangle(count: number, degree: number, random: () => number): ModelGraph {
  const nodes = Array.from({ length: count }, (_, at) =>
    node(`n${at}`, at === 0 ? 'input' : 'keras.layers.Add', { shape: [null, 8], range: lineRange(at) }),
  );
  const pairs: [string, string][] = [];
  for (let to = 1; to < count; to += 1) {
    for (let each = 0; each < degree; each += 1) pairs.push([`n${Math.floor(random() * to)}`, `n${to}`]);
  }
  return model('tangle', nodes, pairs);
}
