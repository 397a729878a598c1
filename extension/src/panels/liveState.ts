import type { LiveState } from '../../protocol/livePanel';
import type { RunSummary, SeriesQuery } from '../../protocol/runViews';
import { isRunning } from '../runs/runItem';

/** How many of the queue the live view lists; the tree has them all. */
const mostQueued = 3;

/** The runs that the live view shows: what is going, newest first, then what is next in the queue, then the one that ended last. */
export function liveRuns(runs: readonly RunSummary[]): RunSummary[] {
  const going = [
    ...runs.filter((run) => run.status === 'running').sort((a, b) => b.startedAt - a.startedAt),
    ...queued(runs).slice(0, mostQueued),
  ];
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

/** How many wait in the queue, for the state; nothing for none. */
export function waitingCount(runs: readonly RunSummary[]): Pick<LiveState, 'waiting'> {
  const waiting = queued(runs).length;
  return waiting ? { waiting } : {};
}

export function liveState(runs: readonly RunSummary[], selected: string | null, rest: Omit<LiveState, 'runs' | 'selected'>): LiveState {
  return { runs: [...runs], selected: runs.some((run) => run.id === selected) ? selected : null, ...rest };
}

function queued(runs: readonly RunSummary[]): RunSummary[] {
  return runs
    .filter((run) => run.status === 'queued')
    .sort((a, b) => (a.queue?.position ?? 0) - (b.queue?.position ?? 0) || a.startedAt - b.startedAt);
}

function endOf(run: RunSummary): number {
  return run.endedAt ?? run.startedAt;
}
