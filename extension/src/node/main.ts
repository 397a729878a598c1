import type * as vscode from 'vscode';
import { activateOn } from '../main';
import { ModelTruth } from './modelTruth';
import { createServerClient } from './serverClient';
import { importedFiles } from './importedFiles';
import { RunService } from './runService';

/** The Node entry: everything, with runs. */
export function activate(context: vscode.ExtensionContext): void {
  activateOn(context, {
    createLanguageClient: createServerClient,
    createRunHost: (_context, log, analysis) => new RunService(context, log, (file) => importedFiles(analysis, file, log)),
    createModelTruth: (runs, analysis, log) => new ModelTruth(runs, analysis, () => import('../../training'), log),
  });
}

export function deactivate(): void {
  // Runs go on by themselves; all else is among the context's subscriptions.
}
