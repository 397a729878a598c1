import type { Refusal } from '../kernel';
import { msg } from '../kernel';
import type { Value } from '../../values/value';

/** What is saved in a file, and the endings of its name that Keras 3 takes, the one to use first. */
const endings = {
  save: ['.keras', '.h5', '.hdf5'],
  save_weights: ['.weights.h5'],
  checkpoint: ['.keras', '.h5'],
} as const;

export type Saved = keyof typeof endings;

/** Why Keras 3 does not save under a name; null where it does, or where the name is not known. */
export function refuseFileName(name: Value, saved: Saved): Refusal | null {
  if (name.kind !== 'str' || name.value === null || name.value.startsWith('hf://')) return null;
  const path = name.value;
  const [first, ...others] = endings[saved];
  if ([first, ...others].some((ending) => path.endsWith(ending))) return null;
  const message =
    saved === 'save_weights'
      ? msg('Keras 3 saves weights in files whose names end in {0}, not in {1}', first, `'${path}'`)
      : msg('Keras 3 saves a model in a file whose name ends in {0} or {1}, not in {2}', first, others[0]!, `'${path}'`);
  return { code: 'removed-api', message, instead: `${withoutEnding(path)}${first}`, since: '3' };
}

function withoutEnding(path: string): string {
  return path.replace(/\/+$/, '').replace(/(?:\.weights)?\.(?:h5|hdf5|keras|tf|pb|model|ckpt|weights|pth?|pkl)$/, '');
}
