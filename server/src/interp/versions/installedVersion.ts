import type { Machine } from '../machine';

/** The version of a library that is in use; `undefined` where nothing says so, and the newest is meant. */
export function installedVersion(m: Machine, library: string): string | undefined {
  const { versions } = m.program;
  const { [library]: known, tensorflow } = versions;
  // Up to 2.15 TensorFlow brought the Keras of its own number, whether that was a package of its own or not.
  if (library === 'keras' && known === undefined && tensorflow !== undefined && isBefore(tensorflow, '2.16')) {
    return isBefore(tensorflow, '2') ? '2' : tensorflow;
  }
  return known;
}

/** Compares versions by their numbers: 2.9 is before 2.21. */
export function isBefore(a: string, b: string): boolean {
  const [x, y] = [a, b].map((version) => version.split('.').map((part) => parseInt(part, 10) || 0));
  for (let i = 0; i < Math.max(x!.length, y!.length); i++) {
    const difference = (x![i] ?? 0) - (y![i] ?? 0);
    if (difference) return difference < 0;
  }
  return false;
}
