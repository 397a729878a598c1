import path from 'node:path';
import { knownModels } from '../../../server/src/graph/knownModels';
import { findOp } from '../../../server/src/ops/registry';
import type { RunEvent } from '../../protocol/runs';
import { checkRun, type LaunchedRun } from '../../training';
import type { CommandContext } from '../runCli';
import { readAnalysis } from '../sources/readAnalysis';

/** Says where the report lies when what a run built differs from what the analysis says of the program. Nothing is sent. */
export async function tellDifferences(
  run: Pick<LaunchedRun, 'dir'>,
  events: readonly RunEvent[],
  { io, l }: CommandContext,
): Promise<void> {
  // The run is over and recorded: a fault of the analysis, or a full disk, must not make it look as if it had failed.
  const check = await checkRun(run.dir, events, (file) => Promise.resolve(knownModels(readAnalysis(file, io.cwd).outcome, findOp))).catch(
    () => null,
  );
  if (!check?.report) return;
  const report = path.relative(io.cwd, check.report);
  io.err(
    `${l.t('What was built differs from the analysis. A report that you can attach to a bug report: {0} (nothing was sent)', report)}\n`,
  );
}
