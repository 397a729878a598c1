import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { msg } from '../protocol/localize';
import type { RunPlan } from '../protocol/runs';
import { TrainingError, type RunRequest, type TrainingHome } from './api';
import { findNode } from './findNode';
import { readGitState } from './gitState';
import { pickBackend } from './pickBackend';
import { isMissing, readJson } from './runFiles';
import { createRunId } from './runId';

declare const TENSORWRIGHT_VERSION: string | undefined;

/** Looks up all that a run needs and states it; starts and writes nothing but the cache of probes. */
export async function planRun(request: RunRequest, home: TrainingHome): Promise<RunPlan> {
  const workspace = path.resolve(request.workspace);
  const file = path.resolve(workspace, request.file);
  const source = await readProgram(file);
  checkNumbers(request);
  const node = await findNode(request);
  const [{ choice }, git, tfjs] = await Promise.all([
    pickBackend(request.backend ?? 'auto', node, home, home.copies),
    readGitState(path.dirname(file)),
    readTrainerVersions(home),
  ]);
  const now = new Date();
  const id = createRunId(now);
  return {
    version: 1,
    id,
    name: request.name?.trim() || defaultName(file, id),
    file,
    ...(request.target === undefined ? {} : { target: request.target }),
    args: request.args ?? [],
    cwd: workspace,
    workspace,
    kind: 'tfjs',
    interpreter: { path: node.path, version: node.version, source: node.source },
    backend: choice,
    ...(request.seed === undefined ? {} : { seed: request.seed }),
    ...(request.epochs === undefined ? {} : { epochs: request.epochs }),
    ...(request.optimizer === undefined ? {} : { optimizer: request.optimizer }),
    sourceHash: createHash('sha256').update(source).digest('hex'),
    ...(git ? { git } : {}),
    versions: {
      node: node.version,
      ...tfjs,
      ...(typeof TENSORWRIGHT_VERSION === 'string' ? { tensorwright: TENSORWRIGHT_VERSION } : {}),
    },
    createdAt: now.toISOString(),
  };
}

/** What to ask for to repeat a run; the caller adds where its Node is now. */
export function requestFromPlan(plan: RunPlan): RunRequest {
  const { file, workspace, target, args, seed, epochs, optimizer, backend } = plan;
  const named = plan.name !== defaultName(file, plan.id);
  return { file, workspace, target, args, seed, epochs, optimizer, backend: backend.requested, ...(named ? { name: plan.name } : {}) };
}

/** The tail of the id tells runs of one file apart. */
function defaultName(file: string, id: string): string {
  return `${path.basename(file, path.extname(file))}-${id.slice(id.lastIndexOf('-') + 1)}`;
}

async function readProgram(file: string): Promise<Buffer> {
  if (/\.(py|ipynb)$/i.test(file)) throw new TrainingError(msg('Training Python programs is not possible in this version yet.'));
  if (!/\.[cm]?[jt]sx?$/i.test(file)) throw new TrainingError(msg('{0} is not a TypeScript or JavaScript program.', path.basename(file)));
  try {
    return await fs.readFile(file);
  } catch (error) {
    if (isMissing(error)) throw new TrainingError(msg('There is no file {0}.', file), { cause: error });
    throw new TrainingError(msg('{0} cannot be read: {1}', file, (error as Error).message), { cause: error });
  }
}

function checkNumbers({ seed, epochs }: RunRequest): void {
  if (seed !== undefined && !Number.isSafeInteger(seed))
    throw new TrainingError(msg('The seed must be a whole number, not {0}.', String(seed)));
  if (epochs !== undefined && !(Number.isSafeInteger(epochs) && epochs > 0)) {
    throw new TrainingError(msg('The number of epochs must be a positive whole number, not {0}.', String(epochs)));
  }
}

/** The trainer's build states what it bundles. */
async function readTrainerVersions(home: TrainingHome): Promise<Record<string, string>> {
  const json = (await readJson(path.join(home.trainers, 'tfjs', 'versions.json'))) ?? {};
  return Object.fromEntries(Object.entries(json).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
