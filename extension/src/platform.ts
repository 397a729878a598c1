import type * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import type { KnownModels } from '../protocol/knownModels';
import type { ModelTruthHost, RunHost } from './runs/runHost';

/** Asks the language server what it knows of a program's models; `null` when it cannot tell. */
export interface ModelAnalysis {
  knownModels(uri: vscode.Uri): Promise<KnownModels | null>;
}

/** What differs between the two entries: with Node there are runs, in a browser there are none. */
export interface Platform {
  createLanguageClient(context: vscode.ExtensionContext, options: LanguageClientOptions): Promise<BaseLanguageClient>;
  /** Absent in the browser. Called once, at activation; it does no work until there are runs. */
  createRunHost?(context: vscode.ExtensionContext, log: vscode.LogOutputChannel, analysis: ModelAnalysis): RunHost;
  createModelTruth?(runs: RunHost, analysis: ModelAnalysis, log: vscode.LogOutputChannel): ModelTruthHost;
}
