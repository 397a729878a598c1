import type { CommandId } from '../contributions';
import type { Translate } from '../host/localize';
import type { FailureMark } from './runFailures';

/** A quick fix on the line that failed. */
export interface FailureFix {
  title: string;
  command: CommandId;
  /** Argument of the command. */
  run: string;
  isPreferred: boolean;
}

/** @param isTrusted whether the user's code may be run at all */
export function failureFixes({ run, name, kind, failure }: FailureMark, isTrusted: boolean, t: Translate): FailureFix[] {
  const fix = (title: string, command: CommandId, isPreferred = false): FailureFix => ({ title, command, run, isPreferred });
  return [
    ...(isTrusted && failure.install ? [fix(t('Install {0}', failure.install.package), 'tensorwright.installPackage', true)] : []),
    fix(t('Open the output of {0}', name), 'tensorwright.showOutput'),
    ...(isTrusted ? [fix(t('Run {0} again', name), 'tensorwright.runAgain')] : []),
    ...(isTrusted && kind === 'python' ? [fix(t('Debug {0}', name), 'tensorwright.debug')] : []),
  ];
}
