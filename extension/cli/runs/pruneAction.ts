import { msg } from '../../protocol/localize';
import { pruneRuns, type RunStore } from '../../training';
import { wholeNumber } from '../commandLine';
import { CliFailure } from '../failure';
import type { CommandContext } from '../runCli';
import { bytesText } from './bytesText';

interface PruneOptions {
  readonly keep?: string;
  readonly 'max-gb'?: string;
  readonly 'dry-run'?: boolean;
}

/** `runs prune`: deletes the oldest runs that are over, beyond the limits, and writes their folders to standard output. */
export async function pruneAction(store: RunStore, options: PruneOptions, { io, l }: CommandContext): Promise<number> {
  const count = wholeNumber('--keep', options.keep, 1) ?? 0;
  const bytes = gigabytes('--max-gb', options['max-gb']) * 1e9;
  if (!count && !bytes) throw new CliFailure(msg('Beyond what? Give --keep, --max-gb or both.'));
  const dryRun = options['dry-run'] ?? false;
  const { removed, failed } = await pruneRuns(store.runsDir, store.list(), { count, bytes }, { dryRun });
  for (const { run } of removed) io.out(`${run.dir}\n`);
  const total = bytesText(removed.reduce((sum, each) => sum + (each.bytes ?? 0), 0));
  io.err(`${dryRun ? l.t('Runs to delete: {0} ({1}).', removed.length, total) : l.t('Deleted runs: {0} ({1}).', removed.length, total)}\n`);
  for (const { run, error } of failed) {
    const message = (error as { userMessage?: Parameters<typeof l.render>[0] }).userMessage;
    io.err(`${run.id}: ${message ? l.render(message) : String(error)}\n`);
  }
  return failed.length ? 1 : 0;
}

function gigabytes(option: string, value: string | undefined): number {
  if (value === undefined) return 0;
  const number = Number(value);
  if (!/^\d*\.?\d+$/.test(value) || !(number > 0)) throw new CliFailure(msg('{0} takes a number above 0, not {1}.', option, value));
  return number;
}
