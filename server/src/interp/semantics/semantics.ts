import type { BinaryOp, CompareOp, UnaryExpr } from '../../ir/ir';
import type { Heap, Value } from '../../values/value';

/** What the two languages do differently with plain values. Pure; what is not known stays unknown. */
export interface Semantics {
  readonly language: 'python' | 'javascript';
  /** Null when it may be either. */
  truth(value: Value, heap: Heap): boolean | null;
  binary(op: BinaryOp, left: Value, right: Value): Value;
  unary(op: UnaryExpr['op'], operand: Value, heap: Heap): Value;
  compare(op: CompareOp, left: Value, right: Value, heap: Heap): boolean | null;
  /** Text of a value inside an f-string or template. */
  format(value: Value, spec: string | null): string | null;
}
