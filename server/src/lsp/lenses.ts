import type { CodeLens } from 'vscode-languageserver';
import { commandIds } from '../../../extension/protocol/commands';
import type { LensTarget } from '../../../extension/protocol/languageServer';
import type { Localizer } from '../../../extension/protocol/localize';
import { rangeOf } from '../diagnostics/ranges';
import type { Place } from '../ir/place';
import type { AnalyzedDocument } from './analysisService';

/** `Graph` over each model and `Train` over each entry of one chunk; none where no library of machine learning is imported. */
export function lensesOf({ document, outcome }: AnalyzedDocument, chunk: string, localizer: Localizer): CodeLens[] {
  const analysis = outcome.result;
  if (!analysis.usesLibrary) return [];
  const lens = (place: Place, title: string, command: string, name: string): CodeLens[] => {
    const range = place.chunk === chunk ? rangeOf(analysis.chunks, place) : null;
    const target: LensTarget = { uri: document.uri, name, language: document.language };
    return range ? [{ range, command: { title, command, arguments: [target] } }] : [];
  };
  return [
    ...analysis.models.flatMap((model) => lens(model.bindingPlace ?? model.place, localizer.t('Graph'), commandIds.openGraph, model.name)),
    ...analysis.entries.flatMap((entry) => lens(entry.place, localizer.t('Train'), commandIds.train, entry.name)),
  ].sort((a, b) => a.range.start.line - b.range.start.line);
}
