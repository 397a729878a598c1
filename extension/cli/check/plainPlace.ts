import path from 'node:path';
import type { Localizer } from '../../protocol/localize';
import type { CheckedDiagnostic } from './checkResult';

/** A path as other tools expect it: below the current folder where it is, with forward slashes. */
export function repositoryPath(shown: string, cwd: string): string {
  const relative = path.relative(cwd, path.resolve(cwd, shown));
  const isInside = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  return (isInside ? relative : path.resolve(cwd, shown)).split(path.sep).join('/');
}

/** Formats that know only lines of files say a cell in words. */
export function withCell(diagnostic: Pick<CheckedDiagnostic, 'cell' | 'range' | 'message'>, l: Localizer): string {
  if (diagnostic.cell === undefined) return diagnostic.message;
  return `${l.t('cell {0}, line {1}', diagnostic.cell + 1, diagnostic.range.start.line + 1)}: ${diagnostic.message}`;
}
