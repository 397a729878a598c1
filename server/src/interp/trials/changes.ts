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
  if (!a) return { title: msg('Add {0}', b), edits };
  return b ? { title: msg('Change {0} to {1}', a, b), edits } : { title: msg('Remove {0}', a), edits };
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
