import path from 'node:path';
import { createLocalizer } from '../protocol/localize';
import type { DeviceEvent, ErrorEvent, RunMeta, RunPlan, RunStatus, RunTicket, SourcePlace, SystemEvent } from '../protocol/runs';
import type { LostReason, RunArtifact, RunFailure, RunSummary, SystemFigures } from '../protocol/runViews';
import { installOf } from './missingPackage';
import type { TicketState } from './queue/ticket';
import { listedMetrics, type RunFold } from './runFold';

const mostWarnings = 50;
const english = createLocalizer('en');

export interface RunFacts {
  id: string;
  dir: string;
  /** `undefined` when `run.json` is missing or cannot be read. */
  plan: RunPlan | undefined;
  meta: RunMeta;
  style: number;
  status: RunStatus;
  /** How it got on in the queue; `null` or absent when it was never in one. */
  ticket?: (Partial<RunTicket> & { state: TicketState }) | null;
  malformedLines: number;
  missingRecords: number;
  stopRequested: boolean;
  /** Of a difference from the analysis: no event tells of it. */
  report?: RunArtifact | null;
  lostReason: LostReason | null;
  /** Bytes; `null` when it was not measured yet. */
  bytes: number | null;
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
    ...(plan?.cwd ? { cwd: plan.cwd } : {}),
    kind: plan?.kind ?? 'tfjs',
    status,
    phase: isOver ? null : (fold.phase?.phase ?? null),
    phaseModule: (!isOver && fold.phase?.module) || null,
    phaseSince: isOver || !fold.phase ? null : startedAt + fold.phase.t * 1000,
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
    device: fold.device ? deviceOf(fold.device, { ...plan?.versions, ...started?.versions }) : (started?.device ?? null),
    params: model?.params ?? null,
    optimizer: model?.optimizer?.class ?? plan?.optimizer ?? null,
    seed: plan?.seed ?? started?.seed ?? null,
    metrics: listedMetrics(fold.metrics).map((track) => track.summary()),
    nonFinite: fold.nonFinite,
    warnings: [...queueWarnings(facts), ...warningsOf(fold)],
    failure: failureOf(facts, fold),
    lostReason: facts.lostReason,
    system: system && figuresOf(system),
    artifacts: [...(facts.report ? [facts.report] : []), ...artifactsOf(fold, startedAt)],
    points: fold.points,
    malformedLines: facts.malformedLines,
    missingRecords: facts.missingRecords,
    // Who takes a run out of the queue asks it to stop.
    bytes: facts.bytes,
    stopRequested: facts.stopRequested || facts.ticket?.state === 'cancelled',
    queue: null,
  };
}

/** What was different when a run that had waited was started. Views translate these sentences, as those of trainers. */
function queueWarnings({ ticket }: RunFacts): RunSummary['warnings'] {
  if (ticket?.state !== 'started') return [];
  const { edited = [], adopted } = ticket;
  return [
    ...(edited.length ? [{ code: 'edited', text: english.t(editedText, edited.join(', ')) }] : []),
    ...(adopted ? [{ code: 'environment', text: adoptedText }] : []),
  ];
}

const editedText = 'Edited while the run waited, and trained as it was when the run started: {0}.';
const adoptedText = 'It was started with other environment variables than it was queued with: the process that kept them had ended.';

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
    const { cls, msg, code, at, trace, memory } = fold.failure;
    const from = callerOf(fold.failure, facts.plan);
    const install = installFor(fold.failure, facts.plan);
    return {
      cls: cls ?? '',
      msg,
      code: code ?? 'exception',
      ...(at ? { at: absolute(at, facts.plan) } : {}),
      ...(from ? { from: absolute(from, facts.plan) } : {}),
      trace: trace ?? '',
      ...(install ? { install } : {}),
      ...(memory ? { memory } : {}),
    };
  }
  if (facts.ticket?.state === 'failed' && facts.status === 'failed') {
    const message = facts.ticket.failure;
    return { cls: '', msg: message ? english.render(message) : '', code: 'start', ...(message ? { message } : {}), trace: '' };
  }
  // Views translate by the code.
  if (!facts.plan) return { cls: '', msg: 'run.json cannot be read', code: 'unreadable', trace: '' };
  return null;
}

/** The line of the program itself that called what failed, from the inside out. */
function callerOf({ at, stack }: ErrorEvent, plan: RunPlan | undefined): SourcePlace | undefined {
  if (!at || !plan || !Array.isArray(stack)) return undefined;
  const inside = stack.findIndex((place) => place.file === at.file && place.line === at.line);
  return stack
    .slice(inside + 1)
    .find((place) => absolute(place, plan).file === plan.file && !(place.file === at.file && place.line === at.line));
}

function installFor({ code, module }: ErrorEvent, plan: RunPlan | undefined): RunFailure['install'] {
  if (code !== 'missing-module' || typeof module !== 'string' || plan?.kind !== 'python') return undefined;
  return installOf(module, plan.interpreter);
}

function deviceOf({ fw, backend, name, why }: DeviceEvent, versions: Record<string, string>): RunSummary['device'] {
  const [label = fw, ...packages] = frameworks[fw] ?? [];
  const version = packages.map((each) => versions[each]).find(Boolean);
  const framework = [label, version].filter(Boolean).join(' ');
  return { backend, name, ...(why ? { why } : {}), ...(framework ? { framework } : {}) };
}

/** What frameworks are called, and the packages that bring them. */
const frameworks: Readonly<Record<string, readonly string[]>> = {
  torch: ['PyTorch', 'torch'],
  tensorflow: ['TensorFlow', 'tensorflow', 'tensorflow-cpu', 'tensorflow-macos', 'tensorflow-gpu'],
  jax: ['JAX', 'jax'],
  keras: ['Keras', 'keras'],
};

function figuresOf({ cpu, rss, mem_used, mem_total, tensors, gpus }: SystemEvent): SystemFigures {
  return {
    cpu: cpu ?? null,
    rss: rss ?? null,
    memUsed: mem_used ?? null,
    memTotal: mem_total ?? null,
    tensors: tensors ?? null,
    gpus: Array.isArray(gpus) ? gpus : [],
  };
}

function artifactsOf(fold: RunFold, startedAt: number): RunArtifact[] {
  return [...fold.artifacts.values()]
    .filter((event) => isArtifactPath(event.path))
    .map(({ kind, path: file, title, t }) => ({ kind, path: file, ...(title ? { title } : {}), at: startedAt + t * 1000 }))
    .reverse();
}

/** A record must not lead out of the folder that it speaks of: views open what it names. */
function isArtifactPath(file: string): boolean {
  const [folder, ...names] = file.split('/');
  return folder === 'artifacts' && names.length > 0 && names.every((name) => /^(?!\.\.?$)[^\\]+$/.test(name));
}

function absolute(at: SourcePlace, plan: RunPlan | undefined): SourcePlace {
  return plan && !path.isAbsolute(at.file) ? { ...at, file: path.resolve(plan.cwd, at.file) } : at;
}

function timeOf(text: string | undefined): number | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
}
