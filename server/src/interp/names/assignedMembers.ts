import type { ClassCode } from '../../ir/ir';
import type { Value } from '../../values/value';
import { mroOf } from '../classes';
import type { Machine } from '../machine';

/** True when some code of a class of the program, or of those that it inherits from, assigns an attribute of this name to anything. */
export function assignsMember(m: Machine, cls: Value, name: string): boolean {
  return mroOf(m, cls).some((each) => {
    const object = each.kind === 'ref' ? m.get(each.id) : undefined;
    return object?.kind === 'class' && assignedIn(object.cls).has(name);
  });
}

const known = new WeakMap<ClassCode, ReadonlySet<string>>();

function assignedIn(cls: ClassCode): ReadonlySet<string> {
  let names = known.get(cls);
  if (!names) {
    const found = new Set<string>();
    visit(cls.body, found);
    known.set(cls, (names = found));
  }
  return names;
}

/** Any part of the instruction form. */
function visit(part: unknown, found: Set<string>): void {
  if (Array.isArray(part)) {
    for (const item of part) visit(item, found);
    return;
  }
  if (typeof part !== 'object' || part === null) return;
  const node = part as { readonly k?: string; readonly name?: unknown };
  if (node.k === 'attrTarget' && typeof node.name === 'string') found.add(node.name);
  for (const inner of Object.values(part)) visit(inner, found);
}
