import type { GraphNode } from '../../extension/protocol/graph';
import { h } from '../common/dom';
import type { Child, VNode } from '../common/dom';
import { formatCount, formatInteger } from '../common/format';
import { t } from '../common/locale';
import { icon, iconButton, link } from '../common/parts';
import { readFault } from './fault';
import type { Fault } from './fault';
import { opName, sameShape, shapeText } from './shapeText';
import { modelView } from './state';
import type { PanelEvent, PanelState } from './state';
import { placeText } from './toolbar';
import { sum } from './visibleGraph';
import type { ModelIndex } from './visibleGraph';
import { layerCount } from './render/itemText';

type Dispatch = (event: PanelEvent) => void;

export interface DetailActions {
  dispatch: Dispatch;
  toggle: (group: string) => void;
  revealModel: () => void;
}

/** What is selected, in numbers; without a selection the fault, and without a fault the model. */
export function details(state: PanelState, actions: DetailActions): VNode | null {
  const { index, host } = state;
  if (!index || !host) return null;
  const key = modelView(state).selected;
  const node = key === null ? index.fault : key.startsWith('n:') ? (index.nodes.get(key.slice(2)) ?? null) : null;
  const group = key?.startsWith('g:') ? key.slice(2) : null;
  const content = node
    ? nodeDetails(index, host.file, node, actions)
    : group !== null
      ? groupDetails(state, index, group, actions)
      : modelDetails(index, host.file, actions);
  return h('section', { key: 'details', class: 'details', 'aria-label': t('Details'), tabindex: 0 }, content);
}

function nodeDetails(index: ModelIndex, file: string, node: GraphNode, actions: DetailActions): Child {
  const { dispatch } = actions;
  const reveal = (id: string): void => dispatch({ type: 'selectItem', key: `n:${id}`, reveal: true });
  const isBad = node.status === 'error';
  const fault = isBad ? readFault(index, node) : null;
  const before = index.edgesInto(node.id);
  const path = index.pathOf(node.id).map((id) => index.groups.get(id)!.label);
  const isAssumed = index.assumed.has(node.id);
  return [
    head(isBad ? icon('error', 'err') : icon('symbol-method'), [...path, node.label].join(' / '), [
      node.range && iconButton('go-to-file', t('Go to source (Enter)'), 'goTo', () => reveal(node.id)),
    ]),
    fault && faultParts(index, file, fault, actions),
    isBad && heading(t('Layer')),
    row(t('Type'), name(node.op === 'input' ? t('input') : opName(node.op))),
    node.range && row(t('Source'), name(link(placeText(file, node.range.start.line), 'goToLine', () => reveal(node.id)))),
    before.map((edge) => row(t('Input'), shape(edge.shape))),
    row(t('Output'), [shape(node.shape), (isAssumed || isBad) && node.shape !== null && muted(` ${t('assumed')}`)]),
    node.args.length > 0 && [heading(t('Arguments')), argumentRows(node.args)],
    cost(index, node.params, node.flops),
    isAssumed && !isBad && node.status === 'unknown' && afterFault(index),
  ];
}

function groupDetails(state: PanelState, index: ModelIndex, id: string, { dispatch, toggle }: DetailActions): Child {
  const group = index.groups.get(id);
  if (!group) return null;
  const members = index.membersOf(id);
  const inside = new Set(members.map((node) => node.id));
  const entering = members.flatMap((node) => index.edgesInto(node.id).filter((edge) => !inside.has(edge.from)));
  const leaving = members.filter(
    (node) => !index.edgesFrom(node.id).length || index.edgesFrom(node.id).some((edge) => !inside.has(edge.to)),
  );
  const isFolded = modelView(state).folds[id] ?? true;
  const inputs = entering.filter((edge, at) => entering.findIndex((other) => sameShape(other.shape, edge.shape)) === at);
  return [
    head(icon('symbol-class'), group.label, [
      iconButton(isFolded ? 'chevron-down' : 'chevron-up', isFolded ? t('Unfold (→)') : t('Fold (←)'), 'toggleGroup', () => toggle(id)),
      members.some((node) => node.range) &&
        iconButton('go-to-file', t('Go to source (Enter)'), 'goTo', () => dispatch({ type: 'selectItem', key: `g:${id}`, reveal: true })),
    ]),
    row(t('Content'), group.repeat > 1 ? [layerCount(members.length), name(` ×${group.repeat}`)] : layerCount(members.length)),
    inputs.map((edge) => row(t('Input'), shape(edge.shape))),
    leaving.map((node) => row(t('Output'), shape(node.shape))),
    cost(index, sum(members.map((node) => node.params)), sum(members.map((node) => node.flops))),
  ];
}

function modelDetails(index: ModelIndex, file: string, { revealModel }: DetailActions): Child {
  const { model } = index;
  const flops = sum(model.nodes.map((node) => node.flops));
  return [
    head(icon('symbol-class'), model.name, [iconButton('go-to-file', t('Go to source'), 'goToModelSource', revealModel)]),
    row(t('Defined in'), name(link(placeText(file, model.range.start.line), 'goToModelLine', revealModel))),
    row(t('Content'), layerCount([...index.nodes.values()].filter((node) => node.op !== 'input').length)),
    model.inputs.map((each) => row(t('Input'), shape(each))),
    model.outputs.map((each) => row(t('Output'), shape(each))),
    heading(t('Totals')),
    row(t('Parameters'), model.params === null ? muted(t('not known')) : name(formatInteger(model.params))),
    flops !== null && flops > 0 && row(t('FLOPs'), t('{0} a sample', formatCount(flops))),
  ];
}

function faultParts(index: ModelIndex, file: string, fault: Fault, { dispatch }: DetailActions): Child {
  const { node, chain } = fault;
  const line = (each: GraphNode): Child =>
    each.range &&
    link(
      `:${each.range.start.line + 1}`,
      'goToStep',
      () => dispatch({ type: 'selectItem', key: `n:${each.id}`, reveal: true }),
      placeText(file, each.range.start.line),
    );
  return [
    h(
      'div',
      { class: 'message' },
      node.code && h('div', { class: 'err strong', translate: 'no' }, node.code),
      h('div', { translate: 'no' }, node.message ?? ''),
    ),
    chain.length > 0 && [
      heading(fault.actual === null ? t('How the shape came about') : t('How the {0} came about', formatInteger(fault.actual))),
      chain.map((step) => row(name(step.label), [shape(step.shape), ' ', name(line(step.node))])),
      row(name(node.label), [
        h('span', { class: 'err' }, fault.expected === null ? t('does not fit') : t('takes {0}', fault.expected)),
        ' ',
        name(line(node)),
      ]),
    ],
    (node.fixes?.length ?? 0) > 0 && [
      heading(t('Fixes')),
      node.fixes!.map((title) =>
        h(
          'div',
          { class: 'row inset' },
          icon('lightbulb'),
          h(
            'span',
            { translate: 'no' },
            link(title, 'applyFix', () => dispatch({ type: 'applyFix', node: node.id, title })),
          ),
        ),
      ),
    ],
    index.edgesFrom(node.id).length > 0 && afterFault(index),
  ];
}

function afterFault(index: ModelIndex): Child {
  const fault = index.fault;
  if (!fault) return null;
  const text =
    fault.shape === null
      ? t('Drawn dashed: what follows {0} cannot be known until it is repaired.', fault.label)
      : t('Drawn dashed. {0} is assumed to give {1} as it declares, so one fault is reported once.', fault.label, shapeText(fault.shape));
  return [heading(t('After the fault')), h('div', { class: 'inset muted' }, text)];
}

function cost(index: ModelIndex, params: number | null, flops: number | null): Child {
  const total = index.model.params;
  const allFlops = sum([...index.nodes.values()].map((node) => node.flops));
  if (params === null && flops === null) return null;
  return [
    heading(t('Cost')),
    params !== null && row(t('Parameters'), [name(formatInteger(params)), share(params, total)]),
    flops !== null && row(t('FLOPs'), [name(formatCount(flops)), share(flops, allFlops)]),
  ];
}

/** With one decimal, since most layers are a small part. */
function share(part: number, whole: number | null): Child {
  if (part <= 0 || !whole) return null;
  const percent = (part / whole) * 100;
  return h('span', { class: 'muted', translate: 'no' }, percent < 0.05 ? ' <0.1%' : ` ${percent.toFixed(1)}%`);
}

/** `stride=2` is a row of its own; arguments without a name share one. */
function argumentRows(args: readonly string[]): Child {
  const named = args.flatMap((text) => {
    const match = /^([A-Za-z_]\w*)\s*[=:]\s*(.+)$/.exec(text);
    return match ? [[match[1]!, match[2]!] as const] : [];
  });
  const plain = args.filter((text) => !/^[A-Za-z_]\w*\s*[=:]\s*.+$/.test(text));
  return [
    plain.length > 0 && h('div', { class: 'inset', translate: 'no' }, plain.join(', ')),
    named.map(([key, value]) => row(name(key), name(value))),
  ];
}

function head(sign: VNode, title: string, actions: Child): VNode {
  return h('div', { class: 'head' }, sign, h('h1', { class: 'grow ell', title, translate: 'no' }, title), actions);
}

function heading(text: string): VNode {
  return h('h2', {}, text);
}

function row(label: Child, value: Child): VNode {
  return h('div', { class: 'kv' }, h('span', { class: 'muted ell' }, label), h('span', {}, value));
}

function shape(value: GraphNode['shape']): VNode {
  return h('span', { class: 'mono', translate: 'no' }, shapeText(value));
}

function name(child: Child): VNode {
  return h('span', { translate: 'no' }, child);
}

function muted(text: string): VNode {
  return h('span', { class: 'muted' }, text);
}
