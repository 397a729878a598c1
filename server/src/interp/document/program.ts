import type { LoweredChunk } from '../../ir/ir';
import { PersistentMap } from '../../values/persistentMap';
import type { Home, RefValue, Value } from '../../values/value';
import { ref, str, unknown } from '../../values/value';
import type { Frame, Machine } from '../machine';
import { semanticsOf } from '../machine';
import { execBlock } from '../statements';

/** Runs an imported file of the workspace once; its scope is the module. */
export function runModule(m: Machine, uri: string, text: string): RefValue {
  const chunk = m.program.lower(uri, text);
  m.log.chunks.set(uri, chunk);
  const scope = newModuleScope(m, chunk, false);
  m.modules = m.modules.set(uri, scope);
  for (const unitIdx of chunk.order) {
    if (m.isDead) break;
    runUnit(m, chunk, unitIdx, scope);
  }
  return ref(scope);
}

export function newModuleScope(m: Machine, chunk: LoweredChunk, isMain: boolean): number {
  const scope = m.newScope('module', null, { uri: chunk.uri });
  const object = m.get(scope);
  if (object?.kind !== 'scope') return scope;
  let { vars } = object;
  if (chunk.language === 'python') {
    vars = vars.set('__name__', str(isMain ? '__main__' : 'module')).set('__file__', str(null));
  } else {
    const exported = m.alloc({ kind: 'dict', isObject: true, entries: PersistentMap.empty(), isOpen: false });
    const entries = PersistentMap.from<string, { key: Value; value: Value }>([['sexports', { key: str('exports'), value: exported }]]);
    vars = vars
      .set('exports', exported)
      .set('module', m.alloc({ kind: 'dict', isObject: true, entries, isOpen: true }))
      .set('__dirname', str(null))
      .set('__filename', str(null));
  }
  m.set(scope, { ...object, vars });
  return scope;
}

/** Runs one top-level statement of a chunk in its module's scope. */
export function runUnit(m: Machine, chunk: LoweredChunk, unitIdx: number, scope: number): void {
  const unit = chunk.units[unitIdx]!;
  const home: Home = { chunk: chunk.uri, unitIdx, code: unit.code };
  const below = m.frame as Frame | undefined;
  m.pushFrame({
    home,
    semantics: semanticsOf(chunk.language),
    scope,
    fn: null,
    self: unknown,
    owner: null,
    module: scope,
    callPlace: null,
  });
  execBlock(m, unit.code.body);
  m.frame = below as Frame;
}
