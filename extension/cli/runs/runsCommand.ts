import path from 'node:path';
import { msg } from '../../protocol/localize';
import type { RunSummary } from '../../protocol/runViews';
import type { RunStore, StopResult } from '../../training';
import { createRunStore, defaultRunsDir, deleteRun, outputStreams, readOutput, startNow, stopRun } from '../../training';
import { oneOf, parseCommandLine } from '../commandLine';
import { CliFailure } from '../failure';
import type { CommandContext } from '../runCli';
import { trainingHome } from '../train/home';
import { exportAction } from './exportAction';
import { findRun } from './findRun';
import { pinAction, renameAction } from './metaActions';
import { pruneAction } from './pruneAction';
import { runDetails, runTable } from './runTexts';

const actions = ['list', 'show', 'output', 'export', 'start', 'stop', 'pin', 'unpin', 'rename', 'delete', 'prune'] as const;
const spec = {
  runs: { type: 'string' },
  format: { type: 'string' },
  stream: { type: 'string' },
  out: { type: 'string' },
  force: { type: 'boolean' },
  keep: { type: 'string' },
  'max-gb': { type: 'string' },
  'dry-run': { type: 'boolean' },
} as const;

/** `tensorwright runs list|show|output|export|start|stop|pin|unpin|rename|delete|prune` */
export async function runsCommand(args: readonly string[], cx: CommandContext): Promise<number> {
  const { io, l } = cx;
  const { options, operands } = parseCommandLine(args, spec);
  const [given, ...wanted] = operands;
  const action = oneOf('runs', given, actions, 'list');
  const runsDir = options.runs === undefined ? defaultRunsDir(io.cwd) : path.resolve(io.cwd, options.runs);
  // One look at the disk is enough: nothing is watched or polled for.
  const store = createRunStore(runsDir, { watch: false });
  try {
    await store.refresh();
    const text = (): 'text' | 'json' => oneOf('--format', options.format, ['text', 'json'], 'text');
    const none = (): void => {
      if (wanted.length) throw new CliFailure(msg('{0} takes no run.', action));
    };
    const one = (most = 1): RunSummary => {
      if (wanted.length > most) throw new CliFailure(msg('One run at a time, please.'));
      return findRun(store, wanted[0]);
    };
    const all = (): RunSummary[] =>
      wanted.length ? [...new Set(wanted.map((each) => findRun(store, each)))] : [findRun(store, undefined)];
    switch (action) {
      case 'list':
        none();
        return list(store, text(), cx);
      case 'prune':
        none();
        return await pruneAction(store, options, cx);
      case 'show':
        return await show(store, one(), text(), cx);
      case 'output':
        return await output(one(), options.stream, cx);
      case 'export':
        return await exportAction(all(), options, cx);
      case 'start':
        await startNow(one().dir, trainingHome(io.env));
        io.err(`${l.t('The run has started.')}\n`);
        return 0;
      case 'stop':
        io.err(`${stopText(await stopRun(one().dir), cx)}\n`);
        return 0;
      case 'pin':
      case 'unpin':
        return await pinAction(all(), action === 'pin', cx);
      case 'rename':
        return await renameAction(one(2), wanted[1], cx);
      case 'delete':
        for (const run of all()) {
          await deleteRun(run.dir);
          io.err(`${l.t('Deleted {0}.', run.id)}\n`);
        }
        return 0;
    }
  } finally {
    store.dispose();
  }
}

function list(store: RunStore, format: 'text' | 'json', { io, l }: CommandContext): number {
  const runs = store.list();
  if (format === 'json') io.out(`${JSON.stringify({ version: 1, runs }, plainNumbers, 2)}\n`);
  else if (runs.length) io.out(runTable(runs, l));
  else io.err(`${l.t('No runs in {0} yet.', store.runsDir)}\n`);
  return 0;
}

async function show(store: RunStore, { id }: RunSummary, format: 'text' | 'json', { io, l }: CommandContext): Promise<number> {
  await store.load([id]);
  const run = findRun(store, id);
  io.out(format === 'json' ? `${JSON.stringify({ version: 1, run }, plainNumbers, 2)}\n` : runDetails(run, io.cwd, l));
  return 0;
}

/** The program's output as it wrote it: its standard output, or both, one after the other, with `--stream all`. */
async function output({ dir }: RunSummary, wanted: string | undefined, { io }: CommandContext): Promise<number> {
  const stream = oneOf('--stream', wanted, ['stdout', 'stderr', 'all'], 'all');
  for (const name of outputStreams) {
    if (stream !== 'all' && stream !== name) continue;
    for (let at = 0; ;) {
      const part = await readOutput(dir, name, at);
      io.out(part.text);
      at = part.nextByte;
      if (part.done) break;
    }
  }
  return 0;
}

function stopText({ outcome }: StopResult, { l }: CommandContext): string {
  const texts: Record<StopResult['outcome'], string> = {
    'not-running': l.t('The run was not running any more.'),
    cancelled: l.t('The run was taken out of the queue.'),
    stopped: l.t('The run has stopped.'),
    terminated: l.t('The run did not stop by itself and was ended.'),
    killed: l.t('The run did not stop by itself and was ended by force.'),
    requested: l.t('The run is on another machine; it was asked to stop.'),
    alive: l.t('The run could not be stopped.'),
  };
  return texts[outcome];
}

/** JSON has no NaN; such numbers are texts, as in the events. */
function plainNumbers(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
