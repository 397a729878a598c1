import type { Repair } from './repairs';
import type { JsToken } from './scanJavaScript';

/**
 * Spells forms that the grammar does not know in ones that it does; the lowering looks at the original text where it matters:
 * - `import x = require('y')` and `import A = B.C` become `const …`; attributes of an import are left out;
 * - in `[a.b, c[0]] = d` the `=` becomes a comma, because the grammar's patterns hold only names;
 * - the `!` of `let x!: T` and the types of an `export { … }` are left out.
 */
export function respellSection(tokens: readonly JsToken[]): Repair[] {
  const repairs: Repair[] = [];
  const start = tokens[0]?.text === 'export' ? 1 : 0;
  const first = tokens[start];
  if (first?.text === 'import' && tokens[start + 1]?.kind === 'name' && tokens[start + 2]?.text === '=') {
    repairs.push({ at: first.from, del: 6, ins: 'const ' });
  }
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.kind === 'name') {
      if (token.text === 'type') exportedType(tokens, i, repairs);
      else if ((token.text === 'with' || token.text === 'assert') && token.depth === 0 && tokens[i + 1]?.text === '{')
        importAttributes(tokens, i, repairs);
    } else if (token.kind === 'op') {
      if (token.text === '[' || token.text === '{') assignedPattern(tokens, i, repairs);
      else if (token.text === '!' && tokens[i + 1]?.text === ':' && tokens[i - 1]?.kind === 'name' && tokens[i - 1]!.to === token.from) {
        repairs.push({ at: token.from, del: 1, ins: '' });
      }
    }
  }
  return repairs;
}

function importAttributes(tokens: readonly JsToken[], i: number, repairs: Repair[]): void {
  const first = tokens[0]!.text;
  if ((first !== 'import' && first !== 'export') || tokens[i - 1]?.kind !== 'string') return;
  const close = closeIdx(tokens, i + 1);
  if (close > 0) repairs.push({ at: tokens[i]!.from, del: tokens[close]!.to - tokens[i]!.from, ins: '' });
}

/** `type A` in `export { type A, b }` is nothing at run time. */
function exportedType(tokens: readonly JsToken[], i: number, repairs: Repair[]): void {
  if (tokens[0]!.text !== 'export' || tokens[1]?.text !== '{' || tokens[i]!.depth !== 1 || !/^[{,]$/.test(tokens[i - 1]!.text)) return;
  const next = tokens[i + 1];
  if (next?.kind !== 'name' || next.text === 'as') return;
  let end = i + 1;
  while (end + 1 < tokens.length && !/^[,}]$/.test(tokens[end + 1]!.text)) end++;
  if (tokens[end + 1]?.text === ',') end++;
  repairs.push({ at: tokens[i]!.from, del: tokens[end]!.to - tokens[i]!.from, ins: '' });
}

function assignedPattern(tokens: readonly JsToken[], i: number, repairs: Repair[]): void {
  const before = tokens[i - 1];
  const isStart = !before || /^[;{}(]$/.test(before.text) || (before.text === ')' && tokens[i]!.text === '[');
  if (!isStart || (tokens[i]!.text === '{' && before?.text !== '(')) return;
  const close = closeIdx(tokens, i);
  if (close < 0 || tokens[close + 1]?.text !== '=') return;
  const hasMember = tokens
    .slice(i + 1, close)
    .some((t, j) => t.text === '.' || (t.text === '[' && (/^[)\]]$/.test(tokens[i + j]!.text) || tokens[i + j]!.kind === 'name')));
  if (hasMember) repairs.push({ at: tokens[close + 1]!.from, del: 1, ins: ',' });
}

/** Index of the bracket that closes the one at `i`, or -1. */
function closeIdx(tokens: readonly JsToken[], i: number): number {
  const depth = tokens[i]!.depth;
  for (let j = i + 1; j < tokens.length; j++) if (tokens[j]!.depth === depth) return j;
  return -1;
}
