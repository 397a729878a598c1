import { createLocalizer } from '../../../extension/protocol/localize';
import { rangeOf } from '../../../server/src/diagnostics/ranges';
import { renderDiagnostics } from '../../../server/src/diagnostics/renderDiagnostics';
import { analyse } from '../../../server/src/interp/document/analyse';
import type { Analysis } from '../../../server/src/interp/document/analysis';
import { formatDim } from '../../../server/src/values/dim';
import type { MaybeShape } from '../../../server/src/values/shape';
import type { Value } from '../../../server/src/values/value';

type Plain = number | string | boolean | null;

/** What a library said of one program (`scripts/oracles/expressions/expressions.py`). */
export interface ExpressionCase {
  readonly n: string;
  readonly s: string;
  readonly o?: readonly (number | null)[];
  readonly d?: string | null;
  readonly m?: readonly { readonly o?: readonly (number | null)[]; readonly d?: string | null; readonly v?: Plain }[];
  readonly v?: Plain;
  readonly r?: string;
  readonly l?: number;
}

export interface ExpressionFile {
  readonly header: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly cases: readonly ExpressionCase[];
}

/**
 * `wrong`: the analysis says something else. `false alarm`: it reports what runs. `missed`: it is silent about what is refused.
 * `unknown`: it knows less than the library says, or says nothing.
 */
export type Verdict = 'equal' | 'unknown' | 'missed' | 'wrong' | 'false alarm';

export interface Judged {
  readonly verdict: Verdict;
  readonly one: ExpressionCase;
  readonly found: string;
}

/** Cases a program: one analysis of all would be slow for no reason. */
const perProgram = 200;

/** Where programs stand, and how they find the files that they import. */
interface Surroundings {
  readonly uri: string;
  readonly read: (uri: string) => string | null;
}

const nowhere: Surroundings = { uri: 'file:///oracle/program.py', read: () => null };

/** What the analysis says of each recorded program, beside what the library said. */
export function replayExpressions({ header, cases }: Omit<ExpressionFile, 'versions'>, where = nowhere): Judged[] {
  const out: Judged[] = [];
  for (let at = 0; at < cases.length; at += perProgram) out.push(...replaySome(header, cases.slice(at, at + perProgram), where));
  return out;
}

function analyseAt({ uri, read }: Surroundings, text: string): Analysis {
  const files = new Map<string, string | null>();
  const settings = { stepBudget: 50_000_000 };
  for (;;) {
    const roots = [uri.slice(0, uri.lastIndexOf('/'))];
    const { result, missing } = analyse({ language: 'python', chunks: [{ uri, text }], files: new Map(files), roots, settings });
    const wanted = missing.filter((one) => !files.has(one));
    if (!wanted.length) return result;
    for (const one of wanted) files.set(one, read(one));
  }
}

function replaySome(header: string, cases: readonly ExpressionCase[], where: Surroundings): Judged[] {
  const lines = header.split('\n');
  const spans = cases.map((one, n) => {
    const from = lines.length;
    const program = one.s.split('\n');
    // Names of one case are not seen by the next: each is a function of its own that is called.
    lines.push(
      `def case${n}():`,
      ...program.map((line, i) => (i === program.length - 1 ? `    r${n} = ${line}` : `    ${line}`)),
      `case${n}()`,
    );
    return { from: from + 1, to: lines.length - 2 };
  });
  const result = analyseAt(where, `${lines.join('\n')}\n`);
  const diagnostics = renderDiagnostics(result, createLocalizer('en')).filter(({ severity }) => severity === 'error');
  const values = finalValues(result);
  return cases.map((one, n) => {
    const { from, to } = spans[n]!;
    const said = diagnostics.filter(({ range }) => range.start.line >= from && range.start.line <= to);
    const words = said.map((d) => `${d.code}: ${d.message} (line ${d.range.start.line - from})`).join('; ');
    if (one.r !== undefined) {
      const line = one.l ?? to - from;
      if (!said.length) return { verdict: 'missed', one, found: show(values.get(`r${n}`), result) };
      return said.some(({ range }) => range.start.line - from === line)
        ? { verdict: 'equal', one, found: words }
        : { verdict: 'wrong', one, found: words };
    }
    if (said.length) return { verdict: 'false alarm', one, found: words };
    const value = values.get(`r${n}`);
    return { verdict: compareValue(one, value, result), one, found: show(value, result) };
  });
}

/** The last value that was bound to each name. */
function finalValues(result: Analysis): Map<string, Value> {
  const out = new Map<string, Value>();
  for (const chunk of result.own) {
    const lines = result.chunks.get(chunk)?.text.split('\n') ?? [];
    for (const [node, value] of result.values.get(chunk)) {
      const range = rangeOf(result.chunks, { chunk, node });
      if (!range || range.start.line !== range.end.line) continue;
      const name = lines[range.start.line]!.slice(range.start.character, range.end.character);
      if (/^r\d+$/.test(name)) out.set(name, value);
    }
  }
  return out;
}

function compareValue(one: Pick<ExpressionCase, 'o' | 'd' | 'm' | 'v'>, value: Value | undefined, result: Analysis): Verdict {
  if (!value || value.kind === 'unknown') return 'unknown';
  if (one.m) {
    const items = value.kind === 'tuple' ? value.items : value.kind === 'ref' ? listItems(value.id, result) : null;
    if (!items) return value.kind === 'tensor' ? compareRows(one.m, value) : 'unknown';
    if (items.length !== one.m.length) return 'wrong';
    return worst(one.m.map((each, i) => compareValue(each, items[i], result)));
  }
  if (one.o) {
    if (value.kind !== 'tensor') return one.o.length === 0 && ['int', 'float', 'bool'].includes(value.kind) ? 'equal' : 'wrong';
    return worst([compareShape(one.o, value.shape), compareDtype(one.d, value.dtype)]);
  }
  return comparePlain(one.v ?? null, value);
}

function compareRows(rows: NonNullable<ExpressionCase['m']>, { shape }: { readonly shape: MaybeShape }): Verdict {
  if (!shape || shape.hasPrefix) return 'unknown';
  return worst(rows.map((row) => (row.o ? compareShape([rows.length, ...row.o], shape) : 'unknown')));
}

function compareShape(wanted: readonly (number | null)[], shape: MaybeShape): Verdict {
  if (!shape) return 'unknown';
  const { dims, hasPrefix } = shape;
  if (hasPrefix ? dims.length > wanted.length : dims.length !== wanted.length) return 'wrong';
  const last = wanted.slice(wanted.length - dims.length);
  const verdicts = dims.map((dim, i): Verdict => {
    const want = last[i]!;
    if (typeof dim === 'number') return dim === want ? 'equal' : 'wrong';
    return dim.kind === 'free' && want === null ? 'equal' : 'unknown';
  });
  return worst(hasPrefix ? [...verdicts, 'unknown'] : verdicts);
}

function compareDtype(wanted: string | null | undefined, found: string | null): Verdict {
  if (!wanted || found === wanted || (found === 'str' && /^<U|^str|^string/.test(wanted))) return 'equal';
  return found === null ? 'unknown' : 'wrong';
}

function comparePlain(wanted: Plain, value: Value): Verdict {
  switch (value.kind) {
    case 'int':
      return typeof value.value !== 'number' ? 'unknown' : value.value === wanted ? 'equal' : 'wrong';
    case 'float':
      return value.value === null ? 'unknown' : Math.abs(value.value - Number(wanted)) <= 1e-9 * Math.abs(value.value) ? 'equal' : 'wrong';
    case 'str':
    case 'bool':
      return value.value === null ? 'unknown' : value.value === wanted ? 'equal' : 'wrong';
    case 'none':
      return wanted === null ? 'equal' : 'wrong';
    case 'tensor':
      // A plain number of the language may come as an array without axes.
      return value.shape?.dims.length === 0 || !value.shape ? 'unknown' : 'wrong';
    default:
      return 'unknown';
  }
}

function worst(verdicts: readonly Verdict[]): Verdict {
  return verdicts.includes('wrong') ? 'wrong' : verdicts.includes('unknown') ? 'unknown' : 'equal';
}

function listItems(id: number, { state }: Analysis): readonly Value[] | null {
  const object = state.get(id);
  return object?.kind === 'list' ? object.items : null;
}

function show(value: Value | undefined, result: Analysis): string {
  if (!value) return 'nothing';
  if (value.kind === 'tensor')
    return `${value.shape ? `[${value.shape.hasPrefix ? '*, ' : ''}${value.shape.dims.map(formatDim).join(', ')}]` : '?'} ${value.dtype}`;
  if (value.kind === 'tuple') return `(${value.items.map((item) => show(item, result)).join(', ')})`;
  if (value.kind === 'ref')
    return (
      listItems(value.id, result)
        ?.map((item) => show(item, result))
        .join('; ') ?? 'an object'
    );
  return JSON.stringify(value);
}
