import type { Range } from '../../../extension/protocol/graph';
import type { Localizer } from '../../../extension/protocol/localize';
import type { DiagnosticCode, Severity } from './codes';
import type { Diagnostic, Fix } from './diagnostic';
import type { Chunks } from './ranges';
import { comparePositions, rangeOf, rangeOfEdit } from './ranges';
import type { Suppressions } from './suppressions';
import { readSuppressions } from './suppressions';

/** What a person sets: a severity a code, or `off`. */
export type SeveritySettings = Readonly<Partial<Record<DiagnosticCode, Severity | 'off'>>>;

/** A diagnostic with ranges, in a language. */
export interface RenderedDiagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  /** Chunk in which it stands. */
  readonly uri: string;
  readonly range: Range;
  readonly related: readonly { readonly uri: string; readonly range: Range; readonly message: string }[];
  readonly fixes: readonly RenderedFix[];
}

export interface RenderedFix {
  readonly title: string;
  readonly isPreferred: boolean;
  readonly edits: readonly { readonly uri: string; readonly range: Range; readonly newText: string }[];
}

/** The part of an analysis that rendering needs. */
export interface Reported {
  readonly chunks: Chunks;
  readonly own: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The diagnostics of a document's own chunks in the order of the text, without those that a comment or a setting silences.
 * What stands in an imported file is left to that file's own analysis.
 */
export function renderDiagnostics(analysis: Reported, localizer: Localizer, severities: SeveritySettings = {}): RenderedDiagnostic[] {
  const suppressions = new Map<string, Suppressions>();
  const out: RenderedDiagnostic[] = [];
  for (const diagnostic of analysis.diagnostics) {
    const uri = diagnostic.place.chunk;
    const chunk = analysis.chunks.get(uri);
    const range = rangeOf(analysis.chunks, diagnostic.place);
    if (!chunk || !range || !analysis.own.includes(uri)) continue;
    const severity = severityOf(diagnostic, severities);
    if (severity === 'off') continue;
    let silenced = suppressions.get(uri);
    if (!silenced) suppressions.set(uri, (silenced = readSuppressions(chunk)));
    if (silenced.covers(diagnostic.code, range.start.line, range.end.line)) continue;
    out.push({
      code: diagnostic.code,
      severity,
      message: localizer.render(diagnostic.message),
      uri,
      range,
      related: diagnostic.related.flatMap((related) => {
        const at = rangeOf(analysis.chunks, related.place);
        return at ? [{ uri: related.place.chunk, range: at, message: localizer.render(related.message) }] : [];
      }),
      fixes: diagnostic.fixes.flatMap((fix) => renderFix(analysis.chunks, fix, localizer)),
    });
  }
  return out.sort((a, b) => analysis.own.indexOf(a.uri) - analysis.own.indexOf(b.uri) || comparePositions(a.range.start, b.range.start));
}

/** What a person set for the code, else what the report came with. */
function severityOf(diagnostic: Diagnostic, settings: SeveritySettings): Severity | 'off' {
  return settings[diagnostic.code] ?? diagnostic.severity;
}

/** Nothing when one of the edits no longer has a place: half a fix is none. */
function renderFix(chunks: Chunks, fix: Fix, localizer: Localizer): RenderedFix[] {
  const edits: RenderedFix['edits'][number][] = [];
  for (const edit of fix.edits) {
    const range = rangeOfEdit(chunks, edit);
    if (!range) return [];
    edits.push({ uri: edit.chunk, range, newText: edit.newText });
  }
  return [{ title: localizer.render(fix.title), isPreferred: fix.isPreferred, edits }];
}
