import type { ClientCapabilities, Connection } from 'vscode-languageserver';
import { CodeLensRefreshRequest, DiagnosticRefreshRequest, InlayHintRefreshRequest } from 'vscode-languageserver';

/** Asks the client to fetch again what it shows, as far as it can be asked. */
export function refreshClient(connection: Connection, { workspace }: ClientCapabilities): void {
  const ask = (method: string): void => void connection.sendRequest(method).catch(() => undefined);
  if (workspace?.diagnostics?.refreshSupport) ask(DiagnosticRefreshRequest.method);
  if (workspace?.inlayHint?.refreshSupport) ask(InlayHintRefreshRequest.method);
  if (workspace?.codeLens?.refreshSupport) ask(CodeLensRefreshRequest.method);
}
