import type { RunPlan } from './runs';

/** What a person calls an interpreter: `Python 3.12.4 (.venv)` with the folder of its environment, `Node 20.20.2`. */
export function interpreterName(kind: RunPlan['kind'], { path, version, environment }: RunPlan['interpreter']): string {
  const name = [kind === 'python' ? 'Python' : 'Node', version].filter(Boolean).join(' ');
  const isNamed = environment !== undefined && environment !== 'system' && environment !== 'pyenv';
  // `bin/python`, `Scripts\python.exe`, or `python.exe` in the folder itself, as conda has it on Windows.
  const folder = isNamed ? /([^\\/]+)[\\/](?:(?:bin|Scripts)[\\/])?[^\\/]+$/i.exec(path)?.[1] : undefined;
  return folder ? `${name} (${folder})` : name;
}
