import { interpreterName } from '../../extension/protocol/interpreterName';
import type { GpuFigures, RunSummary, SystemFigures } from '../../extension/protocol/runViews';
import { h } from '../common/dom';
import type { Child, VNode } from '../common/dom';
import { formatBytes, formatCount, formatInteger, formatPercent, formatShareOfBytes } from '../common/format';
import { t } from '../common/locale';
import { trainerWords } from '../common/parts';
import { isActive, whyNot } from './state';

/** Where the run computes, what it takes of the machine, and with what. What the system does not tell has no row. */
export function deviceSection(run: RunSummary): VNode {
  const { backend, device, system } = run;
  const name = device?.name ?? backend.picked;
  const kind = [device?.backend ?? backend.picked, device?.framework].filter(Boolean).join(' · ');
  // A warning above says it already.
  const said = new Set(run.warnings.map(({ text }) => text));
  return h(
    'section',
    { class: 'device' },
    h('h2', {}, t('Device'), kind ? h('span', { class: 'r small', translate: 'no' }, kind) : null),
    name ? h('div', { class: 'line ell', title: name, translate: 'no' }, name) : null,
    whyNot(run)
      .filter(({ reason }) => !said.has(reason))
      .map(({ backend: better, reason }, i) =>
        h(
          'div',
          { class: 'small muted refused', key: `${i} ${better}` },
          better ? [h('span', { class: 'warn', translate: 'no' }, `${better}:`), ' '] : null,
          trainerWords(reason),
        ),
      ),
    // Of a run that has ended they would be a moment's, long past.
    system && isActive(run) ? figureRows(system) : null,
    run.kind === 'python' && run.interpreter
      ? h(
          'div',
          { class: 'pair', title: run.interpreter.path },
          h('span', { class: 'muted' }, t('Interpreter')),
          h('span', { class: 'ell', translate: 'no' }, interpreterName(run.kind, run.interpreter)),
        )
      : null,
    factsLine(run),
  );
}

function figureRows({ gpus, cpu, rss, memTotal, tensors }: SystemFigures): Child[] {
  const pair = (label: string, value: string): VNode =>
    h('div', { class: 'pair' }, h('span', { class: 'muted' }, label), h('span', { translate: 'no' }, value));
  const [only] = gpus;
  return [
    ...(gpus.length === 1 && only ? oneGpu(only) : gpus.map(gpuOfMany)),
    cpu === null ? null : pair(t('CPU'), t('{0} cores busy', cpu.toFixed(1))),
    rss === null
      ? null
      : memTotal === null
        ? pair(t('Memory'), formatBytes(rss))
        : meter(t('Memory'), rss / memTotal, formatShareOfBytes(rss, memTotal), undefined),
    tensors === null ? null : pair(t('Tensors alive'), formatInteger(tensors)),
  ];
}

/** A row for what it computes and one for its memory. */
function oneGpu(gpu: GpuFigures): Child[] {
  const { util, mem, memTotal } = gpu;
  const facts = [util === undefined ? null : formatPercent(util), ...heat(gpu)].filter(Boolean);
  return [
    facts.length ? meter(t('GPU'), util ?? null, facts.join(' · '), gpu.name) : null,
    mem === undefined ? null : meter(t('GPU memory'), memTotal ? mem / memTotal : null, bytesOf(gpu), gpu.name),
  ];
}

/** One row each: several have to fit. */
function gpuOfMany(gpu: GpuFigures, position: number): Child {
  const facts = [gpu.util === undefined ? null : formatPercent(gpu.util), gpu.mem === undefined ? null : bytesOf(gpu)].filter(Boolean);
  const title = [gpu.name, ...heat(gpu)].filter(Boolean).join(' · ');
  const share = gpu.util ?? (gpu.mem !== undefined && gpu.memTotal ? gpu.mem / gpu.memTotal : null);
  return facts.length ? meter(t('GPU {0}', gpu.index ?? position), share, facts.join(' · '), title) : null;
}

function heat({ temp, power }: GpuFigures): string[] {
  return [...(temp === undefined ? [] : [`${Math.round(temp)} °C`]), ...(power === undefined ? [] : [`${Math.round(power)} W`])];
}

function bytesOf({ mem = 0, memTotal }: GpuFigures): string {
  return memTotal === undefined ? formatBytes(mem) : formatShareOfBytes(mem, memTotal);
}

/** A label, a bar where there is a share, and the figures that it stands for. */
function meter(label: string, share: number | null, value: string, title: string | undefined): VNode {
  const percent = share === null ? 0 : Math.max(0, Math.min(100, Math.round(share * 1000) / 10));
  return h(
    'div',
    { class: 'meter', 'data-meter': label },
    h('span', { class: 'muted' }, label),
    share === null
      ? h('span', {})
      : h('span', { class: 'bar', 'aria-hidden': 'true' }, h('i', { class: 'second', style: { width: `${percent}%` } })),
    h('span', { class: 'num', title: title || undefined, translate: 'no' }, value),
  );
}

function factsLine(run: RunSummary): VNode | null {
  const facts: Child[] = [
    run.params === null ? null : t('{0} parameters', formatCount(run.params)),
    run.optimizer === null ? null : h('span', { translate: 'no' }, run.optimizer),
    run.seed === null ? null : t('seed {0}', run.seed),
  ].filter((fact) => fact !== null);
  if (!facts.length) return null;
  return h(
    'div',
    { class: 'small muted facts' },
    facts.map((fact, i) => [i ? ' · ' : null, fact]),
  );
}
