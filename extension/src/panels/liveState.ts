import type { LiveState } from '../../protocol/livePanel';
import type { RunSummary, SeriesQuery } from '../../protocol/runViews';
import { isRunning } from '../runs/runItem';

/** The runs that the live view shows: what is going, newest first, then the one that ended last. */
export function liveRuns(runs: readonly RunSummary[]): RunSummary[] {
  const going = runs.filter(isRunning).sort((a, b) => b.startedAt - a.startedAt);
  const ended = runs.filter((run) => !isRunning(run));
  const last = ended.reduce<RunSummary | undefined>((best, run) => (best && endOf(best) >= endOf(run) ? best : run), undefined);
  return last ? [...going, last] : going;
}

/** The run that is shown in full: the selected one as long as it is listed, else the first. */
export function shownRun(runs: readonly RunSummary[], selected: string | null): RunSummary | undefined {
  return runs.find((run) => run.id === selected) ?? runs[0];
}

/** The curves of the live view: the loss and, where there is one, the validation loss. */
export function liveQuery(run: RunSummary | undefined, columns: number): SeriesQuery {
  return { runs: run ? [run.id] : [], metrics: ['loss', 'val_loss'], x: 'step', range: null, columns };
}

export function liveState(runs: readonly RunSummary[], selected: string | null, rest: Omit<LiveState, 'runs' | 'selected'>): LiveState {
  return { runs: [...runs], selected: runs.some((run) => run.id === selected) ? selected : null, ...rest };
}

function endOf(run: RunSummary): number {
  return run.endedAt ?? run.startedAt;
}
