import type { SyntaxNode } from '../../syntax/parsedChunk';
import type { Candidate, NamesInSight } from './candidates';
import { changed, inserted } from './changes';
import type { Statement, Statements } from './statements';

/** Parts of names that stand for each other: of data sets, and of samples and labels. */
const families: readonly (readonly string[])[] = [
  ['train', 'test', 'val', 'valid', 'validation', 'dev', 'eval'],
  ['x', 'y'],
  ['a', 'b'],
  ['left', 'right'],
  ['data', 'labels', 'label', 'target', 'targets'],
  ['input', 'output', 'target'],
];

interface Renaming {
  readonly from: string;
  readonly to: string;
}

/** What one name has where the other has something else: `x_train` and `x_test`, `X_train` and `y_train`. */
function renamingOf(from: string, to: string): Renaming | null {
  const [p, q] = [partsOf(from), partsOf(to)];
  if (p.length !== q.length) return null;
  const apart = p.flatMap((part, i) => (part === q[i] ? [] : [{ from: part, to: q[i]! }]));
  const [only] = apart;
  if (apart.length !== 1 || !only) return null;
  const isKin = families.some((family) => family.includes(only.from.toLowerCase()) && family.includes(only.to.toLowerCase()));
  return isKin || (/^\d+$/.test(only.from) && /^\d+$/.test(only.to)) ? only : null;
}

function partsOf(name: string): string[] {
  return name.split(/(?<=_)|(?=_)|(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)/);
}

function renamed(name: string, { from, to }: Renaming): string {
  return partsOf(name)
    .map((part) => (part === from ? to : part))
    .join('');
}

/**
 * What is done to one array and not to its twin: `x_test = x_test.reshape(…)` without a line like it for `x_train`, or with one that
 * differs.
 */
export function likeTwins(here: Statement, sources: readonly Statement[], all: Statements, names: NamesInSight): Candidate[] {
  const others = all.inSight(here);
  const wanted = new Set([...here.reads, ...sources.flatMap(({ reads }) => reads)]);
  const out: Candidate[] = [];
  for (const twin of others) {
    const [target] = twin.assigns;
    if (twin.assigns.length !== 1 || !target || twin === here) continue;
    for (const name of wanted) {
      const renaming = name === target ? null : renamingOf(target, name);
      if (!renaming) continue;
      const text = mirrored(twin, renaming, all, names);
      if (text === twin.source) continue;
      const own = others.filter((s) => s.assigns.length === 1 && s.assigns[0] === name);
      const isStep = twin.reads.includes(target);
      const alike = own.filter((s) => s.reads.includes(name) === isStep && likeness(s.source, text) > 0.4);
      const known = own.some((s) => s.source === text);
      for (const s of known ? [] : alike) {
        const change = changed(s, s, text);
        if (change) out.push(change);
      }
      if (isStep && !alike.length && !known) out.push(inserted(twin, text, 'after'));
    }
  }
  return out;
}

function mirrored(twin: Statement, renaming: Renaming, all: Statements, names: NamesInSight): string {
  let text = twin.source;
  const spots = twin.nodes.filter(({ type }: SyntaxNode) => type === 'VariableName');
  for (const node of spots.sort((a, b) => b.from - a.from)) {
    const name = twin.textOf(node);
    const other = renamed(name, renaming);
    if (other === name || (!names.has(other) && all.count(other) === 0)) continue;
    text = text.slice(0, node.from - twin.from) + other + text.slice(node.to - twin.from);
  }
  // The number of samples is another one.
  return text.replace(/(reshape\(\(?)\d+(?=,)/, '$1-1');
}

/** Share of the longer text that both begin and end with. */
function likeness(a: string, b: string): number {
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return (start + end) / Math.max(a.length, b.length);
}

/** An array as it is used elsewhere in the program: `x[..., None]`, `np.array(x)`, `x.reshape(…)`. */
export function asElsewhere(here: Statement, all: Statements, names: NamesInSight): Candidate[] {
  const reads = here.nodes.filter((node) => node.type === 'VariableName' && here.isRead(node) && here.isValue(node));
  return reads.flatMap((node) => {
    const name = here.textOf(node);
    if (!names.has(name) || !here.reads.includes(name)) return [];
    const forms = new Set<string>();
    for (const s of all.everything()) {
      if (s === here) continue;
      for (const one of s.nodes) {
        if (one.type !== 'MemberExpression' && one.type !== 'CallExpression') continue;
        const text = s.textOf(one);
        if (text.length > 80 || !s.isValue(one) || !isForm(s, one, name)) continue;
        forms.add(text);
      }
    }
    return [...forms].slice(0, 3).flatMap((text) => changed(here, node, text) ?? []);
  });
}

/** `name[…]`, `name.method(…)`, or a function that takes nothing but the name and constants. */
function isForm(s: Statement, node: SyntaxNode, name: string): boolean {
  const [inner, next] = node.children;
  if (!inner) return false;
  const isName = (one: SyntaxNode): boolean => one.type === 'VariableName' && s.textOf(one) === name;
  if (node.type === 'MemberExpression') return next?.type === '[' && isName(inner);
  if (inner.type === 'MemberExpression' && inner.children[0] && isName(inner.children[0])) return true;
  const [first] = next?.type === 'ArgList' ? s.items(next) : [];
  return (
    /^(?:np|numpy|tf|keras|to_categorical|pad_sequences)\b/.test(s.textOf(inner)) && !!first && s.text.slice(first.from, first.to) === name
  );
}
