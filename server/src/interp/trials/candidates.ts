import type { Diagnostic, FixEdit } from '../../diagnostics/diagnostic';
import type { Message } from '../../../../extension/protocol/localize';
import { msg } from '../../../../extension/protocol/localize';
import type { Place } from '../../ir/place';
import { nearest } from '../names/nearest';
import { changed, inserted } from './changes';
import { addedArguments, definitions } from './missing';
import { reordered } from './order';
import type { Statement, Statements } from './statements';
import { asElsewhere, likeTwins } from './twins';

/** A change that may repair a fault; whether it does shows when the program is analysed with it. */
export interface Candidate {
  readonly title: Message;
  readonly edits: readonly FixEdit[];
}

/** Names with what they hold, as far as that says which may stand for which. */
export type NamesInSight = ReadonlyMap<string, string>;

/**
 * Small changes that people make to repair such a fault, the likely ones first: at the statement that raises, at the causes that the
 * report names, and where the names in it come from.
 */
export function candidatesFor(d: Diagnostic, all: Statements, namesAt: (place: Place) => NamesInSight): Candidate[] {
  const here = all.at(d.place);
  if (!here) return [];
  const before = new Set(all.assignedBefore(here));
  const everywhere = namesAt(d.place);
  const names = new Map([...everywhere].filter(([name]) => before.has(name)));
  const arrays = new Map([...names].filter(([, kind]) => kind === 'array' || kind === 'tensor'));
  const causes = all.distinct([...d.related.map(({ place }) => all.at(place)), ...all.sources(here, 2)]).filter((s) => s !== here);
  causes.push(...all.callers(here).filter((s) => !causes.includes(s)));
  const numbers = numbersIn(d);
  const isCommon = (n: string, old: string): boolean => all.count(n) >= all.count(old);
  const out: Candidate[] = [];
  if (d.code === 'undefined-name') out.push(...reordered(d, here, causes, all), ...definitions(d, here, all, names));
  if (d.code === 'missing-argument') out.push(...addedArguments(d, here, all, names));
  for (const s of [here, ...causes]) out.push(...otherWords(d, s, all));
  const isOfArrays = betweenAxes.has(d.code) || d.code === 'reshape-size' || d.code === 'broadcast-mismatch';
  if (d.code === 'dim-mismatch') out.push(...otherNames(here, names, true));
  if (isOfArrays) out.push(...likeTwins(here, causes, all, names));
  for (const s of [here, ...causes]) out.push(...withoutDouble(s));
  if (d.code === 'axis-out-of-range' || d.code === 'broadcast-mismatch')
    for (const s of [here, ...causes]) if (s === here || s.source.includes('axis')) out.push(...otherAxes(s, 0, 1, -1));
  out.push(...plainer(here, names));
  if (d.message.text.includes('samples')) for (const cause of causes) out.push(...plainer(cause, names));
  if (isOfArrays) out.push(...asElsewhere(here, all, names));
  if (d.code !== 'undefined-name') out.push(...reordered(d, here, causes, all));
  if (d.code === 'dim-mismatch') out.push(...otherNames(here, names));
  if (d.code !== 'loss-target-mismatch') out.push(...swapped(here));
  for (const cause of causes) out.push(...toggled(cause));
  if (betweenAxes.has(d.code) && hasManyAxes(d)) for (const s of [...causes, here]) out.push(...flattened(s, all));
  for (const cause of causes) out.push(...otherNumbers(cause, numbers, isCommon));
  if (betweenAxes.has(d.code)) out.push(...reshaped(here, names, d), ...reboundBefore(here, arrays, all, d));
  for (const cause of causes) out.push(...otherNumbers(cause, numbers));
  if (d.code === 'loss-target-mismatch') out.push(...swapped(here));
  out.push(...otherNames(here, names));
  out.push(...otherNumbers(here, numbers), ...otherAxes(here, -1, 0, 1), ...toggled(here), ...withoutKeyword(here));
  for (const cause of causes) out.push(...plainer(cause, names), ...swapped(cause), ...otherNames(cause, arrays).slice(0, 4));
  for (const cause of [...causes, here]) out.push(...withoutItem(cause));
  return distinct(out);
}

function distinct(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ edits }) => {
    const key = edits.map(({ unitIdx, from, to, newText }) => `${unitIdx} ${from} ${to} ${newText}`).join('|');
    return !seen.has(key) && !!seen.add(key);
  });
}

/** `y[:-1]` → `y`, `y.reshape(-1, 1)` → `y`: an argument without its last index or call. */
function plainer(s: Statement, names: NamesInSight): Candidate[] {
  return s.nodes.flatMap((node) => {
    const [inner, next] = node.children;
    if (!inner || !s.isValue(node)) return [];
    // A shape is no extent, and `loc` is nothing without its index.
    if (node.type === 'MemberExpression' && next?.type === '[')
      return /(?:shape|loc|iat|\bat)$/.test(s.textOf(inner)) ? [] : (changed(s, node, s.textOf(inner)) ?? []);
    const isMethod = node.type === 'CallExpression' && inner.type === 'MemberExpression' && inner.children.at(-1)?.type === 'PropertyName';
    const object = isMethod ? inner.children[0] : undefined;
    return object && s.isAbout(object, names) && !s.isWhole(node) ? (changed(s, node, s.text.slice(object.from, object.to)) ?? []) : [];
  });
}

/** Most names that are tried in the place of one. */
const mostNames = 3;

/** Another name for the same kind of thing, the most alike first; `isNew`: like it, and not read by the statement yet. */
function otherNames(s: Statement, names: NamesInSight, isNew = false): Candidate[] {
  const fits = s.text.slice(s.from, s.to).includes('.fit(');
  const found = s.nodes.flatMap((node) => {
    const name = s.text.slice(node.from, node.to);
    const kind = names.get(name);
    if (node.type !== 'VariableName' || kind === undefined || !s.isRead(node)) return [];
    const others = [...names]
      .filter(([other, is]) => other !== name && is === kind && !(isNew && (s.reads.includes(other) || likeness(name, other) <= 0)))
      .map(([other]) => other);
    return others
      .map((other) => ({ node, other, score: likeness(name, other) + (/train/i.test(other) === fits ? 0.2 : 0) }))
      .sort((a, b) => b.score - a.score)
      .slice(0, mostNames);
  });
  return found.sort((a, b) => b.score - a.score).flatMap(({ node, other }) => changed(s, node, other) ?? []);
}

/** Parts that two names share: `x_test` is more like `x_train` and `y_test` than like `model`. */
export function likeness(a: string, b: string): number {
  const parts = (name: string): string[] => name.split(/_|(?<=[a-z])(?=[A-Z\d])/).map((part) => part.toLowerCase());
  const [p, q] = [parts(a), parts(b)];
  const shared = p.filter((part) => q.includes(part)).length;
  return shared / Math.max(p.length, q.length) - (p.length === q.length ? 0 : 0.1);
}

/** Two neighboring arguments or items in the other order. */
function swapped(s: Statement): Candidate[] {
  return s.nodes.flatMap((node) => {
    if (!['ArgList', 'TupleExpression', 'ArrayExpression', 'AssignStatement'].includes(node.type)) return [];
    // Layers in another order are another model.
    if (node.type === 'ArrayExpression' && node.children.some(({ type }) => type === 'CallExpression')) return [];
    const items = node.type === 'AssignStatement' ? s.targets : s.items(node);
    return items.slice(1).flatMap((second, i) => {
      const first = items[i]!;
      if (first.isNamed || second.isNamed) return [];
      const [a, between, b] = [
        s.text.slice(first.from, first.to),
        s.text.slice(first.to, second.from),
        s.text.slice(second.from, second.to),
      ];
      return a === b ? [] : (changed(s, { from: first.from, to: second.to }, `${b}${between}${a}`) ?? []);
    });
  });
}

/** Where an axis may be too many or too few. */
const betweenAxes = new Set<string>([
  'rank-mismatch',
  'input-mismatch',
  'loss-target-mismatch',
  'dim-mismatch',
  'silent-broadcast',
  'dtype-mismatch',
]);

/** What arrays are given to have the axes that another wants. */
const endings = ['.argmax(axis=1)', '[..., None]', '[None]', '.ravel()'];

/** An array with an axis more or less. */
function reshaped(s: Statement, names: NamesInSight, { message }: Diagnostic): Candidate[] {
  const isOneForTwo = message.text.includes('inputs') && message.args[0] === 2 && message.args[1] === 1;
  return s.nodes.flatMap((node) => {
    const name = s.text.slice(node.from, node.to);
    const kind = names.get(name);
    if (node.type !== 'VariableName' || (kind !== 'array' && kind !== 'tensor') || !s.isRead(node) || !s.isValue(node)) return [];
    const texts = isOneForTwo
      ? [`[${name}[:, 0], ${name}[:, 1]]`]
      : endings.filter((ending) => kind === 'array' || ending.startsWith('[')).map((ending) => `${name}${ending}`);
    return texts.flatMap((text) => changed(s, node, text) ?? []);
  });
}

/** An array with other axes from here on, where it is used again. */
function reboundBefore(here: Statement, arrays: NamesInSight, all: Statements, { message }: Diagnostic): Candidate[] {
  const reads = here.reads.filter((name) => arrays.get(name) === 'array');
  const categorical = message.text.includes('one-hot') ? all.pathOf('to_categorical') : null;
  const [classes] = message.args.flatMap((arg) => (typeof arg === 'string' ? (/, (\d+)\)$/.exec(arg)?.[1] ?? []) : []));
  const texts = (name: string): string[] => [
    ...(categorical === null ? [] : [`${categorical}(${name}${classes === undefined ? '' : `, ${classes}`})`]),
    `${name}.reshape(len(${name}), -1)`,
    `${name}[..., None]`,
    `${name}[None]`,
  ];
  return reads.flatMap((name) => texts(name).map((text) => inserted(here, `${name} = ${text}`, 'before')));
}

/** It speaks of something with more axes than a batch of features has. */
function hasManyAxes({ message }: Diagnostic): boolean {
  return message.args.some((arg) => typeof arg === 'string' && /\([^(),]*(,[^(),]+){2,}\)/.test(arg));
}

const flattening = /^(?:\w+\.)*(Dense|LSTM|GRU|SimpleRNN|Bidirectional)$/;

/** A `Flatten` in front of a dense layer, and the whole sequence out of a recurrent one. */
function flattened(s: Statement, all: Statements): Candidate[] {
  return s.nodes.flatMap((node): Candidate[] => {
    const [callee, list] = node.children;
    if (node.type !== 'CallExpression' || !callee || list?.type !== 'ArgList') return [];
    const path = s.text.slice(callee.from, callee.to);
    const name = flattening.exec(path)?.[1];
    if (name === undefined || name === 'Bidirectional') return [];
    if (name !== 'Dense') {
      const text = s.items(list).length ? ', return_sequences=True' : 'return_sequences=True';
      const at = s.items(list).at(-1)?.to ?? list.from + 1;
      const isGiven = s.text.slice(list.from, list.to).includes('return_sequences');
      return isGiven ? [] : [{ title: msg('Add {0}={1} to {2}', 'return_sequences', 'True', name), edits: [s.edit(at, at, text)] }];
    }
    const { path: flatten, edits } = all.nameFor('Flatten', path, name);
    if (flatten === null) return [];
    const title = msg('Add {0}', `${flatten}()`);
    const parent = s.parent(node);
    // `Dense(8)(x)`, an item of a list of layers, or `model.add(Dense(8))`.
    if (parent?.type === 'CallExpression' && parent.children[0] === node) {
      const inner = parent.children[1]!;
      const [item] = s.items(inner);
      return item ? [{ title, edits: [s.edit(item.from, item.to, `${flatten}()(${s.text.slice(item.from, item.to)})`), ...edits] }] : [];
    }
    if (parent?.type === 'ArrayExpression') return [{ title, edits: [s.edit(node.from, node.from, `${flatten}(), `), ...edits] }];
    const method = parent?.type === 'ArgList' ? s.parent(parent)?.children[0] : undefined;
    const add = method ? s.text.slice(method.from, method.to) : '';
    return add.endsWith('.add') ? [{ title, edits: [s.edit(s.from, s.from, `${add}(${flatten}())\n${s.indent}`), ...edits] }] : [];
  });
}

/** A text that is close to one that the report speaks of. */
function otherWords(d: Diagnostic, s: Statement, all: Statements): Candidate[] {
  const words = d.message.args
    .flatMap((arg) => (typeof arg === 'string' ? arg.replace(/['"]/g, '').split(/,\s*/) : []))
    .filter((word) => /^\w+$/.test(word));
  return s.nodes.flatMap((node) => {
    const word = s.text.slice(node.from + 1, node.to - 1);
    const meant = node.type === 'String' && /^\w+$/.test(word) ? nearest(word, words) : null;
    // What the report itself calls wrong may be written more often than what is meant.
    return meant === null || (!words.includes(word) && all.count(meant) < all.count(word))
      ? []
      : (changed(s, { from: node.from + 1, to: node.to - 1 }, meant) ?? []);
  });
}

/** Numbers and shapes that a report speaks of. */
function numbersIn({ message, related }: Diagnostic): number[] {
  const texts = [message, ...related.map((r) => r.message)].flatMap(({ args }) => args.map((arg) => JSON.stringify(arg)));
  const found = texts.flatMap((text) => [...text.matchAll(/(?<![\w.])-?\d+(?![\w.])/g)].map(([n]) => Number(n)));
  // Nothing of a size of none is of use to anybody.
  return [...new Set(found)].filter((n) => n > 0 && n < 1e9).slice(0, 6);
}

function otherNumbers(s: Statement, numbers: readonly number[], isLikely: (n: string, old: string) => boolean = () => true): Candidate[] {
  const written = s.nodes.filter(({ type }) => type === 'Number').slice(0, 6);
  return written.flatMap((node) => {
    const sign = s.text[node.from - 1] === '-' ? 1 : 0;
    const old = s.text.slice(node.from - sign, node.to);
    return /^-?\d+$/.test(old)
      ? numbers
          .filter((n) => String(n) !== old && isLikely(String(n), old))
          .flatMap((n) => changed(s, { from: node.from - sign, to: node.to }, String(n)) ?? [])
      : [];
  });
}

/** Small numbers that may be axes or positions. */
function otherAxes(s: Statement, ...axes: readonly number[]): Candidate[] {
  const written = s.nodes.filter((node) => node.type === 'Number' && /^[0-5]$/.test(s.textOf(node))).slice(0, 4);
  return written.flatMap((node) => {
    const from = s.text[node.from - 1] === '-' ? node.from - 1 : node.from;
    const old = s.text.slice(from, node.to);
    return axes.filter((n) => String(n) !== old).flatMap((n) => changed(s, { from, to: node.to }, String(n)) ?? []);
  });
}

/** Two items in a row that are the same, of which one is too much. */
function withoutDouble(s: Statement): Candidate[] {
  return s.nodes.flatMap((node) => {
    if (!['ArgList', 'ArrayExpression', 'TupleExpression'].includes(node.type)) return [];
    const items = s.items(node);
    return items.slice(1).flatMap((item, i) => {
      const [text, before] = [s.textOf(item), items[i]!];
      const isDouble = text === s.textOf(before) && /[A-Za-z_]/.test(text);
      return isDouble ? [{ title: msg('Remove {0}', text), edits: [s.edit(before.to, item.to, '')] }] : [];
    });
  });
}

const opposites: Readonly<Record<string, string>> = {
  True: 'False',
  False: 'True',
  same: 'valid',
  valid: 'same',
  CategoricalCrossentropy: 'SparseCategoricalCrossentropy',
  SparseCategoricalCrossentropy: 'CategoricalCrossentropy',
};

function toggled(s: Statement): Candidate[] {
  return s.nodes.flatMap((node) => {
    if (!['Boolean', 'String', 'PropertyName'].includes(node.type)) return [];
    const text = s.text.slice(node.from, node.to);
    const word = node.type === 'String' ? text.slice(1, -1) : text;
    return Object.hasOwn(opposites, word) ? (changed(s, node, text.replace(word, opposites[word]!)) ?? []) : [];
  });
}

function withoutKeyword(s: Statement): Candidate[] {
  return s.nodes.flatMap((node) => {
    if (node.type !== 'ArgList') return [];
    const items = s.items(node);
    return items.flatMap((item, i) => {
      if (!item.isNamed) return [];
      const name = s.text.slice(item.from, item.to).split(/\s*=/, 1)[0]!;
      const from = items[i - 1]?.to ?? item.from;
      const to = i > 0 ? item.to : (items[1]?.from ?? item.to);
      return [{ title: msg('Remove {0}', name), edits: [s.edit(from, to, '')] }];
    });
  });
}

/** A list or tuple without one of its items: a layer or an extent too many. */
function withoutItem(s: Statement): Candidate[] {
  return s.nodes.flatMap((node) => {
    if (node.type !== 'ArrayExpression' && node.type !== 'TupleExpression') return [];
    const items = s.items(node);
    if (items.length < 3 || items.length > 12) return [];
    return items.map((item, i) => {
      const from = items[i - 1]?.to ?? item.from;
      const to = i > 0 ? item.to : items[1]!.from;
      return { title: msg('Remove {0}', s.text.slice(item.from, item.to)), edits: [s.edit(from, to, '')] };
    });
  });
}
