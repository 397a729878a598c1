import type { Localizer } from '../../protocol/localize';
import type { QueuePlace, QueueReason } from '../../protocol/runViews';

/** Where a run stands in the queue, and why it waits. */
export function queueText({ position, reason }: QueuePlace, l: Localizer): string {
  return l.t('place {0} in the queue: {1}', position, reason ? reasonText(reason, l) : l.t('about to start'));
}

function reasonText(reason: QueueReason, l: Localizer): string {
  switch (reason.kind) {
    case 'runs':
      return l.t('waits for 1 of {0} running', reason.running);
    case 'gpu':
      return l.t('waits for {0} on GPU {1}', `${(reason.bytes / 1e9).toFixed(1)} GB`, reason.gpu);
    case 'order':
      return l.t('waits for those before it');
    case 'host':
      return l.t('waits on the machine {0}', reason.host);
  }
}
