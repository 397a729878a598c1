import path from 'node:path';
import type { Localizer } from '../../protocol/localize';
import type { RunFailure } from '../../protocol/runViews';

/** What ended a run: the framework's own words, the user's line, the trace; or our sentence on why it could not be started. */
export function failureText({ cls, msg, message, at, trace }: RunFailure, cwd: string, l: Localizer): string {
  if (message) return `${l.render(message)}\n`;
  const place = at ? `${path.relative(cwd, at.file) || at.file}:${at.line}${at.col === undefined ? '' : `:${at.col}`}: ` : '';
  return `${place}${cls}: ${msg}\n${trace ? `${trace.trimEnd()}\n` : ''}`;
}
