import keras from './names/keras.json';
import matplotlib from './names/matplotlib.json';
import numpy from './names/numpy.json';
import pandas from './names/pandas.json';
import python from './names/python.json';
import sklearn from './names/sklearn.json';
import tensorflow from './names/tensorflow.json';
import torch from './names/torch.json';

/**
 * Every name that programs can reach in the public modules of a library, and in a few of its classes (`scripts/oracles/names/reachable.py`):
 * today's, and those that earlier versions had. `only` is what one home of a library has alone.
 */
interface Recorded {
  readonly now: string;
  readonly only?: Readonly<Record<string, string>>;
  readonly before?: string;
}

export interface PublicNames {
  readonly now: ReadonlySet<string>;
  readonly before: ReadonlySet<string>;
  /** Names that the same module has in another home of the library: `tensorflow.keras.backend.mean`. */
  readonly elsewhere: ReadonlyMap<string, string>;
}

const recorded: ReadonlyMap<string, Recorded> = new Map(
  Object.entries<Recorded>({ ...python, ...numpy, ...pandas, ...sklearn, ...matplotlib, ...keras, ...tensorflow, ...torch }),
);
const read = new Map<string, PublicNames>();

/** Keras inside TensorFlow. */
export const kerasInTensorFlow = 'tensorflow.keras';

/** The qualified name in the stand-alone Keras of what programs reach through TensorFlow; other names as they are. */
export function inPlainKeras(spelled: string): string {
  return isWithin(spelled, kerasInTensorFlow) ? spelled.slice('tensorflow.'.length) : spelled;
}

export function isWithin(path: string, module: string): boolean {
  return path === module || path.startsWith(`${module}.`);
}

/** The names in a module or class, as the program spells it; undefined where they were not recorded. */
export function publicNames(spelled: string): PublicNames | undefined {
  let names = read.get(spelled);
  const row = names ? undefined : recorded.get(inPlainKeras(spelled));
  if (row) {
    const home = isWithin(spelled, kerasInTensorFlow) ? kerasInTensorFlow : 'keras';
    const elsewhere = new Map<string, string>();
    for (const [other, list] of Object.entries(row.only ?? {}))
      if (other !== home)
        for (const name of words(list)) elsewhere.set(name, `${other}${inPlainKeras(spelled).slice('keras'.length)}.${name}`);
    names = { now: new Set([...words(row.now), ...words(row.only?.[home])]), before: new Set(words(row.before)), elsewhere };
    read.set(spelled, names);
  }
  return names;
}

function words(list: string | undefined): string[] {
  return list ? list.split(' ') : [];
}
