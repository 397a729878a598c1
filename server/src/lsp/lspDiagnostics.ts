import type { CodeAction, Diagnostic, TextDocumentEdit } from 'vscode-languageserver';
import { CodeActionKind, DiagnosticSeverity } from 'vscode-languageserver';
import type { Severity } from '../diagnostics/codes';
import type { RenderedDiagnostic, RenderedFix } from '../diagnostics/renderDiagnostics';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function lspDiagnostic(diagnostic: RenderedDiagnostic): Diagnostic {
  return {
    range: diagnostic.range,
    severity: severities[diagnostic.severity],
    code: diagnostic.code,
    source: 'tensorwright',
    message: diagnostic.message,
    ...(diagnostic.related.length && {
      relatedInformation: diagnostic.related.map(({ uri, range, message }) => ({ location: { uri, range }, message })),
    }),
  };
}

/** `null` when the fix edits a text whose version is not known: it might hit something else by now. */
export function lspCodeAction(
  diagnostic: RenderedDiagnostic,
  fix: RenderedFix,
  versionOf: (uri: string) => number | null,
): CodeAction | null {
  const byUri = new Map<string, TextDocumentEdit>();
  for (const { uri, range, newText } of fix.edits) {
    const version = versionOf(uri);
    if (version === null) return null;
    const edit = byUri.get(uri) ?? { textDocument: { uri, version }, edits: [] };
    edit.edits.push({ range, newText });
    byUri.set(uri, edit);
  }
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [lspDiagnostic(diagnostic)],
    isPreferred: fix.isPreferred,
    edit: { documentChanges: [...byUri.values()] },
  };
}
