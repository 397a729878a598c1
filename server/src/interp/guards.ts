import type { Expr, FunctionCode, Stmt } from '../ir/ir';
import type { Machine } from './machine';

/**
 * Runs code behind a condition that is not known. `if channels == filters:` may hold exactly where the shapes inside fit, so
 * what does not fit there proves nothing; a flag (`if use_residual:`) and the number of a turn (`if step % 100 == 0:`) tell nothing of
 * shapes.
 */
export function behindGuard(m: Machine, test: Expr, run: () => void): void {
  const guards = (comparesSizes(test) && !countsTurns(m, test)) || readsComparison(m, test);
  const text = m.frame.home.code.text.slice(test.from, test.to);
  // What is asked of its kind has the members of that kind.
  const asks = asksForVersion.test(text) || (guards && asksForKind.test(text));
  if (guards) m.guarded++;
  if (asks) m.ofOtherVersions++;
  run();
  if (guards) m.guarded--;
  if (asks) m.ofOtherVersions--;
}

const asksForVersion = /version|hasattr|backend|\b(?:PY|TF|KERAS|NP)_?[0-9]/i;

const asksForKind = /\b(?:type|dtype|kind|instance|__class__|__name__)\b|\b(?:is|has)[_A-Za-z]\w*\(|\bcallable\(/;

/** True for the name of a comparison that was made before: `is_2d = x.ndim == 2`, then `if is_2d:`. */
function readsComparison(m: Machine, test: Expr): boolean {
  switch (test.k) {
    case 'name':
      return m.frame.fn !== null && comparisonsIn(m.frame.fn).has(test.name);
    case 'unary':
      return readsComparison(m, test.operand);
    case 'logical':
      return readsComparison(m, test.left) || readsComparison(m, test.right);
    default:
      return false;
  }
}

/** The names that a function binds to comparisons of sizes. */
function comparisonsIn(fn: FunctionCode): ReadonlySet<string> {
  let names = comparisons.get(fn);
  if (!names) {
    const found = new Set<string>();
    visit(fn.body, found);
    comparisons.set(fn, (names = found));
  }
  return names;
}

const comparisons = new WeakMap<FunctionCode, ReadonlySet<string>>();

/** Any part of the instruction form. */
function visit(part: unknown, found: Set<string>): void {
  if (Array.isArray(part)) {
    for (const item of part) visit(item, found);
    return;
  }
  if (typeof part !== 'object' || part === null) return;
  const node = part as Stmt;
  if (node.k === 'assign' && node.value && comparesSizes(node.value))
    for (const target of node.targets) if (target.k === 'nameTarget') found.add(target.name);
  for (const inner of Object.values(part)) if (typeof inner === 'object') visit(inner, found);
}

/** True of comparisons of nothing but loop variables and numbers. */
function countsTurns(m: Machine, test: Expr): boolean {
  switch (test.k) {
    case 'compare':
      return [test.left, ...test.rest.map(({ right }) => right)].every((e) => isOfTurn(m, e));
    case 'logical':
      return countsTurns(m, test.left) && countsTurns(m, test.right);
    default:
      return false;
  }
}

function isOfTurn(m: Machine, e: Expr): boolean {
  if (e.k === 'const') return e.type === 'int' || e.type === 'float';
  if (e.k === 'binary') return isOfTurn(m, e.left) && isOfTurn(m, e.right);
  return e.k === 'name' && m.frame.loops.some(({ names }) => names?.has(e.name));
}

/** True when the condition compares what may be numbers: neither side a text, None or a truth value. */
function comparesSizes(test: Expr): boolean {
  switch (test.k) {
    case 'compare': {
      if (test.rest.some(({ op }) => op === 'is' || op === 'is not' || op === 'in' || op === 'not in' || op === 'instanceof')) return false;
      return [test.left, ...test.rest.map(({ right }) => right)].every((e) => e.k !== 'const' || e.type === 'int' || e.type === 'float');
    }
    case 'logical':
      return comparesSizes(test.left) || comparesSizes(test.right);
    case 'unary':
      return comparesSizes(test.operand);
    case 'call':
      return (test.callee.k === 'name' || test.callee.k === 'attr') && asksKind.test(test.callee.name);
    default:
      return false;
  }
}

const asksKind = /^(?:is|has|callable)/;
