import type { Random } from '../../../test/support/random';

type Extents = (number | null)[];

/** Keys that change neither shape nor the number of weights; they are left out. */
export const untouched = new Set(
  `inputShape batchInputShape batchSize dtype name trainable weights inputDType inputDim kernelInitializer biasInitializer
  betaInitializer gammaInitializer movingMeanInitializer movingVarianceInitializer kernelRegularizer biasRegularizer betaRegularizer
  gammaRegularizer activityRegularizer kernelConstraint biasConstraint betaConstraint gammaConstraint noiseShape seed momentum epsilon`.split(
    /\s+/,
  ),
);

const range = (random: Random, low: number, high: number): number => low + random.int(high - low + 1);
const rarely = <T>(random: Random, odd: readonly T[], usual: T): T => (random.next() < 0.06 ? random.pick(odd) : usual);
const window = (random: Random, low: number, high: number): number | number[] =>
  random.next() < 0.5 ? range(random, low, high) : [range(random, low, high), range(random, low, high)];

/** Values by key: mostly sensible ones, some at the edge, a few that are refused. */
export const pools: Readonly<Record<string, (random: Random) => unknown>> = {
  units: (random) => rarely(random, [0, -3], range(random, 1, 64)),
  filters: (random) => rarely(random, [0, -1], random.pick([1, 2, 3, 4, 8])),
  kernelSize: (random) => rarely<unknown>(random, [0, [3, 0], [3], [3, 3, 3]], window(random, 1, 6)),
  poolSize: (random) => rarely<unknown>(random, [0, [2, 2, 2]], window(random, 1, 5)),
  strides: (random) => rarely<unknown>(random, [0, [1, 0], [2, 2, 2]], window(random, 1, 4)),
  dilationRate: (random) => rarely<unknown>(random, [0], window(random, 1, 3)),
  padding: (random) => rarely<unknown>(random, ['causal', 'full', 'SAME'], random.pick(['valid', 'same'])),
  dataFormat: (random) => rarely<unknown>(random, ['channels_last'], random.pick(['channelsLast', 'channelsFirst'])),
  activation: (random) => rarely<unknown>(random, ['rellu'], random.pick(['relu', 'softmax', 'tanh', 'linear'])),
  useBias: (random) => random.next() < 0.5,
  center: (random) => random.next() < 0.5,
  scale: (random) => random.next() < 0.5,
  rate: (random) => rarely(random, [-0.1, 1.5], random.pick([0, 0.1, 0.25, 0.5])),
  axis: (random) => random.pick([-1, -1, 1, 2, 3, -2, -3, 4, -4, 5, -5, 0]),
};

const batch = (random: Random): number | null => random.pick([null, null, null, 1, 4]);
const extent = (random: Random, high: number): number | null => (random.next() < 0.12 ? null : range(random, 1, high));

/** An input of any rank, with the batch axis. */
export function array(random: Random, low: number, high: number, size = 9): Extents {
  return [batch(random), ...Array.from({ length: range(random, low, high) - 1 }, () => extent(random, size))];
}

export function image(random: Random): Extents {
  if (random.next() > 0.9) return array(random, 1, 5);
  return [batch(random), extent(random, 12), extent(random, 12), random.pick([1, 2, 3, 4, 6, null])];
}

/** Often a rearrangement of what comes in, sometimes with one number changed, a −1 or a free extent. */
export function reshapeTarget(random: Random, shape: readonly (number | null)[]): Extents {
  const inner = shape.slice(1);
  const target: Extents = [];
  if (random.next() < 0.15 || inner.includes(null)) {
    for (let n = random.int(4); n > 0; n--) target.push(range(random, 1, 6));
  } else {
    let size = inner.reduce<number>((product, n) => product * n!, 1);
    while (size > 1 && target.length < 3 && random.next() < 0.7) {
      const left = size;
      const factor = random.pick(Array.from({ length: left }, (_, i) => i + 1).filter((n) => left % n === 0));
      target.push(factor);
      size /= factor;
    }
    target.splice(random.int(target.length + 1), 0, size);
  }
  const change = (value: (old: number | null) => number | null): void => {
    const at = random.int(target.length);
    if (target.length) target[at] = value(target[at]!);
  };
  if (random.next() < 0.15) change((old) => (old ?? 0) + random.pick([1, 2]));
  if (random.next() < 0.35) change(() => -1);
  if (random.next() < 0.1) change(() => -1);
  if (random.next() < 0.08) change(() => null);
  return target;
}

/** Inputs of a merging layer: alike, with some axes different, free, of one, or missing. */
export function relatives(random: Random, changed: number): Extents[] {
  const first = array(random, 1, 4, 6);
  const shapes = [first];
  for (let n = rarely(random, [0], random.pick([1, 1, 2])); n > 0; n--) {
    const other = first.map((n, axis) => (axis > 0 && random.next() < changed ? random.pick([null, 1, range(random, 1, 6)]) : n));
    if (random.next() < 0.1 && other.length > 1) other.splice(1 + random.int(other.length - 1), 1);
    other[0] = random.next() < 0.75 ? first[0]! : batch(random);
    shapes.push(other);
  }
  return shapes;
}
