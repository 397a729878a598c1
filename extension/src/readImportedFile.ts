import * as vscode from 'vscode';

/** More than any source file has; what is larger is data that somebody named like one. */
const limit = 4 * 1024 * 1024;

/** The text of a file that an analyzed one imports: the unsaved buffer if there is one, else what is on disk. */
export async function readImportedFile(uri: vscode.Uri): Promise<string | null> {
  const wanted = uri.toString();
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === wanted);
  if (open) return open.getText();
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0 || size > limit) return null;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}
