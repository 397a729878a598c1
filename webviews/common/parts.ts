import '@vscode-elements/elements/dist/vscode-button/index.js';
import type { RunSummary } from '../../extension/protocol/runViews';
import { h } from './dom';
import type { Child, VNode } from './dom';
import { render, t } from './locale';
import { seriesStyle } from './palette';
import { trainerMessage } from '../../extension/protocol/trainerText';

/** Small parts that all views share. The element library is behind this file alone. */

/** An icon of VS Code's own font; the word beside it says the same. */
export function icon(name: string, className = ''): VNode {
  return h('i', { class: `codicon codicon-${name} ${className}`.trim(), 'aria-hidden': 'true' });
}

export function iconButton(
  name: string,
  label: string,
  action: string,
  onclick: () => void,
  className = '',
  more: Record<string, string | boolean> = {},
): VNode {
  return h(
    'button',
    { type: 'button', class: `ib ${className}`.trim(), title: label, 'aria-label': label, 'data-action': action, onclick, ...more },
    icon(name),
  );
}

export function button(
  label: string,
  action: string,
  onclick: () => void,
  kind: 'primary' | 'secondary' = 'primary',
  block = false,
): VNode {
  return h('vscode-button', { 'data-action': action, secondary: kind === 'secondary', block, onclick }, label);
}

/** Looks like a link, acts like a button. */
export function link(label: Child, action: string, onclick: () => void, title?: string): VNode {
  return h('button', { type: 'button', class: 'link', 'data-action': action, title, onclick }, label);
}

export function bold(text: Child): VNode {
  return h('b', {}, text);
}

/** A name that loses its middle, never its tail, which tells runs apart. */
export function middleName(name: string, tail = 10): VNode {
  const cut = name.length > tail + 6 ? name.length - tail : name.length;
  return h('span', { class: 'mid', title: name, translate: 'no' }, h('span', {}, name.slice(0, cut)), h('span', {}, name.slice(cut)));
}

/** What a trainer wrote, in the language of the page where the sentence is known, else as it came. */
export function trainerWords(text: string, className = ''): VNode {
  const message = trainerMessage(text);
  return message ? h('span', { class: className }, render(message)) : h('span', { class: className, translate: 'no' }, text);
}

/** A short piece of a curve with the color and dash of a run. */
export function swatch(style: number, width = 20): VNode {
  const { token, dash } = seriesStyle(style);
  return lineSwatch(token, dash, width);
}

export function lineSwatch(token: string, dash: readonly number[], width = 20): VNode {
  const line = {
    x1: 0,
    x2: width,
    y1: 4,
    y2: 4,
    'stroke-width': 2,
    'stroke-dasharray': dash.length ? dash.join(' ') : undefined,
    style: { stroke: `var(${token})` },
  };
  return h('svg', { class: 'swatch', width, height: 8, 'aria-hidden': 'true' }, h('line', line));
}

/** A metric's whole history in 56 × 16 pixels; gaps stay gaps. */
export function sparkline(values: readonly number[], token: string, width = 56, height = 16): VNode {
  const finite = values.filter(Number.isFinite);
  const low = Math.min(...finite);
  const high = Math.max(...finite);
  const at = (value: number, index: number): [number, number] => [
    (index / Math.max(1, values.length - 1)) * (width - 4) + 1,
    high === low ? height / 2 : height - 2 - ((value - low) / (high - low)) * (height - 4),
  ];
  const lines: string[] = [];
  let points: string[] = [];
  let last: [number, number] | null = null;
  values.forEach((value, index) => {
    if (Number.isFinite(value)) {
      last = at(value, index);
      points.push(`${last[0].toFixed(1)},${last[1].toFixed(1)}`);
    } else if (points.length) {
      lines.push(points.join(' '));
      points = [];
    }
  });
  if (points.length) lines.push(points.join(' '));
  const style = { stroke: `var(${token})` };
  const end = last as [number, number] | null;
  return h(
    'svg',
    { width, height, viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', class: 'spark', 'aria-hidden': 'true' },
    lines.map((line) => h('polyline', { points: line, fill: 'none', 'stroke-width': 1.25, style })),
    end && h('circle', { cx: end[0].toFixed(1), cy: end[1].toFixed(1), r: 1.75, style: { fill: `var(${token})` } }),
  );
}

/** Icon, color and word of a run's state. */
export function runState(run: RunSummary): { icon: string; className: string; word: string } {
  if (run.nonFinite && run.status !== 'running') return { icon: 'error', className: 'err', word: t('diverged') };
  switch (run.status) {
    case 'queued':
      return { icon: 'circle-outline', className: 'muted', word: t('queued') };
    case 'running':
      return { icon: 'loading codicon-modifier-spin', className: 'spin', word: run.stopRequested ? t('stopping') : t('running') };
    case 'ok':
      return { icon: 'pass', className: 'ok', word: t('done') };
    case 'failed':
      return { icon: 'error', className: 'err', word: t('failed') };
    case 'stopped':
      return { icon: 'circle-slash', className: 'muted', word: t('stopped') };
    case 'killed':
      return { icon: 'circle-slash', className: 'warn', word: t('killed') };
    case 'lost':
      return { icon: 'question', className: 'warn', word: t('lost') };
  }
}

/** Runs `draw` once in the next frame, however often it is asked. */
export function onceAFrame(draw: () => void): () => void {
  let pending = false;
  return () => {
    if (pending) return;
    pending = true;
    requestAnimationFrame(() => {
      pending = false;
      draw();
    });
  };
}
