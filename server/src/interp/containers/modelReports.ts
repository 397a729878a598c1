import { msg } from '../../../../extension/protocol/localize';
import { defaultSeverities } from '../../diagnostics/codes';
import type { Fix } from '../../diagnostics/diagnostic';
import { nodeIdOf, unitIdxOf } from '../../ir/place';
import { findOp } from '../../ops/registry';
import type { CallSite, LayerObject, ModelObject, Value } from '../../values/value';
import { findMember } from '../classes';
import { editOf, replaceText } from '../reports/fixEdits';
import type { CallArgs } from '../functions';
import { nodeSite } from '../libraryMembers';
import type { Machine } from '../machine';
import { nearest } from '../names/nearest';
import { isSurelyKeras3 } from './kerasFlavor';
import { isNetwork } from './modelLayers';
import { baseOf } from './subclass';

/*
 * Questions about a model that Keras cannot answer: a layer of a name that none has, the input of a sequential model that was never
 * called, weights whose name comes first.
 */

/** `model.input` of a sequential model: it is there once the model was called on symbolic tensors; `inputs` are there at once. */
export function refuseEndOfStack(m: Machine, model: ModelObject, name: 'input' | 'output'): void {
  if (model.container !== 'sequential' || model.framework !== 'keras' || m.frame.semantics.language !== 'python') return;
  if (model.own || !model.inputs || model.nCalls > 0 || !model.isComplete || model.isCompiled === null || !isSurelyKeras3(m)) return;
  if (isHeld(m, model)) return;
  const site = nodeSite(m);
  m.report({
    code: 'missing-attribute',
    severity: defaultSeverities['missing-attribute'],
    message: msg('A sequential model that was never called has no {0}; its {1} are there', name, `${name}s`),
    place: site.place,
    related: [],
    fixes: endFix(m, name),
  });
}

function endFix(m: Machine, name: string): Fix[] {
  const { home } = m.frame;
  const { place } = nodeSite(m);
  const span = home.code.spans[nodeIdOf(place)];
  if (!span || place.chunk !== home.chunk || unitIdxOf(place) !== home.unitIdx) return [];
  const [, to] = span;
  return home.code.text.slice(to - name.length, to) === name ? [replaceText(home, to - name.length, to, `${name}s[0]`)] : [];
}

/** True when another model or layer holds this one, and may have called it. */
export function isHeld(m: Machine, part: ModelObject | LayerObject): boolean {
  const heap = m.state?.heap;
  if (!heap) return true;
  let own: number | null = null;
  for (const [id, object] of heap.entries()) if (object === part) own = id;
  const holds = (values: readonly Value[]): boolean => values.some((value) => value.kind === 'ref' && value.id === own);
  for (const [, object] of heap.entries()) {
    if (object.kind === 'model' && (holds(object.layers) || holds(object.own?.members ?? []))) return true;
    if (object.kind !== 'layer') continue;
    if (holds(object.own?.members ?? []) || [...object.args.values.values()].some(({ value }) => holds([value]))) return true;
  }
  return false;
}

/** `model.get_layer('name')` where no layer has the name, or can have got it by itself. */
export function refuseLayerName(m: Machine, layers: readonly Value[], name: string, args: CallArgs, site: CallSite): void {
  if (!isSurelyKeras3(m)) return;
  const names: string[] = [];
  for (const layer of layers) {
    const object = baseOf(m, layer)?.object;
    if (!object) return;
    if (object.name) names.push(object.name);
    else if (mayBeNamed(object, name) || (object.kind === 'model' && object.outputs?.some((t) => isNetwork(m, t)))) return;
  }
  reportLayerName(m, names, name, args, site);
}

/** How many names of layers a message lists. */
const mostNames = 24;

/** Says that none of the layers has the name, and which is meant. */
export function reportLayerName(m: Machine, names: readonly string[], name: string, args: CallArgs, site: CallSite): void {
  if (!isSurelyKeras3(m)) return;
  const meant = nearest(name, names);
  const arg = args.keyword.get('name') ?? args.positional[0];
  const text = arg?.expr ? site.home.code.text.slice(arg.expr.from, arg.expr.to) : '';
  const isWritten = meant !== null && arg?.expr && text.slice(1, -1) === name;
  const message =
    meant !== null
      ? msg("No layer is called '{0}'; is '{1}' meant?", name, meant)
      : names.length && names.length <= mostNames
        ? msg("No layer is called '{0}'; these are: {1}", name, names.join(', '))
        : msg("No layer is called '{0}'", name);
  m.report({
    code: 'missing-attribute',
    severity: defaultSeverities['missing-attribute'],
    message,
    place: site.place,
    related: [],
    fixes: isWritten ? [replaceText(site.home, arg.expr.from + 1, arg.expr.to - 1, meant)] : [],
  });
}

/** Keras names a layer after its class, with a number behind; what else it may be called we do not know. */
function mayBeNamed(object: LayerObject | ModelObject, name: string): boolean {
  const op = findOp(object.op);
  if (object.kind === 'layer' && !object.own && (op?.kind !== 'layer' || op.category === 'application')) return true;
  if (object.own && object.own.className.startsWith('_')) return true;
  const own = object.own?.className ?? (object.kind === 'model' ? null : object.op.slice(object.op.lastIndexOf('.') + 1));
  const stems = own === null ? ['functional', 'sequential', 'model'] : [snake(own), own.toLowerCase()];
  const stem = name.replace(/_\d+$/, '');
  return stems.includes(stem);
}

/** `MaxPooling2D` → `max_pooling2d`. */
function snake(name: string): string {
  return name
    .replaceAll(/\W+/g, '')
    .replaceAll(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

/** `self.add_weight('w', shape)`: the order of Keras 2; Keras 3 takes the shape first and the name by name. */
export function refuseWeightName(m: Machine, args: CallArgs, site: CallSite): void {
  const first = args.positional[0];
  if (first?.value.kind !== 'str' || !isSurelyKeras3(m)) return;
  const { call, home } = site;
  const written = call?.args;
  const isPlain = written?.every((arg) => arg.spread === 'none') && written[0]?.name === null && !args.keyword.has('name');
  const edits =
    written && isPlain
      ? [
          editOf(home, written[0]!.from, written[0]!.from, 'name='),
          ...(['shape', 'dtype', 'initializer'] as const).flatMap((name, i) => {
            const arg = written[i + 1];
            return arg?.name === null ? [editOf(home, arg.from, arg.from, `${name}=`)] : [];
          }),
        ]
      : [];
  m.report({
    code: 'unknown-argument',
    severity: defaultSeverities['unknown-argument'],
    message: msg('add_weight takes the shape first; its name has to be given by name'),
    place: site.place,
    related: [],
    fixes: edits.length ? [{ title: msg('Name the arguments'), isPreferred: true, edits }] : [],
  });
}

/** A weight has a size on every axis: what the input leaves open cannot be one. */
export function refuseOpenWeight(m: Machine, site: CallSite): void {
  m.report({
    code: 'dim-mismatch',
    severity: defaultSeverities['dim-mismatch'],
    message: msg('A weight needs a size on every axis; this one takes over an extent that the input leaves open'),
    place: site.place,
    related: [],
    fixes: [],
  });
}

/** A model that is only a class has to say in `call` what it computes; programs of PyTorch call that `forward`. */
export function refuseWithoutCall(m: Machine, model: ModelObject, site: CallSite): void {
  const { own } = model;
  if (!own || model.container !== 'subclass' || model.framework !== 'keras' || m.frame.semantics.language !== 'python') return;
  const instance = m.get(own.instance);
  if (instance?.kind !== 'instance' || !basesAreSeen(m, instance.cls)) return;
  if (instance.attrs.has('call') || findMember(m, instance.cls, 'call') || findMember(m, instance.cls, '__getattr__')) return;
  const forward = findMember(m, instance.cls, 'forward');
  m.report({
    code: 'missing-attribute',
    severity: defaultSeverities['missing-attribute'],
    message:
      forward?.kind === 'function'
        ? msg('{0} has no method call, which says what a model computes; Keras calls no forward', own.className)
        : msg('{0} has no method call, which says what a model computes', own.className),
    place: site.place,
    related: [],
    fixes: [],
  });
}

/** True where every base is a class of the program, or the model of Keras itself. */
function basesAreSeen(m: Machine, cls: Value): boolean {
  if (cls.kind === 'library') return cls.path === 'keras.Model';
  const object = cls.kind === 'ref' ? m.get(cls.id) : undefined;
  return object?.kind === 'class' && object.bases.every((base) => basesAreSeen(m, base));
}
