import { spawn } from 'node:child_process';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { msg } from '../../protocol/localize';
import { TrainingError, type NodeChoice, type RunRequest, type TrainingHome } from '../api';
import { childEnvironment } from '../childEnvironment';
import { findNode } from '../findNode';
import { installTrainer } from '../installTrainer';
import { livingDispatchers, readDispatcher } from './dispatchers';
import { environmentId } from './environmentId';
import { logFile, makeQueueFolder, queueFolder } from './queueFiles';
import { QueueReader } from './queueReader';

export interface DispatcherOptions {
  /** Where to look for the Node that runs it: as for TensorFlow.js. This process's own when nothing is given. */
  node?: Pick<RunRequest, 'node' | 'fallbackNode'>;
  /** How often it looks at the folder besides what the file system tells, and after how long it takes over runs of a dead one; in milliseconds. */
  pollMs?: number;
  adoptMs?: number;
}

/** It announces itself within a moment; on a loaded machine a process needs seconds. */
const startLimitMs = 20_000;
const mostLog = 256 << 10;

/** What is being started, by runs folder. */
const starting = new Map<string, Promise<void>>();

/** Sees to it that a dispatcher with the environment of this process lives. */
export async function ensureDispatcher(runsDir: string, home: TrainingHome, options: DispatcherOptions = {}): Promise<void> {
  const environment = environmentId();
  if (await readDispatcher(runsDir, environment)) return;
  const key = `${environment} ${runsDir}`;
  let start = starting.get(key);
  if (!start) starting.set(key, (start = startDispatcher(runsDir, environment, home, options).finally(() => starting.delete(key))));
  await start;
}

async function startDispatcher(runsDir: string, environment: string, home: TrainingHome, options: DispatcherOptions): Promise<void> {
  const node = await nodeFor(options);
  const script = path.join(await installTrainer(home), 'queue', 'dispatch.cjs');
  const { pollMs, adoptMs } = options;
  const times = Object.entries({ '--poll': pollMs, '--adopt': adoptMs }).flatMap(([name, ms]) =>
    ms === undefined ? [] : [name, String(ms)],
  );
  const log = await openLog(runsDir);
  try {
    const child = spawn(node.path, [script, '--runs', runsDir, ...times], {
      // A folder that somebody stands in cannot be deleted everywhere.
      cwd: path.parse(runsDir).root,
      env: { ...childEnvironment(), ...node.env },
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      windowsHide: true,
    });
    let end: { code: number | null } | { error: Error } | undefined;
    child.once('error', (error) => (end = { error }));
    child.once('exit', (code) => (end = { code }));
    child.unref();
    for (let waited = 0; waited < startLimitMs && !end; waited += 20) {
      if (await readDispatcher(runsDir, environment)) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const how = end as { code?: number | null; error?: Error } | undefined;
    // One that found another at work, or nothing to do, has ended in peace.
    if (how?.code === 0) return;
    if (how?.error) throw new TrainingError(msg('{0} cannot be started: {1}', node.path, how.error.message), { cause: how.error });
    throw new TrainingError(msg('The queue of runs does not start; {0} says why.', path.join(runsDir, queueFolder, logFile)));
  } finally {
    await log.close();
  }
}

/**
 * Starts a dispatcher when runs wait that nobody looks after: it was killed, or the machine was started anew. `false` when nothing was
 * to be done.
 */
export async function tendQueue(runsDir: string, home: TrainingHome, options: DispatcherOptions = {}): Promise<boolean> {
  const look = await QueueReader.of(runsDir).look();
  if (!look?.waiting.length) return false;
  const living = await livingDispatchers(runsDir);
  if (look.waiting.every(({ ticket }) => living.has(ticket.environment))) return false;
  await ensureDispatcher(runsDir, home, options);
  return true;
}

async function nodeFor({ node }: DispatcherOptions): Promise<Pick<NodeChoice, 'path' | 'env'>> {
  const env: Record<string, string> = process.versions['electron'] === undefined ? {} : { ELECTRON_RUN_AS_NODE: '1' };
  const own = { path: process.execPath, env };
  if (!node) return own;
  // A setting that is wrong must not keep Python programs waiting.
  return findNode(node).catch(() => findNode({ fallbackNode: node.fallbackNode ?? own }));
}

/** A dispatcher that fails has no other place to say so. */
async function openLog(runsDir: string): Promise<fs.FileHandle> {
  const file = path.join(await makeQueueFolder(runsDir), logFile);
  const size = (await fs.stat(file).catch(() => undefined))?.size ?? 0;
  return fs.open(file, size > mostLog ? 'w' : 'a');
}
