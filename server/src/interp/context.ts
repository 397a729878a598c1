import { defaultSeverities } from '../diagnostics/codes';
import type { CallContext, CallReportMore, FunctionDef, ResultMore } from '../ops/kernel';
import { arrayOf } from '../ops/kernel';
import { symbol } from '../values/dim';
import { PersistentMap } from '../values/persistentMap';
import type { MaybeShape } from '../values/shape';
import type { BoundArgs, CallSite, HeapObject, TensorValue, Value } from '../values/value';
import { unknown } from '../values/value';
import { binaryValues, compareValues } from './arithmetic';
import { getAttr } from './attributes';
import { callValue, plainArgs } from './calls';
import { checkParts } from './loops/elementParts';
import { networkModel } from './containers/network';
import { madeClass } from './classFlavors';
import { callAgain, needGraph, runGraph } from './containers/graphRuns';
import { findMember } from './classes';
import { placeholder } from './containers/placeholder';
import { namedParameters } from './containers/torch/moduleWeights';
import { trackMember } from './containers/subclass';
import { truthOf } from './semantics/dunders';
import { getItem } from './items';
import { countOf, elementValue, iterateValue, takeNext } from './loops/iterate';
import { isInstance, isSubclassOf } from './instances';
import { readFact, unknownFact } from './machine';
import type { Machine } from './machine';
import { frameNames, openScope } from './scopes';
import { forgetElements, refineShape } from './tensors';
import { checkFormat } from './formatting';
import { checkIterable, checkNumber, typeName } from './semantics/pythonTypes';
import { refuse } from './reports/refusal';
import { reportCall } from './reports/reportCall';
import { labelOf } from './reports/report';
import { pythonText } from './texts';

/** An instance may get new parts: `setattr(self, name, layer)`. */
function setObject(m: Machine, id: number, object: HeapObject): void {
  const before = m.get(id);
  m.set(id, object);
  if (object.kind !== 'instance' || object.base === undefined || before?.kind !== 'instance') return;
  PersistentMap.differences(before.attrs, object.attrs, (_, __, value) => {
    if (value) trackMember(m, object, value);
  });
}

/** What a function of a library gets to work with. `op` and `bound` are absent for what is no op: a built-in of the language, a property. */
export function callContext(
  m: Machine,
  site: CallSite,
  op: FunctionDef | null = null,
  bound: BoundArgs | null = null,
  onResults: ((results: readonly TensorValue[]) => void) | null = null,
): CallContext {
  let nResults = 0;
  let isRefused = false;
  const results = (
    from: readonly TensorValue[],
    shapes: readonly MaybeShape[],
    dtype: string | null,
    more: ResultMore = {},
  ): readonly TensorValue[] => {
    const symbolic = from.find((t) => t.isSymbolic);
    const framework = symbolic?.framework ?? more.framework ?? from[0]?.framework ?? 'numpy';
    // PyTorch's tensors tell where they come from as parts of a graph do: what a loss gets shows whether it went through a softmax.
    const producer = symbolic || framework === 'torch' ? m.nextId++ : null;
    const nth = nResults++;
    const again = symbolic?.framework === 'tensorflow' && bound ? callAgain(m, bound, site, nth, isRefused) : undefined;
    const made = shapes.map((shape, outputIdx): TensorValue => {
      const tensor = arrayOf(framework, shape, dtype, more);
      if (producer === null) return tensor;
      return {
        ...tensor,
        isSymbolic: symbolic !== undefined,
        producer: {
          id: producer,
          layer: null,
          op: op?.name ?? 'unknown',
          name: op ? labelOf(op.name) : '',
          inputs: symbolic ? from.filter((t) => t.isSymbolic) : from,
          outputIdx,
          output: shape,
          place: site.place,
          status: 'ok',
          callIdx: 0,
          ...(again && { again }),
        },
      };
    });
    onResults?.(made);
    return made;
  };
  const attrsOf = (object: Value): PersistentMap<string, Value> | undefined => {
    const target = object.kind === 'ref' ? m.get(object.id) : undefined;
    return target?.kind === 'object' || target?.kind === 'instance' || target?.kind === 'layer' ? target.attrs : undefined;
  };
  return {
    language: m.frame.semantics.language,
    heap: m,
    label: op ? labelOf(op.name) : '',
    site,
    set: (id, object) => setObject(m, id, object),
    alloc: (object) => m.alloc(object),
    call: (fn, args) => callValue(m, fn, plainArgs(args), site),
    callOnParts: (fn, parts) => {
      const taken = checkParts(m, fn, parts, site);
      const made = callValue(m, fn, plainArgs(taken), site);
      return taken === parts ? made : unknown;
    },
    callWith: (fn, args, kwargs) => callValue(m, fn, plainArgs(args, kwargs), site),
    callMethod: (self, name, args = [], kwargs = new Map()) => callValue(m, getAttr(m, self, name), plainArgs(args, kwargs), site),
    getAttr: (object, name) => getAttr(m, object, name),
    getItem: (object, index) => getItem(m, object, index),
    iterate: (value) => iterateValue(m, value),
    elementOf: (value) => elementValue(m, value),
    countOf: (value) => countOf(m, value),
    binary: (op, left, right) => {
      m.here = site.place;
      return binaryValues(m, op, left, right);
    },
    compare: (op, left, right) => compareValues(m, op, left, right),
    truth: (value) => truthOf(m, value),
    text: (value, how) => pythonText(m, value, how),
    raise: (type, code, message) => {
      m.here = site.place;
      if (code && message) refuse(m, type, code, message);
      else m.raise({ kind: 'library', path: `python.${type}` });
      return unknown;
    },
    checkIterable: (value) => {
      m.here = site.place;
      return checkIterable(m, value);
    },
    plainType: (value) => typeName(m, value),
    checkNumber: (value, type) => {
      m.here = site.place;
      return checkNumber(m, value, type);
    },
    checkFormat: (value, spec) => {
      m.here = site.place;
      return checkFormat(m, value, spec);
    },
    next: (iterator) => takeNext(m, iterator),
    isInstance: (value, type) => isInstance(m, value, type),
    isSubclass: (cls, of) => isSubclassOf(m, cls, of),
    member: (cls, name) => findMember(m, cls, name),
    makeClass: (name, more) => madeClass(m, name, more),
    fact: (name) => readFact(m, name),
    setFact: (name, value) => (m.facts = m.facts.set(name, m.uncertain ? unknownFact : (value ?? unknownFact))),
    scope: () => frameNames(m),
    openScope: () => openScope(m),
    symbol: (name) => symbol(m.nextName(name)),
    network: (layer, args, on, name, called = null) => networkModel(m, { op: layer, args, name, called }, on, site),
    object: (cls, attrs = {}) => m.alloc({ kind: 'object', cls, attrs: PersistentMap.from(Object.entries(attrs)), site }),
    attr: (object, name) => attrsOf(object)?.get(name),
    setAttr(object, name, value) {
      const target = object.kind === 'ref' ? m.get(object.id) : undefined;
      if (object.kind === 'ref' && (target?.kind === 'object' || target?.kind === 'instance'))
        m.set(object.id, { ...target, attrs: target.attrs.set(name, value) });
      else if (object.kind === 'ref' && target?.kind === 'layer')
        m.set(object.id, { ...target, attrs: (target.attrs ?? PersistentMap.empty<string, Value>()).set(name, value) });
    },
    namedParameters: (module) => namedParameters(m, module),
    input: (shape, dtype, framework, name) => placeholder(m, { shape, dtype, framework, name: name ?? '', place: site.place }),
    forget: (x, range = null) => forgetElements(m, x, range),
    result: (from, shape, dtype, more) => results(from, [shape], dtype, more)[0]!,
    results,
    runGraph: (fetches, feeds) => runGraph(m, fetches, feeds, site, bound),
    needGraph: () => needGraph(m, site),
    refine: (x, shape) => refineShape(m, x, shape),
    report: (code, message, more: CallReportMore = {}) => {
      isRefused = true;
      if (op && bound) reportCall(m, op, bound, site, code, message, more);
      else m.report({ code, severity: defaultSeverities[code], message, place: site.place, related: more.related ?? [], fixes: [] });
    },
  };
}
