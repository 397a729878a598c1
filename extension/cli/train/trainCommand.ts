import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { msg } from '../../protocol/localize';
import type { Analysis } from '../../../server/src/interp/document/analysis';
import type { RunSummary } from '../../protocol/runViews';
import type { EnqueuedRun, TrainingHome } from '../../training';
import { createRunStore, defaultRunsDir, enqueueRun, launchRun, liveLine, planRun, stopRun, tendQueue } from '../../training';
import { parseCommandLine, wholeNumber } from '../commandLine';
import { CliFailure } from '../failure';
import type { CommandContext } from '../runCli';
import { failureText } from '../runs/failureText';
import { lostText } from '../runs/lostText';
import { namedPython } from '../sources/namedPython';
import { readAnalysis } from '../sources/readAnalysis';
import { followRun } from './followRun';
import { trainingHome } from './home';
import { tellDifferences } from './modelTruth';

const spec = {
  target: { type: 'string' },
  backend: { type: 'string' },
  seed: { type: 'string' },
  epochs: { type: 'string' },
  optimizer: { type: 'string' },
  runs: { type: 'string' },
  python: { type: 'string' },
  gpu: { type: 'string' },
  cwd: { type: 'string' },
  // Not `--env-file`: Node 20 takes that for itself wherever it stands.
  envfile: { type: 'string' },
  queue: { type: 'boolean' },
  now: { type: 'boolean' },
  parallel: { type: 'string' },
} as const;

/** `tensorwright train FILE`: the run outlives this process; what is shown here only follows it. */
export async function trainCommand(args: readonly string[], cx: CommandContext): Promise<number> {
  const { io, l } = cx;
  const { options, operands, rest } = parseCommandLine(args, spec);
  const [given, ...more] = operands;
  if (given === undefined || more.length)
    throw new CliFailure(msg('Which file? This command takes one; arguments of the program stand behind --.'));
  const file = path.resolve(io.cwd, given);
  const workspace = isInside(file, io.cwd) ? io.cwd : path.dirname(file);
  const runsDir = options.runs === undefined ? defaultRunsDir(workspace) : path.resolve(io.cwd, options.runs);
  const seed = wholeNumber('--seed', options.seed, 0);
  const epochs = wholeNumber('--epochs', options.epochs, 1);
  const parallel = wholeNumber('--parallel', options.parallel, 0);
  if (options.now && (options.queue || parallel !== undefined))
    throw new CliFailure(msg('--now starts the run at once; it goes with neither --queue nor --parallel.'));

  const home = trainingHome(io.env);
  const { target, backend, optimizer, gpu } = options;
  const absolute = (name: 'python' | 'cwd' | 'envfile'): string | undefined =>
    options[name] === undefined ? undefined : path.resolve(io.cwd, options[name]);
  const envFile = absolute('envfile');
  const sources = sourcesOf(given, target, io.cwd);
  const plan = await planRun(
    {
      file,
      workspace,
      target,
      args: [...rest],
      cwd: absolute('cwd'),
      envFiles: envFile === undefined ? [] : [envFile],
      python: namedPython(absolute('python'), io.env),
      gpus: gpu,
      backend: backend ?? 'auto',
      seed,
      epochs,
      optimizer,
    },
    home,
  );
  const { picked, refused } = plan.backend;
  const { interpreter } = plan;
  io.err(
    plan.kind === 'python'
      ? `${l.t('Training {0} with Python {1}: {2}', given, interpreter.version ?? '', interpreter.path)}\n`
      : `${l.t('Training {0} on {1}', given, picked)}\n`,
  );
  for (const { backend: name, reason } of refused) io.err(`  ${name}: ${reason}\n`);
  const run = options.now ? await launchRun(plan, runsDir, home, sources) : await enqueueRun(plan, runsDir, home, { sources, parallel });
  for (const warning of run.warnings) io.err(`${l.render(warning)}\n`);
  if (options.queue) {
    if (run.pid === null) io.err(`${await placeOf(run, runsDir, cx)}\n`);
    io.out(`${run.dir}\n`);
    return 0;
  }
  const summary = await follow(run, runsDir, home, cx);
  if (summary?.failure) io.err(failureText(summary.failure, io.cwd, l));
  if (summary?.status === 'lost') io.err(`${lostText(summary.lostReason, io.cwd, l)}\n`);
  io.out(`${run.dir}\n`);
  return summary && (summary.status === 'ok' || summary.status === 'stopped') ? 0 : 1;
}

/** Where a run stands that nobody follows. */
async function placeOf(run: EnqueuedRun, runsDir: string, { l }: CommandContext): Promise<string> {
  const store = createRunStore(runsDir, { watch: false, index: null });
  try {
    await store.refresh();
    const summary = store.get(run.plan.id);
    return summary ? liveLine(summary, 200, l) : l.t('queued');
  } finally {
    store.dispose();
  }
}

/** How often somebody who waits looks whether the queue is looked after. */
const tendMs = 5000;

/** Follows the run; Ctrl-C asks it to stop, a second one ends it, and takes it out of the queue while it waits. */
async function follow(run: EnqueuedRun, runsDir: string, home: TrainingHome, cx: CommandContext): Promise<RunSummary | null> {
  const { io, l } = cx;
  // The index belongs to whoever lists runs for long; one run needs none.
  const store = createRunStore(runsDir, { batchMs: 100, index: null });
  let nInterrupts = 0;
  const interrupted = (): void => {
    nInterrupts++;
    const waits = store.get(run.plan.id)?.status === 'queued';
    if (nInterrupts === 1 && !waits) io.err(`\n${l.t('Stopping after this step. Press Ctrl-C again to end it at once.')}\n`);
    void stopRun(run.dir, nInterrupts === 1 ? {} : { graceMs: 0, termMs: 500 }).catch((error: unknown) => io.err(`${String(error)}\n`));
  };
  process.on('SIGINT', interrupted);
  const tending = setInterval(() => {
    // A fault of the queue is no fault of the run that is followed; the next look tries again.
    if (store.get(run.plan.id)?.status === 'queued') void tendQueue(runsDir, home).catch(() => undefined);
  }, tendMs);
  try {
    const summary = await followRun(run, store, io, l);
    await tellDifferences(run, store.events(run.plan.id), cx);
    return summary;
  } finally {
    clearInterval(tending);
    process.off('SIGINT', interrupted);
    store.dispose();
  }
}

/** The user's files that the program imports, for the copy in the run directory; checks the target on the way. */
function sourcesOf(file: string, target: string | undefined, cwd: string): string[] {
  let analysis: Analysis;
  try {
    analysis = readAnalysis(file, cwd).outcome.result;
  } catch (error) {
    // Training does not depend on the analysis: a fault in it costs the copies of imported files, nothing else.
    if (error instanceof CliFailure) throw error;
    return [];
  }
  const { chunks, own, entries } = analysis;
  if (target !== undefined && entries.length && !entries.some((entry) => entry.name === target)) {
    throw new CliFailure(
      msg('There is nothing to train that is called {0}; there are {1}.', target, entries.map((entry) => entry.name).join(', ')),
    );
  }
  return [...chunks.keys()].filter((uri) => !own.includes(uri) && uri.startsWith('file:')).map((uri) => fileURLToPath(uri));
}

function isInside(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
}
