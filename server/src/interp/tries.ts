import { msg } from '../../../extension/protocol/localize';
import { defaultSeverities } from '../diagnostics/codes';
import type { Expr, Handler, Stmt } from '../ir/ir';
import { joinStates } from '../values/join';
import type { State } from '../values/state';
import type { Value } from '../values/value';
import { unknown } from '../values/value';
import { evalExpr } from './expressions';
import { isInstance } from './instances';
import type { Machine, Raised } from './machine';
import { execBlock } from './statements';
import { assignTarget } from './targets';
import { pythonText } from './texts';

type TryStmt = Extract<Stmt, { k: 'try' }>;

/**
 * What a handler catches is no error: nothing inside is reported. Where all that may have raised is known, the handlers run for just
 * that; else a handler may start from any state in between.
 */
export function execTry(m: Machine, stmt: TryStmt): void {
  const before = m.state;
  const outerRaises = m.raises;
  const raises: Raised[] = [];
  const catches = stmt.handlers.length > 0;
  const mutes = stmt.handlers.some((handler) => isCatching(handler));
  const { hazards } = m;
  if (mutes) m.muted++;
  if (catches) m.raises = raises;
  execBlock(m, stmt.body);
  if (mutes) m.muted--;
  if (catches) m.raises = outerRaises;
  const isExact = m.hazards === hazards && m.frame.semantics.language === 'python';
  execBlock(m, stmt.else);
  const normal = m.state;
  let out = normal;
  const matched = isExact ? matchRaises(m, stmt.handlers, raises) : null;
  const anywhere = matched ? null : [before, ...raises.map(({ state }) => state)].reduce<State | null>(joinStates, normal);
  stmt.handlers.forEach((handler, i) => {
    const mine = matched ? matched.filter((each) => each.handler === i) : null;
    m.state = mine ? mine.reduce<State | null>((state, { raised }) => joinStates(state, raised.state), null) : anywhere;
    if (mine && !mine.length) return;
    if (handler.type && !matched) evalExpr(m, handler.type);
    const value = mine?.length === 1 ? mine[0]!.raised.value : null;
    if (handler.target) assignTarget(m, handler.target, value ?? unknown, 'let');
    const outer = m.handling;
    m.handling = value;
    execBlock(m, handler.body);
    m.handling = outer;
    out = joinStates(out, m.state);
  });
  for (const { raised, handler } of matched ?? []) if (handler === null) m.raises?.push(raised);
  m.state = out;
  if (stmt.finally.length) {
    const arrives = m.state !== null;
    m.state ??= anywhere ?? before;
    execBlock(m, stmt.finally);
    if (!arrives) m.state = null;
  }
}

/** The handler that each exception reaches; null when that cannot be told of one of them. */
function matchRaises(
  m: Machine,
  handlers: readonly Handler[],
  raises: readonly Raised[],
): { readonly raised: Raised; readonly handler: number | null }[] | null {
  const out: { raised: Raised; handler: number | null }[] = [];
  const state = m.state;
  for (const raised of raises) {
    let found: number | null = null;
    for (const [i, { type }] of handlers.entries()) {
      m.state = raised.state;
      const is = type === null ? true : raised.value ? isInstance(m, raised.value, evalExpr(m, type)) : null;
      m.state = state;
      if (is === null) return null;
      if (!is) continue;
      found = i;
      break;
    }
    out.push({ raised, handler: found });
  }
  return out;
}

/** Exceptions that no shape, type or argument gives rise to. */
const unrelated = new Set(
  (
    'KeyboardInterrupt SystemExit OSError IOError FileNotFoundError FileExistsError PermissionError ' +
    'StopIteration StopAsyncIteration GeneratorExit EOFError UnicodeDecodeError UnicodeEncodeError ZeroDivisionError MemoryError ' +
    'TimeoutError ConnectionError OutOfRangeError'
  ).split(' '),
);

/** True when a handler may catch what we report, and does not raise it again. */
function isCatching({ type, body }: Handler): boolean {
  const last = body.at(-1);
  if (last?.k === 'raise' && last.value === null) return false;
  if (type === null) return true;
  const types = type.k === 'tuple' ? type.items : [type];
  return !types.every((each) => unrelated.has(nameOf(each)));
}

function nameOf(e: Expr): string {
  return e.k === 'name' || e.k === 'attr' ? e.name : '';
}

/** `raise Error(…)` */
export function execRaise(m: Machine, stmt: Extract<Stmt, { k: 'raise' }>): void {
  const value: Value | null = stmt.value ? evalExpr(m, stmt.value) : m.handling;
  if (value) refuseByProgram(m, value, stmt);
  m.raise(value?.kind === 'unknown' ? null : value);
  m.state = null;
}

/**
 * A check of the program's own that certainly fails: a function raises `ValueError` for what it is given, whatever is not known. Nothing
 * else is said of what programs raise, which they may do on purpose.
 */
function refuseByProgram(m: Machine, value: Value, stmt: Extract<Stmt, { k: 'raise' }>): void {
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  const isValueError = object?.kind === 'object' && object.cls === 'python.ValueError';
  const { frame } = m;
  if (!isValueError || m.isSilent || m.isUncalled || m.uncertain > 0 || m.raises || m.handling || !frame.fn?.params.length) return;
  if (frame.semantics.language !== 'python' || !m.program.own.has(frame.home.chunk)) return;
  const text = pythonText(m, value, 'str');
  m.report({
    code: 'unknown-argument',
    severity: defaultSeverities['unknown-argument'],
    message: text ? msg("The program's own check fails here: {0}", text) : msg("The program's own check fails here"),
    place: m.place(stmt),
    related: frame.callPlace ? [{ place: frame.callPlace, message: msg('The call that fails') }] : [],
    fixes: [],
  });
}
