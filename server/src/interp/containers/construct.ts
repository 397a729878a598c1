import type { ContainerName } from '../../ops/registry';
import { containers } from '../../ops/registry';
import type { BoundArg, CallSite, ModelObject, RefValue, TensorValue, Value } from '../../values/value';
import { unknown } from '../../values/value';
import type { CallArgs } from '../functions';
import { iterateValue } from '../loops/iterate';
import type { Machine } from '../machine';
import { checkModelArguments, checkStackArguments } from './baseArguments';
import { checkEnds, checkNames } from './graphEnds';
import { addLayer } from './sequential';

/** `keras.Sequential(…)`, `keras.Model(…)`, `tf.sequential({…})`, `tf.model({…})`. */
export function constructContainer(m: Machine, name: ContainerName, args: CallArgs, site: CallSite): Value {
  const { framework, container } = containers[name];
  const model: ModelObject = {
    kind: 'model',
    framework,
    op: name,
    name: null,
    site,
    container,
    layers: [],
    chain: [],
    inputs: null,
    outputs: null,
    isMultiple: { inputs: false, outputs: false },
    isComplete: true,
    nCalls: 0,
    isCompiled: false,
  };
  const value = m.alloc(model);
  m.log.models.push(value.id);
  initContainer(m, value, args, site);
  return value;
}

/** What the constructor of a model does with its arguments; a class of the program hands them to `super().__init__`. */
export function initContainer(m: Machine, value: RefValue, args: CallArgs, site: CallSite): void {
  const model = m.get(value.id);
  if (model?.kind !== 'model') return;
  const isSequential = model.container === 'sequential';
  const isKeras = model.framework === 'keras';
  const asked = isKeras && isSequential ? checkStackArguments(m, args, site) : args;
  const isGraphless = isKeras && !isSequential && checkModelArguments(m, model.own?.className ?? 'Model', args, site);
  const given = argumentsOf(m, asked, model.framework === 'tfjs', isSequential ? ['layers', 'name'] : ['inputs', 'outputs', 'name']);
  const name = given.get('name')?.value;
  const named = { ...model, name: name?.kind === 'str' ? name.value : null, isComplete: model.isComplete && args.isComplete };
  const connects = given.has('inputs') || given.has('outputs');
  m.set(value.id, named);
  if (isSequential) fillSequential(m, value, given.get('layers'), site);
  else if (model.container === 'functional' || connects) {
    const ends = { inputs: given.get('inputs'), outputs: given.get('outputs') };
    const meant = isKeras && args.isComplete && !isGraphless ? checkEnds(m, ends, site) : ends;
    connect(m, value, { ...named, container: 'functional' }, meant.inputs?.value, meant.outputs?.value);
    if (isKeras) checkNames(m, value.id, site);
  }
}

/** Python's arguments by position and name, or the entries of a configuration object. */
function argumentsOf(m: Machine, args: CallArgs, isConfig: boolean, names: readonly string[]): Map<string, BoundArg> {
  if (!isConfig) {
    const out = new Map(args.keyword);
    args.positional.forEach((arg, i) => {
      const name = names[i];
      if (name !== undefined) out.set(name, arg);
    });
    // Keras 1 and 2 spelled them in the singular.
    for (const [old, now] of [
      ['input', 'inputs'],
      ['output', 'outputs'],
    ] as const) {
      const arg = out.get(old);
      if (arg && !out.has(now)) out.set(now, arg);
    }
    return out;
  }
  const first = args.positional[0];
  const config = first?.value.kind === 'ref' ? m.get(first.value.id) : undefined;
  if (config?.kind !== 'dict') return new Map();
  return new Map(
    [...config.entries.values()].flatMap((e) =>
      e.key.kind === 'str' && e.key.value !== null ? [[e.key.value, { value: e.value, expr: null, place: null }] as const] : [],
    ),
  );
}

function fillSequential(m: Machine, model: RefValue, layers: BoundArg | undefined, site: CallSite): void {
  if (!layers || layers.value.kind === 'none') return;
  const items = iterateValue(m, layers.value);
  if (items) for (const item of items) addLayer(m, model.id, item, site, null);
  else addLayer(m, model.id, unknown, site, null);
}

function connect(m: Machine, ref: RefValue, model: ModelObject, inputs: Value | undefined, outputs: Value | undefined): void {
  const ins = endpoints(m, inputs);
  const outs = endpoints(m, outputs);
  m.set(ref.id, {
    ...model,
    inputs: ins,
    outputs: outs,
    // Keras takes a single output out of its list.
    isMultiple: { inputs: isList(m, inputs), outputs: isList(m, outputs) && (outs?.length !== 1 || model.framework === 'tfjs') },
    ...keysOf(m, outputs),
    isComplete: model.isComplete && ins !== null && outs !== null,
  });
}

/** Tensors given as inputs or outputs, alone, in a list or in a dict; null when something in there is not known. */
function endpoints(m: Machine, value: Value | undefined): readonly TensorValue[] | null {
  if (!value) return null;
  if (value.kind === 'tensor') return [value];
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  const items = object?.kind === 'dict' && !object.isOpen ? [...object.entries.values()].map((e) => e.value) : iterateValue(m, value);
  return items?.every((item): item is TensorValue => item.kind === 'tensor') ? items : null;
}

/** The keys of outputs that were given in a dict. */
function keysOf(m: Machine, outputs: Value | undefined): Pick<ModelObject, 'outputKeys'> {
  const object = outputs?.kind === 'ref' ? m.get(outputs.id) : undefined;
  return object?.kind === 'dict' && !object.isObject ? { outputKeys: [...object.entries.values()].map(({ key }) => key) } : {};
}

function isList(m: Machine, value: Value | undefined): boolean {
  if (!value) return false;
  return value.kind === 'tuple' || (value.kind === 'ref' && m.get(value.id)?.kind === 'list');
}
