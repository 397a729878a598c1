import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient';
import { commandIds } from '../protocol/commands';
import { isLeftToOthers, otherCheckers } from './diagnosticRules';
import { t } from './host/localize';
import { readSetting } from './host/settings';
import type { LensIndex } from './lensIndex';
import { pythonDebugger } from './runs/pythonDebugger';
import type { LaunchHost } from './runs/runHost';

/**
 * What only the client knows is applied to the server's answers here: other checkers, trust, and how a file would be started.
 * @param launch absent where there is no Node, so that nothing can be trained
 */
export function createMiddleware(lenses: LensIndex, launch: LaunchHost | undefined): Middleware {
  /** Documents of which something was left out: for them “unchanged” is no answer, since the other checker may be gone. */
  const incomplete = new Set<string>();
  return {
    workspace: {
      // Which libraries are installed is asked for like a setting, and may be set like one.
      configuration: async (params, token, next) => {
        const sections: unknown = await next(params, token);
        if (!launch || !Array.isArray(sections)) return sections as unknown[];
        return Promise.all(
          params.items.map(async ({ section, scopeUri }, i) => {
            const settings = sections[i] as { versions?: object } | null;
            if (section !== 'tensorwright' || scopeUri === undefined) return settings;
            const installed = await launch.versionsOf(vscode.Uri.parse(scopeUri));
            return { ...settings, versions: { ...installed, ...settings?.versions } };
          }),
        );
      },
    },
    provideDiagnostics: async (document, previous, token, next) => {
      const uri = document instanceof vscode.Uri ? document : document.uri;
      const report = await next(document, incomplete.has(uri.toString()) ? undefined : previous, token);
      if (!report || !('items' in report)) return report;
      const items = withoutOthers(uri, report.items);
      if (items.length < report.items.length) incomplete.add(uri.toString());
      else incomplete.delete(uri.toString());
      return { ...report, items };
    },
    handleDiagnostics: (uri, diagnostics, next) => next(uri, withoutOthers(uri, diagnostics)),
    provideCodeLenses: async (document, token, next) => {
      const found = (await next(document, token)) ?? [];
      lenses.record(document.uri.toString(), found);
      if (!readSetting('tensorwright.codeLens.enabled', document)) return [];
      const canTrain = launch && vscode.workspace.isTrusted && ['file', 'untitled'].includes(document.uri.scheme);
      const canDebug = canTrain && document.languageId === 'python' && pythonDebugger() !== undefined;
      return found.flatMap((lens) => {
        if (lens.command?.command !== commandIds.train) return [lens];
        if (!canTrain) return [];
        const tooltip = launch.describe(document.uri);
        if (tooltip !== undefined) lens.command.tooltip = tooltip;
        return canDebug ? [lens, debugLens(lens.range, lens.command.arguments)] : [lens];
      });
    },
  };
}

/** Beside *Train*, for the same target: only the client knows whether there is a debugger. */
function debugLens(range: vscode.Range, target: unknown[] | undefined): vscode.CodeLens {
  const tooltip = t('Runs the file under the Python debugger, recorded as any other run');
  return new vscode.CodeLens(range, { title: t('Debug'), command: commandIds.debug, tooltip, arguments: target });
}

function withoutOthers(uri: vscode.Uri, diagnostics: vscode.Diagnostic[]): vscode.Diagnostic[] {
  const setting = readSetting('tensorwright.diagnostics.undefinedName', uri);
  const otherIsActive = otherCheckers.some((id) => vscode.extensions.getExtension(id)?.isActive === true);
  return diagnostics.filter((diagnostic) => !isLeftToOthers(codeOf(diagnostic), setting, otherIsActive));
}

function codeOf({ code }: vscode.Diagnostic): string | undefined {
  const value = typeof code === 'object' ? code.value : code;
  return value === undefined ? undefined : String(value);
}
