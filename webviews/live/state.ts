import type { LiveState, ToLive } from '../../extension/protocol/livePanel';
import type { RunSummary, SeriesSlice } from '../../extension/protocol/runViews';
import { splitBackend } from '../../extension/protocol/trainerText';

/** What the live view knows: the host's last word, and the few things that only the view remembers. */
export interface LiveModel {
  readonly host: LiveState | null;
  /** Runs whose Stop was clicked here; the next click forces. */
  readonly stopAsked: ReadonlySet<string>;
  /** Run whose stack trace is unfolded. */
  readonly traceOf: string | null;
  /** Run of which all figures are shown. */
  readonly allFiguresOf: string | null;
  /** Milliseconds that passed since the host spoke, for the clocks. */
  readonly sinceHost: number;
}

export type LiveAction =
  | Extract<ToLive, { type: 'state' }>
  | { type: 'stopClicked'; run: string }
  | { type: 'traceToggled'; run: string }
  | { type: 'figuresUnfolded'; run: string }
  | { type: 'tick'; sinceHost: number };

export const initialLive: LiveModel = { host: null, stopAsked: new Set(), traceOf: null, allFiguresOf: null, sinceHost: 0 };

export function reduceLive(model: LiveModel, action: LiveAction): LiveModel {
  switch (action.type) {
    case 'state': {
      const running = new Set(action.state.runs.filter(isActive).map((run) => run.id));
      const stopAsked = [...model.stopAsked].filter((run) => running.has(run));
      return { ...model, host: action.state, sinceHost: 0, stopAsked: new Set(stopAsked) };
    }
    case 'stopClicked':
      return { ...model, stopAsked: new Set([...model.stopAsked, action.run]) };
    case 'traceToggled':
      return { ...model, traceOf: model.traceOf === action.run ? null : action.run };
    case 'figuresUnfolded':
      return { ...model, allFiguresOf: action.run };
    case 'tick':
      return { ...model, sinceHost: action.sinceHost };
  }
}

export function isActive(run: RunSummary): boolean {
  return run.status === 'running' || run.status === 'queued';
}

/** Whether the next thing to do about a run is to debug it. */
export function offersDebug({ host }: LiveModel, run: RunSummary): boolean {
  return run.kind === 'python' && run.status === 'failed' && !run.failure?.install && host?.trusted === true;
}

export function isStopping(model: LiveModel, run: RunSummary): boolean {
  return isActive(run) && (run.stopRequested || model.stopAsked.has(run.id));
}

/** A run that ended stays in full view for a quarter of an hour; then it becomes the "last run" of the welcome. */
export const endedStaysMs = 15 * 60_000;

export type LiveScene =
  | { kind: 'waiting' }
  /** `others`: all that can be chosen from, when there is a choice; `queue`: those that wait, besides the shown one. */
  | { kind: 'run'; run: RunSummary; others: readonly RunSummary[]; queue: readonly RunSummary[] }
  | { kind: 'welcome'; last: RunSummary | null };

/** Which of the view's pictures is to be seen. */
export function liveScene({ host, sinceHost }: LiveModel): LiveScene {
  if (!host) return { kind: 'waiting' };
  const selected = host.runs.find((run) => run.id === host.selected);
  const run = selected ?? host.runs[0];
  if (!run) return { kind: 'welcome', last: null };
  const isOld = !isActive(run) && host.now + sinceHost - (run.endedAt ?? run.startedAt) > endedStaysMs;
  if (!selected && isOld) return { kind: 'welcome', last: run };
  const active = host.runs.filter((each) => each.status === 'running' || (each === run && isActive(run)));
  const queue = host.runs.filter((each) => each.status === 'queued' && each !== run);
  return { kind: 'run', run, others: active.length > 1 || (active.length === 1 && active[0] !== run) ? active : [], queue };
}

export function now(model: LiveModel): number {
  return (model.host?.now ?? 0) + model.sinceHost;
}

export function sliceOf(model: LiveModel, run: RunSummary, metric: string): SeriesSlice | null {
  return model.host?.series.find((slice) => slice.run === run.id && slice.metric === metric && slice.x.length > 0) ?? null;
}

/** Steps of an epoch where the run tells; `null` where it does not. */
export function stepsPerEpoch(run: RunSummary): number | null {
  if (run.totalSteps && run.totalEpochs) return run.totalSteps / run.totalEpochs;
  const known = run.metrics.find((metric) => metric.bestStep && metric.bestEpoch && metric.name.startsWith('val_'));
  return known ? known.bestStep! / known.bestEpoch! : null;
}

/** Share that is done, `null` where no end was announced. */
export function progressOf(run: RunSummary): number | null {
  if (run.totalSteps) return Math.min(1, run.step / run.totalSteps);
  if (run.totalEpochs && run.epoch) return Math.min(1, (run.epoch - 1) / run.totalEpochs);
  return null;
}

/** Why better backends were not taken: what the plan says, and what the trainer found besides, which repeats the plan first. */
export function whyNot({ backend, device }: Pick<RunSummary, 'backend' | 'device'>): { backend: string; reason: string }[] {
  const repeated = backend.refused.map((refused) => `${refused.backend}: ${refused.reason}`).join(' ');
  const why = device?.why ?? '';
  const rest = (why.startsWith(repeated) ? why.slice(repeated.length) : why).trim();
  return rest ? [...backend.refused, splitBackend(rest) ?? { backend: '', reason: rest }] : backend.refused;
}
