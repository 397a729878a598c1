import type { SourceLines } from '../../../extension/protocol/knownModels';
import { lineIndexOf } from '../diagnostics/lineIndex';
import type { Analysis } from '../interp/document/analysis';
import type { LoweredChunk, UnitCode } from '../ir/ir';
import { unitIdxOf, type Place } from '../ir/place';

/**
 * The top-level statements in which places stand, and, in the same file, those that bind a name which these read: a program with
 * nothing else still builds what stands at the places.
 */
export function sourceLines({ chunks }: Analysis, places: readonly Place[]): SourceLines[] {
  const wanted = new Map<string, Set<number>>();
  for (const place of places) {
    const units = wanted.get(place.chunk) ?? new Set();
    units.add(unitIdxOf(place));
    wanted.set(place.chunk, units);
  }
  return [...wanted].flatMap(([uri, units]) => {
    const chunk = chunks.get(uri);
    return chunk ? linesOf(chunk, withBinders(chunk, units)) : [];
  });
}

function withBinders({ units }: LoweredChunk, wanted: ReadonlySet<number>): Set<number> {
  const binders = new Map<string, number[]>();
  units.forEach(({ code }, i) => {
    for (const name of namesOf(code).bound) binders.set(name, [...(binders.get(name) ?? []), i]);
  });
  const all = new Set<number>();
  const waiting = [...wanted];
  while (waiting.length) {
    const i = waiting.pop()!;
    if (all.has(i) || !units[i]) continue;
    all.add(i);
    for (const name of namesOf(units[i].code).read) waiting.push(...(binders.get(name) ?? []));
  }
  return all;
}

function linesOf(chunk: LoweredChunk, wanted: ReadonlySet<number>): SourceLines[] {
  const index = lineIndexOf(chunk);
  const lines: SourceLines[] = [];
  for (const i of [...wanted].sort((a, b) => a - b)) {
    const { start, code } = chunk.units[i]!;
    const { text } = code;
    const from = index.position(start + text.length - text.trimStart().length).line + 1;
    const to = index.position(start + text.trimEnd().length).line + 1;
    const last = lines.at(-1);
    if (last && from <= last.to + 1) last.to = Math.max(last.to, to);
    else lines.push({ uri: chunk.uri, from, to });
  }
  return lines;
}

interface Names {
  readonly read: ReadonlySet<string>;
  /** At the level of the module. */
  readonly bound: ReadonlySet<string>;
}

const namesByCode = new WeakMap<UnitCode, Names>();

function namesOf(code: UnitCode): Names {
  let names = namesByCode.get(code);
  if (!names) {
    const read = new Set<string>();
    const bound = new Set<string>();
    collect(code.body, read, bound, true);
    namesByCode.set(code, (names = { read, bound }));
  }
  return names;
}

/** Any part of the instruction form: what binds a name says it in one of a few properties. */
function collect(part: unknown, read: Set<string>, bound: Set<string>, isModule: boolean): void {
  if (typeof part !== 'object' || part === null) return;
  if (Array.isArray(part)) {
    for (const item of part) collect(item, read, bound, isModule);
    return;
  }
  const node = part as Record<string, unknown>;
  const bind = (name: unknown): void => {
    if (isModule && typeof name === 'string') bound.add(name);
  };
  switch (node['k']) {
    case 'name':
      read.add(node['name'] as string);
      return;
    case 'nameTarget':
      bind(node['name']);
      return;
    case 'import': {
      const whole = node['whole'] as { name: string } | null;
      bind(whole?.name);
      for (const { as } of node['names'] as { as: string }[]) bind(as);
      return;
    }
    case 'unknownStmt':
      for (const name of node['binds'] as string[]) bind(name);
      break;
  }
  // A function or a class binds its name; what is bound inside is its own.
  const isOwnScope = 'params' in node || 'bases' in node;
  if (isOwnScope) bind(node['name']);
  for (const child of Object.values(node)) collect(child, read, bound, isModule && !isOwnScope);
}
