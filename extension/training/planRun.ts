import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { msg } from '../protocol/localize';
import type { RunPlan } from '../protocol/runs';
import { TrainingError, type RunRequest, type TrainingHome } from './api';
import { findNode } from './findNode';
import { readGitState } from './gitState';
import { gpuChoiceOf } from './gpuChoice';
import { pickBackend } from './pickBackend';
import { planPython } from './planPython';
import { isMissing, readJson } from './runFiles';
import { createRunId } from './runId';

declare const TENSORWRIGHT_VERSION: string | undefined;

/** Looks up all that a run needs and states it; starts and writes nothing but the cache of probes. */
export async function planRun(request: RunRequest, home: TrainingHome): Promise<RunPlan> {
  const workspace = path.resolve(request.workspace);
  const file = path.resolve(workspace, request.file);
  const kind = kindOf(file);
  const source = await readProgram(file);
  checkNumbers(request);
  const cwd = await workingDirectory(request, workspace);
  const envFiles = await existingFiles(request.envFiles ?? [], workspace);
  const [{ versions, ...found }, git] = await Promise.all([
    kind === 'python' ? planPython(request, file, workspace) : planTfjs(request, home),
    readGitState(path.dirname(file)),
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
    cwd,
    workspace,
    kind,
    ...found,
    ...(envFiles.length ? { envFiles } : {}),
    ...(request.debug ? { debug: true } : {}),
    ...(request.seed === undefined ? {} : { seed: request.seed }),
    ...(request.epochs === undefined ? {} : { epochs: request.epochs }),
    ...(request.optimizer === undefined ? {} : { optimizer: request.optimizer }),
    sourceHash: createHash('sha256').update(source).digest('hex'),
    ...(git ? { git } : {}),
    versions: { ...versions, ...(typeof TENSORWRIGHT_VERSION === 'string' ? { tensorwright: TENSORWRIGHT_VERSION } : {}) },
    createdAt: now.toISOString(),
  };
}

/** What to ask for to repeat a run; the caller adds where its Node is now. */
export function requestFromPlan(plan: RunPlan): RunRequest {
  const { file, workspace, target, args, cwd, seed, epochs, optimizer, backend, envFiles } = plan;
  const named = plan.name !== defaultName(file, plan.id);
  return {
    file,
    workspace,
    target,
    args,
    cwd,
    seed,
    epochs,
    optimizer,
    backend: backend.requested,
    ...(envFiles ? { envFiles } : {}),
    ...(plan.kind === 'python' ? { python: pythonOf(plan), gpus: gpuChoiceOf(plan.device) } : {}),
    ...(named ? { name: plan.name } : {}),
  };
}

function pythonOf({ interpreter: { path: file, source = 'path' } }: RunPlan): NonNullable<RunRequest['python']> {
  return { path: file, source };
}

/** The tail of the id tells runs of one file apart. */
function defaultName(file: string, id: string): string {
  return `${path.basename(file, path.extname(file))}-${id.slice(id.lastIndexOf('-') + 1)}`;
}

function kindOf(file: string): RunPlan['kind'] {
  if (/\.pyw?$/i.test(file)) return 'python';
  if (/\.[cm]?[jt]sx?$/i.test(file)) return 'tfjs';
  const name = path.basename(file);
  if (/\.ipynb$/i.test(file)) throw new TrainingError(msg('Notebooks cannot be trained yet. Export {0} as a Python file.', name));
  throw new TrainingError(msg('{0} is not a Python, TypeScript or JavaScript program.', name));
}

async function readProgram(file: string): Promise<Buffer> {
  try {
    return await fs.readFile(file);
  } catch (error) {
    if (isMissing(error)) throw new TrainingError(msg('There is no file {0}.', file), { cause: error });
    throw new TrainingError(msg('{0} cannot be read: {1}', file, (error as Error).message), { cause: error });
  }
}

async function workingDirectory(request: RunRequest, workspace: string): Promise<string> {
  const cwd = path.resolve(workspace, request.cwd ?? '');
  if ((await fs.stat(cwd).catch(() => undefined))?.isDirectory()) return cwd;
  throw new TrainingError(msg('There is no folder {0} to start in.', cwd));
}

async function existingFiles(files: readonly string[], workspace: string): Promise<string[]> {
  const found = files.map((file) => path.resolve(workspace, file));
  for (const file of found) {
    if (!(await fs.stat(file).catch(() => undefined))?.isFile())
      throw new TrainingError(msg('There is no file with environment variables {0}.', file));
  }
  return [...new Set(found)];
}

function checkNumbers({ seed, epochs }: RunRequest): void {
  if (seed !== undefined && !Number.isSafeInteger(seed))
    throw new TrainingError(msg('The seed must be a whole number, not {0}.', String(seed)));
  if (epochs !== undefined && !(Number.isSafeInteger(epochs) && epochs > 0)) {
    throw new TrainingError(msg('The number of epochs must be a positive whole number, not {0}.', String(epochs)));
  }
}

async function planTfjs(request: RunRequest, home: TrainingHome): Promise<Pick<RunPlan, 'interpreter' | 'backend' | 'versions'>> {
  const node = await findNode(request);
  const [{ choice }, tfjs] = await Promise.all([
    pickBackend(request.backend ?? 'auto', node, home, home.copies),
    readTrainerVersions(home),
  ]);
  return {
    interpreter: { path: node.path, version: node.version, source: node.source },
    backend: choice,
    versions: { node: node.version, ...tfjs },
  };
}

/** The trainer's build states what it bundles. */
async function readTrainerVersions(home: TrainingHome): Promise<Record<string, string>> {
  const json = (await readJson(path.join(home.trainers, 'tfjs', 'versions.json'))) ?? {};
  return Object.fromEntries(Object.entries(json).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
