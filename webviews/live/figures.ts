import type { LiveFigure } from '../../extension/protocol/livePanel';
import type { RunArtifact, RunSummary } from '../../extension/protocol/runViews';
import { h } from '../common/dom';
import type { VNode } from '../common/dom';
import { t } from '../common/locale';
import { icon, link } from '../common/parts';
import type { LiveModel } from './state';
import type { LiveContext } from './view';

/** Two rows in a narrow side bar; the others on demand. */
const shownAtFirst = 6;

/** What the run left in its folder: pictures as they are, reports by name. */
export function artifactSections(model: LiveModel, run: RunSummary, cx: LiveContext): VNode[] {
  const figures = model.host?.figures ?? [];
  const reports = run.artifacts.filter(({ kind }) => kind === 'report');
  return [
    ...(figures.length ? [figureSection(model, run, figures, cx)] : []),
    ...(reports.length ? [reportSection(run, reports, cx)] : []),
  ];
}

function figureSection(model: LiveModel, run: RunSummary, figures: readonly LiveFigure[], cx: LiveContext): VNode {
  const isOpen = model.allFiguresOf === run.id;
  const shown = isOpen ? figures : figures.slice(0, shownAtFirst);
  const hidden = figures.length - shown.length;
  return h(
    'section',
    { class: 'figures' },
    h('h2', {}, t('Figures'), h('span', { class: 'r small' }, figures.length)),
    h(
      'div',
      { class: 'grid' },
      shown.map((figure) => thumbnail(run, figure, cx)),
    ),
    hidden > 0
      ? h(
          'div',
          { class: 'row f12' },
          link(t('Show {0} more', hidden), 'allFigures', () => cx.dispatch({ type: 'figuresUnfolded', run: run.id })),
        )
      : null,
  );
}

function thumbnail(run: RunSummary, figure: LiveFigure, cx: LiveContext): VNode {
  const title = figure.title ?? nameOf(figure);
  return h(
    'button',
    {
      type: 'button',
      class: 'figure-button',
      key: figure.path,
      title,
      translate: figure.title ? 'no' : undefined,
      'data-action': 'openFigure',
      onclick: () => cx.post({ type: 'openArtifact', run: run.id, path: figure.path }),
    },
    h('img', { src: figure.src, alt: t('Figure: {0}. Opens it', title), loading: 'lazy', decoding: 'async' }),
  );
}

/** `artifacts/figure-3.png` */
function nameOf({ path }: LiveFigure): string {
  const number = /(\d+)\.\w+$/.exec(path)?.[1];
  return number ? t('Figure {0}', number) : (path.split('/').pop() ?? path);
}

function reportSection(run: RunSummary, reports: readonly RunArtifact[], cx: LiveContext): VNode {
  return h(
    'section',
    { class: 'reports' },
    h('h2', {}, t('Reports')),
    reports.map(({ path, title }) =>
      h(
        'div',
        { class: 'row f12', key: path },
        icon('file', 'muted'),
        link(
          h('span', { translate: 'no' }, title ?? path.split('/').pop()),
          'openReport',
          () => cx.post({ type: 'openArtifact', run: run.id, path }),
          path,
        ),
      ),
    ),
  );
}
