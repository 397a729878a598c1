import { createLocalizer } from '../../../extension/protocol/localize';
import { rangeOf } from '../../../server/src/diagnostics/ranges';
import type { RenderedDiagnostic } from '../../../server/src/diagnostics/renderDiagnostics';
import { renderDiagnostics } from '../../../server/src/diagnostics/renderDiagnostics';
import { shapeHints } from '../../../server/src/docs/shapeHints';
import { shapeText } from '../../../server/src/docs/shapeText';
import { analyse } from '../../../server/src/interp/document/analyse';
import type { Analysis, AnalysisOutcome } from '../../../server/src/interp/document/analysis';
import type { Range } from '../../../extension/protocol/graph';
import { analysisLimits } from '../../../server/src/limits';
import type { Fixture, FixtureFile } from './fixture';
import { severitiesOf } from './fixture';

/** What the engine found in one file of a fixture. */
export interface Findings {
  readonly file: FixtureFile;
  readonly analysis: Analysis;
  readonly diagnostics: readonly RenderedDiagnostic[];
  readonly shapes: readonly ShapeFact[];
}

export interface ShapeFact {
  readonly range: Range;
  /** In the notation of markers: `[null, 32]`. */
  readonly text: string;
  /** Shown without asking. */
  readonly isHint: boolean;
}

const folder = 'file:///fixture';

/** Analyzes each file of a fixture with the others at hand for import. */
export function lintFixture(fixture: Fixture): Findings[] {
  const texts = new Map(fixture.files.map((file) => [`${folder}/${file.name}`, file.text]));
  const severities = severitiesOf(fixture.settings);
  return fixture.files.map((file) => {
    const uri = `${folder}/${file.name}`;
    const analysis = analyseText(uri, file, texts, Number(fixture.settings.steps ?? analysisLimits.steps)).result;
    return {
      file,
      analysis,
      diagnostics: renderDiagnostics(analysis, createLocalizer('en'), severities),
      shapes: shapeFacts(analysis, uri),
    };
  });
}

function analyseText(uri: string, file: FixtureFile, texts: ReadonlyMap<string, string>, stepBudget: number): AnalysisOutcome {
  const files = new Map<string, string | null>();
  for (let round = 0; ; round++) {
    const outcome = analyse({
      language: file.language,
      chunks: [{ uri, text: file.text }],
      files: new Map(files),
      roots: [folder],
      settings: { stepBudget },
    });
    const missing = outcome.missing.filter((wanted) => !files.has(wanted));
    if (missing.length === 0 || round > analysisLimits.rounds) return outcome;
    for (const wanted of missing) files.set(wanted, texts.get(wanted) ?? null);
  }
}

function shapeFacts(analysis: Analysis, uri: string): ShapeFact[] {
  const facts = shapeHints(analysis)
    .filter((hint) => hint.uri === uri)
    .map((hint): ShapeFact => ({ range: hint.range, text: normalShape(hint.text), isHint: true }));
  for (const [node, value] of analysis.values.get(uri) ?? []) {
    const range = value.kind === 'tensor' ? rangeOf(analysis.chunks, { chunk: uri, node }) : null;
    if (range && value.kind === 'tensor')
      facts.push({ range, text: normalShape(shapeText(value.shape, analysis.language)), isHint: false });
  }
  return facts;
}

/** One notation for shapes, whatever the language prints. */
export function normalShape(text: string): string {
  return text
    .replace(/\bNone\b/g, 'null')
    .replace(/\(/g, '[')
    .replace(/,?\s*\)/g, ']')
    .replace(/…(?=,)/g, '*')
    .replace(/\s*,\s*/g, ', ')
    .trim();
}
