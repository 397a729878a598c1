import type { RemovedName, RemovedNames } from './kernel';
import { inPlainKeras, isWithin, kerasInTensorFlow, publicNames } from './publicNames';
import { canonicalPath, removedName, removedNames } from './registry';

/** A name that the version in use no longer has. */
export interface Gone {
  /** As the program spells it. */
  readonly was: string;
  /** What does the same, as a program of the same home spells it; null when nothing does. */
  readonly now: string | null;
  /** The table that says so; null where only the lists of names tell. */
  readonly table: RemovedNames | null;
  /** More of it, where a library tells of each name what became of it. */
  readonly first?: RemovedName;
}

/** Where a module's contents are now, and the first part of its path that is gone. */
export interface ModuleNow {
  readonly path: string | null;
  readonly gone: Gone | null;
}

/** TensorFlow's own copy of Keras 2, of which little is left. */
export const privateKeras = 'tensorflow.python.keras';

/** A member of a module or class that is gone; null for what is there, or nothing is known of. */
export function goneMember(owner: string, name: string): Gone | null {
  const was = `${owner}.${name}`;
  const first = firstOf(was);
  if (first) return first;
  const names = publicNames(owner);
  if (names?.now.has(name)) return null;
  const said = listed(was, 'names') ?? listed(was, 'modules');
  if (said) return { ...said, was };
  const other = names?.elsewhere.get(name);
  if (other !== undefined) return { was, now: other, table: null };
  if (names && isWithin(owner, privateKeras))
    return { was, now: memberNow(moduleNow(owner.replace(privateKeras, kerasInTensorFlow)).path, name), table: null };
  const isKeras = owner.includes('keras') || !isWithin(owner, 'tensorflow');
  return names?.before.has(name) && isKeras ? { was, now: null, table: null } : null;
}

/** What a member of a module that moved is called now; null when nothing does the same. */
export function memberNow(module: string | null, name: string, was: string | null = null): string | null {
  const own = was === null ? null : listed(`${was}.${name}`, 'names');
  if (own) return own.now;
  if (module === null) return null;
  const names = publicNames(module);
  if (!names || names.now.has(name)) return `${module}.${name}`;
  return goneMember(module, name)?.now ?? null;
}

/** Follows a module's path through what has moved. */
export function moduleNow(path: string): ModuleNow {
  const parts = path.split('.');
  let now: string | null = parts[0]!;
  let gone: Gone | null = null;
  for (let i = 1; i < parts.length; i++) {
    const was = parts.slice(0, i + 1).join('.');
    const part = parts[i]!;
    const said = listed(was, 'modules') ?? firstOf(was);
    const names: ReturnType<typeof publicNames> = now === null ? undefined : publicNames(now);
    if (!gone && (names?.now.has(part) || publicNames(was)?.now.size)) now = was;
    else if (said) {
      gone ??= { ...said, was };
      now = said.now;
    } else if (!gone && names?.elsewhere.has(part)) {
      now = names.elsewhere.get(part)!;
      gone = { was, now, table: null };
    } else if (!gone && names && isWithin(was, privateKeras)) {
      now = moduleNow([kerasInTensorFlow, ...parts.slice(3)].join('.')).path;
      return { path: now, gone: { was, now, table: null } };
    } else if (!gone) now = was;
    // Behind a module that moved, what its parts were called no longer matters.
    else if (now !== null && (!names || names.now.has(part))) now = `${now}.${part}`;
  }
  return { path: now, gone };
}

/** The module that has all names of TensorFlow 1 to this day. */
const keepsAll = 'tensorflow.compat.v1';

/** What a library itself tells of a name. */
function firstOf(was: string): Gone | undefined {
  const at = was.lastIndexOf('.');
  const owner = was.slice(0, at);
  // What is taken from another module under the same rules is there still.
  const first = removedName(isWithin(owner, keepsAll) ? was : `${canonicalPath(owner) ?? owner}${was.slice(at)}`);
  return first && { was, now: first.now, table: null, first };
}

type Row = Pick<Gone, 'now' | 'table'>;
let tables: { readonly modules: Map<string, Row>; readonly names: Map<string, Row> } | null = null;

/** What a table says of a qualified name, in the home in which the program spells it. */
function listed(was: string, kind: 'modules' | 'names'): Row | undefined {
  tables ??= { modules: rowsOf('modules'), names: rowsOf('names') };
  const plain = inPlainKeras(was);
  const row = tables[kind].get(plain);
  if (!row || plain === was || row.now === null || !isWithin(row.now, 'keras')) return row;
  return { ...row, now: `tensorflow.${row.now}` };
}

function rowsOf(kind: 'modules' | 'names'): Map<string, Row> {
  return new Map(removedNames.flatMap((table) => Object.entries(table[kind]).map(([was, now]) => [was, { now, table }] as const)));
}
