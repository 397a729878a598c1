import path from 'node:path';
import type { Localizer } from '../../protocol/localize';
import type { LostReason } from '../../protocol/runViews';
import { bytesText } from './bytesText';

/** One sentence on why a process ended that could not say so itself. */
export function lostText(reason: LostReason | null | undefined, cwd: string, l: Localizer): string {
  switch (reason?.code) {
    case 'crash': {
      const what = reason.signal ? `${reason.text} (${reason.signal})` : reason.text;
      if (!reason.at) return l.t('The process crashed: {0}.', what);
      return l.t('The process crashed at {0}: {1}.', `${path.relative(cwd, reason.at.file) || reason.at.file}:${reason.at.line}`, what);
    }
    case 'killed': {
      if (!reason.memory) return l.t('The process was killed from outside, or left without a word.');
      const { rss, used, total } = reason.memory;
      const facts = [bytesText(used), bytesText(total)];
      return rss === null
        ? l.t('The process was killed, probably since memory ran out: {0} of {1} were in use.', ...facts)
        : l.t(
            'The process was killed, probably since memory ran out: {0} of {1} were in use, {2} of it by the run.',
            ...facts,
            bytesText(rss),
          );
    }
    case 'restart':
      return l.t('The machine was restarted before an end was recorded.');
    case 'start':
      return l.t('The program never began: {0}', reason.text);
    case undefined:
      return l.t('The process ended without a word.');
  }
}
