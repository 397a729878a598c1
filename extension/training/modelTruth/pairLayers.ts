import type { KnownLayer } from '../../protocol/knownModels';
import type { RunLayer } from './runLayers';

export interface LayerPairs {
  pairs: { run: RunLayer; known: KnownLayer }[];
  /** What has no counterpart. */
  runOnly: RunLayer[];
  knownOnly: KnownLayer[];
  /** False where a counterpart was not looked for everywhere, since that would take too long: nothing follows from its absence. */
  isComplete: boolean;
}

/** More pairs than that are not tried: the window must stay quick, and no network of layers written by hand is so large. */
const mostTrials = 250_000;

/**
 * Finds the counterpart of each layer: by the name that the program gives it, else among the layers of its class. Frameworks list the
 * layers of branches in an order of their own, so the order counts only as a first guess: whenever the layers of a class can be paired
 * so that all fit, they are.
 * @param fits whether nothing known of the two differs
 */
export function pairLayers(
  run: readonly RunLayer[],
  known: readonly KnownLayer[],
  fits: (run: RunLayer, known: KnownLayer) => boolean,
): LayerPairs {
  const result: LayerPairs = { pairs: [], runOnly: [], knownOnly: [], isComplete: true };
  const restRun = new Set(run);
  const restKnown = new Set(known);
  const pair = (a: RunLayer, b: KnownLayer): void => {
    result.pairs.push({ run: a, known: b });
    restRun.delete(a);
    restKnown.delete(b);
  };
  const byName = new Map(run.map((layer) => [layer.name, layer]));
  for (const layer of known) {
    const named = layer.name === null ? undefined : byName.get(layer.name);
    if (named && restRun.has(named)) pair(named, layer);
  }
  for (const type of new Set([...restKnown].map((layer) => classKey(layer.class)))) {
    if (type === null) continue;
    const as = [...restRun].filter((layer) => classKey(layer.record.class) === type);
    const bs = [...restKnown].filter((layer) => classKey(layer.class) === type);
    const inOrder = as.slice(0, bs.length).map((_, i): [number, number] => [i, i]);
    const isInOrder = as.length === bs.length && inOrder.every(([i, j]) => fits(as[i]!, bs[j]!));
    const isSmall = as.length * bs.length <= mostTrials;
    if (!isInOrder && !isSmall) result.isComplete = false;
    const found = isInOrder ? inOrder : isSmall ? assign(as, bs, fits) : inOrder.filter(([i, j]) => fits(as[i]!, bs[j]!));
    for (const [i, j] of found) pair(as[i]!, bs[j]!);
  }
  const order = new Map(run.map((layer, i) => [layer, i]));
  result.pairs.sort((a, b) => order.get(a.run)! - order.get(b.run)!);
  result.runOnly = [...restRun];
  result.knownOnly = [...restKnown];
  return result;
}

/** TensorFlow.js writes `conv2d` what it calls `Conv2D`; a model that is no `Sequential` is called `Model` or `Functional`. */
export function classKey(type: string | null): string | null {
  const lower = type?.toLowerCase() ?? null;
  return lower === 'model' ? 'functional' : lower;
}

/** Pairs of positions: as many that fit as there can be, then what is left in order. */
function assign(
  as: readonly RunLayer[],
  bs: readonly KnownLayer[],
  fits: (run: RunLayer, known: KnownLayer) => boolean,
): [number, number][] {
  const fitting = as.map((a, i) => {
    const found = bs.flatMap((b, j) => (fits(a, b) ? [j] : []));
    // The nearest first, so that what fits in order stays in order.
    return found.sort((x, y) => Math.abs(x - i) - Math.abs(y - i));
  });
  const ofB = new Map<number, number>();
  const take = (i: number, tried: Set<number>): boolean => {
    for (const j of fitting[i]!) {
      if (tried.has(j)) continue;
      tried.add(j);
      const holder = ofB.get(j);
      if (holder === undefined || take(holder, tried)) {
        ofB.set(j, i);
        return true;
      }
    }
    return false;
  };
  as.forEach((_, i) => take(i, new Set()));
  const pairs = [...ofB].map(([j, i]): [number, number] => [i, j]);
  const taken = new Set(ofB.values());
  const freeAs = as.flatMap((_, i) => (taken.has(i) ? [] : [i]));
  const freeBs = bs.flatMap((_, j) => (ofB.has(j) ? [] : [j]));
  for (let k = 0; k < Math.min(freeAs.length, freeBs.length); k++) pairs.push([freeAs[k]!, freeBs[k]!]);
  return pairs;
}
