import type { Expr, ForStmt, Stmt, Target } from '../ir/ir';
import { unknownDim } from '../values/dim';
import { joinStates, joinValues } from '../values/join';
import type { State } from '../values/state';
import type { Value } from '../values/value';
import { none, unknown } from '../values/value';
import { decorate, makeClass } from './classes';
import { callDunder } from './semantics/dunders';
import { evalExpr } from './expressions';
import { behindGuard } from './guards';
import { makeFunction } from './functions';
import { exportName, execImport } from './imports/imports';
import { changedValue } from './inPlace';
import { countOf, elementValue, iterateValue, takeNext, turnValue } from './loops/iterate';
import { callSpecial, nodeSite } from './libraryMembers';
import { inTrainingLoop } from './containers/torch/trainingSteps';
import { runLoop } from './loops/loops';
import type { Machine } from './machine';
import { assume } from './narrow';
import { assignName, forget } from './scopes';
import { assignTarget, deleteTarget, readTarget } from './targets';
import { execMatch } from './patterns';
import { checkIterable } from './semantics/pythonTypes';
import { execRaise, execTry } from './tries';
import { truthOfTest } from './semantics/truth';
import { refuseUse } from './containers/kerasTensors';

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
      else {
        const changed = changedValue(m, stmt, stmt.op, old, right);
        if (changed) assignTarget(m, stmt.target, changed, null);
      }
      return;
    }
    case 'if': {
      const truth = truthOfTest(m, stmt.test);
      if (truth !== null) execBlock(m, truth ? stmt.then : stmt.else);
      else
        behindGuard(m, stmt.test, () =>
          m.fork(
            () => (assume(m, stmt.test, true), execBlock(m, stmt.then)),
            () => (assume(m, stmt.test, false), execBlock(m, stmt.else)),
          ),
        );
      return;
    }
    case 'while':
      inTrainingLoop(m, () => {
        execWhile(m, stmt);
      });
      return;
    case 'for':
      inTrainingLoop(m, () => {
        execFor(m, stmt);
      });
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
      execRaise(m, stmt);
      return;
    case 'try':
      execTry(m, stmt);
      return;
    case 'with': {
      const entries: Value[] = [];
      for (const item of stmt.items) {
        const value = evalExpr(m, item.value);
        const entered = enter(m, value);
        if (item.target) assignTarget(m, item.target, entered, null);
        entries.push(value);
      }
      const catches = stmt.items.some((item) => catchesErrors(item.value));
      const keepsNoGradients = entries.some((value) => isWithoutGradients(m, value));
      if (catches) m.muted++;
      if (keepsNoGradients) m.withoutGradients++;
      execBlock(m, stmt.body);
      if (keepsNoGradients) m.withoutGradients--;
      if (catches) m.muted--;
      for (const value of entries.reverse()) if (!m.isDead) callDunder(m, value, '__exit__', [none, none, none]);
      return;
    }
    case 'def': {
      const fn = makeFunction(m, stmt.fn);
      const value = decorate(m, fn, stmt.decorators);
      if (stmt.fn.name) assignName(m, stmt.fn.name, value, null);
      return;
    }
    case 'class': {
      const decorators = m.frame.semantics.language === 'python' ? stmt.decorators.map((d) => evalExpr(m, d)) : [];
      let cls = makeClass(m, stmt.cls, decorators);
      if (decorators.length) cls = decorate(m, cls, stmt.decorators);
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
    case 'assert': {
      const truth = truthOfTest(m, stmt.test);
      if (truth === null) assume(m, stmt.test, true);
      else if (!truth) m.raise({ kind: 'library', path: 'python.AssertionError' });
      return;
    }
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

/** `with torch.no_grad()`, `with torch.inference_mode()`. */
function isWithoutGradients(m: Machine, value: Value): boolean {
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  const path = object?.kind === 'object' ? object.cls : value.kind === 'unknown' || value.kind === 'library' ? (value.path ?? '') : '';
  return /^torch\.(?:autograd\.(?:grad_mode\.)?)?(?:no_grad|inference_mode)(?:\(\))?$/.test(path);
}

/** What `with value as target` binds. */
function enter(m: Machine, value: Value): Value {
  const own = callDunder(m, value, '__enter__', []);
  if (own) return own;
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  if (object?.kind === 'iterator') {
    // A generator under `contextmanager`.
    const item = takeNext(m, value);
    return item === 'end' ? unknown : item;
  }
  if (object?.kind === 'object') return callSpecial(m, value, '__enter__', [], nodeSite(m)) ?? value;
  return value.kind === 'ref' ? value : unknown;
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
  if (m.frame.semantics.language === 'python') {
    m.here = m.place(stmt.iter);
    checkIterable(m, iterable);
  }
  const iterator = iterable.kind === 'ref' ? m.get(iterable.id) : undefined;
  const start = iterator?.kind === 'iterator' ? iterator.position : null;
  // A set gives its items in an order that nobody knows, but each of them once.
  refuseUse(m, iterable, 'iteration', m.place(stmt.iter));
  const items = stmt.overKeys ? null : iterateValue(m, iterable);
  const element = items ? unknown : elementValue(m, iterable);
  if (!items) m.hazards++;
  runLoop(m, {
    label: stmt.label,
    names: new Set(namesIn(stmt.target)),
    turns: items ? items.length : null,
    count: () => countOf(m, iterable),
    // Of a loader or a free range it is known at most what each item is.
    enter: (turn) => {
      // What is left of an iterator after a `break` is for others.
      const now = iterable.kind === 'ref' && start !== null ? m.get(iterable.id) : undefined;
      if (now?.kind === 'iterator' && iterable.kind === 'ref') m.set(iterable.id, { ...now, position: items ? start! + turn + 1 : null });
      assignTarget(m, stmt.target, items?.[turn] ?? turnValue(m, iterable) ?? element, stmt.declares);
    },
    test: () => (items ? true : null),
    body: () => execBlock(m, stmt.body),
    after: () => undefined,
    // The `else` runs where the loop was not left by `break`.
    atEnd: () => execBlock(m, stmt.else),
  });
}

function execWhile(m: Machine, stmt: Extract<Stmt, { k: 'while' }>): void {
  runLoop(m, {
    label: stmt.label,
    turns: null,
    count: () => unknownDim,
    enter: () => undefined,
    test: (turn) => (turn === 0 && stmt.bodyFirst ? true : truthOfTest(m, stmt.test)),
    body: () => execBlock(m, stmt.body),
    after: () => {
      for (const e of stmt.update) evalExpr(m, e);
    },
    atEnd: () => execBlock(m, stmt.else),
  });
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

/** The names that a target binds. */
function namesIn(target: Target): string[] {
  if (target.k === 'nameTarget') return [target.name];
  return target.k === 'sequenceTarget' ? target.items.flatMap((item) => (item ? namesIn(item.target) : [])) : [];
}
