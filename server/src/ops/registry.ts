import { kerasOps } from './keras';
import type { OpDef } from './kernel';
import { tfjsOps } from './tfjs';

/**
 * What is known of libraries, by canonical qualified name. Nothing in the interpreter is keyed on the name of an op, the
 * containers (`containers`) apart.
 */
export const allOps: readonly OpDef[] = [...kerasOps, ...tfjsOps];

/** Constructors of containers: their semantics are the interpreter's own room `interp/containers`. */
export const containers = {
  'keras.Sequential': { framework: 'keras', container: 'sequential' },
  'keras.Model': { framework: 'keras', container: 'functional' },
  'tfjs.sequential': { framework: 'tfjs', container: 'sequential' },
  'tfjs.model': { framework: 'tfjs', container: 'functional' },
} as const;

export type ContainerName = keyof typeof containers;

/** Libraries by the name under which programs import them. The longest prefix counts. */
const moduleAliases: Readonly<Record<string, string>> = {
  keras: 'keras',
  'tensorflow.keras': 'keras',
  'tensorflow.python.keras': 'keras',
  'tensorflow.compat.v2.keras': 'keras',
  tf_keras: 'keras',
  'keras.api': 'keras',
  'keras.src': 'keras',
  tensorflow: 'tensorflow',
  tfjs: 'tfjs',
  '@tensorflow/tfjs': 'tfjs',
  '@tensorflow/tfjs-node': 'tfjs',
  '@tensorflow/tfjs-node-gpu': 'tfjs',
  '@tensorflow/tfjs-core': 'tfjs',
  '@tensorflow/tfjs-layers': 'tfjs',
};

/** Imports that make a file one of machine learning, whether there is knowledge of the library or not. */
const libraryRoots = new Set([
  'keras',
  'tf_keras',
  'tensorflow',
  'torch',
  'torchvision',
  'lightning',
  'pytorch_lightning',
  'transformers',
  'jax',
  'flax',
]);

const nameAliases: Readonly<Record<string, string>> = {
  'keras.models.Sequential': 'keras.Sequential',
  'keras.models.Model': 'keras.Model',
  'keras.engine.sequential.Sequential': 'keras.Sequential',
  'keras.engine.training.Model': 'keras.Model',
  'tfjs.LayersModel': 'tfjs.model',
};

const byName = new Map<string, OpDef>();
for (const op of allOps) for (const name of [op.name, ...(op.aliases ?? [])]) byName.set(name, op);

/** Every proper prefix of a known name is a module. */
const modules = new Set<string>(['tensorflow', 'keras', 'tfjs']);
for (const name of [...byName.keys(), ...Object.keys(containers), ...Object.keys(nameAliases)]) {
  const parts = name.split('.');
  for (let n = 1; n < parts.length; n++) modules.add(parts.slice(0, n).join('.'));
}

export function findOp(path: string): OpDef | undefined {
  return byName.get(path);
}

export function findContainer(path: string): ContainerName | undefined {
  return Object.hasOwn(containers, path) ? (path as ContainerName) : undefined;
}

export function isKnownModule(path: string): boolean {
  return modules.has(path);
}

/** The canonical form of a qualified name as a program spells it, or null when the library is unknown to us. */
export function canonicalPath(path: string): string | null {
  let canonical = canonicalPaths.get(path);
  if (canonical === undefined) {
    canonical = findCanonical(path);
    // Programs use few names; a generated one must not fill the memory.
    if (canonicalPaths.size < 10_000) canonicalPaths.set(path, canonical);
  }
  return canonical;
}

const canonicalPaths = new Map<string, string | null>();

function findCanonical(path: string): string | null {
  for (let prefix = path; prefix; prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf('.')))) {
    if (Object.hasOwn(moduleAliases, prefix)) {
      const whole = moduleAliases[prefix]! + path.slice(prefix.length);
      return Object.hasOwn(nameAliases, whole) ? nameAliases[whole]! : whole;
    }
  }
  return null;
}

/** True when importing this module makes a program one that we look at. */
export function isLibraryModule(module: string): boolean {
  return module.startsWith('@tensorflow/') || libraryRoots.has(module.split('.')[0]!);
}
