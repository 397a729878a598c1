import type { RunRequest } from '../../training';
import type { Io } from '../io';

/** The Python of the option `--python`, else that of the environment which is active in the shell. */
export function namedPython(option: string | undefined, env: Io['env']): RunRequest['python'] {
  if (option !== undefined) return { path: option, source: 'setting' };
  // The base environment of conda is active in many shells all the time, and nobody chose it for this program.
  const active = env['VIRTUAL_ENV'] || (env['CONDA_DEFAULT_ENV'] === 'base' ? undefined : env['CONDA_PREFIX']);
  return active ? { path: active, source: 'path' } : undefined;
}
