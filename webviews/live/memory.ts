import { memoryUse, type MemoryPart } from '../../extension/protocol/outOfMemory';
import type { OutOfMemoryFacts } from '../../extension/protocol/runs';
import { h } from '../common/dom';
import type { Child } from '../common/dom';
import { formatBytes, formatInteger, formatShareOfBytes } from '../common/format';
import { t } from '../common/locale';

/** What a training that ran out of memory held, the greatest part first, and what would need less. */
export function memoryWords(facts: OutOfMemoryFacts): Child[] {
  const { parts, mostly } = memoryUse(facts);
  const { allocated, total } = facts;
  const row = (label: string, value: string): Child =>
    h('div', { class: 'pair' }, h('span', {}, label), h('span', { translate: 'no' }, value));
  return [
    mostly === 'model'
      ? t(
          'The device ran out of memory. Most of it is the model and what its optimizer keeps: a smaller model helps more than a smaller batch.',
        )
      : mostly === 'batch'
        ? t('The device ran out of memory. Most of it depends on the batch: a smaller one needs less.')
        : t('The device ran out of memory. A smaller batch or a smaller model needs less.'),
    ...parts.map(({ part, bytes }) => row(partName(part, facts), formatBytes(bytes))),
    allocated && total ? row(t('In use'), formatShareOfBytes(allocated, total)) : null,
  ];
}

function partName(part: MemoryPart, { batchSize }: OutOfMemoryFacts): string {
  switch (part) {
    case 'batch':
      return batchSize === undefined ? t('Batch') : t('Batch of {0}', formatInteger(batchSize));
    case 'parameters':
      return t('Parameters');
    case 'gradients':
      return t('Gradients');
    case 'optimizer':
      return t('Optimizer');
    case 'other':
      return t('Kept for the backward pass, and other');
  }
}
