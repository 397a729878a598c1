import { createLocalizer } from '../../../extension/protocol/localize';
import { rangeOf } from '../../../server/src/diagnostics/ranges';
import type { RenderedDiagnostic } from '../../../server/src/diagnostics/renderDiagnostics';
import { renderDiagnostics } from '../../../server/src/diagnostics/renderDiagnostics';
import { analyse } from '../../../server/src/interp/document/analyse';
import type { Place } from '../../../server/src/ir/place';
import type { Dim } from '../../../server/src/values/dim';
import { formatDim } from '../../../server/src/values/dim';
import type { MaybeShape } from '../../../server/src/values/shape';
import type { OracleProgram } from './renderProgram';

/** A shape in the notation of the oracles; an extent that the analysis does not know is `'?'`. */
export type AnsweredShape = readonly (number | string | null)[] | null;

/** What the analysis says of one line. */
export interface LineAnswer {
  readonly diagnostics: readonly RenderedDiagnostic[];
  readonly call: { readonly shape: AnsweredShape; readonly dtype: string | null; readonly params: number | string | null } | null;
  readonly model: { readonly shape: AnsweredShape; readonly params: number | string | null } | null;
}

/** The analysis of a whole program, by line. */
export function answersOf({ text, language }: OracleProgram): (line: number) => LineAnswer {
  const uri = `file:///oracle/program.${language === 'python' ? 'py' : 'ts'}`;
  const settings = { stepBudget: 50_000_000 };
  const { result } = analyse({ language, chunks: [{ uri, text }], files: new Map(), roots: ['file:///oracle'], settings });
  const lineOf = (place: Place): number | null => rangeOf(result.chunks, place)?.start.line ?? null;
  const diagnostics = groupBy(renderDiagnostics(result, createLocalizer('en')), (d) => d.range.start.line);
  const calls = groupBy(result.layerCalls, (call) => lineOf(call.place));
  const models = groupBy(result.models, (model) => lineOf(model.place));
  return (line) => {
    const call = calls.get(line)?.at(-1);
    const model = models.get(line)?.at(-1);
    return {
      diagnostics: diagnostics.get(line) ?? [],
      call: call ? { shape: plainShape(call.output), dtype: call.dtype, params: plainDim(call.params) } : null,
      model: model ? { shape: plainShape(model.outputs[0] ?? null), params: plainDim(model.params) } : null,
    };
  };
}

function plainShape(shape: MaybeShape): AnsweredShape {
  return shape && [...(shape.hasPrefix ? ['*'] : []), ...shape.dims.map(plainDim)];
}

function plainDim(dim: Dim): number | string | null {
  if (typeof dim === 'number') return dim;
  return dim.kind === 'free' ? null : dim.kind === 'unknown' ? '?' : formatDim(dim);
}

function groupBy<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const out = new Map<K, T[]>();
  for (const item of items) out.set(key(item), [...(out.get(key(item)) ?? []), item]);
  return out;
}
