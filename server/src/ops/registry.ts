import type { Value } from '../values/value';
import { einopsRoom } from './einops';
import { kerasRoom } from './keras';
import type { ClassDef, LibraryEntry, LibraryRoom, OldArguments, OpDef, PropertyDef, RemovedName, RemovedNames } from './kernel';
import { numpyRoom } from './numpy';
import { pandasRoom } from './pandas';
import { pillowRoom } from './pillow';
import { sklearnRoom } from './sklearn';
import { tensorflowRoom } from './tensorflow';
import { tfjsRoom } from './tfjs';
import { torchRoom } from './torch';
import { torchvisionRoom } from './torchvision';

/**
 * What is known of libraries, by canonical qualified name. Nothing in the interpreter is keyed on the name of an op, the
 * containers (`containers`) apart.
 */
const rooms: readonly LibraryRoom[] = [
  kerasRoom,
  tensorflowRoom,
  numpyRoom,
  pandasRoom,
  sklearnRoom,
  tfjsRoom,
  torchRoom,
  einopsRoom,
  torchvisionRoom,
  pillowRoom,
];

const entries: readonly LibraryEntry[] = rooms.flatMap((room) => room.entries);

/** Every op that has a page in the reference. */
export const allOps: readonly OpDef[] = entries.filter((entry): entry is OpDef => isOp(entry) && !entry.isSecondary);

/** Constructors of containers: their semantics are the interpreter's own room `interp/containers`. */
export const containers = {
  'keras.Sequential': { framework: 'keras', container: 'sequential' },
  'keras.Model': { framework: 'keras', container: 'functional' },
  'tfjs.sequential': { framework: 'tfjs', container: 'sequential' },
  'tfjs.model': { framework: 'tfjs', container: 'functional' },
} as const;

export type ContainerName = keyof typeof containers;

/** Libraries by the name under which programs import them. The longest prefix counts. */
const moduleAliases: Readonly<Record<string, string>> = Object.assign({}, ...rooms.map((room) => room.modules)) as Record<string, string>;

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
  'einops',
  'jax',
  'flax',
]);

const nameAliases: Readonly<Record<string, string>> = Object.assign({}, ...rooms.map((room) => room.names ?? {})) as Record<string, string>;
const constants: Readonly<Record<string, Value>> = Object.assign({}, ...rooms.map((room) => room.constants ?? {})) as Record<string, Value>;

const fallbacks = Object.entries<string>(Object.assign({}, ...rooms.map((room) => room.fallbacks ?? {})) as Record<string, string>);

const oldArguments: Readonly<Record<string, OldArguments>> = Object.assign({}, ...rooms.map((room) => room.oldArguments ?? {})) as Record<
  string,
  OldArguments
>;

/** Arguments that a call of this took once. */
export function oldArgumentsOf(name: string): OldArguments | undefined {
  return Object.hasOwn(oldArguments, name) ? oldArguments[name] : undefined;
}

/** What the libraries no longer have, in tables. */
export const removedNames: readonly RemovedNames[] = rooms.flatMap((room) => room.removedNames ?? []);

interface Index {
  readonly byName: ReadonlyMap<string, OpDef>;
  readonly properties: ReadonlyMap<string, PropertyDef>;
  readonly classes: ReadonlyMap<string, ClassDef>;
  /** Every proper prefix of a known name is a module or a class. */
  readonly modules: ReadonlySet<string>;
}

let built: Index | undefined;

/** Built when the first program that imports a library asks: a file of something else needs none of it. */
function index(): Index {
  return (built ??= buildIndex());
}

function buildIndex(): Index {
  const byName = new Map<string, OpDef>();
  const properties = new Map<string, PropertyDef>();
  const classes = new Map<string, ClassDef>();
  for (const entry of entries) {
    if (entry.kind === 'property') properties.set(entry.name, entry);
    else if (entry.kind === 'class') classes.set(entry.name, entry);
    else for (const name of [entry.name, ...(entry.aliases ?? [])]) byName.set(name, entry);
  }
  const modules = new Set<string>([...Object.values(moduleAliases), ...classes.keys(), ...fallbacks.map(([module]) => module)]);
  const names = [
    byName.keys(),
    properties.keys(),
    classes.keys(),
    Object.keys(containers),
    Object.keys(nameAliases),
    Object.keys(constants),
  ];
  for (const name of names.flatMap((some) => [...some])) addPrefixes(modules, name);
  return { byName, properties, classes, modules };
}

function addPrefixes(modules: Set<string>, name: string): void {
  for (let at = name.lastIndexOf('.'); at > 0; at = name.lastIndexOf('.', at - 1)) modules.add(name.slice(0, at));
}

function isOp(entry: LibraryEntry): entry is OpDef {
  return entry.kind === 'layer' || entry.kind === 'function';
}

export function findOp(path: string): OpDef | undefined {
  return index().byName.get(path);
}

export function findConstant(path: string): Value | undefined {
  return Object.hasOwn(constants, path) ? constants[path] : undefined;
}

/** A method or property of a library's class, its own or inherited. */
export function findLibraryMember(cls: string, name: string): OpDef | PropertyDef | undefined {
  const path = `${cls}.${name}`;
  const own = index().properties.get(path) ?? index().byName.get(path);
  if (own) return own;
  for (const base of index().classes.get(cls)?.bases ?? []) {
    const found = findLibraryMember(base, name);
    if (found) return found;
  }
  return undefined;
}

/** True when something is known of a qualified name: what a call of it gives, its value, or members of it. */
export function hasRule(path: string): boolean {
  const name = canonicalPath(path);
  if (name === null) return false;
  if (findOp(name) || findContainer(name) || findConstant(name) || isKnownModule(name)) return true;
  const at = name.lastIndexOf('.');
  return findLibraryMember(name.slice(0, at), name.slice(at + 1)) !== undefined;
}

/** True when the one class is the other or inherits from it. */
export function isSubclass(cls: string, of: string): boolean {
  return cls === of || (index().classes.get(cls)?.bases ?? []).some((base) => isSubclass(base, of));
}

export function findContainer(path: string): ContainerName | undefined {
  return Object.hasOwn(containers, path) ? (path as ContainerName) : undefined;
}

export function isKnownModule(path: string): boolean {
  return index().modules.has(path);
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
      return Object.hasOwn(nameAliases, whole) ? nameAliases[whole]! : inFallback(whole);
    }
  }
  return null;
}

/** The name in the module that stands in for the one at hand, where only that one has a rule. */
function inFallback(path: string): string {
  const found = fallbacks.find(([module]) => path.startsWith(`${module}.`));
  if (!found || isFound(path)) return path;
  const [module, other] = found;
  const there = other + path.slice(module.length);
  return isFound(there) ? there : path;
}

function isFound(path: string): boolean {
  return findOp(path) !== undefined || isKnownModule(path) || findContainer(path) !== undefined || findConstant(path) !== undefined;
}

/** What became of a name of an earlier version. */
export function removedName(path: string): RemovedName | undefined {
  for (const room of rooms) {
    const found = room.removed?.(path);
    if (found) return found;
  }
  return undefined;
}

/** True when importing this module makes a program one that we look at. */
export function isLibraryModule(module: string): boolean {
  return module.startsWith('@tensorflow/') || libraryRoots.has(module.split('.')[0]!);
}
