import path from 'node:path';
import type { RunFailure } from '../../protocol/runViews';

/** What ended a run: the framework's own words, the user's line, the trace. */
export function failureText({ cls, msg, at, trace }: RunFailure, cwd: string): string {
  const place = at ? `${path.relative(cwd, at.file) || at.file}:${at.line}${at.col === undefined ? '' : `:${at.col}`}: ` : '';
  return `${place}${cls}: ${msg}\n${trace ? `${trace.trimEnd()}\n` : ''}`;
}
