import type { Machine } from '../machine';
import { installedVersion, isBefore } from '../versions/installedVersion';

/** True for Keras 2: it is installed, or the program imports `tf_keras`, or asks TensorFlow for it. */
export function isLegacyKeras(m: Machine): boolean {
  const installed = installedVersion(m, 'keras');
  if (installed !== undefined && isBefore(installed, '3')) return true;
  return m.facts.get('import tf_keras') !== undefined || (m.facts.get('env TF_USE_LEGACY_KERAS') ?? '0') !== '0';
}

/** True where what only Keras 3 refuses can be reported: not in Keras 2, which TensorFlow keeps inside as well. */
export function isSurelyKeras3(m: Machine): boolean {
  return !isLegacyKeras(m) && !m.facts.has('import tensorflow.python');
}

/** What Keras computes with: what the program chooses, else TensorFlow, which is its default. Null where something else may have chosen. */
export function kerasBackend(m: Machine): 'tensorflow' | 'jax' | 'torch' | null {
  const chosen = m.facts.get('env KERAS_BACKEND');
  if (chosen === 'tensorflow' || chosen === 'jax' || chosen === 'torch') return chosen;
  if (chosen !== undefined) return null;
  return m.facts.get('import jax') !== undefined && m.facts.get('import tensorflow') === undefined ? null : 'tensorflow';
}
