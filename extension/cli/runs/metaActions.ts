import { msg } from '../../protocol/localize';
import type { RunSummary } from '../../protocol/runViews';
import { pinRun, renameRun } from '../../training';
import { CliFailure } from '../failure';
import type { CommandContext } from '../runCli';

/** `runs pin|unpin RUN…` */
export async function pinAction(runs: readonly RunSummary[], pinned: boolean, { io, l }: CommandContext): Promise<number> {
  for (const run of runs) {
    await pinRun(run, pinned);
    io.err(`${pinned ? l.t('{0} is pinned: it is never removed by itself.', run.name) : l.t('{0} is no longer pinned.', run.name)}\n`);
  }
  return 0;
}

/** `runs rename RUN NAME`; an empty name gives back the first one. */
export async function renameAction(run: RunSummary, name: string | undefined, { io, l }: CommandContext): Promise<number> {
  if (name === undefined) throw new CliFailure(msg('Which name? Give it behind the run, or "" for the first one.'));
  io.err(`${l.t('{0} is now called {1}.', run.name, await renameRun(run, name))}\n`);
  return 0;
}
