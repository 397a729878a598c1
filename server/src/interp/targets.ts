import { msg } from '../../../extension/protocol/localize';
import { defaultSeverities } from '../diagnostics/codes';
import type { NodeBase, Target } from '../ir/ir';
import type { Value } from '../values/value';
import { unknown } from '../values/value';
import { deleteAttr, getAttr, setAttr } from './attributes';
import { evalExpr } from './expressions';
import { deleteItem, getItem, setItem } from './items';
import { iterateValue } from './loops/iterate';
import type { Machine } from './machine';
import { checkIterable, itemCount } from './semantics/pythonTypes';
import { assignName, lookup } from './scopes';
import { assignIntoTensor } from './tensors';
import { refuseUnpacking, refuseUse } from './containers/kerasTensors';
import { refuseReserved } from './containers/reservedAttributes';

type Declares = 'let' | 'const' | 'var' | null;

/** Assigns a value to a target of any form. */
export function assignTarget(m: Machine, target: Target, value: Value, declares: Declares): void {
  switch (target.k) {
    case 'nameTarget':
      assignName(m, target.name, value, declares);
      noteBinding(m, target.name, target, value);
      return;
    case 'attrTarget': {
      const object = evalExpr(m, target.object);
      m.here = m.place(target);
      refuseReserved(m, object, target);
      setAttr(m, object, target.name, value);
      noteBinding(m, target.name, target, value);
      return;
    }
    case 'indexTarget': {
      const object = evalExpr(m, target.object);
      const index = evalExpr(m, target.index);
      if (object.kind === 'tensor') {
        m.here = m.place(target);
        if (refuseUse(m, object, 'assignment', m.here)) return;
        assignIntoTensor(m, object, index, value);
      } else {
        m.here = m.place(target);
        setItem(m, object, index, value);
      }
      return;
    }
    case 'sequenceTarget': {
      if (!refuseUse(m, value, 'iteration', m.place(target))) refuseUnpacking(m, value, m.place(target));
      const n = target.items.length;
      const found = iterateValue(m, value);
      if (m.frame.semantics.language === 'python') {
        m.here = m.place(target);
        checkIterable(m, value);
      }
      const count = found?.length ?? itemCount(value) ?? firstBatch(m, value);
      const items = count !== null && refusesCount(m, target, count) ? null : found;
      target.items.forEach((item, i) => {
        if (!item) return;
        if (item.isRest) {
          const rest = items ? items.slice(i, Math.max(i, items.length - (n - 1 - i))) : null;
          assignTarget(m, item.target, m.alloc({ kind: 'list', isSet: false, items: rest, element: unknown }), declares);
          return;
        }
        const afterRest = target.items.slice(0, i).some((t) => t?.isRest);
        const at = afterRest && items ? items.length - (n - i) : i;
        const given = items?.[at];
        if (given && given.kind !== 'none') assignTarget(m, item.target, given, declares);
        else
          assignTarget(
            m,
            item.target,
            !given || !item.fallback ? (items && item.fallback ? evalExpr(m, item.fallback) : (given ?? unknown)) : given,
            declares,
          );
      });
      return;
    }
    case 'objectTarget':
      for (const entry of target.entries) {
        const key = evalExpr(m, entry.key);
        const got = key.kind === 'str' && key.value !== null ? getAttr(m, value, key.value) : getItem(m, value, key);
        const absent = got.kind === 'none' && got.isUndefined;
        assignTarget(
          m,
          entry.target,
          absent && entry.fallback ? evalExpr(m, entry.fallback) : got.kind === 'unknown' && entry.fallback ? unknown : got,
          declares,
        );
      }
      if (target.rest) assignTarget(m, target.rest, unknown, declares);
      return;
    case 'unknownTarget':
      for (const part of target.parts) evalExpr(m, part);
      return;
  }
}

/** How many samples the first batch of a loop over a dataset has. */
function firstBatch(m: Machine, value: Value): number | null {
  const dim = value.kind === 'tensor' && value.shape && !value.shape.hasPrefix ? value.shape.dims[0] : undefined;
  if (dim === undefined || typeof dim === 'number' || dim.kind !== 'symbolic') return null;
  const count = m.facts.get(`first ${dim.key}`);
  return count !== undefined && Number.isInteger(Number(count)) ? Number(count) : null;
}

/** Python takes apart exactly as many items as there are names. */
function refusesCount(m: Machine, target: Extract<Target, { k: 'sequenceTarget' }>, given: number): boolean {
  if (m.frame.semantics.language !== 'python') return false;
  const hasRest = target.items.some((item) => item?.isRest);
  const wanted = target.items.length - (hasRest ? 1 : 0);
  if (hasRest ? given >= wanted : given === wanted) return false;
  m.report({
    code: 'dim-mismatch',
    severity: defaultSeverities['dim-mismatch'],
    message: hasRest
      ? msg('{0} values cannot be taken apart into at least {1} names', given, wanted)
      : msg('{0} values cannot be taken apart into {1} names', given, wanted),
    place: m.place(target),
    related: [],
    fixes: [],
  });
  m.raise({ kind: 'library', path: 'python.ValueError' });
  return true;
}

/** The value that an augmented assignment starts from. */
export function readTarget(m: Machine, target: Target): Value {
  switch (target.k) {
    case 'nameTarget':
      return lookup(m, target.name);
    case 'attrTarget':
      return getAttr(m, evalExpr(m, target.object), target.name);
    case 'indexTarget':
      return getItem(m, evalExpr(m, target.object), evalExpr(m, target.index));
    default:
      return unknown;
  }
}

export function deleteTarget(m: Machine, target: Target): void {
  if (target.k === 'nameTarget') assignName(m, target.name, unknown, null);
  else if (target.k === 'attrTarget') deleteAttr(m, evalExpr(m, target.object), target.name);
  else if (target.k === 'indexTarget') {
    const [object, index] = [evalExpr(m, target.object), evalExpr(m, target.index)];
    m.here = m.place(target);
    deleteItem(m, object, index);
  } else if (target.k === 'sequenceTarget') for (const item of target.items) if (item) deleteTarget(m, item.target);
}

function noteBinding(m: Machine, name: string, node: NodeBase, value: Value): void {
  m.record(node, value);
  m.bind(name, node, value);
}
