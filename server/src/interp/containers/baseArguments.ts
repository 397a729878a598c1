import { msg } from '../../../../extension/protocol/localize';
import type { DiagnosticCode } from '../../diagnostics/codes';
import type { Message } from '../../../../extension/protocol/localize';
import type { Fix } from '../../diagnostics/diagnostic';
import type { BoundArg, CallSite, Value } from '../../values/value';
import { placeOf } from '../reports/checkArguments';
import { editOf, replaceText } from '../reports/fixEdits';
import type { CallArgs } from '../functions';
import type { Machine } from '../machine';
import { nearest } from '../names/nearest';
import { refuse } from '../reports/refusal';
import { isSurelyKeras3 } from './kerasFlavor';
import { tensorLeaves } from './structures';
import { baseOf } from './subclass';

/*
 * What the constructors of Keras' base classes take: `Layer`, and `Model`, which hands on to it whatever are not the two ends of a graph.
 */

/** Arguments that every layer and model takes, all by name. */
const ofLayer = ['activity_regularizer', 'trainable', 'dtype', 'autocast', 'name', 'input_shape', 'input_dim'];

/** The arguments of a layer's base class. `label` is the class that is made. */
export function checkLayerArguments(m: Machine, label: string, args: CallArgs, site: CallSite): void {
  if (!args.isComplete || !isSurelyKeras3(m)) return;
  if (args.positional.length) tooMany(m, label, args.positional.length, 0, args.positional[0]!, site);
  else unknownName(m, label, ofLayer, args, site);
}

/** The arguments of `keras.Model`. True when it is no graph although it was surely meant to be one. */
export function checkModelArguments(m: Machine, label: string, args: CallArgs, site: CallSite): boolean {
  if (isGraph(args) || !args.isComplete || !isSurelyKeras3(m)) return false;
  const ends = args.positional.length + ['inputs', 'outputs', 'input', 'output'].filter((name) => args.keyword.has(name)).length;
  const given = [...args.positional, ...args.keyword.values()].map(({ value }) => value);
  const isPart = (value: Value): boolean => value.kind === 'tensor' || holdsLayers(m, value) || tensorLeaves(m, value).length > 0;
  if (!ends || !given.some(isPart)) {
    checkLayerArguments(m, label, args, site);
    return false;
  }
  if (ends > 2 && args.positional.length > 2) tooMany(m, label, args.positional.length, 2, args.positional[2]!, site);
  else if (ends > 1) singular(m, label, args, site);
  else oneEnd(m, label, args, site);
  return true;
}

/** Both ends of a graph are given: by position, by name, or the first by position and the second by name. */
export function isGraph({ positional, keyword }: CallArgs): boolean {
  if (positional.length === 2) return true;
  return keyword.has('outputs') && (positional.length === 1 || keyword.has('inputs'));
}

/** `Sequential(layer, layer)`, and arguments that it does not take. Gives what the layers are meant to be. */
export function checkStackArguments(m: Machine, args: CallArgs, site: CallSite): CallArgs {
  if (!args.isComplete || !isSurelyKeras3(m)) return args;
  const [first] = args.positional;
  const layers = args.positional.filter(({ value }) => isPart(m, value));
  if (first && layers.length === args.positional.length && layers.length) {
    const message = msg('Sequential takes its layers in one list');
    refuse(m, 'TypeError', 'missing-argument', message, { place: site.place, fixes: [intoList(site, layers.length)] });
    const items = layers.map(({ value }) => value);
    const list = m.alloc({ kind: 'list', isSet: false, items, element: { kind: 'unknown', path: null } });
    return { ...args, positional: [{ value: list, expr: null, place: null }] };
  }
  if (args.positional.length > 3) tooMany(m, 'Sequential', args.positional.length, 3, args.positional[3]!, site);
  else unknownName(m, 'Sequential', ['layers', 'trainable', 'name'], args, site);
  return args;
}

function isPart(m: Machine, value: Value): boolean {
  return baseOf(m, value) !== null || (value.kind === 'tensor' && value.isSymbolic);
}

function intoList({ call, home }: CallSite, n: number): Fix | null {
  const given = call?.args;
  if (!given || given.length !== n || given.some((arg) => arg.spread !== 'none' || arg.name !== null)) return null;
  const [from, to] = [given[0]!.from, given.at(-1)!.to];
  const edit = editOf(home, from, to, `[${home.code.text.slice(from, to)}]`);
  return { title: msg('Put the layers into a list'), isPreferred: true, edits: [edit] };
}

function oneEnd(m: Machine, label: string, args: CallArgs, site: CallSite): void {
  const isList = args.positional[0] !== undefined && holdsLayers(m, args.positional[0].value);
  const message = isList
    ? msg('{0} takes the inputs and the outputs of a graph; a list of layers makes a Sequential', label)
    : msg(
        '{0} takes the inputs and the outputs of a graph; {1} alone make none',
        label,
        args.keyword.has('outputs') ? 'outputs' : 'inputs',
      );
  tell(m, 'missing-argument', message, null, site);
}

function holdsLayers(m: Machine, value: Value): boolean {
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  const items = value.kind === 'tuple' ? value.items : object?.kind === 'list' ? object.items : null;
  return !!items?.length && items.every((item) => baseOf(m, item) !== null);
}

/** `input=` and `output=`, as Keras 1 called them. */
function singular(m: Machine, label: string, args: CallArgs, site: CallSite): void {
  const old = ['input', 'output'].find((name) => args.keyword.has(name));
  if (old === undefined) return oneEnd(m, label, args, site);
  const written = (site.call?.args ?? []).filter(({ name }) => name === 'input' || name === 'output');
  const edits = written.map(({ from, name }) => editOf(site.home, from, from + name!.length, `${name!}s`));
  const fix: Fix | null = edits.length
    ? { title: msg('Change {0} to {1}', written.map(({ name }) => name).join(', '), 'inputs, outputs'), isPreferred: true, edits }
    : null;
  tell(m, 'unknown-argument', msg('{0} does not take {1}; is {2} meant?', label, old, `${old}s`), args.keyword.get(old)!, site, fix);
}

function tooMany(m: Machine, label: string, given: number, most: number, at: BoundArg, site: CallSite): void {
  const message = msg('{0} takes at most {1} positional arguments, it gets {2}', label, most, given);
  tell(m, 'unknown-argument', message, at, site);
}

function unknownName(m: Machine, label: string, names: readonly string[], args: CallArgs, site: CallSite): void {
  for (const [name, at] of args.keyword) {
    if (names.includes(name)) continue;
    const meant = nearest(
      name,
      names.filter((other) => !args.keyword.has(other)),
    );
    const written = site.call?.args.find((arg) => arg.name === name);
    const message = meant ? msg('{0} does not take {1}; is {2} meant?', label, name, meant) : msg('{0} does not take {1}', label, name);
    const fix = meant && written ? replaceText(site.home, written.from, written.from + name.length, meant) : null;
    tell(m, 'unknown-argument', message, at, site, fix);
    return;
  }
}

function tell(m: Machine, code: DiagnosticCode, message: Message, at: BoundArg | null, site: CallSite, fix: Fix | null = null): void {
  refuse(m, code === 'missing-argument' ? 'TypeError' : 'ValueError', code, message, {
    place: placeOf(site, at?.place ?? null),
    fixes: [fix],
  });
}
