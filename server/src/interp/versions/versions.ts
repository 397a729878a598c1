import type { Gone } from '../../ops/goneNames';
import { isLegacyKeras } from '../containers/kerasFlavor';
import type { Machine } from '../machine';
import { installedVersion, isBefore } from './installedVersion';

/** Versions against which names were recorded: what a later one has besides is not known. */
const recorded: Readonly<Record<string, string>> = {
  keras: '3.15',
  tensorflow: '2.21',
  numpy: '2.4',
  pandas: '3.1',
  matplotlib: '3.11',
  torch: '2.15',
  torchvision: '0.29',
};

/** The class of the tensors of a model's graph, in any Keras. */
const symbolicTensor = 'keras.KerasTensor';

/** True where the version in use no longer has the name. Without a word on it, that is the newest. */
export function isGoneHere(m: Machine, { was, table, first }: Gone): boolean {
  if (first?.isOfKeras2 && isLegacyKeras(m)) return false;
  const library = (table?.library ?? was.split('.', 1)[0]!).toLowerCase();
  const isKeras = !first && was.includes('keras');
  if (isKeras && (was.startsWith('tensorflow') || was.startsWith(`${symbolicTensor}.`)) && isLegacyKeras(m)) return false;
  const installed = installedVersion(m, isKeras ? 'keras' : library);
  const since = table?.since ?? (library === 'numpy' ? '2' : isKeras ? '3' : '2');
  return installed === undefined || !isBefore(installed, since);
}

/** True unless a version is in use that is newer than the one whose names were recorded. */
export function latest(m: Machine, path: string): boolean {
  const library = path.includes('keras') ? 'keras' : path.split('.', 1)[0]!;
  const installed = installedVersion(m, library);
  const known = recorded[library];
  return installed === undefined || known === undefined || !isBefore(known, installed.split('.').slice(0, 2).join('.'));
}

/** True unless a version of the library is in use that is older than `since`. */
export function isSince(m: Machine, path: string, since: string): boolean {
  const library = path.split('.', 1)[0]!;
  if (library === 'keras' && isLegacyKeras(m)) return false;
  const installed = installedVersion(m, library);
  return installed === undefined || !isBefore(installed, since);
}
