import type { Heap, HeapObject, InstanceObject, LayerObject, TensorValue, Value } from '../../values/value';

/*
 * Modules as a program handles them: an instance of one of its classes with the library's object beside it, or that object alone.
 */

/** Under this name a module keeps that something was put into it of which nobody knows what it is. */
export const open = '#open';
/** Under this name a module keeps whether it is in training mode; absent: as it was made. */
export const mode = '#mode';
/** Under this name a module keeps that a program asked for its parameters. */
export const asked = '#asked';

/** Under this name the whole of a network of the library keeps how many axes its input has, 0 where it is no batch of images. */
export const wholeNetwork = '#inputRank';

export interface ModuleParts {
  readonly module: LayerObject;
  readonly instance: InstanceObject | null;
}

/** The module that a value is; null for anything else. */
export function moduleParts(heap: Heap, value: Value): ModuleParts | null {
  if (value.kind !== 'ref') return null;
  const object = heap.get(value.id);
  if (isModule(object)) return { module: object, instance: null };
  if (object?.kind !== 'instance' || object.base === undefined) return null;
  const base = heap.get(object.base);
  return isModule(base) ? { module: base, instance: object } : null;
}

/** The object that keeps what the library's class holds, also for an instance of a class of the program. */
export function holderOf(heap: Heap, value: Value): Value {
  const object = value.kind === 'ref' ? heap.get(value.id) : undefined;
  return object?.kind === 'instance' && object.base !== undefined ? { kind: 'ref', id: object.base } : value;
}

function isModule(object: HeapObject | undefined): object is LayerObject {
  return object?.kind === 'layer' && object.framework === 'torch';
}

/** All that a module holds by name, in the order in which it came. */
export function heldBy({ module, instance }: ModuleParts): readonly (readonly [string, Value])[] {
  return [...(module.attrs?.entries() ?? []), ...(instance?.attrs.entries() ?? [])].filter(([name]) => !name.startsWith('#'));
}

/** The modules right below one, by name and in order; null where some are not known. */
export function childrenOf(heap: Heap, value: Value): readonly (readonly [string, Value])[] | null {
  const parts = moduleParts(heap, value);
  if (!parts || parts.module.attrs?.get(open)) return null;
  const children: (readonly [string, Value])[] = [];
  for (const [name, held] of heldBy(parts)) {
    // Transforms of torchvision are modules as well, and are kept as objects.
    if (moduleParts(heap, held) || isTransform(heap, held)) children.push([name, held]);
    // What nobody knows is a part of a container; as an attribute of another module it may be anything.
    else if (held.kind === 'unknown' && parts.module.attrs?.get(name)) return null;
  }
  return children;
}

function isTransform(heap: Heap, value: Value): boolean {
  const object = value.kind === 'ref' ? heap.get(value.id) : undefined;
  return object?.kind === 'object' && object.cls.startsWith('torchvision.transforms.');
}

/** A module and all below it, each once, parents first. */
export function modulesIn(heap: Heap, value: Value): readonly (readonly [string, Value])[] {
  const seen = new Set<number>();
  const out: (readonly [string, Value])[] = [];
  const visit = (name: string, each: Value): void => {
    if (each.kind !== 'ref' || seen.has(each.id)) return;
    seen.add(each.id);
    out.push([name, each]);
    for (const [child, held] of childrenOf(heap, each) ?? []) visit(name ? `${name}.${child}` : child, held);
  };
  visit('', value);
  return out;
}

/** True when some attribute of a module may be a module or a parameter of which nothing is known. */
export function holdsUnknown(heap: Heap, value: Value): boolean {
  const parts = moduleParts(heap, value);
  return !parts || heldBy(parts).some(([, held]) => held.kind === 'unknown');
}

/** The parameters that the program itself gave a module, without those below. */
export function ownParameters(heap: Heap, value: Value): readonly (readonly [string, TensorValue])[] {
  const parts = moduleParts(heap, value);
  if (!parts) return [];
  return heldBy(parts).flatMap(([name, held]) => (held.kind === 'tensor' && held.isVariable ? [[name, held] as const] : []));
}
