import * as path from 'node:path';
import { interpreterName } from '../../protocol/interpreterName';
import type { InterpreterSource, RunPlan } from '../../protocol/runs';
import type { Translate } from '../host/localize';
import { joinArguments } from './shellWords';

/** What Train would do with a file, as far as it is worth telling. */
export interface LaunchFacts {
  workspace: string;
  cwd: string;
  args: readonly string[];
  envFiles: readonly string[];
  /** `auto`, `none` or a list; absent for programs that do not choose. */
  gpus?: string;
  /** Absent for programs that Node runs. */
  python?: (RunPlan['interpreter'] & { source: InterpreterSource }) | { problem: string };
}

/** The lines behind the *Train* lens; `undefined` when everything is as anybody would expect. */
export function launchTooltip({ workspace, cwd, args, envFiles, gpus, python }: LaunchFacts, t: Translate): string | undefined {
  const lines: string[] = [];
  if (python && 'problem' in python) lines.push(python.problem);
  else if (python) lines.push(`${interpreterName('python', python)}, ${sourceText(python.source, t)}`, python.path);
  if (python || cwd !== workspace) lines.push(t('Working directory: {0}', placeText(cwd, workspace)));
  if (args.length) lines.push(t('Arguments: {0}', joinArguments(args)));
  if (gpus !== undefined && gpus.trim() !== '' && gpus !== 'auto') lines.push(t('GPUs: {0}', gpus));
  if (envFiles.length) lines.push(t('Environment variables: {0}', envFiles.map((file) => placeText(file, workspace)).join(', ')));
  return lines.length ? lines.join('\n') : undefined;
}

function sourceText(source: InterpreterSource, t: Translate): string {
  switch (source) {
    case 'environments':
    case 'python-extension':
      return t('selected in the editor');
    case 'setting':
      return t('from the settings');
    case 'workspace':
      return t('found in the workspace');
    case 'path':
    case 'editor':
      return t('found on PATH');
  }
}

/** A path as a person knows it: from the workspace folder on where it lies in there, which is called by its own name. */
function placeText(file: string, workspace: string): string {
  const relative = path.relative(workspace, file);
  if (relative === '') return path.basename(workspace) || workspace;
  return relative.startsWith('..') || path.isAbsolute(relative) ? file : relative;
}
