import { spawn } from 'node:child_process';

export interface BriefResult {
  stdout: string;
  stderr: string;
  /** `null` when a signal ended it. */
  code: number | null;
  /** It did not end in time and was killed with all that it had started. */
  late: boolean;
}

export interface BriefOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  limitMs: number;
}

/** Runs a program for its answer. A wrapper script that hangs is killed together with what it started. Rejects when it cannot be started. */
export function runBriefly(file: string, args: readonly string[], { cwd, env, limitMs }: BriefOptions): Promise<BriefResult> {
  const hasGroups = process.platform !== 'win32';
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, detached: hasGroups, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    const result: BriefResult = { stdout: '', stderr: '', code: null, late: false };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (result.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (result.stderr += text));
    const timer = setTimeout(() => {
      result.late = true;
      try {
        if (hasGroups) process.kill(-child.pid!, 'SIGKILL');
        else child.kill('SIGKILL');
      } catch {
        // It has just ended.
      }
      // Something that left the group may hold the pipes open.
      child.stdout.destroy();
      child.stderr.destroy();
    }, limitMs);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ ...result, code });
    });
  });
}
