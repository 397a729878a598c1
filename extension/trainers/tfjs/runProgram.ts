import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import Module from 'node:module';
import type { RunPlan } from '../../protocol/runs';
import { Ending } from './ending';
import { hookBackendChoice } from './hooks/backendHook';
import type { HookContext } from './hooks/hookContext';
import { hookModels } from './hooks/modelHooks';
import { hookOptimizers } from './hooks/optimizerHooks';
import { installFacades } from './library/facade';
import { registerFileRouters } from './library/fileRouters';
import { loadTfjs, type LoadedTfjs } from './library/loadTfjs';
import { seedRandom } from './library/seedRandom';
import { BundleFailure, bundleProgram, type BundledProgram } from './program/bundleProgram';
import { installedLibrary } from './program/libraryVersion';
import { routeLibraryImports } from './program/routeImports';
import { noticeStdin } from './program/stdinNotice';
import { describeError, type UserFiles } from './program/userErrors';
import { Recorder } from './record/recorder';
import { StopControl } from './record/stopControl';

declare const TENSORWRIGHT_VERSION: string;

/** Runs the program of a run directory and records it, as `node FILE ARGS…` would run it. */
export async function runProgram(runDir: string, plan: RunPlan): Promise<void> {
  const temporary = new TemporaryFolder();
  const recorder = new Recorder(runDir, (error) => complainAboutRecord(runDir, error));
  const stop = new StopControl(runDir, () => {
    recorder.enter('stopping');
    recorder.flush();
  });
  const ending = new Ending(recorder, stop, () => temporary.remove());
  const user: { -readonly [K in keyof UserFiles]: UserFiles[K] } = {
    workspace: plan.workspace,
    files: new Set([plan.file]),
    shifts: new Map(),
  };
  const fail = ending.catchErrors((error) => {
    const draft = describeError(error, user);
    if (!stop.requested) recorder.add(draft);
    process.stderr.write(error instanceof BundleFailure ? error.text : printed(draft));
  });

  prepareProcess(plan);
  // The bundler is a process of its own: it works while the library loads here.
  const bundling = bundleProgram(plan.file).then(
    (program) => ({ program }),
    (error: unknown) => ({ error }),
  );
  const library = await loadPicked(plan).catch(fail);
  recorder.tensors = () => library.tf.memory().numTensors;
  const versions = { node: process.versions.node, tfjs: library.tf.version.tfjs, tensorwright: TENSORWRIGHT_VERSION };
  const why = [...plan.backend.refused.map(({ backend, reason }) => `${backend}: ${reason}`), ...library.refused].join(' ') || undefined;
  recorder.started(plan, versions, { backend: library.backend, name: library.device, why }, os.hostname());
  warnAboutLibrary(plan, library, recorder);

  recorder.enter('bundling');
  recorder.flush();
  const bundled = await bundling;
  if ('error' in bundled) return fail(bundled.error);
  const { program } = bundled;
  user.files = program.files;
  user.shifts = program.shifts;
  for (const warning of program.warnings) process.stderr.write(warning);

  const facades = installFacades(library.tf);
  const context: HookContext = { tf: library.tf, facades, recorder, stop, epochs: plan.epochs, depth: 0 };
  hookModels(context);
  hookOptimizers(context);
  hookBackendChoice(context, library.backend);
  registerFileRouters(library.tf);
  routeLibraryImports();
  noticeStdin(() =>
    recorder.warn({ code: 'stdin', text: 'The program reads standard input, but a run has no keyboard: the input is empty.' }),
  );
  if (plan.seed !== undefined) seedRandom(plan.seed);
  Object.defineProperty(globalThis, 'require', { value: Module.createRequire(plan.file), configurable: true, writable: true });

  recorder.enter('building');
  recorder.flush();
  await start(temporary.write('program.mjs', program), plan, recorder, fail).catch(fail);
}

/** Imports the bundled program, and calls the entry that was asked for when the file alone trains nothing. */
async function start(file: string, plan: RunPlan, recorder: Recorder, fail: (error: unknown) => never): Promise<void> {
  const program: { exports?: Record<string, unknown>; called?: boolean } = {};
  process.on('beforeExit', () => {
    if (!program.exports) {
      process.stderr.write('The program waits for a promise at its top level that nothing can settle any more.\n');
      process.exit(13);
    }
    const entry = plan.target === undefined ? undefined : program.exports[plan.target];
    if (program.called || recorder.trainingBegan || typeof entry !== 'function') return;
    program.called = true;
    Promise.resolve()
      .then(() => (entry as () => unknown)())
      .catch(fail);
  });
  program.exports = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
}

function prepareProcess(plan: RunPlan): void {
  process.chdir(plan.cwd);
  process.argv = [process.execPath, plan.file, ...plan.args];
  // The output is a file that is shown in a terminal: programs that look for one should color as there.
  if (process.env.NO_COLOR === undefined) process.env.FORCE_COLOR ??= '1';
  Error.stackTraceLimit = 50;
  process.setSourceMapsEnabled(true);
}

/** wasm was probed before the run; should it fail all the same, the slow backend is better than none, and the record says so. */
async function loadPicked(plan: RunPlan): Promise<LoadedTfjs & { refused: string[] }> {
  try {
    return { ...(await loadTfjs(plan.backend.picked)), refused: [] };
  } catch (error) {
    if (plan.backend.picked !== 'wasm') throw error;
    return { ...(await loadTfjs('cpu')), refused: [`wasm: ${(error as Error).message}`] };
  }
}

function warnAboutLibrary(plan: RunPlan, library: LoadedTfjs & { refused: string[] }, recorder: Recorder): void {
  for (const reason of library.refused) {
    recorder.warn(
      { code: 'backend', text: `The backend ${plan.backend.picked} failed, so this run uses the much slower cpu (${reason})` },
      'backend failed',
    );
  }
  if (plan.optimizer !== undefined) {
    const text = `This run was asked for the optimizer "${plan.optimizer}", but keeps the program's own: it cannot be replaced in TensorFlow.js yet.`;
    recorder.warn({ code: 'hook', text }, 'optimizer');
  }
  const installed = installedLibrary(plan.file);
  if (installed && installed.version.split('.')[0] !== library.tf.version.tfjs.split('.')[0]) {
    const text = `The workspace has ${installed.name} ${installed.version}, but this run uses ${library.tf.version.tfjs}.`;
    recorder.warn({ code: 'backend', text }, 'library version');
  }
}

/** As Node prints an uncaught error: the line, a caret under the column, and the trace. */
function printed({ at, trace }: ReturnType<typeof describeError>): string {
  let excerpt = '';
  if (at) {
    try {
      const line = fs.readFileSync(at.file, 'utf8').split(/\r?\n/)[at.line - 1] ?? '';
      const indent = line.slice(0, (at.col ?? 1) - 1).replace(/[^\t]/g, ' ');
      excerpt = `${at.file}:${at.line}\n${line}\n${indent}^\n\n`;
    } catch {
      // The file is gone; the trace alone must do.
    }
  }
  return `${excerpt}${trace}\n`;
}

function complainAboutRecord(runDir: string, error: NodeJS.ErrnoException): void {
  process.stderr.write(
    `Tensorwright cannot write the record of this run to ${runDir}: ${error.message}. The training goes on without it.\n`,
  );
}

/** Holds the bundled program while it runs. */
class TemporaryFolder {
  #folder: string | null = null;

  write(name: string, { code }: BundledProgram): string {
    this.#folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorwright-'));
    const file = path.join(this.#folder, name);
    fs.writeFileSync(file, code);
    return file;
  }

  remove(): void {
    if (this.#folder) fs.rmSync(this.#folder, { recursive: true, force: true });
  }
}
