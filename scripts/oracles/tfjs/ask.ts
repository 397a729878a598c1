import * as tf from '@tensorflow/tfjs';
import type { OracleCase, OracleShape } from '../case';

interface Layer {
  apply(x: unknown, options?: { training: boolean }): unknown;
  countParams(): number;
}
type Factory = (config?: unknown) => Layer;

const factories = tf.layers as unknown as Readonly<Record<string, Factory>>;

/** Layers that take a list of tensors. */
export const isMerging = (name: string): boolean => name === 'add' || name === 'concatenate';

/** Asks the real TensorFlow.js. `withData` also runs the layer on zeros. */
export function askTfjs(name: string, asked: Pick<OracleCase, 'c' | 'i' | 't' | 'again'>, withData: boolean): OracleCase {
  const { c, i, t, again } = asked;
  const question = { c, i, ...(t === undefined ? {} : { t }) };
  tf.disposeVariables();
  let layer: Layer;
  let answer: Answer;
  try {
    layer = factories[name]!(Object.keys(c).length ? structuredClone(c) : undefined);
    answer = { ...apply(name, layer, i, t), p: layer.countParams() };
  } catch (error) {
    return { ...question, r: refusal(error) };
  }
  const fails = withData && failsOnData(name, layer, i, answer.o);
  return { ...question, ...answer, ...(fails && { f: 'call' }), ...(again && { again: secondCall(name, layer, again.i, withData) }) };
}

interface Answer {
  readonly o: OracleShape;
  readonly d: string;
  readonly p: number;
}

function apply(name: string, layer: Layer, shapes: readonly OracleShape[], dtype: string | undefined): Omit<Answer, 'p'> {
  const inputs = shapes.map((shape) => tf.input({ batchShape: shape as number[], dtype: dtype as tf.DataType }));
  const y = layer.apply(isMerging(name) ? inputs : inputs[0]) as tf.SymbolicTensor;
  return { o: y.shape.map((n) => (Number.isNaN(n) ? 'NaN' : n)), d: y.dtype };
}

function secondCall(name: string, layer: Layer, i: readonly OracleShape[], withData: boolean): NonNullable<OracleCase['again']> {
  try {
    const { o } = apply(name, layer, i, undefined);
    return { i, o, ...(withData && !i[0]!.slice(1).includes(null) && failsOnData(name, layer, i, o) && { f: 'call' }) };
  } catch (error) {
    return { i, r: refusal(error) };
  }
}

/**
 * A training step on zeros: it throws, or gives another shape than was promised. A free batch is 2, another free extent 16, or what
 * the other inputs of a merging layer have there. A reshape is tried with several.
 */
function failsOnData(name: string, layer: Layer, shapes: readonly OracleShape[], promised: OracleShape): boolean {
  const known = (axis: number, rank: number): number | undefined =>
    shapes.flatMap((shape) => (shape.length === rank && typeof shape[axis] === 'number' ? [shape[axis]] : []))[0];
  const batch = shapes.map((shape) => shape[0]).find((n) => typeof n === 'number') ?? 2;
  const extent = (axis: number, rank: number, fill: number): number => (isMerging(name) ? (known(axis, rank) ?? 1) : fill);
  const fills = name === 'reshape' ? [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 24, 36] : [16];
  return fills.every((fill) =>
    tf.tidy(() => {
      const zeros = shapes.map((shape) =>
        tf.zeros(shape.map((n, axis) => (typeof n === 'number' ? n : axis === 0 ? Number(batch) : extent(axis, shape.length, fill)))),
      );
      try {
        const y = layer.apply(isMerging(name) ? zeros : zeros[0], { training: true }) as tf.Tensor;
        return y.shape.length !== promised.length || promised.some((n, axis) => typeof n === 'number' && n !== y.shape[axis]);
      } catch {
        return true;
      }
    }),
  );
}

export function refusal(error: unknown): string {
  const { name, message } = error as Error;
  return `${name}: ${message.trim().split('\n')[0]!.slice(0, 100)}`;
}
