import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient';
import { commandIds } from '../protocol/commands';
import type { SeverityLevel } from './contributions';
import { otherCheckers, severityOf, type DiagnosticRules } from './diagnosticRules';
import { readSetting } from './host/settings';
import type { LensIndex } from './lensIndex';

const severities: Record<Exclude<SeverityLevel, 'off'>, vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** Applies the user's settings and the workspace's trust to what the server answers, and keeps what the lenses name. */
export function createMiddleware(lenses: LensIndex, hasNode: boolean): Middleware {
  return {
    provideDiagnostics: async (document, previous, token, next) => {
      const report = await next(document, previous, token);
      if (!report || !('items' in report)) return report;
      return { ...report, items: applyRules(document instanceof vscode.Uri ? document : document.uri, report.items) };
    },
    handleDiagnostics: (uri, diagnostics, next) => next(uri, applyRules(uri, diagnostics)),
    provideCodeLenses: async (document, token, next) => {
      const found = (await next(document, token)) ?? [];
      lenses.record(document.uri.toString(), found);
      if (!readSetting('tensorwright.codeLens.enabled', document)) return [];
      const canTrain = hasNode && vscode.workspace.isTrusted && ['file', 'untitled'].includes(document.uri.scheme);
      return found.filter((lens) => canTrain || lens.command?.command !== commandIds.train);
    },
    provideInlayHints: (document, range, token, next) =>
      readSetting('tensorwright.inlayHints.enabled', document) ? next(document, range, token) : [],
  };
}

function applyRules(uri: vscode.Uri, diagnostics: vscode.Diagnostic[]): vscode.Diagnostic[] {
  const rules: DiagnosticRules = {
    enabled: readSetting('tensorwright.diagnostics.enabled', uri),
    undefinedName: readSetting('tensorwright.diagnostics.undefinedName', uri),
    severity: readSetting('tensorwright.diagnostics.severity', uri),
    otherChecker: otherCheckers.some((id) => vscode.extensions.getExtension(id)?.isActive === true),
  };
  return diagnostics.filter((diagnostic) => {
    const level = severityOf(codeOf(diagnostic), rules);
    if (level === 'off') return false;
    if (level !== 'keep') diagnostic.severity = severities[level];
    return true;
  });
}

function codeOf({ code }: vscode.Diagnostic): string | undefined {
  const value = typeof code === 'object' ? code.value : code;
  return value === undefined ? undefined : String(value);
}
