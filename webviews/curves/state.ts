import type { ToCurves } from '../../extension/protocol/curvesPanel';
import type { RunSummary, SeriesSlice, XAxis } from '../../extension/protocol/runViews';
import type { Interval } from '../common/chartRange';

/** What the curves panel knows: the host's runs and slices, and what the person chose. */
export interface CurvesModel {
  /** `null` until the host has spoken. */
  readonly runs: readonly RunSummary[] | null;
  readonly now: number;
  readonly hidden: ReadonlySet<string>;
  readonly x: XAxis;
  readonly log: boolean;
  readonly smoothing: number;
  /** Chosen metrics, the large one first; `null` leaves the choice to the view. */
  readonly metrics: readonly string[] | null;
  readonly zoom: Interval | null;
  readonly pinned: string | null;
  readonly sort: Sort;
  readonly filter: string;
  readonly popup: 'runs' | 'metrics' | null;
  /** Run under the pointer, in a chart or a row. */
  readonly hovered: string | null;
  /** Place on x under the pointer or the keyboard's cursor. */
  readonly cursor: number | null;
  /** By `sliceKey`. */
  readonly slices: ReadonlyMap<string, SeriesSlice>;
  /** Extent on x of everything, from the last answer to a query for all. */
  readonly full: Interval;
}

export type SortColumn = 'run' | 'at' | 'last' | 'best' | 'bestStep' | 'second' | 'state';
export interface Sort {
  readonly column: SortColumn;
  readonly descending: boolean;
}

export type CurvesAction =
  | Extract<ToCurves, { type: 'runs' | 'focus' }>
  | { type: 'series'; slices: readonly SeriesSlice[]; isWhole: boolean; metrics: readonly string[] }
  | { type: 'toggleRun'; run: string }
  | { type: 'solo'; run: string }
  | { type: 'showAll'; visible: boolean }
  | { type: 'x'; x: XAxis }
  | { type: 'log'; log: boolean }
  | { type: 'smoothing'; smoothing: number }
  | { type: 'toggleMetric'; metric: string }
  | { type: 'enlarge'; metric: string }
  | { type: 'zoom'; zoom: Interval | null }
  | { type: 'pin'; run: string | null }
  | { type: 'sort'; column: SortColumn }
  | { type: 'filter'; filter: string }
  | { type: 'popup'; popup: CurvesModel['popup'] }
  | { type: 'hover'; run: string | null; cursor: number | null };

export const initialCurves: CurvesModel = {
  runs: null,
  now: 0,
  hidden: new Set(),
  x: 'step',
  log: false,
  smoothing: 0.9,
  metrics: null,
  zoom: null,
  pinned: null,
  sort: { column: 'best', descending: false },
  filter: '',
  popup: null,
  hovered: null,
  cursor: null,
  slices: new Map(),
  full: [0, 1],
};

/** More charts than these would be too small to read. */
export const mostMetrics = 7;

export function sliceKey(run: string, metric: string): string {
  return `${metric}\u0000${run}`;
}

export function reduceCurves(model: CurvesModel, action: CurvesAction): CurvesModel {
  switch (action.type) {
    case 'runs': {
      const known = new Set(action.runs.map((run) => run.id));
      return {
        ...model,
        runs: action.runs,
        now: action.now,
        pinned: model.pinned !== null && !known.has(model.pinned) ? null : model.pinned,
      };
    }
    case 'focus':
      return { ...model, hidden: without(model.hidden, action.run), pinned: action.run };
    case 'series':
      return takeSeries(model, action);
    case 'toggleRun': {
      const hidden = model.hidden.has(action.run) ? without(model.hidden, action.run) : new Set([...model.hidden, action.run]);
      return { ...model, hidden };
    }
    case 'solo': {
      const others = (model.runs ?? []).map((run) => run.id).filter((run) => run !== action.run);
      // A second time brings all back.
      const isAlone = !model.hidden.has(action.run) && others.every((run) => model.hidden.has(run));
      return { ...model, hidden: new Set(isAlone ? [] : others) };
    }
    case 'showAll':
      return { ...model, hidden: action.visible ? new Set() : new Set((model.runs ?? []).map((run) => run.id)) };
    case 'x':
      // A zoom is in the units of the axis.
      return action.x === model.x ? model : { ...model, x: action.x, zoom: null, cursor: null, slices: new Map(), full: [0, 1] };
    case 'log':
      return { ...model, log: action.log };
    case 'smoothing':
      return { ...model, smoothing: Math.max(0, Math.min(0.999, action.smoothing)) };
    case 'toggleMetric': {
      const shown = shownMetrics(model);
      const metrics = shown.includes(action.metric)
        ? shown.filter((metric) => metric !== action.metric)
        : [...shown, action.metric].slice(0, mostMetrics);
      return { ...model, metrics: metrics.length ? metrics : shown };
    }
    case 'enlarge':
      return { ...model, metrics: [action.metric, ...shownMetrics(model).filter((metric) => metric !== action.metric)] };
    case 'zoom':
      return { ...model, zoom: action.zoom && normalZoom(action.zoom, model.full) };
    case 'pin':
      return { ...model, pinned: action.run === model.pinned ? null : action.run };
    case 'sort': {
      const descending = model.sort.column === action.column ? !model.sort.descending : action.column === 'second';
      return { ...model, sort: { column: action.column, descending } };
    }
    case 'filter':
      return { ...model, filter: action.filter };
    case 'popup':
      return { ...model, popup: action.popup };
    case 'hover':
      return action.run === model.hovered && action.cursor === model.cursor
        ? model
        : { ...model, hovered: action.run, cursor: action.cursor };
  }
}

function takeSeries(model: CurvesModel, action: Extract<CurvesAction, { type: 'series' }>): CurvesModel {
  const slices = new Map(action.slices.map((slice) => [sliceKey(slice.run, slice.metric), slice] as const));
  if (!action.isWhole) return { ...model, slices };
  let low = Infinity;
  let high = -Infinity;
  for (const { x, nonFinite } of action.slices) {
    if (x.length) {
      low = Math.min(low, x[0]!);
      high = Math.max(high, x[x.length - 1]!);
    }
    for (const mark of nonFinite) high = Math.max(high, mark.x);
  }
  const full: Interval = low <= high ? [Math.min(0, low), high === low ? low + 1 : high] : model.full;
  return { ...model, slices, full };
}

function without(set: ReadonlySet<string>, item: string): ReadonlySet<string> {
  const rest = new Set(set);
  rest.delete(item);
  return rest;
}

/** Within what there is, and never narrower than a billionth of it. */
function normalZoom([from, to]: Interval, full: Interval): Interval | null {
  const whole = full[1] - full[0];
  const width = Math.max(Math.abs(to - from), whole * 1e-9);
  if (width >= whole * 0.9999) return null;
  const low = Math.max(full[0], Math.min(Math.min(from, to), full[1] - width));
  return [low, low + width];
}

export function isVisible(model: CurvesModel, run: RunSummary): boolean {
  return !model.hidden.has(run.id);
}

export function visibleRuns(model: CurvesModel): RunSummary[] {
  return (model.runs ?? []).filter((run) => isVisible(model, run));
}

export function filteredRuns(model: CurvesModel): RunSummary[] {
  const words = model.filter.toLowerCase().split(/\s+/).filter(Boolean);
  return (model.runs ?? []).filter((run) => {
    const text = `${run.name} ${run.file.split(/[\\/]/).pop() ?? ''} ${run.optimizer ?? ''} ${run.status}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** All metrics of all runs, the loss first, in the order in which the runs name them. */
export function knownMetrics(model: CurvesModel): string[] {
  const names = new Set<string>();
  for (const run of model.runs ?? []) for (const metric of run.metrics) names.add(metric.name);
  return [...names].sort((a, b) => Number(b === 'loss') - Number(a === 'loss'));
}

/** The metrics that have a chart, the large one first: what was chosen, else the loss and three that say most beside it. */
export function shownMetrics(model: CurvesModel): string[] {
  const known = knownMetrics(model);
  const chosen = model.metrics?.filter((metric) => known.includes(metric));
  if (chosen?.length) return chosen;
  const rank = (name: string): number => {
    const liked = ['loss', 'val_loss', 'val_accuracy', 'val_acc'];
    const index = liked.indexOf(name);
    return index >= 0 ? index : name.startsWith('val_') ? 4 : 5;
  };
  return known
    .map((name, index) => ({ name, index }))
    .sort((a, b) => rank(a.name) - rank(b.name) || a.index - b.index)
    .slice(0, 4)
    .map(({ name }) => name);
}

/** The run that stands out: under the pointer, else pinned. */
export function highlighted(model: CurvesModel): string | null {
  const id = model.hovered ?? model.pinned;
  return id !== null && !model.hidden.has(id) ? id : null;
}

export function visibleRange(model: CurvesModel): Interval {
  return model.zoom ?? model.full;
}

/** What outlives the page. */
export function savedPart(model: CurvesModel): Record<string, unknown> {
  const { hidden, x, log, smoothing, metrics, zoom, pinned, sort, filter } = model;
  return { version: 1, hidden: [...hidden], x, log, smoothing, metrics, zoom, pinned, sort, filter };
}

/** Takes up what was saved; a field that is not understood keeps its default. */
export function restore(saved: Readonly<Record<string, unknown>> | null): CurvesModel {
  if (!saved || saved.version !== 1) return initialCurves;
  const texts = (value: unknown): string[] | null =>
    Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null;
  const { zoom, sort } = saved as { zoom: unknown; sort: Partial<Sort> | null };
  const isInterval = Array.isArray(zoom) && zoom.length === 2 && zoom.every((end) => Number.isFinite(end));
  const columns: readonly unknown[] = ['run', 'at', 'last', 'best', 'bestStep', 'second', 'state'];
  return {
    ...initialCurves,
    hidden: new Set(texts(saved.hidden) ?? []),
    x: saved.x === 'epoch' || saved.x === 'time' ? saved.x : 'step',
    log: saved.log === true,
    smoothing:
      typeof saved.smoothing === 'number' && saved.smoothing >= 0 && saved.smoothing < 1 ? saved.smoothing : initialCurves.smoothing,
    metrics: texts(saved.metrics),
    zoom: isInterval ? [Number(zoom[0]), Number(zoom[1])] : null,
    pinned: typeof saved.pinned === 'string' ? saved.pinned : null,
    sort: sort && columns.includes(sort.column) ? { column: sort.column!, descending: sort.descending === true } : initialCurves.sort,
    filter: typeof saved.filter === 'string' ? saved.filter : '',
  };
}
