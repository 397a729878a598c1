import { commandText } from '../../protocol/commandText';
import { memoryUse, type MemoryPart } from '../../protocol/outOfMemory';
import type { OutOfMemoryFacts } from '../../protocol/runs';
import type { RunFailure } from '../../protocol/runViews';
import type { Translate } from '../host/localize';
import { formatBytes } from './format';

/** What may help with a failure, in plain sentences beside the framework's own words. */
export function failureAdvice(failure: RunFailure, t: Translate): string[] {
  switch (failure.code) {
    case 'oom':
      return memoryAdvice(failure.memory ?? {}, t);
    case 'missing-module':
      return failure.install ? [t('Installed by: {0}', commandText(failure.install.command))] : [];
    default:
      return [];
  }
}

function memoryAdvice(facts: OutOfMemoryFacts, t: Translate): string[] {
  const { parts, mostly } = memoryUse(facts);
  const sizes = parts.map(({ part, bytes }) => partText(part, formatBytes(bytes), facts.batchSize, t));
  const { allocated, total } = facts;
  const full = allocated && total ? [t('{0} of {1} were in use.', formatBytes(allocated), formatBytes(total))] : [];
  return [
    ...(sizes.length ? [t('In memory: {0}.', sizes.join(', '))] : []),
    ...full,
    mostly === 'model'
      ? t('Most of it is the model and what its optimizer keeps, so a smaller model helps more than a smaller batch.')
      : t('A smaller batch needs less.'),
  ];
}

function partText(part: MemoryPart, size: string, batchSize: number | undefined, t: Translate): string {
  switch (part) {
    case 'batch':
      return batchSize === undefined ? t('batch {0}', size) : t('batch of {0} samples {1}', batchSize, size);
    case 'parameters':
      return t('parameters {0}', size);
    case 'gradients':
      return t('gradients {0}', size);
    case 'optimizer':
      return t('optimizer {0}', size);
    case 'other':
      return t('other, mostly what layers keep for the backward pass, {0}', size);
  }
}
