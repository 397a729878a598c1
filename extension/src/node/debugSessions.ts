import * as vscode from 'vscode';
import type { PreparedDebug } from '../../training';
import type * as Training from '../../training';
import { inBackground } from '../host/background';
import { t } from '../host/localize';
import { pythonDebuggerTypes, type PythonDebuggerType } from '../runs/pythonDebuggerType';
import { debugConfiguration, runOfSession } from './debugConfiguration';

/** Runs of Python programs under a debugger, from the start of its session to its end. */
export class DebugSessions implements vscode.Disposable {
  readonly #training: () => Promise<typeof Training>;
  readonly #disposables: vscode.Disposable[];
  /** Directories of the runs whose session goes on. */
  readonly #open = new Map<string, vscode.DebugSession>();

  constructor(training: () => Promise<typeof Training>) {
    this.#training = training;
    this.#disposables = [
      ...pythonDebuggerTypes.map((type) =>
        vscode.debug.registerDebugAdapterTrackerFactory(type, { createDebugAdapterTracker: (session) => this.#track(session) }),
      ),
      vscode.debug.onDidStartDebugSession((session) => {
        const dir = runOfSession(session.configuration);
        if (dir !== undefined) this.#open.set(dir, session);
      }),
      vscode.debug.onDidTerminateDebugSession((session) => {
        const dir = runOfSession(session.configuration);
        if (dir === undefined || this.#open.get(dir) !== session) return;
        this.#open.delete(dir);
        inBackground(this.#training().then(({ removeUnbegun }) => removeUnbegun(dir)));
      }),
    ];
  }

  /** Starts the debugger on a prepared run; `false` when it did not start, and then nothing is left of the run. */
  async start(prepared: PreparedDebug, type: PythonDebuggerType): Promise<boolean> {
    const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(prepared.plan.file));
    const name = t('Debug {0}', prepared.plan.name);
    const started = await vscode.debug.startDebugging(folder, debugConfiguration(prepared, type, name));
    if (!started) await (await this.#training()).removeUnbegun(prepared.dir);
    return started;
  }

  /** Ends the session of a run whose process does not end when it is asked to; `false` when there is none. */
  async end(dir: string): Promise<boolean> {
    const session = this.#open.get(dir);
    if (!session) return false;
    await vscode.debug.stopDebugging(session);
    return true;
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  /** A debugger ends the process by force: the run is told before, so that it counts as one that was stopped. */
  #track(session: vscode.DebugSession): vscode.DebugAdapterTracker | undefined {
    const dir = runOfSession(session.configuration);
    if (dir === undefined) return undefined;
    let hasEnded = false;
    return {
      onDidSendMessage: (message: unknown) => {
        const { type, event } = (message ?? {}) as { type?: unknown; event?: unknown };
        if (type === 'event' && (event === 'exited' || event === 'terminated')) hasEnded = true;
      },
      onWillReceiveMessage: (message: unknown) => {
        const { command } = (message ?? {}) as { command?: unknown };
        if (hasEnded || (command !== 'terminate' && command !== 'disconnect')) return;
        inBackground(this.#training().then(({ askToStop }) => askToStop(dir)));
      },
    };
  }
}
