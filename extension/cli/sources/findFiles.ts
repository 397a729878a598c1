import fs from 'node:fs';
import path from 'node:path';

export interface FoundFile {
  /** As the user would write it: below the folder that was given. */
  readonly path: string;
  /** Named on the command line, not found in a folder. */
  readonly isNamed: boolean;
}

const sourceFile = /\.(py|ipynb|[cm]?[jt]sx?)$/i;
const declarationFile = /\.d\.[cm]?ts$/i;
const skippedFolders = new Set(['node_modules', 'dist', '__pycache__', 'site-packages', 'venv']);

/** The files that paths name, folders searched, in the order of their names; `missing` are the paths that do not exist. */
export function findFiles(paths: readonly string[], cwd: string): { files: FoundFile[]; missing: string[] } {
  const files: FoundFile[] = [];
  const missing: string[] = [];
  for (const given of paths) {
    const stat = fs.statSync(path.resolve(cwd, given), { throwIfNoEntry: false });
    if (!stat) missing.push(given);
    else if (stat.isDirectory()) walk(given, cwd, files);
    else files.push({ path: given, isNamed: true });
  }
  return { files, missing };
}

/** Links are not followed: a cycle of them would never end. */
function walk(folder: string, cwd: string, files: FoundFile[]): void {
  let entries: fs.Dirent[];
  try {
    entries = fs.readdirSync(path.resolve(cwd, folder), { withFileTypes: true });
  } catch {
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!entry.name.startsWith('.') && !skippedFolders.has(entry.name)) walk(at, cwd, files);
    } else if (entry.isFile() && sourceFile.test(entry.name) && !declarationFile.test(entry.name)) {
      files.push({ path: at, isNamed: false });
    }
  }
}
