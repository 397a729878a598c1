import type { BinaryOp, CompareOp } from '../../ir/ir';
import type { HeapObject, Value } from '../../values/value';
import { bool } from '../../values/value';
import { plainArgs } from '../calls';
import { findMember } from '../classes';
import { callFunction } from '../functions';
import type { Machine } from '../machine';

/** Calls a special method that a class of the program gives its instances; undefined where it has none. */
export function callDunder(m: Machine, self: Value, name: string, args: readonly Value[]): Value | undefined {
  const object = self.kind === 'ref' ? m.get(self.id) : undefined;
  if (object?.kind !== 'instance' || m.frame.semantics.language !== 'python') return undefined;
  const found = findMember(m, object.cls, name);
  return found?.kind === 'function' ? callFunction(m, found, plainArgs(args), self) : undefined;
}

const binary: Partial<Record<BinaryOp, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'truediv',
  '//': 'floordiv',
  '%': 'mod',
  '**': 'pow',
  '@': 'matmul',
  '<<': 'lshift',
  '>>': 'rshift',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
};

/** `left op right` where a class of the program says what that is, the left side first. */
export function binaryDunder(m: Machine, op: BinaryOp, left: Value, right: Value): Value | undefined {
  const name = binary[op];
  if (name === undefined) return undefined;
  return accepted(callDunder(m, left, `__${name}__`, [right])) ?? accepted(callDunder(m, right, `__r${name}__`, [left]));
}

/** `left op= right` by the special method of its own. */
export function inPlaceDunder(m: Machine, op: BinaryOp, left: Value, right: Value): Value | undefined {
  const name = binary[op];
  return name === undefined ? undefined : accepted(callDunder(m, left, `__i${name}__`, [right]));
}

const comparison: Partial<Record<CompareOp, readonly [string, string]>> = {
  '==': ['eq', 'eq'],
  '!=': ['ne', 'ne'],
  '<': ['lt', 'gt'],
  '<=': ['le', 'ge'],
  '>': ['gt', 'lt'],
  '>=': ['ge', 'le'],
};

export function compareDunder(m: Machine, op: CompareOp, left: Value, right: Value): Value | undefined {
  const names = comparison[op];
  if (!names) return undefined;
  const own = accepted(callDunder(m, left, `__${names[0]}__`, [right])) ?? accepted(callDunder(m, right, `__${names[1]}__`, [left]));
  if (own || op !== '!=') return own;
  const equal = accepted(callDunder(m, left, '__eq__', [right])) ?? accepted(callDunder(m, right, '__eq__', [left]));
  return equal && bool(equal.kind === 'bool' && equal.value !== null ? !equal.value : null);
}

function accepted(value: Value | undefined): Value | undefined {
  return value?.kind === 'library' && value.path === 'python.NotImplemented' ? undefined : value;
}

/** Whether a value counts as true, instances of classes of the program included. */
export function truthOf(m: Machine, value: Value): boolean | null {
  const object: HeapObject | undefined = value.kind === 'ref' ? m.get(value.id) : undefined;
  if (object?.kind !== 'instance' || m.frame.semantics.language !== 'python') return m.frame.semantics.truth(value, m);
  const own = callDunder(m, value, '__bool__', []);
  if (own) return own.kind === 'bool' ? own.value : null;
  const length = callDunder(m, value, '__len__', []);
  if (length) return length.kind === 'int' && typeof length.value === 'number' ? length.value !== 0 : null;
  return object.isOpen ? null : true;
}
