import { operatorType } from '../ops/torch/elementTypes';
import { plainNumber } from '../ops/torch/operands';
import { isForeignArray, refusedOperand, refusedOperands } from '../ops/torch/operators';
import { percentFormatted } from '../ops/python/text';
import { msg } from '../../../extension/protocol/localize';
import type { BinaryOp, CompareOp, NodeBase, UnaryExpr } from '../ir/ir';
import {
  broadcastShapes,
  canonicalDtype,
  floatLikeKeras,
  isFloating,
  isWhole,
  matmulShape,
  mixLikeTensorflow,
  promoteDtypes,
  promoteLikeKeras,
  promoteNumberLikeKeras,
  promoteWithNumber,
  quotientOfTensorflow,
  readDtype,
  toTensor,
} from '../ops/kernel';
import type { Dim } from '../values/dim';
import { addDims, floorDivDims, modDims, mulDims, subDims } from '../values/dim';
import type { MaybeShape } from '../values/shape';
import { formatShape, rankOf } from '../values/shape';
import type { RefValue, TensorValue, Value } from '../values/value';
import { bool, extentOf, str, unknown } from '../values/value';
import { hasForeignBase } from './classes';
import { kerasBackend } from './containers/kerasFlavor';
import { unknownTensor } from './containers/layers';
import { binaryDunder, callDunder, compareDunder, truthOf } from './semantics/dunders';
import { iterateValue } from './loops/iterate';
import { callSpecial, nodeSite } from './libraryMembers';
import type { Machine } from './machine';
import { checkPercent } from './formatting';
import { refuse } from './reports/refusal';
import { checkComparison, checkOperand, checkOperands, typeName } from './semantics/pythonTypes';
import { combineSets } from './semantics/semanticsPython';
import { asker } from './texts';
import { leadingTensor, reportHere, tensorResult } from './tensors';
import { rangeOfResult } from './loops/elementRanges';
import { refuseOperand } from './containers/kerasTensors';

/** Either may be rare, or all there is. */
const truthRange = { min: 0, max: 1, isLoose: true } as const;

/** An operator on any two values: plain ones by the language's rules, lists by content, tensors by broadcasting. */
export function binaryOnValues(m: Machine, node: NodeBase, op: BinaryOp, left: Value, right: Value): Value {
  m.here = m.place(node);
  return binaryValues(m, op, left, right);
}

/** The same at `m.here`. */
export function binaryValues(m: Machine, op: BinaryOp, left: Value, right: Value): Value {
  const own = left.kind === 'ref' || right.kind === 'ref' ? binaryDunder(m, op, left, right) : undefined;
  if (own) return own;
  if (op === '%' && left.kind === 'str' && m.frame.semantics.language === 'python') return withPercent(m, left.value, right);
  if (left.kind === 'tensor' || right.kind === 'tensor') {
    return onObjects(m, '__binary__', op, left, right) ?? onTensors(m, op, left, right);
  }
  const list = onLists(m, op, left, right) ?? onSets(m, op, left, right);
  if (list) return list;
  if (left.kind === 'ref' || right.kind === 'ref') {
    const special = onObjects(m, '__binary__', op, left, right);
    if (special) return special;
  }
  if ((op === '/' || op === '//' || op === '%') && isZero(right) && m.frame.semantics.language === 'python') {
    m.raise({ kind: 'library', path: 'python.ZeroDivisionError' });
    return unknown;
  }
  if (m.frame.semantics.language === 'python' && !checkOperands(m, op, left, right)) return unknown;
  const vague = ofExtents(op, left, right);
  if (vague) return vague;
  return m.frame.semantics.binary(op, left, right);
}

const onExtents: Partial<Record<BinaryOp, (a: Dim, b: Dim) => Dim>> = {
  '+': addDims,
  '-': subDims,
  '*': mulDims,
  '//': floorDivDims,
  '%': modDims,
};

/** Of what nobody knows yet: what comes out where it is used as an extent. Null where there is no such operand. */
function ofExtents(op: BinaryOp, left: Value, right: Value): Value | null {
  if (left.kind !== 'unknown' && right.kind !== 'unknown') return null;
  const [a, b] = [extentOf(left), extentOf(right)];
  const combine = onExtents[op];
  return a !== null && b !== null && combine ? { ...unknown, extent: combine(a, b) } : null;
}

function isZero(value: Value): boolean {
  return (value.kind === 'int' || value.kind === 'float') && value.value === 0;
}

/** Unions and the like of sets, and `|` of dicts. */
function onSets(m: Machine, op: BinaryOp, left: Value, right: Value): Value | null {
  if (m.frame.semantics.language !== 'python' || (op !== '|' && op !== '&' && op !== '-' && op !== '^')) return null;
  const a = left.kind === 'ref' ? m.get(left.id) : undefined;
  const b = right.kind === 'ref' ? m.get(right.id) : undefined;
  if (a?.kind === 'dict' && b?.kind === 'dict' && op === '|') {
    let { entries } = a;
    for (const [key, entry] of b.entries.entries()) entries = entries.set(key, entry);
    return m.alloc({ ...a, entries, isOpen: a.isOpen || b.isOpen });
  }
  if (a?.kind !== 'list' || b?.kind !== 'list' || !a.isSet || !b.isSet) return null;
  return m.alloc({ kind: 'list', isSet: true, items: a.items && b.items ? combineSets(op, a.items, b.items) : null, element: unknown });
}

/** A comparison of which one side is an array or an instance of a library: element by element. Undefined for plain values. */
export function compareObjects(m: Machine, op: CompareOp, left: Value, right: Value): Value | undefined {
  if (m.frame.semantics.language !== 'python') return undefined;
  if (!checkComparison(m, op, left, right)) return bool(null);
  if (op === 'in' || op === 'not in') {
    warnOfTensorKey(m, left, right);
    const found = containedIn(m, left, right);
    return found === undefined ? undefined : bool(found === null ? null : (op === 'in') === found);
  }
  if (op === 'is' || op === 'is not' || op === 'instanceof') return undefined;
  const sameType = op === '==' || op === '!=' ? equalTypes(left, right) : null;
  if (sameType !== null) return bool((op === '==') === sameType);
  const own = left.kind === 'ref' || right.kind === 'ref' ? compareDunder(m, op, left, right) : undefined;
  if (own) return own;
  const special = onObjects(m, '__compare__', op, left, right);
  if (special) return special;
  const equal = comparedInstances(m, op, left, right);
  if (equal !== undefined) return bool(equal);
  const tensors = [left, right].filter((v): v is TensorValue => v.kind === 'tensor');
  if (!tensors.length) return undefined;
  if ([left, right].some((v) => v.kind === 'none')) return undefined;
  // Texts are compared with each element; what has none is compared in many ways.
  if ([left, right].some((v) => v.kind === 'str'))
    return tensors[0]!.dtype === 'str' || tensors[0]!.dtype === 'object'
      ? tensorResult(m, op, tensors, tensors[0]!.shape, 'bool')
      : unknown;
  const lead = leadingTensor(tensors);
  if (lead.framework === 'torch') {
    const isPlain = [left, right].some((v) => v.kind === 'tuple' || v.kind === 'ref');
    if (isPlain && (op === '==' || op === '!=')) return unknown;
    const why = refusedOperands(op, left, right, m);
    if (why) reportHere(m, 'dtype-mismatch', why, tensors);
    if (isPlain || [left, right].some((v) => isForeignArray(plainNumber(v)))) return unknown;
  }
  const [a, b] = [left, right].map((v) => operandOf(m, v, lead.framework));
  if (a && b && lead.framework === 'tensorflow') mixTensorflow(m, op, left, right, a, b);
  // TensorFlow's tensors of other shapes are just not equal.
  const isEager = tensors.some(({ framework, isSymbolic }) => framework === 'tensorflow' || (framework === 'keras' && !isSymbolic));
  const isQuiet = isEager && (op === '==' || op === '!=');
  const shape = a && b ? (isQuiet ? quietFit(a, b) : fit(m, op, a, b)) : null;
  const result = tensorResult(m, op, tensors, shape, 'bool', {
    data: a && b && shape ? elementwise(op, a, b) : null,
    operands: [left, right],
  });
  return result.range ? result : { ...result, range: truthRange };
}

/** Whether an element type, as `x.dtype` gives it, is the one that a library calls so (`tf.string`); null for anything else. */
function equalTypes(left: Value, right: Value): boolean | null {
  const [text, other] = left.kind === 'str' ? [left, right] : [right, left];
  if (text.kind !== 'str' || text.value === null || (other.kind !== 'library' && other.kind !== 'unknown')) return null;
  const [a, b] = [canonicalDtype(text.value), other.path === null ? null : readDtype(other)];
  return a === null || b === null ? null : a === b;
}

/** PyTorch's tensors are keys by who they are, not by what they hold. */
function warnOfTensorKey(m: Machine, key: Value, container: Value): void {
  const object = container.kind === 'ref' ? m.get(container.id) : undefined;
  if (key.kind !== 'tensor' || key.framework !== 'torch' || (object?.kind !== 'dict' && !(object?.kind === 'list' && object.isSet))) return;
  reportHere(
    m,
    'suspicious-training',
    msg('A tensor is found as a key only if it is the very same object: equal tensors are not, and what is kept grows without end'),
    [],
  );
}

/** `item in container` where a class of the program, or an iterator, is asked; undefined for the built-in containers. */
function containedIn(m: Machine, item: Value, container: Value): boolean | null | undefined {
  const own = callDunder(m, container, '__contains__', [item]);
  if (own) return truthOf(m, own);
  const object = container.kind === 'ref' ? m.get(container.id) : undefined;
  if (object?.kind !== 'iterator' && object?.kind !== 'instance' && object?.kind !== 'class') return undefined;
  const items = iterateValue(m, container);
  if (!items) return null;
  const each = items.map((other) => compareValues(m, '==', other, item));
  return each.includes(true) ? true : each.includes(null) ? null : false;
}

/** `==` and `!=` of two instances of classes of the program; undefined for everything else. */
function comparedInstances(m: Machine, op: CompareOp, left: Value, right: Value): boolean | null | undefined {
  if ((op !== '==' && op !== '!=') || left.kind !== 'ref' || right.kind !== 'ref') return undefined;
  const equal = equalInstances(m, left, right);
  return equal === undefined || equal === null ? equal : (op === '==') === equal;
}

/** Instances of classes of the program without an `__eq__`; undefined for everything else. */
function equalInstances(m: Machine, left: RefValue, right: RefValue): boolean | null | undefined {
  const [a, b] = [m.get(left.id), m.get(right.id)];
  if (a?.kind !== 'instance' || b?.kind !== 'instance') return undefined;
  if (left.id === right.id) return true;
  const cls = a.cls.kind === 'ref' ? m.get(a.cls.id) : undefined;
  if (cls?.kind === 'class' && cls.flavor === 'dataclass') {
    if (a.cls.kind !== 'ref' || b.cls.kind !== 'ref' || a.cls.id !== b.cls.id) return false;
    const each = (cls.fields ?? []).map(({ name }) => compareValues(m, '==', a.attrs.get(name) ?? unknown, b.attrs.get(name) ?? unknown));
    return each.includes(false) ? false : each.includes(null) ? null : true;
  }
  return hasForeignBase(m, a.cls) ? null : false;
}

/** A comparison as far as it is known. */
export function compareValues(m: Machine, op: CompareOp, left: Value, right: Value): boolean | null {
  if (left.kind === 'ref' || right.kind === 'ref') {
    const own = compareDunder(m, op, left, right);
    if (own) return truthOf(m, own);
    const equal = comparedInstances(m, op, left, right);
    if (equal !== undefined) return equal;
  }
  if (left.kind === 'tensor' || right.kind === 'tensor') return null;
  return m.frame.semantics.compare(op, left, right, m);
}

/** `-x`, `~x` of an array or an instance of a library; undefined for plain values. */
export function unaryOnObject(m: Machine, op: UnaryExpr['op'], operand: Value): Value | undefined {
  if (op === 'not') {
    const object = operand.kind === 'ref' ? m.get(operand.id) : undefined;
    if (object?.kind !== 'instance') return undefined;
    const truth = truthOf(m, operand);
    return bool(truth === null ? null : !truth);
  }
  const own =
    op === '-' || op === '+' || op === '~'
      ? callDunder(m, operand, op === '-' ? '__neg__' : op === '+' ? '__pos__' : '__invert__', [])
      : undefined;
  if (own) return own;
  if (operand.kind === 'tensor') {
    if (op !== '-' && op !== '+' && op !== '~') return undefined;
    const why = operand.framework === 'torch' ? refusedOperand(op, operand) : null;
    if (why) reportHere(m, 'dtype-mismatch', why, [operand]);
    const data = op === '-' ? operand.data?.map((x) => -x) : op === '+' ? operand.data : null;
    return tensorResult(m, op, [operand], operand.shape, operand.dtype, { data: data ?? null, operands: [operand] });
  }
  if (m.frame.semantics.language === 'python' && !checkOperand(m, op, operand)) return unknown;
  return operand.kind === 'ref' && m.get(operand.id)?.kind === 'object'
    ? callSpecial(m, operand, '__unary__', [str(op)], nodeSite(m))
    : undefined;
}

/** An operator that the class of one of the sides has a rule for, the left one first. */
function onObjects(m: Machine, special: '__binary__' | '__compare__', op: string, left: Value, right: Value): Value | undefined {
  const isObject = (v: Value): boolean => v.kind === 'ref' && m.get(v.id)?.kind === 'object';
  if (isObject(left)) return callSpecial(m, left, special, [right, str(op)], nodeSite(m));
  if (isObject(right)) return callSpecial(m, right, special, [left, str(op)], nodeSite(m));
  return undefined;
}

function onLists(m: Machine, op: BinaryOp, left: Value, right: Value): Value | null {
  if (m.frame.semantics.language !== 'python' || (op !== '+' && op !== '*')) return null;
  const a = left.kind === 'ref' ? m.get(left.id) : undefined;
  const b = right.kind === 'ref' ? m.get(right.id) : undefined;
  if (op === '+') {
    if (a?.kind !== 'list' || b?.kind !== 'list' || a.isSet || b.isSet) return null;
    return m.alloc({ kind: 'list', isSet: false, items: a.items && b.items ? [...a.items, ...b.items] : null, element: unknown });
  }
  const [list, times] = a?.kind === 'list' ? [a, right] : b?.kind === 'list' ? [b, left] : [null, unknown];
  if (!list || list.isSet || (times.kind !== 'int' && typeName(m, times) !== null && times.kind !== 'bool')) return null;
  const n = times.kind === 'int' && typeof times.value === 'number' ? Math.max(0, times.value) : null;
  const items = list.items && n !== null && n * list.items.length <= 4096 ? Array.from({ length: n }, () => list.items!).flat() : null;
  return m.alloc({ kind: 'list', isSet: false, items, element: list.element });
}

function onTensors(m: Machine, op: BinaryOp, left: Value, right: Value): Value {
  const tensors = [left, right].filter((v): v is TensorValue => v.kind === 'tensor');
  const { framework } = leadingTensor(tensors);
  const other = left.kind === 'str' || right.kind === 'str' ? tensors[0] : undefined;
  if (op === '+' && other && isPlainNumbers(other)) {
    refuse(m, 'TypeError', 'dtype-mismatch', msg('{0} does not take {1} and {2}', op, 'str', `numpy.${other.dtype}`));
    return unknown;
  }
  refuseOperand(m, left, right, nodeSite(m).place);
  const isTorch = framework === 'torch';
  const why = isTorch ? refusedOperands(op, left, right, m) : null;
  if (why) reportHere(m, 'dtype-mismatch', why, tensors);
  const [a, b] = [operandOf(m, left, framework), operandOf(m, right, framework)];
  // Lists and tuples are no operands of PyTorch.
  if (isTorch && [left, right].some((v) => v.kind === 'tuple' || v.kind === 'ref')) return unknown;
  // What is not known may be a tensor: the graph behind it is not seen.
  const unknownInputs = [left, right].flatMap((v) => (v.kind === 'unknown' ? [unknownTensor(framework)] : []));
  if (!a || !b) return tensorResult(m, op, tensors, null, null, { unknownInputs });
  const shape = op === '@' ? multiply(m, a, b) : fit(m, op, a, b);
  const data = op === '@' ? null : elementwise(op, a, b);
  refuseTypes(m, op, a, b);
  const dtype = why ? null : resultDtype(m, op, left, right, a, b);
  const result = tensorResult(m, op, tensors, shape, dtype, { data, operands: [left, right] });
  const range = result.range ? null : rangeOfResult(op, a, b, dtype);
  return range ? { ...result, range } : result;
}

/** Numbers of NumPy, which no text is added to. */
function isPlainNumbers({ framework, dtype, isSymbolic }: TensorValue): boolean {
  return framework === 'numpy' && !isSymbolic && dtype !== null && (isWhole(dtype) || isFloating(dtype));
}

/** A side of an operator as a tensor; null when nothing is known of it. */
function operandOf(m: Machine, value: Value, framework: TensorValue['framework']): TensorValue | null {
  if (value.kind === 'tensor') return value;
  if (value.kind === 'unknown' || value.kind === 'str' || value.kind === 'none') return null;
  const tensor = toTensor(value, m, framework);
  return tensor.shape ? tensor : null;
}

function fit(m: Machine, op: string, a: TensorValue, b: TensorValue): MaybeShape {
  const merged = broadcastShapes(a.shape, b.shape);
  if (merged.fits) return merged.shape;
  reportHere(
    m,
    'broadcast-mismatch',
    msg(
      'The shapes of {0} do not fit each other: {1} and {2} differ on axis {3}',
      op,
      formatShape(a.shape),
      formatShape(b.shape),
      merged.axis,
    ),
    [a, b],
  );
  return null;
}

function multiply(m: Machine, a: TensorValue, b: TensorValue): MaybeShape {
  const product = matmulShape(a.shape, b.shape);
  const shapes = [formatShape(a.shape), formatShape(b.shape)] as const;
  if (needsMatrices(m, a, b)) {
    reportHere(m, 'rank-mismatch', msg('@ of TensorFlow takes matrices: {0} and {1}', ...shapes), [a, b]);
    return null;
  }
  if (product.fits) return product.shape;
  if (product.why === 'scalar') reportHere(m, 'rank-mismatch', msg('@ takes arrays with axes: {0} and {1}', ...shapes), [a, b]);
  else if (product.why === 'inner')
    reportHere(m, 'dim-mismatch', msg('@ joins the last axis of the first with the second to last of the other: {0} and {1}', ...shapes), [
      a,
      b,
    ]);
  else reportHere(m, 'broadcast-mismatch', msg('The axes of {0} and {1} before the last two do not fit each other', ...shapes), [a, b]);
  return null;
}

/** TensorFlow multiplies no vectors: one of two tensors of its own has fewer than two axes. */
function needsMatrices(m: Machine, a: TensorValue, b: TensorValue): boolean {
  const ranks = [rankOf(a.shape), rankOf(b.shape)];
  if (ranks.includes(0) || !ranks.includes(1)) return false;
  const lead = leadingTensor([a, b]);
  return lead.framework === 'tensorflow' || (lead.framework === 'keras' && !lead.isSymbolic && kerasBackend(m) === 'tensorflow');
}

/** What NumPy has no operation for: bits of floats, the difference of truth values. */
function refuseTypes(m: Machine, op: BinaryOp, a: TensorValue, b: TensorValue): void {
  if (a.framework !== 'numpy' || b.framework !== 'numpy' || a.dtype === null || b.dtype === null) return;
  const isFraction = (dtype: string): boolean => isFloating(dtype) || dtype.startsWith('complex');
  const isBits = op === '&' || op === '|' || op === '^' || op === '<<' || op === '>>';
  if (isBits && (isFraction(a.dtype) || isFraction(b.dtype)))
    reportHere(
      m,
      'dtype-mismatch',
      msg('{0} works on the bits of whole numbers or on truth values, not on {1} and {2}', op, a.dtype, b.dtype),
      [a, b],
    );
  else if (op === '-' && a.dtype === 'bool' && b.dtype === 'bool')
    reportHere(m, 'dtype-mismatch', msg('NumPy does not subtract truth values; use ^ or np.logical_xor'), [a, b]);
}

function quietFit(a: TensorValue, b: TensorValue): MaybeShape {
  const merged = broadcastShapes(a.shape, b.shape);
  return merged.fits ? merged.shape : null;
}

/** The type of two operands of which one is TensorFlow's; reports those that it does not mix. */
function mixTensorflow(m: Machine, op: string, left: Value, right: Value, a: TensorValue, b: TensorValue): string | null {
  const mixed = mixLikeTensorflow(left, right, a, b);
  if (mixed.fits) return mixed.dtype;
  reportHere(m, 'dtype-mismatch', msg('{0} mixes no types: {1} and {2}', op, ...mixed.types), [a, b]);
  return null;
}

function kerasDtype(op: BinaryOp, left: Value, right: Value, a: TensorValue, b: TensorValue): string | null {
  const number = (v: Value): 'int' | 'float' | 'bool' | null =>
    v.kind === 'int' || v.kind === 'float' || v.kind === 'bool' ? v.kind : null;
  const [x, y] = [number(left), number(right)];
  const dtype = x
    ? promoteNumberLikeKeras(b.dtype, x)
    : y
      ? promoteNumberLikeKeras(a.dtype, y)
      : [a, b].every((t) => t.isSymbolic || t.dtype === a.dtype)
        ? promoteLikeKeras(a.dtype, b.dtype)
        : null;
  return op === '/' ? floatLikeKeras(dtype) : dtype;
}

function resultDtype(m: Machine, op: BinaryOp, left: Value, right: Value, a: TensorValue, b: TensorValue): string | null {
  const lead = leadingTensor([left, right].filter((v): v is TensorValue => v.kind === 'tensor'));
  if (lead.framework === 'keras') return kerasDtype(op, left, right, a, b);
  if (lead.framework === 'tensorflow') {
    const mixed = mixTensorflow(m, op, left, right, a, b);
    return op === '/' ? quotientOfTensorflow(mixed) : mixed;
  }
  if (lead.framework === 'torch') {
    const [x, y] = [plainNumber(left), plainNumber(right)];
    // An array of NumPy on the right decides by its own rules.
    if (isForeignArray(y) && !isForeignArray(x)) return op === '/' ? null : promoteDtypes(a.dtype, b.dtype);
    return operatorType(op, x, y);
  }
  const number = (v: Value): 'int' | 'float' | 'bool' | null =>
    v.kind === 'int' || v.kind === 'float' || v.kind === 'bool' ? v.kind : null;
  const [x, y] = [number(left), number(right)];
  const { framework } = a;
  let dtype = x ? promoteWithNumber(b.dtype, x, framework) : y ? promoteWithNumber(a.dtype, y, framework) : promoteDtypes(a.dtype, b.dtype);
  // True division of whole numbers gives fractions.
  if (op === '/' && dtype !== null && (isWhole(dtype) || dtype === 'bool')) dtype = 'float64';
  if ((op === '-' || op === '+' || op === '*' || op === '**') && dtype === 'bool' && framework !== 'numpy') dtype = null;
  if ((op === '//' || op === '%' || op === '**') && dtype === 'bool' && framework === 'numpy') dtype = 'int8';
  if (op === '/' && dtype !== null && !isFloating(dtype) && !dtype.startsWith('complex')) dtype = null;
  return dtype;
}

const plain: Partial<Record<BinaryOp | CompareOp, (x: number, y: number) => number>> = {
  '+': (x, y) => x + y,
  '-': (x, y) => x - y,
  '*': (x, y) => x * y,
  '//': (x, y) => (y === 0 ? NaN : Math.floor(x / y)),
  '%': (x, y) => (y === 0 ? NaN : ((x % y) + y) % y),
  '==': (x, y) => Number(x === y),
  '!=': (x, y) => Number(x !== y),
  '<': (x, y) => Number(x < y),
  '<=': (x, y) => Number(x <= y),
  '>': (x, y) => Number(x > y),
  '>=': (x, y) => Number(x >= y),
};

/** Elements of the result where those of both sides are known, and one side is a number or both have one shape. */
function elementwise(op: BinaryOp | CompareOp, a: TensorValue, b: TensorValue): readonly number[] | null {
  const f = plain[op];
  if (!f || !a.data || !b.data) return null;
  const [x, y] = [a.data, b.data];
  const out =
    y.length === 1
      ? x.map((v) => f(v, y[0]!))
      : x.length === 1
        ? y.map((v) => f(x[0]!, v))
        : x.length === y.length && a.shape?.dims.length === b.shape?.dims.length
          ? x.map((v, i) => f(v, y[i]!))
          : null;
  return out?.every(Number.isFinite) ? out : null;
}

/** `text % arguments`. */
function withPercent(m: Machine, text: string | null, args: Value): Value {
  return str(text !== null && checkPercent(m, text, args) ? percentFormatted(text, args, m, asker(m)) : null);
}
