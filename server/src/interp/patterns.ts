import type { MatchCase, Pattern, Stmt } from '../ir/ir';
import { joinStates } from '../values/join';
import type { State } from '../values/state';
import { keyOf } from '../values/keys';
import type { Value } from '../values/value';
import { str, tuple, unknown } from '../values/value';
import { compareValues } from './arithmetic';
import { getAttr } from './attributes';
import { findMember } from './classes';
import { evalExpr } from './expressions';
import { isInstance } from './instances';
import { iterateValue } from './loops/iterate';
import type { Machine } from './machine';
import { assignName } from './scopes';
import { execBlock } from './statements';
import { truthOfTest } from './semantics/truth';

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
  const guard = truthOfTest(m, each.guard);
  return guard === false ? false : guard === null ? null : matches;
}

/** Binds what the pattern captures; answers whether it matches, null when that cannot be told. */
function bindPattern(m: Machine, pattern: Pattern, value: Value): boolean | null {
  switch (pattern.k) {
    case 'valuePattern':
      return compareValues(
        m,
        pattern.value.k === 'const' && (pattern.value.type === 'bool' || pattern.value.type === 'none') ? 'is' : '==',
        value,
        evalExpr(m, pattern.value),
      );
    case 'capturePattern': {
      const inner = pattern.pattern ? bindPattern(m, pattern.pattern, value) : true;
      if (pattern.name) assignName(m, pattern.name, value, null);
      return inner;
    }
    case 'sequencePattern': {
      const object = value.kind === 'ref' ? m.get(value.id) : undefined;
      const isOther =
        ['int', 'float', 'bool', 'str', 'none'].includes(value.kind) ||
        object?.kind === 'dict' ||
        (object?.kind === 'list' && object.isSet);
      if (isOther && m.frame.semantics.language === 'python') return false;
      const items = value.kind === 'tuple' || object?.kind === 'list' ? iterateValue(m, value) : null;
      const { restIdx } = pattern;
      if (items && (restIdx === null ? items.length !== pattern.items.length : items.length < pattern.items.length - 1)) return false;
      const each = pattern.items.map((item, i) => {
        if (!items) return (bindPattern(m, item, unknown), null);
        if (i === restIdx) {
          const rest = items.slice(i, items.length - (pattern.items.length - 1 - i));
          return bindPattern(m, item, m.alloc({ kind: 'list', isSet: false, items: rest, element: unknown }));
        }
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
      return bindMapping(m, pattern, value);
    case 'classPattern': {
      const cls = evalExpr(m, pattern.cls);
      const is = isInstance(m, value, cls);
      if (is === false) return false;
      const own = cls.kind === 'ref' ? m.get(cls.id) : undefined;
      const order =
        own?.kind === 'class'
          ? (findMember(m, cls, '__match_args__') ?? (own.fields && tuple(own.fields.map((f) => str(f.name)))))
          : undefined;
      const each = pattern.positional.map((inner, i) => {
        // `int(n)` and the like take the whole.
        if (cls.kind === 'library' && i === 0) return bindPattern(m, inner, value);
        const name = order?.kind === 'tuple' ? order.items[i] : undefined;
        if (name?.kind === 'str' && name.value !== null) return bindPattern(m, inner, getAttr(m, value, name.value));
        return (bindPattern(m, inner, unknown), null);
      });
      each.push(...pattern.keywords.map(({ name, pattern: inner }) => bindPattern(m, inner, getAttr(m, value, name))));
      return all([is, ...each]);
    }
    case 'unknownPattern':
      for (const name of pattern.binds) assignName(m, name, unknown, null);
      return null;
  }
}

function bindMapping(m: Machine, pattern: Extract<Pattern, { k: 'mappingPattern' }>, value: Value): boolean | null {
  const dict = value.kind === 'ref' ? m.get(value.id) : undefined;
  if (dict?.kind !== 'dict') {
    for (const entry of pattern.entries) bindPattern(m, entry.pattern, unknown);
    if (pattern.rest) assignName(m, pattern.rest, unknown, null);
    return value.kind === 'unknown' || value.kind === 'ref' ? (dict?.kind === 'list' ? false : null) : false;
  }
  let { entries } = dict;
  const each = pattern.entries.map((entry) => {
    const key = keyOf(evalExpr(m, entry.key));
    const found = key === null ? undefined : dict.entries.get(key);
    if (key !== null) entries = entries.delete(key);
    if (found) return bindPattern(m, entry.pattern, found.value);
    bindPattern(m, entry.pattern, unknown);
    return key === null || dict.isOpen ? null : false;
  });
  if (pattern.rest) assignName(m, pattern.rest, m.alloc({ ...dict, entries }), null);
  return all(each);
}

function all(each: readonly (boolean | null)[]): boolean | null {
  return each.includes(false) ? false : each.includes(null) ? null : true;
}
