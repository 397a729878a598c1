import keras from './names/keras.json';
import numpy from './names/numpy.json';
import tensorflow from './names/tensorflow.json';

/**
 * Every name that programs can reach in the public modules of a library, and in a few of its classes (`scripts/oracles/names/reachable.py`):
 * today's, and those that earlier versions had.
 */
interface Recorded {
  readonly now: string;
  readonly before?: string;
}

export interface PublicNames {
  readonly now: ReadonlySet<string>;
  readonly before: ReadonlySet<string>;
}

const recorded: ReadonlyMap<string, Recorded> = new Map(Object.entries<Recorded>({ ...keras, ...numpy, ...tensorflow }));
const read = new Map<string, PublicNames>();

/** The names in a module or class; undefined where they were not recorded. */
export function publicNames(path: string): PublicNames | undefined {
  let names = read.get(path);
  const row = names ? undefined : recorded.get(path);
  if (row) {
    names = { now: new Set(row.now.split(' ')), before: new Set(row.before?.split(' ')) };
    read.set(path, names);
  }
  return names;
}
