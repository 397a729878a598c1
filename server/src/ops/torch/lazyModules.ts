import type { LayerDef, LibraryEntry } from '../kernel';
import { flag } from '../kernel';
import type { Dim } from '../../values/dim';
import { dimAt, rankOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import { batchNorms, instanceNorms } from './batchNorms';
import { modules, transposed } from './convolutions';
import { linear } from './linear';
import { torchModule } from './torchModule';

/*
 * A lazy module is one without its first argument: the first call says how large its input is, and all later ones have to agree.
 */

const summaries: Readonly<Record<string, (n: string) => string>> = {
  Linear: () => 'A `Linear` that learns from the first call how many features come in.',
  Conv: (n) => `Slides \`out_channels\` kernels over ${over[Number(n)]}; the first call says how many channels come in.`,
  ConvTranspose: (n) => `The convolution that makes ${over[Number(n)]} larger; the first call says how many channels come in.`,
  BatchNorm: (n) => `A \`BatchNorm${n}d\` that learns from the first call how many channels it has.`,
  InstanceNorm: (n) => `A \`InstanceNorm${n}d\` that learns from the first call how many channels it has.`,
};

const over = ['', 'the length of a sequence', 'the height and width of an image', 'the depth, height and width of a volume'];

function lazy(def: LayerDef): readonly LibraryEntry[] {
  const name = def.name.slice(def.name.lastIndexOf('.') + 1);
  const [, kind, n] = /^([A-Za-z]+?)(\d?)d?$/.exec(name)!;
  const [first, ...others] = Object.entries(def.params);
  const isNorm = kind === 'BatchNorm' || kind === 'InstanceNorm';
  // Lazy normalizations have weights and statistics unless they are told otherwise.
  const params = Object.fromEntries(
    others.map(([param, spec]) => [param, isNorm && (param === 'affine' || param === 'track_running_stats') ? flag(true) : spec]),
  );
  const size = (x: TensorValue): { readonly axis: number; readonly dim: Dim } => {
    const axis = kind === 'Linear' ? -1 : isNorm ? 1 : -Number(n) - 1;
    return { axis, dim: rankOf(x.shape) === null && axis > 0 ? dimAt(null, 0) : dimAt(x.shape, axis) };
  };
  const whole = (args: object, [x]: readonly TensorValue[]): never => ({ [first![0]]: x ? size(x).dim : dimAt(null, 0), ...args }) as never;
  const examples = def.examples
    .filter((example) => !example.includes('[dim-mismatch]'))
    .map((example) => example.replace(/^torch\.nn\.(\w+)\(\d+(?:, )?/, 'torch.nn.Lazy$1('))
    .map((example) => (example.includes('more than one element') ? example.replace('()', '(track_running_stats=False)') : example));
  return torchModule({
    name: `nn.Lazy${name}`,
    summary: summaries[kind!]!(n!),
    category: def.category,
    params,
    other: def.otherParams,
    codes: def.codes.filter((code) => examples.some((example) => example.includes(`[${code}]`))),
    ...(def.rank !== undefined && { rank: def.rank }),
    ...(def.inputs && { inputs: def.inputs }),
    ...(def.callParams && { callParams: def.callParams }),
    apply: (args: object, inputs: readonly TensorValue[], cx: Parameters<LayerDef['shape']>[2]) =>
      def.apply!(whole(args, inputs), inputs, cx),
    weights: (args: object, inputs: readonly TensorValue[], cx: never) =>
      inputs.length ? def.weights!(whole(args, inputs), inputs, cx) : null,
    ...(def.refuses && { refuses: (args: object, label: string) => def.refuses!(whole(args, []), label) }),
    fixes: (_: object, [x]: readonly TensorValue[]) => (x ? [size(x)] : []),
    examples,
  });
}

export const lazyModules = [linear, modules, transposed, batchNorms, instanceNorms]
  .flat()
  .filter((entry): entry is LayerDef => entry.kind === 'layer' && !entry.name.endsWith('SyncBatchNorm'))
  .flatMap(lazy);
