import { commandText } from '../../protocol/commandText';
import type { Localizer } from '../../protocol/localize';
import { memoryUse, type MemoryPart } from '../../protocol/outOfMemory';
import type { OutOfMemoryFacts } from '../../protocol/runs';
import type { RunFailure } from '../../protocol/runViews';
import { bytesText } from './bytesText';

/** What may help with a failure, in plain sentences beside the framework's own words; one a line. */
export function failureAdvice({ code, memory, install }: RunFailure, l: Localizer): string[] {
  if (code === 'oom') return memoryAdvice(memory ?? {}, l);
  return code === 'missing-module' && install ? [l.t('Installed by: {0}', commandText(install.command))] : [];
}

function memoryAdvice(facts: OutOfMemoryFacts, l: Localizer): string[] {
  const { parts, mostly } = memoryUse(facts);
  const sizes = parts.map(({ part, bytes }) => partText(part, bytesText(bytes), facts.batchSize, l));
  const { allocated, total } = facts;
  return [
    ...(sizes.length ? [l.t('In memory: {0}.', sizes.join(', '))] : []),
    ...(allocated && total ? [l.t('{0} of {1} were in use.', bytesText(allocated), bytesText(total))] : []),
    mostly === 'model'
      ? l.t('Most of it is the model and what its optimizer keeps, so a smaller model helps more than a smaller batch.')
      : l.t('A smaller batch needs less.'),
  ];
}

function partText(part: MemoryPart, size: string, batchSize: number | undefined, l: Localizer): string {
  switch (part) {
    case 'batch':
      return batchSize === undefined ? l.t('batch {0}', size) : l.t('batch of {0} samples {1}', batchSize, size);
    case 'parameters':
      return l.t('parameters {0}', size);
    case 'gradients':
      return l.t('gradients {0}', size);
    case 'optimizer':
      return l.t('optimizer {0}', size);
    case 'other':
      return l.t('other, mostly what layers keep for the backward pass, {0}', size);
  }
}
