import { commandText } from '../../extension/protocol/commandText';
import type { SourcePlace } from '../../extension/protocol/runs';
import type { RunFailure, RunSummary } from '../../extension/protocol/runViews';
import { h } from '../common/dom';
import type { Child, VNode } from '../common/dom';
import { rich, slot, t } from '../common/locale';
import { icon, link } from '../common/parts';
import { memoryWords } from './memory';
import type { LiveModel } from './state';
import type { LiveContext } from './view';

/** `file.ts:61` without the folders, which the link's title has. */
export function placeName(at: SourcePlace): string {
  return `${at.file.split(/[\\/]/).pop() ?? at.file}:${at.line}`;
}

/** The framework's own words, the user's line, one plain sentence, and the whole trace for those who want it. */
export function failureBox(model: LiveModel, run: RunSummary, cx: LiveContext): VNode[] {
  const { failure } = run;
  if (!failure) return [];
  const { at, from } = failure;
  const isOpen = model.traceOf === run.id;
  const plain = plainWords(failure);
  return [
    h(
      'div',
      { class: 'errbox', role: 'alert' },
      h('div', { class: 'strong err', translate: 'no' }, failure.cls),
      h('div', { class: 'msg mono', translate: 'no' }, failure.msg),
      at
        ? h(
            'div',
            { class: 'row place' },
            icon('go-to-file', 'muted'),
            link(
              h('span', { translate: 'no' }, placeName(at)),
              'goToPlace',
              () => cx.post({ type: 'goTo', file: at.file, line: at.line, ...(at.col ? { col: at.col } : {}) }),
              at.file,
            ),
            at.fn ? h('span', { class: 'muted ell' }, t('in {0}', at.fn)) : null,
          )
        : null,
      from
        ? h(
            'div',
            { class: 'row place' },
            icon('call-incoming', 'muted'),
            rich(
              t('called from {0}', slot(0)),
              link(
                h('span', { translate: 'no' }, placeName(from)),
                'goToCall',
                () => cx.post({ type: 'goTo', file: from.file, line: from.line, ...(from.col ? { col: from.col } : {}) }),
                from.file,
              ),
            ),
          )
        : null,
      plain ? h('div', { class: 'plain' }, plain) : null,
      failure.install ? h('div', { class: 'command mono', translate: 'no' }, commandText(failure.install.command)) : null,
      failure.trace
        ? h(
            'div',
            { class: 'tracebox' },
            h(
              'button',
              {
                type: 'button',
                class: 'link fold',
                'data-action': 'trace',
                'aria-expanded': isOpen ? 'true' : 'false',
                onclick: () => cx.dispatch({ type: 'traceToggled', run: run.id }),
              },
              icon(isOpen ? 'chevron-down' : 'chevron-right', 'c14'),
              t('Stack trace'),
            ),
            isOpen
              ? h(
                  'pre',
                  { class: 'trace mono', tabindex: 0, translate: 'no', role: 'region', 'aria-label': t('Stack trace') },
                  failure.trace,
                )
              : null,
          )
        : null,
    ),
  ];
}

function plainWords(failure: RunFailure): Child[] | string | null {
  switch (failure.code) {
    case 'oom':
      return memoryWords(failure.memory ?? {});
    case 'missing-module':
      return failure.install
        ? t('It is not installed where the program ran. This command installs it there:')
        : t('A package that the program imports is not installed where it ran.');
    case 'syntax':
      return t('The program could not be read; it did not start.');
    case 'start':
      return t('It could not be started when its turn came.');
    case 'unreadable':
      return t('The plan of this run cannot be read, so little is known of it.');
    default:
      return null;
  }
}
