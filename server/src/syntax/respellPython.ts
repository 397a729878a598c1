import type { Repair } from './repairs';
import type { Token } from './scanPython';

/**
 * Spells forms that the grammar does not know in ones that it does. The lowering recognizes them by nodes of no width, or by
 * the original text:
 * - `@expr` becomes `@_(expr)`, `with a as b, c:` becomes `with _(a)(b), _(c):`, `match x:` becomes `match (x):`;
 * - `except A, B:` becomes `except (A, B):`, a lone `yield` becomes `yield None`, `t'…'` becomes `f'…'`;
 * - `255.` becomes `255.0`, empty patterns get a `_`;
 * - the star of `x[*a]`, the star of `*args: *Ts` and defaults of type parameters are left out; `/` of a lambda becomes `*`.
 */
export function respellLine(tokens: readonly Token[], text: string, end: number): Repair[] {
  const repairs: Repair[] = [];
  const first = tokens[0];
  if (!first) return repairs;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.kind === 'string') {
      if (/^(?:t|rt|tr)['"]/i.test(text.slice(token.from, token.from + 3))) {
        const at = token.from + (/t/i.test(text[token.from]!) ? 0 : 1);
        repairs.push({ at, del: 1, ins: 'f' });
      }
    } else if (token.kind === 'number') {
      // The grammar wants a digit behind the point of `255.` and `1.e-3`.
      const point = /\.(?!\d)/.exec(token.text);
      if (point) repairs.push({ at: token.from + point.index + 1, del: 0, ins: '0' });
    } else if (token.kind === 'name') {
      if (token.text === 'yield') yieldWithout(tokens, i, repairs);
      else if (token.text === 'lambda') lambdaSlash(tokens, i, repairs);
    } else if (token.text === '*') star(tokens, i, repairs);
  }
  if (first.text === '@') decorator(tokens, repairs);
  else if (first.kind === 'name') {
    const word = first.text === 'async' ? tokens[1]?.text : first.text;
    const start = first.text === 'async' ? 1 : 0;
    if (word === 'with') withItems(tokens, start, repairs);
    else if (word === 'except') exceptTypes(tokens, repairs);
    else if (word === 'case') emptyPatterns(tokens, repairs);
    else if (word === 'match') matchSubject(tokens, repairs, text, end);
    else if ((word === 'def' || word === 'class' || word === 'type') && tokens[start + 2]?.text === '[')
      typeDefaults(tokens, start + 3, repairs);
  }
  return repairs;
}

function wrap(repairs: Repair[], from: number, to: number, before: string, after: string): void {
  repairs.push({ at: from, del: 0, ins: before }, { at: to, del: 0, ins: after });
}

function yieldWithout(tokens: readonly Token[], i: number, repairs: Repair[]): void {
  const next = tokens[i + 1];
  if (next && !/^[)\]},;:=]$/.test(next.text)) return;
  if (tokens[i - 1]?.text === '.' || next?.text === '=') return;
  repairs.push({ at: tokens[i]!.to, del: 0, ins: ' None' });
}

function lambdaSlash(tokens: readonly Token[], i: number, repairs: Repair[]): void {
  const depth = tokens[i]!.depth;
  for (let j = i + 1; j < tokens.length; j++) {
    const token = tokens[j]!;
    if (token.depth < depth || (token.depth === depth && token.text === ':')) return;
    if (token.depth === depth && token.text === '/' && tokens[j - 1]?.text === ',' && /^[,:]$/.test(tokens[j + 1]?.text ?? '')) {
      repairs.push({ at: token.from, del: 1, ins: '*' });
    }
  }
}

function star(tokens: readonly Token[], i: number, repairs: Repair[]): void {
  const token = tokens[i]!;
  const before = tokens[i - 1];
  if (token.depth === 0 || !before) return;
  if (before.text === ':' && tokens[i - 2]?.kind === 'name' && tokens[i - 3]?.text === '*') {
    repairs.push({ at: token.from, del: 1, ins: '' });
    return;
  }
  if (before.text !== ',' && before.text !== '[') return;
  let open = i - 1;
  while (open >= 0 && !(tokens[open]!.depth < token.depth && tokens[open]!.text === '[')) {
    if (tokens[open]!.depth < token.depth) return;
    open--;
  }
  const object = tokens[open - 1];
  if (
    object &&
    (object.text === ')' || object.text === ']' || object.kind === 'string' || (object.kind === 'name' && !notObject.has(object.text)))
  ) {
    repairs.push({ at: token.from, del: 1, ins: '' });
  }
}

/** Words before a `[` that opens a list or a pattern, not a subscript. */
const notObject = new Set(
  'in and or not is if elif else while with return yield lambda await del for assert from raise except case match'.split(' '),
);

function decorator(tokens: readonly Token[], repairs: Repair[]): void {
  const last = tokens[tokens.length - 1]!;
  if (tokens.length > 1) wrap(repairs, tokens[1]!.from, last.to, '_(', ')');
}

/** Index of the colon that ends a header which starts at `start`, or -1. */
function headerEnd(tokens: readonly Token[], start: number): number {
  let lambdas = 0;
  for (let i = start; i < tokens.length; i++) {
    const { depth, text, kind } = tokens[i]!;
    if (depth > 0) continue;
    if (kind === 'name' && text === 'lambda') lambdas++;
    else if (kind === 'op' && text === ':' && lambdas-- === 0) return i;
  }
  return -1;
}

function withItems(tokens: readonly Token[], start: number, repairs: Repair[]): void {
  const colon = headerEnd(tokens, start + 1);
  if (colon < 0 || colon === start + 1) return;
  let from = start + 1;
  let to = colon;
  let depth = 0;
  const open = tokens[from]!;
  const close = tokens[colon - 1]!;
  // `with (a as b, c):`: its parentheses hold items, not a value, where they hold `as` or separate several.
  if (open.text === '(' && close.text === ')' && !tokens.slice(from + 1, colon - 1).some((t) => t.depth === 0)) {
    const inner = tokens.slice(from + 1, colon - 1).filter((t) => t.depth === 1);
    if (
      inner.some((t) => t.text === 'as' && t.kind === 'name') ||
      (inner.some((t) => t.text === ',') && !inner.some((t) => t.text === 'for'))
    ) {
      depth = 1;
      from++;
      to--;
      repairs.push({ at: open.from, del: tokens[from]!.from - open.from, ins: '' });
      const last = tokens[to - 1]!;
      const hasComma = last.text === ',' && last.depth === 1;
      if (hasComma) to--;
      const endsAt = tokens[to - 1]!.to;
      repairs.push({ at: endsAt, del: close.to - endsAt, ins: ')' });
    }
  }
  let itemFrom = from;
  const finish = (end: number, isLast: boolean): void => {
    if (end <= itemFrom) return;
    repairs.push({ at: tokens[itemFrom]!.from, del: 0, ins: '_(' });
    if (!(isLast && depth === 1)) repairs.push({ at: tokens[end - 1]!.to, del: 0, ins: ')' });
  };
  for (let i = from; i < to; i++) {
    const token = tokens[i]!;
    if (token.depth !== depth) continue;
    if (token.kind === 'name' && token.text === 'as' && i > itemFrom)
      repairs.push({ at: token.from, del: token.to - token.from, ins: ')(' });
    else if (token.text === ',') {
      finish(i, false);
      itemFrom = i + 1;
      // Without its parentheses a list of items must stand on one line.
      if (depth === 1 && tokens[i + 1]) repairs.push({ at: token.to, del: tokens[i + 1]!.from - token.to, ins: ' ' });
    }
  }
  finish(to, true);
}

function exceptTypes(tokens: readonly Token[], repairs: Repair[]): void {
  const start = tokens[1]?.text === '*' ? 2 : 1;
  const colon = headerEnd(tokens, start);
  if (colon < 0) return;
  const header = tokens.slice(start, colon);
  if (!header.some((t) => t.depth === 0 && t.text === ',') || header.some((t) => t.text === 'as')) return;
  wrap(repairs, header[0]!.from, header[header.length - 1]!.to, '(', ')');
}

function matchSubject(tokens: readonly Token[], repairs: Repair[], text: string, end: number): void {
  const last = tokens[tokens.length - 1]!;
  if (last.text !== ':' || last.depth > 0 || tokens.length < 3 || !/^[^\n]*(?:\s*#[^\n]*)*\s*case\b/.test(text.slice(end, end + 2000)))
    return;
  wrap(repairs, tokens[1]!.from, tokens[tokens.length - 2]!.to, '(', ')');
}

/** The grammar's patterns are never empty: `C()`, `[]` and `{}` get a name of no width. */
function emptyPatterns(tokens: readonly Token[], repairs: Repair[]): void {
  const colon = headerEnd(tokens, 1);
  for (let i = 1; i < colon; i++) {
    const pair = tokens[i - 1]!.text + tokens[i]!.text;
    if (pair === '()' || pair === '[]') repairs.push({ at: tokens[i]!.from, del: 0, ins: '_' });
    else if (pair === '{}') repairs.push({ at: tokens[i]!.from, del: 0, ins: '**_' });
    else if (tokens[i]!.depth === 0 && tokens[i]!.text === 'if') return;
  }
}

function typeDefaults(tokens: readonly Token[], from: number, repairs: Repair[]): void {
  for (let i = from; i < tokens.length && tokens[i]!.depth > 0; i++) {
    const token = tokens[i]!;
    if (token.depth !== 1 || token.text !== '=') continue;
    let stop = i + 1;
    while (stop < tokens.length && tokens[stop]!.depth > 0 && !(tokens[stop]!.depth === 1 && tokens[stop]!.text === ',')) stop++;
    const last = tokens[stop - 1]!;
    repairs.push({ at: token.from, del: last.to - token.from, ins: '' });
    i = stop;
  }
}
