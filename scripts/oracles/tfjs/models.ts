import * as tf from '@tensorflow/tfjs';
import type { Random } from '../../../test/support/random';
import type { OracleModel, OracleShape } from '../case';
import { refusal } from './ask';

type Step = [name: string, config: Record<string, unknown>];
type Factory = (config: unknown) => tf.layers.Layer;

const factories = tf.layers as unknown as Readonly<Record<string, Factory>>;

/** Small whole networks, sensible and not, and what TensorFlow.js makes of them. */
export function recordModels(random: Random): OracleModel[] {
  return [...Array.from({ length: 90 }, () => sequential(random)), ...Array.from({ length: 70 }, () => functional(random))];
}

/** What TensorFlow.js says of a network now. */
export function askModel({ kind, input, layers }: Pick<OracleModel, 'kind' | 'input' | 'layers'>, withData = true): OracleModel {
  tf.disposeVariables();
  const asked = { kind, input, layers };
  const first = tf.input({ batchShape: input as number[] });
  const tensors = [first];
  try {
    let model: tf.LayersModel;
    if (kind === 'sequential') {
      const chain = tf.sequential();
      layers.forEach(([name, config], i) => {
        chain.add(factories[name]!({ ...config, ...(i === 0 && { batchInputShape: input }) }));
      });
      model = chain;
    } else {
      for (const [name, config, from] of layers) {
        const x = from!.map((i) => tensors[i]!);
        tensors.push(factories[name]!(config).apply(x.length === 1 ? x[0]! : x) as tf.SymbolicTensor);
      }
      model = tf.model({ inputs: first, outputs: tensors.at(-1)! });
    }
    // Two negative extents make a tensor of positive size, which TensorFlow.js takes for data.
    const isImpossible = tensors.some((t) => t.shape.some((n) => n !== null && n < 0));
    const fails =
      isImpossible || (withData && failsOnData(kind === 'sequential' ? model : tf.model({ inputs: first, outputs: tensors.slice(1) })));
    return {
      ...asked,
      ...(fails && { f: 'call' }),
      o: (model.outputs[0]!.shape as number[]).map((n) => (Number.isNaN(n) ? 'NaN' : n)),
      p: model.countParams(),
    };
  } catch (error) {
    return { ...asked, r: refusal(error) };
  }
}

/** Only where the extents of the data are known. */
function failsOnData(model: tf.LayersModel): boolean {
  const [, ...inner] = model.inputs[0]!.shape;
  if (inner.includes(null)) return false;
  return tf.tidy(() => {
    try {
      model.apply(tf.zeros([2, ...(inner as number[])]));
      return false;
    } catch {
      return true;
    }
  });
}

/** One layer that mostly fits a tensor of this rank. */
function step(random: Random, rank: number): Step {
  const images: Step[] = [
    ['conv2d', { filters: random.pick([4, 8]), kernelSize: random.pick([2, 3, 5]), padding: random.pick(['same', 'valid']) }],
    ['conv2d', { filters: 4, kernelSize: 3, strides: 2, useBias: false }],
    ['maxPooling2d', { poolSize: random.pick([2, 3]) }],
    ['averagePooling2d', { poolSize: 2, padding: 'same' }],
    ['globalAveragePooling2d', {}],
  ];
  const others: Step[] = [
    ['dense', { units: random.pick([3, 8, 12]) }],
    ['flatten', {}],
    ['dropout', { rate: 0.25 }],
    ['batchNormalization', {}],
    ['activation', { activation: 'relu' }],
    ['reshape', { targetShape: random.pick([[12], [2, 6], [4, 4, 3]]) }],
  ];
  return random.pick((rank === 4) === random.next() < 0.75 ? images : others);
}

function sequential(random: Random): OracleModel {
  const input: OracleShape = [null, ...random.pick<(number | null)[]>([[12, 12, 3], [28, 28, 1], [9, 9, 2], [16], [6, 8], [null, 8]])];
  let model: OracleModel = { kind: 'sequential', input, layers: [] };
  for (let n = 2 + random.int(6); n > 0; n--) {
    model = askModel({ ...model, layers: [...model.layers, step(random, (model.o ?? input).length)] });
    if (model.r !== undefined || model.f) break;
  }
  return model;
}

function functional(random: Random): OracleModel {
  const input: OracleShape = [null, ...random.pick([[12, 12, 3], [16], [6, 8], [8, 8, 4]])];
  let model: OracleModel = { kind: 'functional', input, layers: [] };
  const shapes = [input];
  for (let n = 3 + random.int(6); n > 0; n--) {
    model = askModel({ ...model, layers: [...model.layers, link(random, shapes)] });
    if (model.o === undefined || model.f) break;
    shapes.push(model.o);
  }
  return model;
}

function link(random: Random, shapes: readonly OracleShape[]): OracleModel['layers'][number] {
  if (shapes.length > 2 && random.next() < 0.35) {
    const one = random.int(shapes.length);
    const same = shapes.flatMap((shape, i) => (i !== one && JSON.stringify(shape) === JSON.stringify(shapes[one]) ? [i] : []));
    const other = same.length && random.next() < 0.8 ? random.pick(same) : random.int(shapes.length);
    if (other !== one)
      return random.next() < 0.5 ? ['add', {}, [one, other]] : ['concatenate', { axis: random.pick([-1, 1]) }, [one, other]];
  }
  const from = random.next() < 0.7 ? shapes.length - 1 : random.int(shapes.length);
  return [...step(random, shapes[from]!.length), [from]];
}
