import { msg } from '../../../extension/protocol/localize';
import type { BinaryOp, Stmt } from '../ir/ir';
import { canHold } from '../ops/kernel';
import { isTooWide, outgrows as outgrowsTensor, plainNumber } from '../ops/torch/operands';
import { isForeignArray } from '../ops/torch/operators';
import { addDims, isLiteral } from '../values/dim';
import { elementOf, itemCount, joinValues } from '../values/join';
import type { Shape } from '../values/shape';
import { formatShape } from '../values/shape';
import type { TensorValue, Value } from '../values/value';
import { binaryOnValues } from './arithmetic';
import { inPlaceDunder } from './semantics/dunders';
import { replaceText } from './reports/fixEdits';
import { countOf, elementValue, iterateValue } from './loops/iterate';
import type { Machine } from './machine';
import { refuse } from './reports/refusal';
import { forgetElements, reportHere } from './tensors';
import { combineSets } from './semantics/semanticsPython';

type AugAssign = Extract<Stmt, { k: 'augAssign' }>;

/** What `old op= right` gives the target; null where the object itself was changed, under all of its names. */
export function changedValue(m: Machine, stmt: AugAssign, op: BinaryOp, old: Value, right: Value): Value | null {
  if (changeInPlace(m, op, old, right)) return null;
  const result = inPlaceDunder(m, op, old, right) ?? binaryOnValues(m, stmt, op, old, right);
  if (old.kind === 'tensor' && old.framework === 'torch') return intoTensor(m, stmt, old, right, result);
  const isArray = old.kind === 'tensor' && old.framework === 'numpy' && !old.isSymbolic;
  const isOwn = right.kind !== 'tensor' || right.framework === 'numpy';
  if (!isArray || !isOwn || result.kind !== 'tensor' || result.framework !== 'numpy') return result;
  return intoArray(m, stmt, old, result);
}

/** Arrays of NumPy keep their shape and element type; single elements of them are numbers, for which a new one is made. */
function intoArray(m: Machine, stmt: AugAssign, old: TensorValue, result: TensorValue): Value {
  const [own, made] = [old.shape, result.shape];
  if (!own || own.hasPrefix || own.dims.length === 0) return result;
  if (stmt.op !== '@' && made && !made.hasPrefix && outgrows(own, made)) {
    const message = msg('{0}= keeps the shape of the array, {1}; the result has {2}', stmt.op, formatShape(own), formatShape(made));
    refuse(m, 'ValueError', 'broadcast-mismatch', message, { from: [old, result] });
    return { ...old, data: null, range: null };
  }
  if (old.dtype === null || result.dtype === null || canHold(old.dtype, result.dtype)) return result;
  const { home } = m.frame;
  const { target, value } = stmt;
  const text = home.code.text.slice(target.from, target.to);
  const isShort = target.k === 'nameTarget' && (value.k === 'const' || value.k === 'name' || value.k === 'call' || value.k === 'attr');
  const fix = isShort ? replaceText(home, target.from, value.from, `${text} = ${text} ${stmt.op} `) : null;
  const message = msg('{0}= keeps the element type of the array, {1}; the result is {2}', stmt.op, old.dtype, result.dtype);
  refuse(m, 'TypeError', 'dtype-mismatch', message, { from: [old], fixes: [fix] });
  return { ...result, shape: own };
}

/** Tensors of PyTorch are changed in place and keep their shape and element type; of a matrix product a new one is made. */
function intoTensor(m: Machine, stmt: AugAssign, old: TensorValue, right: Value, result: Value): Value {
  if (stmt.op === '@' || result.kind !== 'tensor' || isForeignArray(plainNumber(right))) return result;
  const kept = { ...result, shape: old.shape ?? result.shape, dtype: old.dtype ?? result.dtype };
  forgetElements(m, old, null);
  if (outgrowsTensor(result.shape, old.shape)) {
    const [own, made] = [formatShape(old.shape), formatShape(result.shape)];
    reportHere(m, 'broadcast-mismatch', msg('{0} keeps the shape of the tensor, {1}; the result has {2}', `${stmt.op}=`, own, made), [
      old,
      result,
    ]);
  } else if (isTooWide(result.dtype, old.dtype)) {
    const message = msg('{0} keeps the element type of the tensor, {1}; the result is {2}', `${stmt.op}=`, old.dtype!, result.dtype!);
    reportHere(m, 'dtype-mismatch', message, [old]);
  }
  return kept;
}

/** True where a result surely has more axes than the array, or repeats one of them. */
function outgrows(own: Shape, made: Shape): boolean {
  const more = made.dims.length - own.dims.length;
  return more > 0 || own.dims.some((dim, i) => dim === 1 && isLiteral(made.dims[i + more]!) && made.dims[i + more] !== 1);
}

/** Python's `xs += ys` changes the list itself, under all of its names; so may an instance. */
function changeInPlace(m: Machine, op: string, old: Value, right: Value): boolean {
  const object = old.kind === 'ref' ? m.get(old.id) : undefined;
  if (old.kind !== 'ref' || m.frame.semantics.language !== 'python') return false;
  if (object?.kind === 'dict' && op === '|') {
    const other = right.kind === 'ref' ? m.get(right.id) : undefined;
    let { entries } = object;
    if (other?.kind === 'dict') for (const [key, entry] of other.entries.entries()) entries = entries.set(key, entry);
    m.set(old.id, { ...object, entries, isOpen: object.isOpen || other?.kind !== 'dict' || other.isOpen });
    return true;
  }
  if (object?.kind !== 'list') return false;
  if (object.isSet) {
    const other = right.kind === 'ref' ? m.get(right.id) : undefined;
    const known = object.items && other?.kind === 'list' && other.items && (op === '|' || op === '&' || op === '-' || op === '^');
    m.set(old.id, { ...object, items: known ? combineSets(op, object.items, other.items) : null });
    return true;
  }
  if (op !== '+') return false;
  const more = iterateValue(m, right);
  m.set(old.id, {
    ...object,
    items: object.items && more ? [...object.items, ...more] : null,
    element: joinValues(elementOf(object), elementValue(m, right)),
    count: addDims(itemCount(object), countOf(m, right)),
  });
  return true;
}
