import type { Expr } from '../ir/ir';
import { isLiteral, unknownDim } from '../values/dim';
import { shapeOf } from '../values/shape';
import type { TensorValue, Value } from '../values/value';
import { bool, float, int, none, str } from '../values/value';
import { evalExpr } from './expressions';
import type { Machine } from './machine';
import { assignName, lookup } from './scopes';

/**
 * What holds on a path because a condition was true there, or false: `assert x.shape[1] == 3`, `if x is None:`, `if len(shape) != 4: raise`.
 * Only what is bound to a name is narrowed, and only what was not known.
 */
export function assume(m: Machine, test: Expr, truth: boolean): void {
  if (m.isDead || m.frame.semantics.language !== 'python') return;
  switch (test.k) {
    case 'unary':
      if (test.op === 'not') assume(m, test.operand, !truth);
      return;
    case 'logical':
      // Both sides hold of a true `and`, and both fail of a false `or`.
      if (test.op !== 'nullish' && (test.op === 'and') === truth) {
        assume(m, test.left, truth);
        assume(m, test.right, truth);
      }
      return;
    case 'compare': {
      const [first, ...more] = test.rest;
      if (!first || more.length) return;
      if ((first.op === '==' && truth) || (first.op === '!=' && !truth)) {
        if (!equate(m, test.left, first.right)) equate(m, first.right, test.left);
      } else if ((first.op === 'is' && truth) || (first.op === 'is not' && !truth)) {
        if (
          test.left.k === 'name' &&
          first.right.k === 'const' &&
          first.right.type === 'none' &&
          lookup(m, test.left.name).kind === 'unknown'
        )
          assignName(m, test.left.name, none, null);
      }
      return;
    }
    case 'call':
      if (truth) assumeInstance(m, test);
      return;
    default:
  }
}

/** `left == right`; true when the left side is something that can be narrowed. */
function equate(m: Machine, left: Expr, right: Expr): boolean {
  if (!isPlain(right)) return false;
  if (left.k === 'name') {
    const old = lookup(m, left.name);
    const value = evalExpr(m, right);
    if (isVagueNumber(old) && value.kind === old.kind) assignName(m, left.name, value, null);
    else if (old.kind === 'str' && old.value === null && value.kind === 'str') assignName(m, left.name, value, null);
    return true;
  }
  // `x.shape[1] == 3`
  if (left.k === 'index' && isShapeOf(left.object)) {
    const at = evalExpr(m, left.index);
    const extent = evalExpr(m, right);
    if (at.kind === 'int' && isLiteral(at.value) && extent.kind === 'int' && isLiteral(extent.value))
      setExtent(m, left.object, at.value, extent.value);
    return true;
  }
  // `len(x.shape) == 4`, `x.ndim == 4`
  const ranked =
    left.k === 'call' && left.callee.k === 'name' && left.callee.name === 'len' && left.args.length === 1 && isShapeOf(left.args[0]!.value)
      ? left.args[0]!.value
      : left.k === 'attr' && left.name === 'ndim'
        ? left
        : null;
  if (ranked) {
    const rank = evalExpr(m, right);
    if (rank.kind === 'int' && isLiteral(rank.value) && rank.value <= 16) setRank(m, ranked, rank.value);
    return true;
  }
  return false;
}

type ShapeExpr = Extract<Expr, { k: 'attr' }>;

function isShapeOf(e: Expr): e is ShapeExpr {
  return e.k === 'attr' && e.name === 'shape' && e.object.k === 'name';
}

function isPlain(e: Expr): boolean {
  return e.k === 'const' || e.k === 'name' || (e.k === 'unary' && isPlain(e.operand)) || (e.k === 'attr' && isPlain(e.object));
}

function isVagueNumber(value: Value): boolean {
  return value.kind === 'int' && !isLiteral(value.value);
}

function tensorOf(m: Machine, e: ShapeExpr): TensorValue | null {
  const value = e.object.k === 'name' ? lookup(m, e.object.name) : null;
  return value?.kind === 'tensor' ? value : null;
}

function setExtent(m: Machine, e: ShapeExpr, axis: number, extent: number): void {
  const tensor = tensorOf(m, e);
  if (!tensor?.shape || tensor.shape.hasPrefix || e.object.k !== 'name') return;
  const { dims } = tensor.shape;
  const at = axis < 0 ? dims.length + axis : axis;
  const old = dims[at];
  if (old === undefined || isLiteral(old)) return;
  assignName(m, e.object.name, { ...tensor, shape: shapeOf(dims.map((dim, i) => (i === at ? extent : dim))) }, null);
}

function setRank(m: Machine, e: ShapeExpr, rank: number): void {
  const tensor = tensorOf(m, e);
  if (!tensor || e.object.k !== 'name' || tensor.shape !== null) return;
  assignName(m, e.object.name, { ...tensor, shape: shapeOf(Array.from({ length: rank }, () => unknownDim)) }, null);
}

const plainTypes: Readonly<Record<string, Value>> = { int: int(unknownDim), float: float(null), str: str(null), bool: bool(null) };

/** `isinstance(x, int)` */
function assumeInstance(m: Machine, test: Extract<Expr, { k: 'call' }>): void {
  const [subject, type] = test.args;
  if (test.callee.k !== 'name' || test.callee.name !== 'isinstance' || !subject || !type) return;
  const value = subject.value;
  if (value.k !== 'name' || type.value.k !== 'name' || lookup(m, value.name).kind !== 'unknown') return;
  const plain = plainTypes[type.value.name];
  if (plain && lookup(m, type.value.name).kind === 'library') assignName(m, value.name, plain, null);
}
