import { msg } from '../../../../extension/protocol/localize';
import type { Candidate } from './candidates';
import type { Statement } from './statements';

/** Another text in the place of a part of a statement, told and edited where the two differ; null where they do not. */
export function changed(s: Statement, { from, to }: { readonly from: number; readonly to: number }, newText: string): Candidate | null {
  const old = s.text.slice(from, to);
  if (old === newText) return null;
  const [start, end] = [sharedStart(old, newText), sharedEnd(old, newText)];
  const isLong = old.length + newText.length > 60 && start + end < Math.min(old.length, newText.length);
  const [a, b] = isLong ? [old.slice(start, old.length - end), newText.slice(start, newText.length - end)] : [old, newText];
  const edits = [s.edit(from, to, newText)];
  const [before, behind] = a === old && b === newText ? around(s, from, to) : ['', ''];
  if (before || behind) return { title: msg('Change {0} to {1}', `${before}${old}${behind}`, `${before}${newText}${behind}`), edits };
  if (!a) return { title: msg('Add {0}', b), edits };
  return b ? { title: msg('Change {0} to {1}', a, b), edits } : { title: msg('Remove {0}', a), edits };
}

/** Nodes that say what a number or a flag in them is for. */
const telling = /^(UnaryExpression|MemberExpression|TupleExpression|ArrayExpression|ParenthesizedExpression|BinaryExpression|String)$/;
const mostAround = 40;

/** What stands around a number or a flag, so far as it fits into a title: the name of the argument, the tuple, the index. */
function around(s: Statement, from: number, to: number): [string, string] {
  if (!/^[-\w.]{1,12}$/.test(s.text.slice(from, to)) || !/^(-?[\d.]+|True|False|None)$/.test(s.text.slice(from, to))) return ['', ''];
  let shown = { from, to };
  const outer = s.nodes.filter((node) => node.from <= from && to <= node.to && node.to - node.from > to - from);
  for (const node of outer.sort((a, b) => a.to - a.from - (b.to - b.from))) {
    if (telling.test(node.type) && node.to - node.from <= mostAround) shown = node;
    else if (node.type === 'ArgList') {
      const name = /(\w+)\s*=\s*$/.exec(s.text.slice(node.from, shown.from));
      if (name) shown = { from: node.from + name.index, to: shown.to };
      break;
    } else break;
  }
  return [s.text.slice(shown.from, from), s.text.slice(to, shown.to)];
}

/** Whole words that both begin with. */
function sharedStart(a: string, b: string): number {
  let at = 0;
  while (at < Math.min(a.length, b.length) && a[at] === b[at]) at++;
  while (at > 0 && /\w/.test(a[at - 1]!) && (/\w/.test(a[at] ?? '') || /\w/.test(b[at] ?? ''))) at--;
  return at;
}

function sharedEnd(a: string, b: string): number {
  const start = sharedStart(a, b);
  let n = 0;
  while (n < Math.min(a.length, b.length) - start && a[a.length - 1 - n] === b[b.length - 1 - n]) n++;
  while (n > 0 && /\w/.test(a[a.length - n]!) && (/\w/.test(a[a.length - n - 1] ?? '') || /\w/.test(b[b.length - n - 1] ?? ''))) n--;
  return n;
}

/** A statement of its own beside another. */
export function inserted(s: Statement, text: string, where: 'before' | 'after'): Candidate {
  const edit = where === 'before' ? s.edit(s.from, s.from, `${text}\n${s.indent}`) : s.edit(s.to, s.to, `\n${s.indent}${text}`);
  return { title: msg('Add {0}', text), edits: [edit] };
}

/** Two statements in the other order. */
export function exchanged(first: Statement, second: Statement): Candidate {
  const edits = [first.edit(first.from, first.to, second.source), second.edit(second.from, second.to, first.source)];
  return { title: msg('Exchange {0} and {1}', shortened(first.source), shortened(second.source)), edits };
}

/** A statement taken away with its line. */
export function removed(s: Statement): Candidate {
  return { title: msg('Remove {0}', shortened(s.source)), edits: [s.edit(s.from, s.to, s.isAlone ? 'pass' : '')] };
}

function shortened(text: string): string {
  const [line] = text.split('\n') as [string];
  return line === text && line.length <= 60 ? line : `${line.slice(0, 58)} …`;
}
