import type { LoweredChunk, UnitCode } from './ir';

/**
 * Instructions as compact s-expressions, for tests and debugging: `(assign (nameTarget x) (const int 1))`. What is null, false
 * or empty is left out; `ids` adds the number and the range of each node.
 */
export function printChunk(chunk: LoweredChunk, options: { ids?: boolean } = {}): string {
  return chunk.units.map(({ code }) => printUnit(code, options)).join('\n');
}

export function printUnit(code: UnitCode, options: { ids?: boolean } = {}): string {
  return code.body.map((stmt) => printValue(stmt, options.ids ?? false)).join('\n');
}

/** Positions and numbers are shown only on demand; offsets that only serve fixes are never. */
const hidden = new Set(['k', 'id', 'from', 'to', 'nameFrom', 'nameTo', 'argsFrom', 'argsTo']);
/** Members whose meaning is clear without their names. */
const unnamed = new Set([
  ...['value', 'name', 'left', 'right', 'op', 'object', 'callee', 'args', 'items', 'targets', 'target', 'type', 'test', 'body', 'rest'],
  ...[
    'fn',
    'cls',
    'params',
    'operand',
    'entries',
    'key',
    'element',
    'clauses',
    'parts',
    'text',
    'index',
    'iter',
    'module',
    'names',
    'kind',
  ],
]);

function printValue(value: unknown, ids: boolean): string {
  if (typeof value === 'string') return /^[\p{L}\p{N}_.+\-*/%@&|^~<>=!]+$/u.test(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => printValue(item, ids)).join(' ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const node = value as Record<string, unknown>;
  const parts: string[] = [];
  if (node.k === 'const' && !ids) return `(const ${String(node.type)}${node.value === null ? '' : ` ${printValue(node.value, ids)}`})`;
  if (typeof node.k === 'string')
    parts.push(ids && typeof node.id === 'number' ? `${node.k}#${node.id}@${String(node.from)}-${String(node.to)}` : node.k);
  for (const [name, member] of Object.entries(node)) {
    if (hidden.has(name) || member === null || member === false || member === 'none' || member === undefined) continue;
    if (Array.isArray(member) && member.length === 0) continue;
    if (member === true) parts.push(name);
    else parts.push(unnamed.has(name) ? printValue(member, ids) : `${name}:${printValue(member, ids)}`);
  }
  return `(${parts.join(' ')})`;
}
