import type { MatchCase, Pattern, Stmt } from '../ir/ir';
import { joinStates } from '../values/join';
import type { State } from '../values/state';
import type { Value } from '../values/value';
import { unknown } from '../values/value';
import { truthOf } from './dunders';
import { evalExpr } from './expressions';
import { iterateValue } from './iterate';
import type { Machine } from './machine';
import { assignName } from './scopes';
import { execBlock } from './statements';

/** Python's `match`: cases that may match are each run on a copy of the path, until one surely does. */
export function execMatch(m: Machine, stmt: Extract<Stmt, { k: 'match' }>): void {
  const subject = evalExpr(m, stmt.subject);
  let out: State | null = null;
  let pending = m.state;
  for (const each of stmt.cases) {
    m.state = pending;
    const matches = caseMatches(m, each, subject);
    if (matches === false) continue;
    execBlock(m, each.body);
    out = joinStates(out, m.state);
    if (matches === true) {
      pending = null;
      break;
    }
  }
  m.state = joinStates(out, pending);
}

function caseMatches(m: Machine, each: MatchCase, subject: Value): boolean | null {
  const matches = bindPattern(m, each.pattern, subject);
  if (matches === false || !each.guard) return matches;
  const guard = truthOf(m, evalExpr(m, each.guard));
  return guard === false ? false : guard === null ? null : matches;
}

/** Binds what the pattern captures; answers whether it matches, null when that cannot be told. */
function bindPattern(m: Machine, pattern: Pattern, value: Value): boolean | null {
  switch (pattern.k) {
    case 'valuePattern':
      return m.frame.semantics.compare('==', value, evalExpr(m, pattern.value), m);
    case 'capturePattern': {
      const inner = pattern.pattern ? bindPattern(m, pattern.pattern, value) : true;
      if (pattern.name) assignName(m, pattern.name, value, null);
      return inner;
    }
    case 'sequencePattern': {
      const items = value.kind === 'tuple' || value.kind === 'ref' ? iterateValue(m, value) : null;
      const { restIdx } = pattern;
      if (items && (restIdx === null ? items.length !== pattern.items.length : items.length < pattern.items.length - 1)) return false;
      const each = pattern.items.map((item, i) => {
        if (!items) return (bindPattern(m, item, unknown), null);
        if (i === restIdx) return bindPattern(m, item, unknown);
        const at = restIdx !== null && i > restIdx ? items.length - (pattern.items.length - i) : i;
        return bindPattern(m, item, items[at] ?? unknown);
      });
      return items ? all(each) : null;
    }
    case 'orPattern': {
      const each = pattern.options.map((option) => bindPattern(m, option, value));
      return each.includes(true) ? true : each.every((x) => x === false) ? false : null;
    }
    case 'mappingPattern':
      for (const entry of pattern.entries) bindPattern(m, entry.pattern, unknown);
      if (pattern.rest) assignName(m, pattern.rest, unknown, null);
      return null;
    case 'classPattern':
      for (const inner of [...pattern.positional, ...pattern.keywords.map((k) => k.pattern)]) bindPattern(m, inner, unknown);
      return null;
    case 'unknownPattern':
      for (const name of pattern.binds) assignName(m, name, unknown, null);
      return null;
  }
}

function all(each: readonly (boolean | null)[]): boolean | null {
  return each.includes(false) ? false : each.includes(null) ? null : true;
}
