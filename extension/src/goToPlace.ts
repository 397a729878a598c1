import * as vscode from 'vscode';

/** Opens a file at a place of a stack trace: line and column from 1. */
export async function goToPlace(uri: vscode.Uri, line: number, col?: number): Promise<void> {
  const position = new vscode.Position(Math.max(0, line - 1), Math.max(0, (col ?? 1) - 1));
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(position, position), viewColumn: columnOf(uri) });
}

/** The column in which a file is visible already, so that a click does not open it a second time. */
export function columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
  const wanted = uri.toString();
  return vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === wanted)?.viewColumn;
}
