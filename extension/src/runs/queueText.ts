import type { QueuePlace, QueueReason } from '../../protocol/runViews';
import type { Translate } from '../host/localize';
import { formatBytes } from './format';

/** Where a run stands in the queue, and why it waits. */
export function queueText({ position, reason }: QueuePlace, t: Translate): string {
  return t('no. {0}: {1}', position, reason ? reasonText(reason, t) : t('about to start'));
}

function reasonText(reason: QueueReason, t: Translate): string {
  switch (reason.kind) {
    case 'runs':
      return t('waits for 1 of {0} running', reason.running);
    case 'gpu':
      return t('waits for {0} on GPU {1}', formatBytes(reason.bytes), reason.gpu);
    case 'order':
      return t('waits for those before it');
    case 'host':
      return t('waits on the machine {0}', reason.host);
  }
}
