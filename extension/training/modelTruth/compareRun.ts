import type { KnownModel, KnownModels } from '../../protocol/knownModels';
import type { ModelEvent } from '../../protocol/runs';
import { compareModel, type Coverage, type ModelComparison } from './compareModel';
import { classKey } from './pairLayers';

export interface RunComparison {
  /** One a distinct model of the run, in order. */
  models: ModelComparison[];
  /** Those that differ, and of which the analysis cannot have meant another model. */
  differing: ModelComparison[];
  coverage: Coverage;
}

export interface CompareOptions {
  /** The run was given arguments, which the analysis does not see: nothing is claimed. */
  hasArguments: boolean;
}

/**
 * Compares the models that a run trained with those that the analysis found in the same source. A model that agrees with one of the
 * analysis's is that one; otherwise a difference is claimed only where there is evidence that the two are the same model.
 */
export function compareRun(events: readonly ModelEvent[], known: KnownModels, { hasArguments }: CompareOptions): RunComparison {
  const trained = distinctModels(events);
  const classes = new Set(known.classes.map((type) => classKey(type)!));
  const models: ModelComparison[] = [];
  const differing: ModelComparison[] = [];
  for (const run of trained) {
    const candidates = known.models.filter((model) => isCandidate(run, model)).map((model) => compareModel(run, model, classes));
    const same = candidates.filter(({ differences }) => differences === 0).sort((a, b) => b.compared - a.compared)[0];
    const nearest = same ?? candidates.sort((a, b) => likeness(b) - likeness(a))[0];
    const isClaimed = nearest && !same && !hasArguments && isSurelySame(nearest, known, trained.length);
    const comparison = same ?? (isClaimed ? nearest : compareModel(run, null, classes));
    models.push(comparison);
    if (isClaimed) differing.push(nearest);
  }
  return { models, differing, coverage: sumOf(models) };
}

/** The models with layers; one that is trained again, by another optimizer or for more epochs, is the same. */
function distinctModels(events: readonly ModelEvent[]): ModelEvent[] {
  const byContent = new Map<string, ModelEvent>();
  for (const event of events) {
    if (!event.layers?.length) continue;
    const { class: type, name, params, layers } = event;
    const key = JSON.stringify([type, name, params, layers]);
    if (!byContent.has(key)) byContent.set(key, event);
  }
  return [...byContent.values()];
}

/** A class of the user's own may be anything: it is compared with no model that the analysis found by itself. */
function isCandidate(run: ModelEvent, model: KnownModel): boolean {
  return libraryOf(run.fw) === libraryOf(model.framework) && classKey(run.class) === classKey(model.class);
}

function libraryOf(framework: string): string {
  if (/tfjs/i.test(framework)) return 'tfjs';
  return /keras|tensorflow/i.test(framework) ? 'keras' : framework;
}

function likeness({ layers, compared, differences, isSameStructure, run, known }: ModelComparison): number {
  const isNamed = known?.ownName !== null && known?.ownName === run.name;
  return Number(isNamed) * 4 + Number(isSameStructure) * 2 + (compared - differences) / Math.max(1, compared + layers.length);
}

/** Least share of the known aspects that agree when nothing but the structure tells that two models are the same. */
const leastAgreement = 0.4;

function isSurelySame(comparison: ModelComparison, known: KnownModels, nTrained: number): boolean {
  const { run, layers, compared, differences, isSameStructure } = comparison;
  const model = comparison.known!;
  if (model.isAssumed) return false;
  if (model.ownName !== null && model.ownName === run.name) {
    return known.models.filter(({ ownName }) => ownName === model.ownName).length === 1;
  }
  const trained = known.models.filter(({ isTrained }) => isTrained);
  if (nTrained === 1 && trained.length === 1 && trained[0] === model && !known.trainsUnknown) return true;
  if (!isSameStructure || (compared - differences) / compared < leastAgreement) return false;
  // A stack of two layers is soon met twice in a program; one that trains what the analysis cannot name needs more likeness.
  return layers.length >= (known.trainsUnknown ? 4 : 2);
}

function sumOf(models: readonly ModelComparison[]): Coverage {
  const sum: Coverage = { layers: { seen: 0, found: 0 }, values: { seen: 0, known: 0 } };
  for (const { coverage } of models) {
    sum.layers.seen += coverage.layers.seen;
    sum.layers.found += coverage.layers.found;
    sum.values.seen += coverage.values.seen;
    sum.values.known += coverage.values.known;
  }
  return sum;
}
