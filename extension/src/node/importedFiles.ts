import * as fs from 'node:fs/promises';
import * as vscode from 'vscode';
import type { ModelAnalysis } from '../platform';

/** A click on Train does not wait longer than this for what the analysis has to say. */
const patienceMs = 2000;

/** Files of the user's that a program imports, as the analysis sees it, for the copies beside its run. Without an answer there are none. */
export async function importedFiles(analysis: ModelAnalysis, file: vscode.Uri, log: vscode.LogOutputChannel): Promise<string[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, patienceMs, null)));
  try {
    const known = await Promise.race([analysis.knownModels(file), late]);
    // Where a module could be is looked at as well, so that it is noticed when it comes to be there.
    const paths = (known?.dependencies ?? []).map((uri) => vscode.Uri.parse(uri)).filter(({ scheme }) => scheme === 'file');
    const isThere = await Promise.all(
      paths.map(({ fsPath }) =>
        fs.access(fsPath).then(
          () => true,
          () => false,
        ),
      ),
    );
    return paths.filter((_uri, i) => isThere[i]).map(({ fsPath }) => fsPath);
  } catch (error) {
    log.warn(`the imports of ${file.fsPath} are not known: ${String(error)}`);
    return [];
  } finally {
    clearTimeout(timer);
  }
}
