import type { ParsedChunk, ParsedCode } from '../syntax/parsedChunk';
import type { LoweredChunk, Stmt, Unit, UnitCode } from './ir';
import { lowerJavaScriptStmts } from './lowerJavaScriptStmt';
import { Lowering } from './lowering';
import { lowerPythonStmts } from './lowerPythonStmt';

/** Instructions by parsed text, so that equal text has the very same instructions while anybody holds its tree. */
const lowered = new WeakMap<ParsedCode, UnitCode>();

/**
 * Lowers a parsed chunk. It is a pure function of `parsed`; the units of a text that did not change are the very objects that
 * an earlier call gave, because its parsed sections are.
 */
export function lowerChunk(parsed: ParsedChunk, previous?: LoweredChunk): LoweredChunk {
  const units = parsed.sections.map(({ start, code }, i): Unit => {
    const unitCode = lowerCode(code);
    const unit = previous?.units[i];
    return unit && unit.start === start && unit.code === unitCode ? unit : { start, code: unitCode };
  });
  const { uri, language, text, broken } = parsed;
  return { uri, language, text, units, order: orderOf(units, language !== 'python'), broken };
}

function lowerCode(code: ParsedCode): UnitCode {
  let unitCode = lowered.get(code);
  if (!unitCode) {
    const cx = new Lowering(code);
    const nodes = code.root.children;
    const body: readonly Stmt[] = code.language === 'python' ? lowerPythonStmts(cx, nodes) : lowerJavaScriptStmts(cx, nodes);
    unitCode = { text: code.text, body, spans: cx.spans };
    lowered.set(code, unitCode);
  }
  return unitCode;
}

/** JavaScript evaluates imports and makes declared functions before anything else. */
function orderOf(units: readonly Unit[], hoists: boolean): number[] {
  const indices = units.map((_, i) => i);
  if (!hoists) return indices;
  const rank = ({ code }: Unit): number => (isImport(code) ? 0 : isFunction(code) ? 1 : 2);
  const ranks = units.map(rank);
  return indices.sort((a, b) => ranks[a]! - ranks[b]! || a - b);
}

function isImport({ body }: UnitCode): boolean {
  return body.length > 0 && body.every(({ k }) => k === 'import');
}

/** Declared functions, exported or not; as a default export they have an `export` beside them. */
function isFunction({ body }: UnitCode): boolean {
  return body[0]?.k === 'def' && body.every((stmt) => stmt.k === 'def' || (stmt.k === 'export' && stmt.fallback === null));
}
