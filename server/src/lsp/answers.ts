import type { CodeAction, CodeActionParams, Diagnostic, Hover, InlayHint, InlayHintParams, Position } from 'vscode-languageserver';
import { CodeActionKind, InlayHintKind, MarkupKind } from 'vscode-languageserver';
import type { ModelGraph } from '../../../extension/protocol/graph';
import type { ShapeAt, ShapesAtParams } from '../../../extension/protocol/languageServer';
import type { KnownModels } from '../../../extension/protocol/knownModels';
import type { Localizer } from '../../../extension/protocol/localize';
import { lineIndexOf } from '../diagnostics/lineIndex';
import { comparePositions, rangeOf, rangesTouch } from '../diagnostics/ranges';
import type { RenderedDiagnostic } from '../diagnostics/renderDiagnostics';
import { renderDiagnostics } from '../diagnostics/renderDiagnostics';
import { opDescriptions } from '../docs/bundledDescriptions';
import { hoverAt } from '../docs/hover';
import { shapeHints } from '../docs/shapeHints';
import { shapesAt } from '../docs/shapesAt';
import { knownModels } from '../graph/knownModels';
import { modelGraphs } from '../graph/modelGraph';
import { withTrialFixes } from '../interp/trials/trialFixes';
import type { Place } from '../ir/place';
import { findOp } from '../ops/registry';
import type { AnalyzedDocument } from './analysisService';
import { lspCodeAction, lspDiagnostic } from './lspDiagnostics';
import type { ServerSettings } from './settings';

/** What the server answers about an analyzed document: pure functions of the analysis, the settings and the language. */

export function diagnosticsOf(analyzed: AnalyzedDocument, settings: ServerSettings, localizer: Localizer): Map<string, Diagnostic[]> {
  const byChunk = new Map<string, Diagnostic[]>(analyzed.document.chunks.map((chunk) => [chunk.uri, []]));
  for (const diagnostic of rendered(analyzed, settings, localizer)) byChunk.get(diagnostic.uri)?.push(lspDiagnostic(diagnostic));
  return byChunk;
}

export function codeActionsOf(
  analyzed: AnalyzedDocument,
  params: CodeActionParams,
  settings: ServerSettings,
  localizer: Localizer,
): CodeAction[] {
  const { only } = params.context;
  if (only && !only.some((kind) => CodeActionKind.QuickFix === kind || CodeActionKind.QuickFix.startsWith(`${kind}.`))) return [];
  const versionOf = (uri: string): number | null => analyzed.document.chunks.find((chunk) => chunk.uri === uri)?.version ?? null;
  if (!settings.reports) return [];
  const { chunks } = analyzed.outcome.result;
  const isAsked = ({ place }: { readonly place: Place }): boolean => {
    const range = place.chunk === params.textDocument.uri ? rangeOf(chunks, place) : null;
    return range !== null && rangesTouch(range, params.range);
  };
  // What has no fix of its own is tried for only where somebody asks.
  return renderDiagnostics(withTrialFixes(analyzed.outcome, isAsked), localizer, settings.severities)
    .filter((diagnostic) => diagnostic.uri === params.textDocument.uri && rangesTouch(diagnostic.range, params.range))
    .flatMap((diagnostic) => diagnostic.fixes.flatMap((fix) => lspCodeAction(diagnostic, fix, versionOf) ?? []));
}

export function hoverOf({ outcome }: AnalyzedDocument, uri: string, position: Position, localizer: Localizer): Hover | null {
  const analysis = outcome.result;
  const chunk = analysis.chunks.get(uri);
  if (!chunk) return null;
  const hover = hoverAt({ analysis, findOp, descriptions: opDescriptions, localizer }, chunk, lineIndexOf(chunk).offset(position));
  return hover && { contents: { kind: MarkupKind.Markdown, value: hover.text }, range: hover.range };
}

export function inlayHintsOf({ outcome }: AnalyzedDocument, params: InlayHintParams): InlayHint[] {
  const { uri } = params.textDocument;
  const { start, end } = params.range;
  return shapeHints(outcome.result)
    .filter((hint) => hint.uri === uri && comparePositions(start, hint.position) <= 0 && comparePositions(hint.position, end) <= 0)
    .map((hint) =>
      hint.kind === 'name'
        ? { position: hint.position, label: `: ${hint.text}`, kind: InlayHintKind.Type }
        : { position: hint.position, label: hint.text, kind: InlayHintKind.Type, paddingLeft: true },
    );
}

export function graphsOf({ outcome }: AnalyzedDocument, localizer: Localizer): ModelGraph[] {
  return modelGraphs(outcome.result, findOp, localizer);
}

export function knownModelsOf({ outcome }: AnalyzedDocument): KnownModels {
  return knownModels(outcome, findOp);
}

export function shapesAtOf({ outcome }: AnalyzedDocument, { textDocument, from, to }: ShapesAtParams): ShapeAt[] {
  const chunk = outcome.result.chunks.get(textDocument.uri);
  return chunk ? shapesAt(outcome.result, chunk, from, to) : [];
}

function rendered(analyzed: AnalyzedDocument, settings: ServerSettings, localizer: Localizer): RenderedDiagnostic[] {
  return settings.reports ? renderDiagnostics(analyzed.outcome.result, localizer, settings.severities) : [];
}
