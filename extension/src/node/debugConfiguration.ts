import type { DebugConfiguration } from 'vscode';
import type { PreparedDebug } from '../../training';
import type { PythonDebuggerType } from '../runs/pythonDebuggerType';

/** Under which a session's configuration keeps the directory of its run. The debugger ignores what it does not know. */
const runKey = 'tensorwrightRun';

/**
 * The launch configuration with which the Python debugger runs our runner, and that the user's program. Whether it steps into libraries
 * (`justMyCode`) is left to the person's own setting.
 */
export function debugConfiguration(prepared: PreparedDebug, type: PythonDebuggerType, name: string): DebugConfiguration {
  const { python, program, args, cwd, env, runner, dir } = prepared;
  return {
    type,
    request: 'launch',
    name,
    // A folder is run as `python FOLDER`.
    program,
    args,
    python: [python],
    cwd,
    env,
    // The program may ask for input there.
    console: 'integratedTerminal',
    // Stepping out of the user's file must not lead into ours.
    rules: [{ path: runner, include: false }],
    [runKey]: dir,
  };
}

/** The run directory of a session that we started. */
export function runOfSession(configuration: Readonly<Record<string, unknown>>): string | undefined {
  const dir = configuration[runKey];
  return typeof dir === 'string' ? dir : undefined;
}
