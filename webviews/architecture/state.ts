import type { ArchitectureState, FromArchitecture, ToArchitecture } from '../../extension/protocol/architecturePanel';
import type { GraphNode, ModelGraph, Range } from '../../extension/protocol/graph';
import type { View } from './render/viewport';
import { indexModel, visibleGraph } from './visibleGraph';
import type { Folds, ModelIndex, VisibleGraph } from './visibleGraph';

/** What the reader of one model has set; kept through edits and restarts. */
export interface ModelView {
  /** Decided for each group when it is first seen, so that a live update never folds or unfolds anything. */
  folds: Folds;
  /** Key of the selected item: `n:` and a node's id, or `g:` and a group's. */
  selected: string | null;
  /** `null`: placed by itself. */
  view: View | null;
}

export interface PanelState {
  /** `null` until the host has sent the first state. */
  host: ArchitectureState | null;
  model: string | null;
  index: ModelIndex | null;
  graph: VisibleGraph | null;
  views: Readonly<Record<string, ModelView>>;
  isList: boolean;
  query: string;
  /** The node whose line was last asked for; the cursor's answer to that is an echo. */
  revealed: string | null;
  /** Kept from before the page was last hidden, until it is known that the same file is shown. */
  kept: KeptState | null;
}

/** What `setState` keeps. */
export interface KeptState {
  uri: string;
  model: string | null;
  views: Record<string, ModelView>;
  isList: boolean;
}

export type PanelEvent =
  | { type: 'host'; message: Exclude<ToArchitecture, { type: 'locale' }> }
  /** `reveal`: the editor goes to the line as well. */
  | { type: 'selectItem'; key: string | null; reveal: boolean }
  | { type: 'fold'; group: string; isFolded: boolean }
  | { type: 'foldAll'; isFolded: boolean }
  /** Unfolds what hides the node, and selects it. */
  | { type: 'showNode'; node: string }
  | { type: 'pickModel'; model: string }
  /** The editor goes to where the model is made. */
  | { type: 'revealModel' }
  | { type: 'applyFix'; node: string; title: string }
  | { type: 'query'; query: string }
  | { type: 'list'; isList: boolean }
  | { type: 'view'; view: View | null };

export interface Step {
  state: PanelState;
  /** What the host is told. */
  post: FromArchitecture[];
}

const freshView: ModelView = { folds: {}, selected: null, view: null };

export function initialState(kept: KeptState | null): PanelState {
  return { host: null, model: null, index: null, graph: null, views: {}, isList: false, query: '', revealed: null, kept };
}

export function reduce(state: PanelState, event: PanelEvent): Step {
  switch (event.type) {
    case 'host':
      return event.message.type === 'state' ? say(takeState(state, event.message.state)) : say(takeCursor(state, event.message.node));
    case 'selectItem':
      return select(state, event.key, event.reveal);
    case 'fold':
      return say(withFolds(state, { [event.group]: event.isFolded }));
    case 'foldAll':
      return say(withFolds(state, Object.fromEntries([...(state.index?.groups.keys() ?? [])].map((id) => [id, event.isFolded]))));
    case 'showNode': {
      const path = state.index?.pathOf(event.node) ?? [];
      const open = withFolds(state, Object.fromEntries(path.map((id) => [id, false])));
      return select(open, `n:${event.node}`, false);
    }
    case 'pickModel':
      if (!state.host?.models.some((model) => model.name === event.model)) return say(state);
      return { state: showModel(state, state.host, event.model), post: [{ type: 'showModel', model: event.model }] };
    case 'revealModel':
      return { state, post: state.model === null ? [] : [{ type: 'revealModel', model: state.model }] };
    case 'applyFix':
      return { state, post: [{ type: 'applyFix', node: event.node, title: event.title }] };
    case 'query':
      return say({ ...state, query: event.query });
    case 'list':
      return say({ ...state, isList: event.isList });
    case 'view':
      return say(withModelView(state, { view: event.view }));
  }
}

export function modelView(state: PanelState): ModelView {
  return (state.model === null ? undefined : state.views[state.model]) ?? freshView;
}

/** What to keep for the next time, or `null` when there is nothing. */
export function keptState(state: PanelState): KeptState | null {
  if (!state.host) return state.kept;
  return { uri: state.host.uri, model: state.model, views: state.views, isList: state.isList };
}

/** What was kept, if it has the form that this version writes. */
export function readKept(value: Readonly<Record<string, unknown>> | null): KeptState | null {
  if (!value || typeof value.uri !== 'string' || typeof value.views !== 'object' || value.views === null) return null;
  const views: Record<string, ModelView> = {};
  for (const [name, view] of Object.entries(value.views as Record<string, Partial<ModelView> | null>)) {
    const { folds, selected, view: place } = view ?? {};
    views[name] = {
      folds: Object.fromEntries(Object.entries(folds ?? {}).filter(([, isFolded]) => typeof isFolded === 'boolean')),
      selected: typeof selected === 'string' ? selected : null,
      view: place && [place.x, place.y, place.k].every(Number.isFinite) && place.k > 0 ? place : null,
    };
  }
  return { uri: value.uri, model: typeof value.model === 'string' ? value.model : null, views, isList: value.isList === true };
}

/** The nodes that the search finds, by label, id or op. */
export function findNodes(state: PanelState): GraphNode[] {
  const words = state.query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length || !state.index) return [];
  return [...state.index.nodes.values()].filter((node) => {
    const text = `${node.label} ${node.id} ${node.op} ${node.args.join(' ')}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function say(state: PanelState): Step {
  return { state, post: [] };
}

function takeState(state: PanelState, host: ArchitectureState): PanelState {
  let from = state;
  if (state.kept && state.kept.uri === host.uri) {
    from = { ...state, views: state.kept.views, isList: state.kept.isList, model: state.kept.model };
  } else if (state.host && state.host.uri !== host.uri) {
    from = { ...initialState(null), isList: state.isList };
  }
  const shown = showModel({ ...from, kept: null }, host, host.model ?? from.model);
  return host.selected === null ? shown : takeCursor(shown, host.selected);
}

/** Shows the named model, or the first one when there is none of that name. */
function showModel(state: PanelState, host: ArchitectureState, name: string | null): PanelState {
  const model = host.models.find((each) => each.name === name) ?? host.models[0];
  if (!model) return { ...state, host, model: null, index: null, graph: null, revealed: null };
  const index = indexModel(model);
  const before = state.views[model.name] ?? freshView;
  const folds = decideFolds(before.folds, model, index);
  const selected = before.selected !== null && exists(before.selected, index) ? before.selected : null;
  return {
    ...state,
    host,
    model: model.name,
    index,
    graph: visibleGraph(index, folds),
    views: { ...state.views, [model.name]: { ...before, folds, selected } },
    revealed: state.model === model.name ? state.revealed : null,
  };
}

/** A group is folded when it is first seen, unless a fault is in it; what was decided once stays. */
function decideFolds(known: Folds, model: ModelGraph, index: ModelIndex): Folds {
  const faulty = new Set<string>();
  for (const node of model.nodes) if (node.status === 'error') for (const id of index.pathOf(node.id)) faulty.add(id);
  return { ...known, ...Object.fromEntries(model.groups.filter(({ id }) => !(id in known)).map(({ id }) => [id, !faulty.has(id)])) };
}

function exists(key: string, index: ModelIndex): boolean {
  const id = key.slice(2);
  return key.startsWith('g:') ? index.groups.has(id) : index.nodes.has(id);
}

/** The cursor moved. What it answers to our own `reveal` is ignored: several nodes may stand on one line, and one of them was meant. */
function takeCursor(state: PanelState, id: string | null): PanelState {
  const node = id === null ? undefined : state.index?.nodes.get(id);
  if (id !== null && !node) return state;
  const revealed = state.revealed === null ? undefined : state.index?.nodes.get(state.revealed);
  if (node && revealed && (node.id === revealed.id || sameRange(node.range, revealed.range))) return state;
  return { ...withModelView(state, { selected: node ? `n:${node.id}` : null }), revealed: null };
}

function select(state: PanelState, key: string | null, reveal: boolean): Step {
  if (!state.index || (key !== null && !exists(key, state.index))) return say(state);
  const selected = withModelView(state, { selected: key });
  const node = reveal && key !== null ? sourceOf(state.index, key) : null;
  return node ? { state: { ...selected, revealed: node }, post: [{ type: 'reveal', node }] } : say(selected);
}

/** The node whose line stands for an item: itself, or the first of a group that has one. */
function sourceOf(index: ModelIndex, key: string): string | null {
  const id = key.slice(2);
  if (!key.startsWith('g:')) return index.nodes.get(id)?.range ? id : null;
  return index.membersOf(id).find((node) => node.range)?.id ?? null;
}

function withFolds(state: PanelState, changes: Folds): PanelState {
  if (!state.index) return state;
  const folds = { ...modelView(state).folds, ...changes };
  return { ...withModelView(state, { folds }), graph: visibleGraph(state.index, folds) };
}

function withModelView(state: PanelState, change: Partial<ModelView>): PanelState {
  if (state.model === null) return state;
  return { ...state, views: { ...state.views, [state.model]: { ...modelView(state), ...change } } };
}

function sameRange(a: Range | null, b: Range | null): boolean {
  return a !== null && b !== null && a.start.line === b.start.line && a.start.character === b.start.character && a.end.line === b.end.line;
}
