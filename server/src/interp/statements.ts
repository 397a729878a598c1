import type { Expr, ForStmt, Stmt } from '../ir/ir';
import { joinStates, joinValues } from '../values/join';
import type { State } from '../values/state';
import type { Value } from '../values/value';
import { none, unknown } from '../values/value';
import { binaryOnValues } from './arithmetic';
import { makeClass } from './classes';
import { evalExpr } from './expressions';
import { behindGuard } from './guards';
import { makeFunction } from './functions';
import { exportName, execImport } from './imports';
import { elementValue, iterateValue } from './iterate';
import { runLoop } from './loops';
import type { Machine } from './machine';
import { assignName, forget } from './scopes';
import { assignTarget, deleteTarget, readTarget } from './targets';
import { execMatch } from './patterns';

export function execBlock(m: Machine, stmts: readonly Stmt[]): void {
  // JavaScript's functions are there before the first statement of their block.
  const hoists = m.frame.semantics.language === 'javascript';
  if (hoists) for (const stmt of stmts) if (stmt.k === 'def' && stmt.fn.name) assignName(m, stmt.fn.name, makeFunction(m, stmt.fn), 'let');
  for (const stmt of stmts) {
    if (m.isDead) return;
    if (hoists && stmt.k === 'def') {
      if (stmt.isExported && stmt.fn.name) exportName(m, stmt.fn.name, stmt.fn.name);
      continue;
    }
    execStmt(m, stmt);
  }
}

export function execStmt(m: Machine, stmt: Stmt): void {
  m.step();
  if (m.isDead) return;
  switch (stmt.k) {
    case 'expr':
      evalExpr(m, stmt.value);
      return;
    case 'assign': {
      if (stmt.value) {
        const value = evalExpr(m, stmt.value);
        for (const target of stmt.targets) assignTarget(m, target, value, stmt.declares);
      } else if (stmt.declares) {
        for (const target of stmt.targets) assignTarget(m, target, unknown, stmt.declares);
      }
      if (stmt.isExported) for (const target of stmt.targets) if (target.k === 'nameTarget') exportName(m, target.name, target.name);
      return;
    }
    case 'augAssign': {
      const old = readTarget(m, stmt.target);
      const right = evalExpr(m, stmt.value);
      if (stmt.op === 'and' || stmt.op === 'or' || stmt.op === 'nullish') assignTarget(m, stmt.target, joinValues(old, right), null);
      else if (!extendInPlace(m, stmt.op, old, right)) assignTarget(m, stmt.target, binaryOnValues(m, stmt, stmt.op, old, right), null);
      return;
    }
    case 'if': {
      const truth = m.frame.semantics.truth(evalExpr(m, stmt.test), m);
      if (truth !== null) execBlock(m, truth ? stmt.then : stmt.else);
      else
        behindGuard(m, stmt.test, () =>
          m.fork(
            () => execBlock(m, stmt.then),
            () => execBlock(m, stmt.else),
          ),
        );
      return;
    }
    case 'while':
      execWhile(m, stmt);
      return;
    case 'for':
      execFor(m, stmt);
      return;
    case 'return': {
      const value = stmt.value ? evalExpr(m, stmt.value) : none;
      if (m.state) m.frame.returns.push({ state: m.state, value });
      m.state = null;
      return;
    }
    case 'break':
    case 'continue':
      leaveLoop(m, stmt.k, stmt.label);
      return;
    case 'raise':
      if (stmt.value) evalExpr(m, stmt.value);
      if (m.state) m.raises?.push(m.state);
      m.state = null;
      return;
    case 'try':
      execTry(m, stmt);
      return;
    case 'with': {
      for (const item of stmt.items) {
        const value = evalExpr(m, item.value);
        if (item.target) assignTarget(m, item.target, value.kind === 'ref' ? value : unknown, null);
      }
      const catches = stmt.items.some((item) => catchesErrors(item.value));
      if (catches) m.muted++;
      execBlock(m, stmt.body);
      if (catches) m.muted--;
      return;
    }
    case 'def': {
      const fn = makeFunction(m, stmt.fn);
      // Decorators are transparent: what they return is taken for the function itself.
      for (const d of stmt.decorators) evalExpr(m, d);
      if (stmt.fn.name) assignName(m, stmt.fn.name, fn, null);
      return;
    }
    case 'class': {
      for (const d of stmt.decorators) evalExpr(m, d);
      const cls = makeClass(m, stmt.cls);
      if (stmt.cls.name) assignName(m, stmt.cls.name, cls, m.frame.semantics.language === 'javascript' ? 'let' : null);
      return;
    }
    case 'import':
      execImport(m, stmt);
      return;
    case 'export':
      for (const { local, exported } of stmt.names) exportName(m, local, exported);
      if (stmt.fallback) {
        const value = evalExpr(m, stmt.fallback);
        assignName(m, '*default', value, 'let');
      }
      return;
    case 'delete':
      for (const target of stmt.targets) deleteTarget(m, target);
      return;
    case 'assert':
      evalExpr(m, stmt.test);
      return;
    case 'match':
      execMatch(m, stmt);
      return;
    case 'switch':
      execSwitch(m, stmt);
      return;
    case 'block':
      execJsBlock(m, stmt);
      return;
    case 'pass':
      return;
    case 'unknownStmt':
      for (const part of stmt.parts) evalExpr(m, part);
      m.fork(
        () => execBlock(m, stmt.body),
        () => undefined,
      );
      forget(m, stmt.binds);
      return;
  }
}

const catching = new Set(['assertRaises', 'assertRaisesRegex', 'raises', 'suppress']);

/** `with self.assertRaises(…)`, `pytest.raises(…)`, `contextlib.suppress(…)`: what raises inside is wanted, or caught. */
function catchesErrors(value: Expr): boolean {
  if (value.k !== 'call') return false;
  const { callee } = value;
  return (callee.k === 'attr' || callee.k === 'name') && catching.has(callee.name);
}

/** Python's `xs += ys` changes the list itself, under all of its names. */
function extendInPlace(m: Machine, op: string, old: Value, right: Value): boolean {
  const list = old.kind === 'ref' ? m.get(old.id) : undefined;
  if (op !== '+' || list?.kind !== 'list' || old.kind !== 'ref' || m.frame.semantics.language !== 'python') return false;
  const more = iterateValue(m, right);
  m.set(old.id, { ...list, items: list.items && more ? [...list.items, ...more] : null });
  return true;
}

function leaveLoop(m: Machine, how: 'break' | 'continue', label: string | null): void {
  const { loops } = m.frame;
  for (let i = loops.length - 1; i >= 0; i--) {
    const loop = loops[i]!;
    if (label === null ? loop.isLoop : loop.label === label) {
      if (how === 'break') loop.breaks = joinStates(loop.breaks, m.state);
      else loop.continues = joinStates(loop.continues, m.state);
      break;
    }
  }
  m.state = null;
}

function execFor(m: Machine, stmt: ForStmt): void {
  const iterable = evalExpr(m, stmt.iter);
  const items = stmt.overKeys ? null : iterateValue(m, iterable);
  runLoop(m, {
    label: stmt.label,
    turns: items ? items.length : null,
    // Of a loader or a free range it is known at most what each item is.
    enter: (turn) => assignTarget(m, stmt.target, items?.[turn] ?? elementValue(m, iterable), stmt.declares),
    test: () => (items ? true : null),
    body: () => execBlock(m, stmt.body),
    after: () => undefined,
  });
  execBlock(m, stmt.else);
}

function execWhile(m: Machine, stmt: Extract<Stmt, { k: 'while' }>): void {
  runLoop(m, {
    label: stmt.label,
    turns: null,
    enter: () => undefined,
    test: (turn) => (turn === 0 && stmt.bodyFirst ? true : m.frame.semantics.truth(evalExpr(m, stmt.test), m)),
    body: () => execBlock(m, stmt.body),
    after: () => {
      for (const e of stmt.update) evalExpr(m, e);
    },
  });
  execBlock(m, stmt.else);
}

/** What a handler catches is no error: nothing inside is reported, and a handler may start from any state in between. */
function execTry(m: Machine, stmt: Extract<Stmt, { k: 'try' }>): void {
  const before = m.state;
  const outerRaises = m.raises;
  const raises: State[] = [];
  const catches = stmt.handlers.length > 0;
  if (catches) {
    m.muted++;
    m.raises = raises;
  }
  execBlock(m, stmt.body);
  if (catches) {
    m.muted--;
    m.raises = outerRaises;
  }
  execBlock(m, stmt.else);
  const normal = m.state;
  let out = normal;
  const entry = [before, ...raises].reduce<State | null>(joinStates, normal);
  for (const handler of stmt.handlers) {
    m.state = entry;
    if (handler.type) evalExpr(m, handler.type);
    if (handler.target) assignTarget(m, handler.target, unknown, 'let');
    execBlock(m, handler.body);
    out = joinStates(out, m.state);
  }
  m.state = out;
  if (stmt.finally.length) {
    const arrives = m.state !== null;
    m.state ??= entry;
    execBlock(m, stmt.finally);
    if (!arrives) m.state = null;
  }
}

function execSwitch(m: Machine, stmt: Extract<Stmt, { k: 'switch' }>): void {
  const subject = evalExpr(m, stmt.subject);
  const loop = { label: stmt.label, isLoop: true, breaks: null as State | null, continues: null as State | null };
  m.frame.loops.push(loop);
  let pending: State | null = m.state;
  let hasDefault = false;
  m.state = null;
  for (const { test, body } of stmt.cases) {
    // A case is entered by its own test, or by falling through from the one before.
    const fallen = m.state;
    m.state = pending;
    let matches: boolean | null = null;
    if (test && m.state) matches = m.frame.semantics.compare('===', subject, evalExpr(m, test), m);
    if (!test) hasDefault = true;
    const entered = matches === false ? null : m.state;
    if (matches === true) pending = null;
    m.state = joinStates(entered, fallen);
    execBlock(m, body);
  }
  m.frame.loops.pop();
  m.state = [hasDefault ? null : pending, loop.breaks].reduce<State | null>(joinStates, m.state);
  // `continue` inside a switch belongs to the loop around it.
  if (loop.continues) {
    const rest = m.state;
    m.state = loop.continues;
    leaveLoop(m, 'continue', null);
    m.state = rest;
  }
}

function execJsBlock(m: Machine, stmt: Extract<Stmt, { k: 'block' }>): void {
  const outer = m.frame.scope;
  const { closures } = m;
  const opens = stmt.names.length > 0;
  if (opens) m.frame.scope = m.newScope('block', outer);
  const scope = m.frame.scope;
  const loop = { label: stmt.label, isLoop: false, breaks: null as State | null, continues: null as State | null };
  if (stmt.label) m.frame.loops.push(loop);
  execBlock(m, stmt.body);
  if (stmt.label) {
    m.frame.loops.pop();
    m.state = joinStates(m.state, loop.breaks);
  }
  m.frame.scope = outer;
  if (opens) m.dropScope(scope, closures);
}
