import type { Message } from '../../../../extension/protocol/localize';
import { msg } from '../../../../extension/protocol/localize';
import { defaultSeverities } from '../../diagnostics/codes';
import type { Fix } from '../../diagnostics/diagnostic';
import { formatShape } from '../../values/shape';
import type { Expr } from '../../ir/ir';
import type { BoundArg, CallSite, ModelObject, TensorValue, Value } from '../../values/value';
import { placeOf } from '../reports/checkArguments';
import { editOf, replaceText } from '../reports/fixEdits';
import type { Machine } from '../machine';
import { scopeOf } from '../scopes';
import { isSurelyKeras3 } from './kerasFlavor';
import { layersOf } from './modelLayers';
import { leavesOf, tensorLeaves } from './structures';
import { baseOf } from './subclass';
import { inOrder, tensorKey } from './models';

/** What a functional model is made of: where its graph begins, and where it ends. */
export interface Ends {
  readonly inputs: BoundArg | undefined;
  readonly outputs: BoundArg | undefined;
}

/**
 * What Keras refuses of the ends of a functional model: what is no symbolic tensor, outputs that need an input that is not there, and
 * ends that took each other's place. Gives them as they are meant.
 */
export function checkEnds(m: Machine, ends: Ends, site: CallSite): Ends {
  const { inputs, outputs } = ends;
  if (!inputs || !outputs) return ends;
  for (const [arg, name] of [
    [inputs, 'inputs'],
    [outputs, 'outputs'],
  ] as const) {
    const message = leavesOf(m, arg.value)
      .map((leaf) => refused(m, leaf, name))
      .find((found) => found !== null);
    if (!message) continue;
    report(m, message, arg, site, null);
    return ends;
  }
  const absent = inputThatLacks(m, inputs.value, outputs.value);
  if (!absent) return ends;
  if (areSwapped(m, inputs.value, outputs.value)) {
    const message = msg("The inputs of the graph are computed from its outputs: they took each other's place");
    report(m, message, inputs, site, exchange(inputs, outputs, site), absent);
    return { inputs: outputs, outputs: inputs };
  }
  const name = nameOf(m, absent);
  const message =
    name === null
      ? msg('The outputs depend on an input that is not among inputs: {0}', formatShape(absent.shape))
      : msg('The outputs depend on the input {0}, which is not among inputs', name);
  report(m, message, inputs, site, name === null ? null : addInput(inputs, name, site), absent);
  return ends;
}

/** Outputs that are all on the way to the inputs, which are none of them. */
function areSwapped(m: Machine, inputs: Value, outputs: Value): boolean {
  const [ins, outs] = [tensorLeaves(m, inputs), tensorLeaves(m, outputs)];
  const before = new Set(inOrder(ins).map(tensorKey));
  const given = new Set(ins.map(tensorKey));
  return outs.every((t) => before.has(tensorKey(t)) && !given.has(tensorKey(t)));
}

function exchange({ expr: a }: BoundArg, { expr: b }: BoundArg, { call, home }: CallSite): Fix | null {
  if (!a || !b || !call || [a, b].some((expr) => expr.from < call.argsFrom || expr.to > call.argsTo)) return null;
  const text = (expr: Expr): string => home.code.text.slice(expr.from, expr.to);
  const edits = [editOf(home, a.from, a.to, text(b)), editOf(home, b.from, b.to, text(a))];
  return { title: msg('Exchange {0} and {1}', text(a), text(b)), isPreferred: true, edits };
}

function report(m: Machine, message: Message, arg: BoundArg, site: CallSite, fix: Fix | null, cause?: TensorValue): void {
  const place = cause?.producer?.place;
  m.report({
    code: 'missing-argument',
    severity: defaultSeverities['missing-argument'],
    message,
    place: placeOf(site, arg.place),
    related: place ? [{ place, message: msg('The input is {0}', formatShape(cause.shape)) }] : [],
    fixes: fix ? [fix] : [],
  });
}

function refused(m: Machine, leaf: Value, name: string): Message | null {
  if (leaf.kind === 'none') return name === 'inputs' ? null : msg('{0} has to hold symbolic tensors, not {1}', name, 'None');
  if (leaf.kind === 'tensor') {
    const isArray = !leaf.isSymbolic && leaf.framework === 'numpy' && leaf.shape !== null;
    return isArray ? msg('{0} has to hold symbolic tensors, not {1}', name, msg('an array')) : null;
  }
  if (baseOf(m, leaf)) return msg('{0} has to hold symbolic tensors; this is a layer or model that has not been called', name);
  if (leaf.kind === 'int' || leaf.kind === 'str' || leaf.kind === 'function')
    return msg('{0} has to hold symbolic tensors, not {1}', name, leaf.kind);
  return null;
}

/** An input that the outputs are computed from and that is not given; null when all are there or not everything is known. */
function inputThatLacks(m: Machine, inputs: Value, outputs: Value): TensorValue | null {
  const [ins, outs] = [leavesOf(m, inputs), leavesOf(m, outputs)];
  const isKnown = (leaf: Value): leaf is TensorValue => leaf.kind === 'tensor' && leaf.isSymbolic && leaf.producer !== null;
  if (!ins.length || !ins.every(isKnown) || !outs.every(isKnown)) return null;
  const given = new Set(ins.map(tensorKey));
  return inOrder(outs, given).find((t) => !given.has(tensorKey(t)) && t.producer!.op === 'input') ?? null;
}

/** The name under which the program at hand knows a tensor. */
function nameOf(m: Machine, tensor: TensorValue): string | null {
  const scope = scopeOf(m, m.frame.scope);
  for (const [name, value] of scope?.vars.entries() ?? [])
    if (value.kind === 'tensor' && tensorKey(value) === tensorKey(tensor)) return name;
  return null;
}

/** `inputs=a` becomes `inputs=[a, b]`. */
function addInput({ expr }: BoundArg, name: string, { home }: CallSite): Fix | null {
  if (!expr || (expr.k !== 'name' && expr.k !== 'list')) return null;
  const text = home.code.text.slice(expr.from, expr.to);
  if (expr.k === 'name') return replaceText(home, expr.from, expr.to, `[${text}, ${name}]`);
  return text.endsWith(']') && expr.items.length ? replaceText(home, expr.from, expr.to, `${text.slice(0, -1)}, ${name}]`) : null;
}

/** Each layer of a graph has a name of its own. */
export function checkNames(m: Machine, id: number, site: CallSite): void {
  const model = m.get(id);
  if (model?.kind !== 'model') return;
  const layers = layersOf(m, model);
  const name = layers && sharedName(m, layers);
  const network = name || !isSurelyKeras3(m) ? null : networkTwice(m, model);
  if (!name && network === null) return;
  m.report({
    code: 'unknown-argument',
    severity: defaultSeverities['unknown-argument'],
    message:
      network === null
        ? msg("Two layers of the model are called '{0}'; each needs a name of its own", name!)
        : msg('{0} is in the model twice, and its layers have the same names', network),
    place: site.place,
    related: [],
    fixes: [],
  });
}

/** A network of `keras.applications` that is made twice and whose layers are both part of a graph. */
function networkTwice(m: Machine, { inputs, outputs }: ModelObject): string | null {
  if (!inputs || !outputs) return null;
  const seen = new Map<string, number>();
  for (const { producer } of inOrder(outputs, new Set(inputs.map(tensorKey)))) {
    const name = producer && architectureOf(m, producer.layer);
    if (!name || producer.layer === null) continue;
    const other = seen.get(name);
    if (other !== undefined && other !== producer.layer) return name;
    seen.set(name, producer.layer);
  }
  return null;
}

/** The network that a layer stands for, or that a model is whole; null for anything else, and for a model that has a name of its own. */
function architectureOf(m: Machine, id: number | null): string | null {
  const object = id === null ? undefined : m.get(id);
  if (object?.kind === 'model') {
    const isNamed = object.name || object.own || !object.site.call?.args.every((arg) => arg.spread === 'none' && arg.name !== 'name');
    return isNamed || object.outputs?.length !== 1 ? null : inWhole(m, object.outputs[0]!, object.inputs);
  }
  const isNetwork = object?.kind === 'layer' && object.op === 'keras.applications.Network' && !object.args.values.has('part');
  const name = isNetwork ? object.args.values.get('architecture')?.value : null;
  return name?.kind === 'str' ? name.value : null;
}

/** The network of a model that is nothing else: what it gives is what comes out. */
function inWhole(m: Machine, { producer }: TensorValue, inputs: readonly TensorValue[] | null): string | null {
  const isAll = producer?.inputs.every((t) => inputs?.some((input) => tensorKey(input) === tensorKey(t)));
  const name = isAll && producer ? architectureOf(m, producer.layer) : null;
  return name === null ? null : `${name}()`;
}

/** A name that two different layers of a model were given. */
export function sharedName(m: Machine, layers: readonly Value[]): string | null {
  if (!isSurelyKeras3(m)) return null;
  const byName = new Map<string, number>();
  for (const layer of layers) {
    const base = baseOf(m, layer);
    if (!base?.object.name) continue;
    const other = byName.get(base.object.name);
    if (other !== undefined && other !== base.id) return base.object.name;
    byName.set(base.object.name, base.id);
  }
  return null;
}
