import path from 'node:path';
import type { Localizer } from '../../protocol/localize';
import type { RunFailure } from '../../protocol/runViews';
import { failureAdvice } from './failureAdvice';

/** What ended a run: the framework's own words, the user's line, the trace, what may help; or our sentence on why it could not be started. */
export function failureText(failure: RunFailure, cwd: string, l: Localizer): string {
  const { cls, msg, message, at, trace } = failure;
  if (message) return `${l.render(message)}\n`;
  const place = at ? `${path.relative(cwd, at.file) || at.file}:${at.line}${at.col === undefined ? '' : `:${at.col}`}: ` : '';
  const advice = failureAdvice(failure, l).map((line) => `${line}\n`);
  return `${place}${cls}: ${msg}\n${trace ? `${trace.trimEnd()}\n` : ''}${advice.join('')}`;
}
