import type { KnownLayer, KnownModel } from '../../protocol/knownModels';
import type { ModelEvent, ModelLayerRecord } from '../../protocol/runs';
import { bindSymbols, compareShapes, type Agreement, type Symbols } from './extents';
import { classKey, pairLayers } from './pairLayers';
import { runLayers, type RunLayer } from './runLayers';

/** What can differ: both sides say it, and they say different things. */
export type Aspect = 'class' | 'in' | 'out' | 'params' | 'fault' | 'run only' | 'analysis only';

export interface ComparedLayer {
  /** As the run names it; of a layer that only the analysis has, its own name or class. */
  path: string;
  run: ModelLayerRecord | null;
  known: KnownLayer | null;
  differs: Aspect[];
}

/** How much of what a run recorded the analysis knew. What is inside a layer that it knows as one counts as part of that layer. */
export interface Coverage {
  /** Layers of the run, and those of them that the analysis has. */
  layers: { seen: number; found: number };
  /** Output shapes and parameter counts of the run, and those that the analysis knows in full. */
  values: { seen: number; known: number };
}

export interface ModelComparison extends LayerComparison {
  run: ModelEvent;
  /** `null`: none of the analysis's models is this one. */
  known: KnownModel | null;
  /** The total counts of parameters differ. */
  paramsDiffer: boolean;
}

interface LayerComparison {
  layers: ComparedLayer[];
  /** Numbers of the aspects that both sides know, and of those that differ. */
  compared: number;
  differences: number;
  /** Each layer has a counterpart of its class. */
  isSameStructure: boolean;
  coverage: Coverage;
}

/**
 * Lays a model of a run beside one of the analysis, or beside nothing.
 * @param classes those with a rule, by `classKey`
 */
export function compareModel(run: ModelEvent, known: KnownModel | null, classes: ReadonlySet<string>): ModelComparison {
  const comparison: ModelComparison = { run, known, paramsDiffer: false, ...nothingCompared() };
  compareLists(runLayers(run), known?.layers ?? [unknownLayer], '', comparison, { classes, symbols: new Map() });
  if (known && known.params !== null) {
    comparison.compared++;
    comparison.paramsDiffer = known.params !== run.params;
    if (comparison.paramsDiffer) comparison.differences++;
  }
  return comparison;
}

function nothingCompared(): LayerComparison {
  const coverage = { layers: { seen: 0, found: 0 }, values: { seen: 0, known: 0 } };
  return { layers: [], compared: 0, differences: 0, isSameStructure: true, coverage };
}

const unknownLayer: KnownLayer = { name: null, class: null, in: null, out: [], params: null, at: null };

interface Context {
  readonly classes: ReadonlySet<string>;
  readonly symbols: Symbols;
}

function compareLists(ran: readonly RunLayer[], known: readonly KnownLayer[], prefix: string, into: LayerComparison, cx: Context): void {
  const run = dissolve(ran, known, cx);
  const { pairs, runOnly, knownOnly, isComplete: isPaired } = pairLayers(run, known, (a, b) => fits(a, b, cx));
  const knownOf = new Map(pairs.map((pair) => [pair.run, pair.known]));
  // Where one thing is not known, it may stand for many.
  const isComplete = isPaired && known.every((layer) => layer.class !== null);
  for (const layer of run) {
    const counterpart = knownOf.get(layer);
    if (counterpart) comparePair(layer, counterpart, into, cx);
    else addUnpaired(layer, isComplete && cx.classes.has(classKey(layer.record.class)!), into);
  }
  for (const layer of knownOnly) {
    if (layer.class === null || layer.isRepeated || !isPaired) continue;
    into.layers.push({ path: prefix + (layer.name ?? layer.class), run: null, known: layer, differs: ['analysis only'] });
    into.differences++;
  }
  if (runOnly.length || knownOnly.length) into.isSameStructure = false;
}

/** The analysis looks through layers of the program's own: it has the layers inside of them in their place. */
function dissolve(run: readonly RunLayer[], known: readonly KnownLayer[], cx: Context): RunLayer[] {
  return run.flatMap((layer) => {
    const type = classKey(layer.record.class)!;
    const isLibrarys = cx.classes.has(type) || type === 'sequential' || type === 'functional';
    const isKnown = known.some(({ name, class: of }) => name === layer.name || classKey(of) === type);
    return layer.layers.length === 0 || isLibrarys || isKnown ? [layer] : dissolve(layer.layers, known, cx);
  });
}

/** Whether nothing that both sides know of two layers differs; what they say of symbols is not settled by a guess. */
function fits(run: RunLayer, known: KnownLayer, cx: Context): boolean {
  if (aspectsOf(run.record, known, cx.symbols).some(({ agreement }) => agreement === 'different')) return false;
  if (!known.layers || run.layers.length === 0) return true;
  const trial = nothingCompared();
  compareLists(run.layers, known.layers, '', trial, { ...cx, symbols: new Map(cx.symbols) });
  return trial.differences === 0;
}

function comparePair(run: RunLayer, known: KnownLayer, into: LayerComparison, cx: Context): void {
  const { record } = run;
  const { symbols } = cx;
  bindSymbols(record.in, known.in, symbols);
  for (const out of known.out) bindSymbols(record.out, out, symbols);
  const aspects = aspectsOf(record, known, symbols);
  const differs = aspects.flatMap(({ aspect, agreement }) => (agreement === 'different' ? [aspect] : []));
  into.layers.push({ path: record.path, run: record, known, differs });
  into.differences += differs.length;
  into.compared += aspects.filter(({ agreement }) => agreement !== 'unknown').length;
  if (differs.includes('class')) into.isSameStructure = false;
  count(run, into);
  into.coverage.layers.found++;
  for (const { aspect, agreement } of aspects)
    if (agreement === 'equal' && (aspect === 'params' || (aspect === 'out' && record.out))) into.coverage.values.known++;
  if (known.layers && run.layers.length) compareLists(run.layers, known.layers, `${record.path}/`, into, cx);
}

function aspectsOf(run: ModelLayerRecord, known: KnownLayer, symbols: Symbols): { aspect: Aspect; agreement: Agreement }[] {
  const outs = known.out.map((out) => compareShapes(run.out, out, symbols));
  const out = outs.includes('equal') ? 'equal' : outs.length && outs.every((o) => o === 'different') ? 'different' : 'unknown';
  const ofClass = known.class === null || classKey(known.class) === classKey(run.class) ? 'unknown' : 'different';
  return [
    // Layers are paired by their class: only a difference says something.
    { aspect: 'class', agreement: ofClass },
    { aspect: 'in', agreement: compareShapes(run.in, known.in, symbols) },
    { aspect: 'out', agreement: out },
    { aspect: 'params', agreement: known.params === null ? 'unknown' : known.params === run.params ? 'equal' : 'different' },
    // The framework built the layer and ran it.
    { aspect: 'fault', agreement: known.fault === undefined ? 'unknown' : 'different' },
  ];
}

function addUnpaired(run: RunLayer, isDifference: boolean, into: LayerComparison): void {
  into.layers.push({ path: run.record.path, run: run.record, known: null, differs: isDifference ? ['run only'] : [] });
  if (isDifference) into.differences++;
  count(run, into);
  for (const layer of run.layers) addUnpaired(layer, false, into);
}

function count({ record }: RunLayer, { coverage }: LayerComparison): void {
  coverage.layers.seen++;
  coverage.values.seen += record.out ? 2 : 1;
}
