import path from 'node:path';
import { msg } from '../../protocol/localize';
import type { RunSummary } from '../../protocol/runViews';
import { exportFormats, exportRun, exportRuns, planExport, type ExportedRun } from '../../training';
import { oneOf } from '../commandLine';
import { CliFailure } from '../failure';
import type { CommandContext } from '../runCli';

interface ExportOptions {
  readonly format?: string;
  readonly out?: string;
  readonly force?: boolean;
}

/** `runs export RUN…`: into `--out`, or one run as text on standard output. */
export async function exportAction(runs: readonly RunSummary[], options: ExportOptions, { io, l }: CommandContext): Promise<number> {
  const format = oneOf('--format', options.format, exportFormats, 'csv');
  const tell = (done: ExportedRun): void => {
    if (done.malformedLines) io.err(`${l.t('{0}: {1} lines of the record could not be read.', done.run.name, done.malformedLines)}\n`);
    if (done.missingRecords) io.err(`${l.t('{0}: {1} records are missing.', done.run.name, done.missingRecords)}\n`);
  };
  if (options.out === undefined) {
    const [only, ...more] = runs;
    if (!only || more.length || format === 'tensorboard') throw new CliFailure(msg('Where to? Give --out.'));
    tell(await exportRun(only, format, { write: (part) => io.out(part as string) }));
    return 0;
  }
  // `path.resolve` would take the slash away that says that a folder is meant.
  const out = path.isAbsolute(options.out) ? options.out : `${io.cwd}${path.sep}${options.out}`;
  const targets = await planExport(runs, format, out);
  const taken = targets.find(({ isTaken }) => isTaken);
  if (taken && !options.force) throw new CliFailure(msg('{0} is there already; --force replaces it.', taken.file));
  await exportRuns(targets, format, {
    onDone: (done) => {
      tell(done);
      io.out(`${done.file}\n`);
    },
  });
  return 0;
}
