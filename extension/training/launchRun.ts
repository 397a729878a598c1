import path from 'node:path';
import type { RunPlan } from '../protocol/runs';
import type { LaunchedRun, TrainingHome } from './api';
import { installTrainer } from './installTrainer';
import { asTrainingError, prepareRun, removeQuietly } from './prepareRun';
import { startRun } from './startRun';

/**
 * Writes the run directory and starts the child, which outlives this process, whatever else runs. Either a whole run stands there
 * afterwards, or nothing does and a `TrainingError` says why.
 * @param sources absolute paths of the user's files that the program imports
 */
export async function launchRun(plan: RunPlan, runsDir: string, home: TrainingHome, sources: readonly string[] = []): Promise<LaunchedRun> {
  const copy = await installTrainer(home);
  const prepared = await prepareRun(plan, path.resolve(runsDir), sources);
  try {
    return { ...prepared, ...(await startRun(prepared.plan, prepared.dir, copy)) };
  } catch (error) {
    await removeQuietly(prepared.dir);
    throw asTrainingError(error, runsDir);
  }
}
