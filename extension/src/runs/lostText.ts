import type { LostReason } from '../../protocol/runViews';
import type { Translate } from '../host/localize';
import { formatBytes } from './format';

/** One sentence on why a process ended that could not say so itself. */
export function lostText(reason: LostReason | null | undefined, t: Translate): string {
  switch (reason?.code) {
    case 'crash': {
      const what = reason.signal ? `${reason.text} (${reason.signal})` : reason.text;
      if (!reason.at) return t('The process crashed: {0}.', what);
      return t('The process crashed at {0}: {1}.', `${reason.at.file.split(/[\\/]/).at(-1)}:${reason.at.line}`, what);
    }
    case 'killed': {
      if (!reason.memory) return t('The process was killed from outside, or left without a word.');
      const { used, total } = reason.memory;
      return t('The process was killed, probably since memory ran out: {0} of {1} were in use.', formatBytes(used), formatBytes(total));
    }
    case 'restart':
      return t('The machine was restarted before an end was recorded.');
    case 'start':
      return t('The program never began: {0}', reason.text);
    case undefined:
      return t('The process ended without a word.');
  }
}
