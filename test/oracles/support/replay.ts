import type { OracleCase, OracleModel, OracleShape } from '../../../scripts/oracles/case';
import type { AnsweredShape, LineAnswer } from './answers';
import { answersOf } from './answers';
import type { OracleFramework } from './renderProgram';
import { renderCases, renderModels } from './renderProgram';

/** `false alarm`: reported, but the framework takes it. `missed`: the framework refuses, and nothing is said. */
export interface Difference {
  readonly kind: 'false alarm' | 'missed' | 'shape' | 'dtype' | 'params';
  readonly question: string;
  readonly wanted: string;
  readonly found: string;
}

/** Where the analysis and the recorded answers of one layer differ. */
export function replayCases(framework: OracleFramework, layer: string, cases: readonly OracleCase[]): Difference[] {
  const program = renderCases(framework, layer, cases);
  const answerAt = answersOf(program);
  return cases.flatMap((one, n) => {
    const { from, call, again } = program.lines[n]!;
    const question = JSON.stringify({ c: one.c, i: one.i, ...(one.t === undefined ? {} : { t: one.t }) });
    const found = joined(answerAt, from, call);
    const first = compare(question, one, found, found.call);
    if (!one.again || again === null || one.r !== undefined || one.f) return first;
    const second = joined(answerAt, call + 1, again);
    return [...first, ...compare(`${question} then ${JSON.stringify(one.again.i)}`, one.again, second, second.call)];
  });
}

/** The same for whole networks. */
export function replayModels(framework: OracleFramework, models: readonly OracleModel[]): Difference[] {
  const program = renderModels(framework, models);
  const answerAt = answersOf(program);
  return models.flatMap((model, n) => {
    const found = joined(answerAt, program.lines[n]!.from, program.lines[n]!.call);
    return compare(JSON.stringify([model.kind, model.input, model.layers]), model, found, found.model);
  });
}

/** At most this much of each kind is printed. */
export function describeDifferences(differences: readonly Difference[], most = 4): string {
  const kinds = [...new Set(differences.map((d) => d.kind))];
  return kinds
    .map((kind) => {
      const some = differences.filter((d) => d.kind === kind);
      const lines = some.slice(0, most).map((d) => `  ${d.question}\n    wanted ${d.wanted}\n    found  ${d.found}`);
      return `${kind}: ${some.length}\n${lines.join('\n')}`;
    })
    .join('\n');
}

type Answered = { readonly shape: AnsweredShape; readonly dtype?: string | null; readonly params: number | string | null } | null;
type Wanted = Pick<OracleCase, 'o' | 'd' | 'p' | 'r' | 'f'>;

function compare(question: string, wanted: Wanted, answer: LineAnswer, answered: Answered): Difference[] {
  // Random graphs have branches that no output needs: a warning of that says nothing of shapes.
  const found = { ...answer, diagnostics: answer.diagnostics.filter(({ code }) => code !== 'suspicious-training') };
  const said = found.diagnostics.map((d) => `${d.severity}[${d.code}]: ${d.message}`).join('; ');
  const refuses = found.diagnostics.some((d) => d.severity === 'error');
  if (wanted.r !== undefined)
    return refuses ? [] : [{ kind: 'missed', question, wanted: wanted.r, found: JSON.stringify(answered?.shape ?? null) }];
  if (wanted.f)
    return found.diagnostics.length
      ? []
      : [{ kind: 'missed', question, wanted: `fails on data; ${shapeText(wanted.o)}`, found: JSON.stringify(answered?.shape ?? null) }];
  const isImpossible = wanted.o?.some((n) => n === 'NaN' || (n !== null && n < 0));
  if (refuses && !isImpossible) return [{ kind: 'false alarm', question, wanted: shapeText(wanted.o), found: said }];
  // TensorFlow.js computes with negative sizes and NaN, which no data can have.
  if (wanted.o?.some((n) => n === 'NaN' || (n !== null && n < 0)))
    return found.diagnostics.length ? [] : [{ kind: 'missed', question, wanted: shapeText(wanted.o), found: said }];
  // What comes out empty is warned of, and the analysis goes on without the extent.
  const isEmpty = wanted.o?.some((n) => typeof n === 'number' && n <= 0) ?? false;
  if (isEmpty) return found.diagnostics.length ? [] : [{ kind: 'missed', question, wanted: shapeText(wanted.o), found: 'no warning' }];
  if (found.diagnostics.length) return [{ kind: 'false alarm', question, wanted: shapeText(wanted.o), found: said }];
  const out: Difference[] = [];
  const differ = (kind: Difference['kind'], a: unknown, b: unknown): void => {
    if (JSON.stringify(a) !== JSON.stringify(b)) out.push({ kind, question, wanted: JSON.stringify(a), found: JSON.stringify(b) });
  };
  differ('shape', wanted.o, answered?.shape ?? null);
  if (wanted.d !== undefined) differ('dtype', wanted.d, answered?.dtype ?? null);
  if (wanted.p !== undefined) differ('params', wanted.p, answered?.params ?? null);
  return out;
}

/** The lines of one question taken together. */
function joined(answerAt: (line: number) => LineAnswer, from: number, to: number): LineAnswer {
  const lines = Array.from({ length: to - from + 1 }, (_, i) => answerAt(from + i));
  const last = lines.at(-1)!;
  return { diagnostics: lines.flatMap((line) => line.diagnostics), call: last.call, model: last.model };
}

function shapeText(shape: OracleShape | undefined): string {
  return JSON.stringify(shape ?? null);
}
