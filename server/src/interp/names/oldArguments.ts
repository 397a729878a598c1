import { msg } from '../../../../extension/protocol/localize';
import type { Message } from '../../../../extension/protocol/localize';
import { defaultSeverities } from '../../diagnostics/codes';
import type { Fix, FixEdit } from '../../diagnostics/diagnostic';
import type { Arg, CallExpr } from '../../ir/ir';
import type { OldArguments } from '../../ops/kernel';
import { findOp, oldArgumentsOf } from '../../ops/registry';
import type { BoundArg, CallSite, Home, Value } from '../../values/value';
import { str, tuple } from '../../values/value';
import { placeOf } from '../reports/checkArguments';
import { isLegacyKeras } from '../containers/kerasFlavor';
import { dropEdit, editOf } from '../reports/fixEdits';
import type { CallArgs } from '../functions';
import type { Machine } from '../machine';
import { labelOf } from '../reports/report';

/** Says which arguments of a call are called otherwise today, or are gone, and gives the call as it is meant. */
export function asToday(m: Machine, op: string, args: CallArgs, site: CallSite): CallArgs {
  const { renamed } = findOp(op) ?? {};
  const table = oldArgumentsOf(op) ?? (renamed && { renamed });
  if (!table) return args;
  const was = [...args.keyword.keys()].filter((name) => Object.hasOwn(table.renamed, name) || table.sizes?.was.includes(name));
  if (!was.length) return args;
  // Keras 2 takes what it took.
  if (!isLegacyKeras(m)) report(m, op, table, was, args, site);
  return translated(table, args);
}

function translated(table: OldArguments, args: CallArgs): CallArgs {
  const keyword = new Map<string, BoundArg>();
  const { sizes, inputShape } = table;
  for (const [name, arg] of args.keyword) {
    if (sizes?.was.includes(name) || (inputShape && name === inputShape[1] && args.keyword.has(inputShape[0]))) continue;
    const now = Object.hasOwn(table.renamed, name) ? table.renamed[name]! : name;
    if (now !== null && !(now !== name && args.keyword.has(now)))
      keyword.set(now, now === name ? arg : { ...arg, value: inWords(table, now, arg.value) });
  }
  const named = sizes?.was.map((name) => args.keyword.get(name)) ?? [];
  if (sizes && named.length && named.every((arg) => arg !== undefined)) keyword.set(sizes.now, together(named));
  const shape = inputShape?.map((name) => args.keyword.get(name));
  if (shape?.every((arg) => arg !== undefined) && !keyword.has('input_shape')) keyword.set('input_shape', together(shape));
  const { positional, isComplete } = args;
  const nSizes = sizes ? sizesByPosition(sizes.was.length, positional) : 0;
  if (!nSizes) return { ...args, keyword };
  // What stood behind them has another place today.
  const rest = positional.length > nSizes + 1;
  return { ...args, keyword, positional: [positional[0]!, together(positional.slice(1, nSizes + 1))], isComplete: isComplete && !rest };
}

/** How many arguments behind the first are extents that were given one by one. */
function sizesByPosition(count: number, positional: readonly BoundArg[]): number {
  const found = positional.slice(1, count + 1);
  return found.length === count && count > 1 && found.every(({ value }) => value.kind === 'int') ? count : 0;
}

function together(args: readonly BoundArg[]): BoundArg {
  return { value: tuple(args.map(({ value }) => value)), expr: null, place: args[0]!.place };
}

function inWords({ words }: OldArguments, now: string, value: Value): Value {
  const known = words?.[now];
  return known && value.kind === 'str' && value.value !== null && Object.hasOwn(known, value.value) ? str(known[value.value]!) : value;
}

function report(m: Machine, op: string, table: OldArguments, was: readonly string[], args: CallArgs, site: CallSite): void {
  const first = was[0]!;
  const now = table.sizes?.was.includes(first) ? table.sizes.now : (table.renamed[first] ?? null);
  const label = labelOf(op);
  const message: Message =
    now === null ? msg('{0} no longer takes {1}', label, first) : msg('{0}: {1} is called {2} now', label, first, now);
  const edits = site.call ? editsOf(table, was, args, site.call, site.home) : null;
  const title =
    was.length > 1
      ? msg('Write the arguments as they are called now')
      : now === null
        ? msg('Remove {0}', first)
        : msg('Change {0} to {1}', first, now);
  const fix: Fix | null = edits && { title, isPreferred: true, edits };
  m.report({
    code: 'unknown-argument',
    severity: defaultSeverities['unknown-argument'],
    message,
    place: placeOf(site, args.keyword.get(first)!.place),
    related: [],
    fixes: fix ? [fix] : [],
  });
}

/** All edits that the call needs; null where one of the arguments is not written there. */
function editsOf(table: OldArguments, was: readonly string[], args: CallArgs, call: CallExpr, home: Home): FixEdit[] | null {
  const { sizes, inputShape } = table;
  const written = (name: string): Arg | undefined => call.args.find((arg) => arg.name === name);
  const text = (arg: Arg): string => home.code.text.slice(arg.value.from, arg.value.to);
  const edits: FixEdit[] = [];
  const joined = (names: readonly string[], now: string): boolean => {
    const found = names.map(written);
    if (!found.every((arg) => arg !== undefined)) return false;
    edits.push(editOf(home, found[0]!.from, found[0]!.to, `${now}=(${found.map((arg) => text(arg)).join(', ')})`));
    for (const name of names.slice(1)) edits.push(...[dropEdit(call, home, name)].filter((edit) => edit !== null));
    return true;
  };
  for (const name of was) {
    const arg = written(name);
    if (!arg) return null;
    if (sizes?.was.includes(name)) {
      if (name === sizes.was[0] && !joined(sizes.was, sizes.now)) return null;
      if (!written(sizes.was[0]!)) return null;
      continue;
    }
    if (inputShape?.[0] === name && written(inputShape[1])) {
      joined(inputShape, 'input_shape');
      continue;
    }
    const now = table.renamed[name] ?? null;
    if (now === null) {
      const drop = dropEdit(call, home, name);
      if (!drop) return null;
      edits.push(drop);
      continue;
    }
    if (written(now)) return null;
    const word = arg.value.k === 'const' && arg.value.type === 'str' ? table.words?.[now]?.[String(arg.value.value)] : undefined;
    edits.push(
      word === undefined ? editOf(home, arg.from, arg.from + name.length, now) : editOf(home, arg.from, arg.to, `${now}='${word}'`),
    );
  }
  const nSizes = sizes ? sizesByPosition(sizes.was.length, args.positional) : 0;
  if (nSizes) {
    const [from, to] = [call.args[1]!.value, call.args[nSizes]!.value];
    edits.push(editOf(home, from.from, from.from, '('), editOf(home, to.to, to.to, ')'));
  }
  return isDisjoint(edits) ? edits : null;
}

/** Neighbors that both go would take the same comma. */
function isDisjoint(edits: readonly FixEdit[]): boolean {
  const sorted = [...edits].sort((a, b) => a.from - b.from);
  return sorted.every((edit, i) => i === 0 || sorted[i - 1]!.to <= edit.from);
}
