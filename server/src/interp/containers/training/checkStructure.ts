import { msg } from '../../../../../extension/protocol/localize';
import type { Message } from '../../../../../extension/protocol/localize';
import type { Fix } from '../../../diagnostics/diagnostic';
import type { Expr } from '../../../ir/ir';
import type { CallSite, LibraryObject, Value } from '../../../values/value';
import { none } from '../../../values/value';
import { replaceText } from '../../reports/fixEdits';
import type { Machine } from '../../machine';
import { isSurelyKeras3 } from '../kerasFlavor';

/**
 * Losses and metrics of several outputs: they are matched with the outputs by name, or by position. False once something was reported.
 *
 * @param names the names of the outputs, empty where they are not known
 */
export function checkStructure(m: Machine, compiled: LibraryObject, count: number, names: readonly string[], site: CallSite): boolean {
  if (!isSurelyKeras3(m) || names.length !== count) return true;
  return checkLossNames(m, compiled, names, site) && checkMetricLists(m, compiled, count, names, site);
}

function checkLossNames(m: Machine, compiled: LibraryObject, names: readonly string[], site: CallSite): boolean {
  const keys = keysOf(m, compiled.attrs.get('loss') ?? none);
  if (!keys?.length) return true;
  const known = names.filter(Boolean);
  const absent = known.filter((name) => !keys.includes(name));
  const isSurelyExtra = known.length === names.length ? keys.filter((key) => !names.includes(key)) : [];
  if (!absent.length && !isSurelyExtra.length && keys.length <= names.length) return true;
  // A name that Keras chose may be the one that is written.
  if (known.length < names.length && keys.length === names.length && !absent.length) return true;
  const extra = keys.filter((key) => !names.includes(key));
  const message = msg(
    'The losses are given for {0}, the outputs of the model are {1}',
    quoted(keys),
    quoted(names.map((name) => name || '?')),
  );
  const fix = absent.length === 1 && extra.length === 1 ? renameKey(compiled.site, 'loss', extra[0]!, absent[0]!) : null;
  return refuse(m, compiled, message, msg('The loss is given here'), fix, site);
}

function checkMetricLists(m: Machine, compiled: LibraryObject, count: number, names: readonly string[], site: CallSite): boolean {
  if (count < 2) return true;
  for (const param of ['metrics', 'weighted_metrics']) {
    const value = compiled.attrs.get(param) ?? none;
    const keys = keysOf(m, value);
    if (keys && names.every(Boolean)) {
      const extra = keys.filter((key) => !names.includes(key));
      if (!extra.length) continue;
      const absent = names.filter((name) => !keys.includes(name));
      const message = msg('The metrics are given for {0}, the outputs of the model are {1}', quoted(keys), quoted(names));
      const fix = absent.length === 1 && extra.length === 1 ? renameKey(compiled.site, param, extra[0]!, absent[0]!) : null;
      return refuse(m, compiled, message, msg('The metric is given here'), fix, site);
    }
    const object = value.kind === 'ref' ? m.get(value.id) : undefined;
    const items = value.kind === 'tuple' ? value.items : object?.kind === 'list' && !object.isSet ? object.items : null;
    if (!items?.length || items.length === count) continue;
    const message = msg('The model has {0} outputs: the list of metrics has one entry for each, here it has {1}', count, items.length);
    return refuse(m, compiled, message, msg('The metric is given here'), repeat(compiled.site, param, count), site);
  }
  return true;
}

function keysOf(m: Machine, value: Value): readonly string[] | null {
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  if (object?.kind !== 'dict' || object.isOpen) return null;
  const keys = [...object.entries.values()].map(({ key }) => (key.kind === 'str' ? key.value : null));
  return keys.every((key) => key !== null) ? keys : null;
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}

function refuse(m: Machine, compiled: LibraryObject, message: Message, here: Message, fix: Fix | null, site: CallSite): false {
  m.report({
    code: 'loss-target-mismatch',
    severity: 'error',
    message,
    place: site.place,
    related: [{ place: compiled.site.place, message: here }],
    fixes: fix ? [fix] : [],
  });
  return false;
}

/** What is written for an argument of `compile`, by name. */
function written({ call }: CallSite, param: string): Expr | null {
  return call?.args.find(({ name }) => name === param)?.value ?? null;
}

function renameKey(site: CallSite, param: string, key: string, meant: string): Fix | null {
  const dict = written(site, param);
  if (dict?.k !== 'dict') return null;
  const entry = dict.entries.find((one) => one.key?.k === 'const' && one.key.value === key);
  if (!entry?.key) return null;
  const [from, to] = [entry.key.from + 1, entry.key.to - 1];
  return site.home.code.text.slice(from, to) === key ? replaceText(site.home, from, to, meant) : null;
}

/** The same metrics for each output. */
function repeat(site: CallSite, param: string, count: number): Fix | null {
  const list = written(site, param);
  if (list?.k !== 'list' || list.items.some((item) => item.k === 'list' || item.k === 'tuple')) return null;
  const text = site.home.code.text.slice(list.from, list.to);
  return replaceText(site.home, list.from, list.to, `[${Array<string>(count).fill(text).join(', ')}]`);
}
