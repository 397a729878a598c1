import { execFile } from 'node:child_process';
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { msg, type Message } from '../protocol/localize';
import { TrainingError, type NodeChoice, type RunRequest } from './api';

const run = promisify(execFile);
/** A loaded machine needs seconds to start a process; one that hangs must not hold up everything. */
const startLimitMs = 20_000;
const oldestMajor = 20;

type NodeRequest = Pick<RunRequest, 'node' | 'fallbackNode'>;

/** Finds the Node that trains: the setting's, else the first good one on PATH, else the editor's own executable. */
export async function findNode(request: NodeRequest, searchPath = process.env['PATH'] ?? ''): Promise<NodeChoice> {
  if (request.node?.trim()) {
    const file = expandHome(request.node.trim());
    const found = await examine(file);
    if ('problem' in found) throw new TrainingError(msg('The Node of the setting cannot be used. {0}', found.problem));
    return { path: file, version: found.version, source: 'setting', env: {} };
  }
  let problem: Message | undefined;
  for (const file of await nodesOn(searchPath)) {
    const found = await examine(file);
    if ('version' in found) return { path: file, version: found.version, source: 'path', env: {} };
    problem ??= found.problem;
  }
  if (request.fallbackNode) {
    const { path: file, env } = request.fallbackNode;
    const found = await examine(file, env);
    if ('version' in found) return { path: file, version: found.version, source: 'editor', env };
    problem ??= found.problem;
  }
  throw new TrainingError(
    problem
      ? msg('No usable Node was found. {0}', problem)
      : msg('Node was not found. Install Node {0} or newer, or set its path in the settings.', oldestMajor),
  );
}

async function examine(file: string, env: Record<string, string> = {}): Promise<{ version: string } | { problem: Message }> {
  let version: string;
  try {
    const { stdout } = await run(file, ['-p', 'process.versions.node'], {
      env: { ...process.env, ...env },
      timeout: startLimitMs,
      windowsHide: true,
    });
    version = stdout.trim();
  } catch (error) {
    const { code, killed, message } = error as { code?: unknown; killed?: boolean; message: string };
    if (code === 'ENOENT') return { problem: msg('There is no file {0}.', file) };
    if (killed) return { problem: msg('{0} did not answer within {1} s.', file, startLimitMs / 1000) };
    return { problem: msg('{0} does not run: {1}', file, message.split('\n')[0] ?? message) };
  }
  const major = /^(\d+)\.\d+\.\d+/.exec(version)?.[1];
  if (!major) return { problem: msg('{0} is not a Node.', file) };
  if (Number(major) < oldestMajor) return { problem: msg('{0} is Node {1}; {2} or newer is needed.', file, version, oldestMajor) };
  return { version };
}

async function nodesOn(searchPath: string): Promise<string[]> {
  const windows = process.platform === 'win32';
  const files: string[] = [];
  for (const folder of searchPath.split(path.delimiter)) {
    // An empty or relative entry means the current folder: a file of the workspace, which nobody chose.
    if (!path.isAbsolute(folder)) continue;
    const file = path.join(folder, windows ? 'node.exe' : 'node');
    try {
      await fs.access(file, windows ? fs.constants.F_OK : fs.constants.X_OK);
      if ((await fs.stat(file)).isFile() && !files.includes(file)) files.push(file);
    } catch {
      // Not there; most folders of PATH have none.
    }
  }
  return files;
}

function expandHome(file: string): string {
  return /^~[\\/]/.test(file) ? path.join(os.homedir(), file.slice(2)) : file;
}
