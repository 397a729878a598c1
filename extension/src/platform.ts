import type * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import type { RunHost } from './runs/runHost';

/** What differs between the two entries: with Node there are runs, in a browser there are none. */
export interface Platform {
  createLanguageClient(context: vscode.ExtensionContext, options: LanguageClientOptions): Promise<BaseLanguageClient>;
  /** Absent in the browser. Called once, at activation; it does no work until there are runs. */
  createRunHost?(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): RunHost;
}
