import path from 'node:path';
import type { RunMeta, RunPlan, RunStatus, SourcePlace } from '../protocol/runs';
import type { RunFailure, RunSummary } from '../protocol/runViews';
import { listedMetrics, type RunFold } from './runFold';

const mostWarnings = 50;

export interface RunFacts {
  id: string;
  dir: string;
  /** `undefined` when `run.json` is missing or cannot be read. */
  plan: RunPlan | undefined;
  meta: RunMeta;
  style: number;
  status: RunStatus;
  malformedLines: number;
  missingRecords: number;
  stopRequested: boolean;
  /** When anything of the run was last written; stands in where the events do not tell. Unix milliseconds. */
  lastWritten: number;
}

/** Derives what the views show. Times are taken from the records, so the result does not depend on when it is made. */
export function summarizeRun(facts: RunFacts, fold: RunFold): RunSummary {
  const { plan, meta, status } = facts;
  const { started, ended, progress, model, system } = fold;
  const startedAt = started?.wall ? started.wall * 1000 : (timeOf(plan?.createdAt) ?? facts.lastWritten);
  const isOver = status !== 'running' && status !== 'queued';
  const endedAt = ended
    ? startedAt + ended.t * 1000
    : isOver
      ? fold.lastTime
        ? startedAt + fold.lastTime * 1000
        : facts.lastWritten
      : null;
  return {
    id: facts.id,
    dir: facts.dir,
    name: meta.name ?? plan?.name ?? facts.id,
    file: plan?.file ?? started?.file ?? '',
    kind: plan?.kind ?? 'tfjs',
    status,
    phase: isOver ? null : fold.phase,
    startedAt,
    endedAt,
    style: facts.style,
    pinned: meta.pinned ?? false,
    step: progress.step,
    totalSteps: progress.totalSteps,
    epoch: progress.epoch,
    totalEpochs: progress.totalEpochs,
    stepsPerSecond: progress.stepsPerSecond,
    eta: isOver ? null : progress.eta(fold.axis),
    interpreter: plan?.interpreter ?? null,
    backend: plan?.backend ?? { requested: 'auto', picked: started?.device?.backend ?? '', refused: [] },
    device: fold.device ?? started?.device ?? null,
    params: model?.params ?? null,
    optimizer: model?.optimizer?.class ?? plan?.optimizer ?? null,
    seed: plan?.seed ?? started?.seed ?? null,
    metrics: listedMetrics(fold.metrics).map((track) => track.summary()),
    nonFinite: fold.nonFinite,
    warnings: warningsOf(fold),
    failure: failureOf(facts, fold),
    system: system ? { cpu: system.cpu ?? null, rss: system.rss ?? null, tensors: system.tensors ?? null } : null,
    points: fold.points,
    malformedLines: facts.malformedLines,
    missingRecords: facts.missingRecords,
    stopRequested: facts.stopRequested,
  };
}

function warningsOf(fold: RunFold): RunSummary['warnings'] {
  const warnings: RunSummary['warnings'] = [];
  for (const event of fold.events) {
    if (event.k !== 'warning') continue;
    if (warnings.length === mostWarnings) break;
    warnings.push({ code: event.code, text: event.text ?? '', ...(event.at ? { at: event.at } : {}) });
  }
  return warnings;
}

function failureOf(facts: RunFacts, fold: RunFold): RunFailure | null {
  if (fold.failure) {
    const { cls, msg, code, at, trace } = fold.failure;
    return { cls: cls ?? '', msg, code: code ?? 'exception', ...(at ? { at: absolute(at, facts.plan) } : {}), trace: trace ?? '' };
  }
  // Views translate by the code.
  if (!facts.plan) return { cls: '', msg: 'run.json cannot be read', code: 'unreadable', trace: '' };
  return null;
}

function absolute(at: SourcePlace, plan: RunPlan | undefined): SourcePlace {
  return plan && !path.isAbsolute(at.file) ? { ...at, file: path.resolve(plan.cwd, at.file) } : at;
}

function timeOf(text: string | undefined): number | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
}
