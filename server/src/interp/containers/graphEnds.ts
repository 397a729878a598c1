import type { Message } from '../../../../extension/protocol/localize';
import { msg } from '../../../../extension/protocol/localize';
import { defaultSeverities } from '../../diagnostics/codes';
import type { Fix } from '../../diagnostics/diagnostic';
import { formatShape } from '../../values/shape';
import type { BoundArg, CallSite, TensorValue, Value } from '../../values/value';
import { placeOf } from '../checkArguments';
import { replaceText } from '../fixEdits';
import type { Machine } from '../machine';
import { scopeOf } from '../scopes';
import { isSurelyKeras3 } from './kerasFlavor';
import { layersOf } from './modelLayers';
import { leavesOf } from './structures';
import { baseOf } from './subclass';
import { inOrder, tensorKey } from './models';

/** What Keras refuses of the ends of a functional model: what is no symbolic tensor, and outputs that need an input that is not there. */
export function checkEnds(m: Machine, inputs: BoundArg | undefined, outputs: BoundArg | undefined, site: CallSite): void {
  if (!inputs || !outputs) return;
  for (const [arg, name] of [
    [inputs, 'inputs'],
    [outputs, 'outputs'],
  ] as const) {
    const message = leavesOf(m, arg.value)
      .map((leaf) => refused(m, leaf, name))
      .find((found) => found !== null);
    if (!message) continue;
    report(m, message, arg, site, null);
    return;
  }
  const absent = inputThatLacks(m, inputs.value, outputs.value);
  if (!absent) return;
  const name = nameOf(m, absent);
  const message =
    name === null
      ? msg('The outputs depend on an input that is not among inputs: {0}', formatShape(absent.shape))
      : msg('The outputs depend on the input {0}, which is not among inputs', name);
  report(m, message, inputs, site, name === null ? null : addInput(inputs, name, site), absent);
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
  // Keras copies the graph where it does not begin with inputs.
  if (!ins.every((t) => t.producer!.op === 'input')) return null;
  const given = new Set(ins.map(tensorKey));
  const isInput = (t: TensorValue): boolean => t.producer!.op === 'input' && m.inputSites.has(t.producer!.id);
  return inOrder(outs, given).find((t) => !given.has(tensorKey(t)) && isInput(t)) ?? null;
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
  const layers = model?.kind === 'model' ? layersOf(m, model) : null;
  const name = layers && sharedName(m, layers);
  if (!name) return;
  m.report({
    code: 'unknown-argument',
    severity: defaultSeverities['unknown-argument'],
    message: msg("Two layers of the model are called '{0}'; each needs a name of its own", name),
    place: site.place,
    related: [],
    fixes: [],
  });
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
