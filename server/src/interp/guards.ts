import type { Expr } from '../ir/ir';
import type { Machine } from './machine';

/**
 * Runs code behind a condition that is not known. `if channels == filters:` may hold exactly where the shapes inside fit, so
 * what does not fit there proves nothing; a flag (`if use_residual:`) tells nothing of shapes.
 */
export function behindGuard(m: Machine, test: Expr, run: () => void): void {
  const guards = comparesSizes(test);
  const asks = asksForVersion.test(m.frame.home.code.text.slice(test.from, test.to));
  if (guards) m.guarded++;
  if (asks) m.ofOtherVersions++;
  run();
  if (guards) m.guarded--;
  if (asks) m.ofOtherVersions--;
}

const asksForVersion = /version|hasattr|\b(?:PY|TF|KERAS|NP)_?[0-9]/i;

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
      // What is asked of its kind has the members of that kind.
      return (test.callee.k === 'name' || test.callee.k === 'attr') && asksKind.test(test.callee.name);
    default:
      return false;
  }
}

const asksKind = /^(?:is|has|callable)/;
