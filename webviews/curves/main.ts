import './curves.css';
import type { FromCurves, ToCurves } from '../../extension/protocol/curvesPanel';
import { patch } from '../common/dom';
import { formatMetric } from '../common/format';
import type { Interval } from '../common/chartRange';
import { setLocale, t } from '../common/locale';
import { onceAFrame } from '../common/parts';
import { isHighContrast, watchTheme } from '../common/theme';
import { loadState, openChannel, saveState } from '../common/vscodeApi';
import { createChartFrame, placeText } from './chartFrame';
import type { ChartFrame } from './chartFrame';
import { chartKey, nearestCurve } from './navigate';
import { buildPlot } from './plots';
import type { Plot } from './plots';
import type { PointerHandlers } from './pointer';
import { QueryKeeper, wantedSeries } from './query';
import { highlighted, reduceCurves, restore, savedPart, shownMetrics, visibleRange } from './state';
import type { CurvesAction, CurvesModel } from './state';
import { curvesView } from './view';

const app = document.createElement('div');
app.className = 'page';
const root = document.getElementById('app')!;
root.setAttribute('role', 'main');
// What a screen reader is to hear when the keyboard moves the cursor.
const spoken = document.createElement('div');
spoken.className = 'sr';
spoken.setAttribute('aria-live', 'polite');
root.append(app, spoken);

let model: CurvesModel = restore(loadState());
let plots: Plot[] = [];
let drawn: CurvesModel | null = null;
let selection: { index: number; part: Interval } | null = null;
const frames: ChartFrame[] = [];
const queries = new QueryKeeper();
let saved = '';

const channel = openChannel<ToCurves, FromCurves>((message) => {
  switch (message.type) {
    case 'locale':
      setLocale(message.locale, message.messages);
      drawn = null;
      return draw();
    case 'series': {
      const want = queries.answered(message.query);
      if (want) dispatch({ type: 'series', slices: message.slices, isWhole: want.range === null, metrics: want.metrics });
      return;
    }
    case 'runs':
    case 'focus':
      return dispatch(message);
  }
});

function dispatch(action: CurvesAction): void {
  const next = reduceCurves(model, action);
  if (next === model) return;
  model = next;
  draw();
}

const draw = onceAFrame(() => {
  // The pointer alone moves only what lies over the curves, unless another run stands out.
  const curvesChanged = !drawn || !sameCurves(drawn, model);
  if (curvesChanged) plots = shownMetrics(model).map((metric, i) => buildPlot(model, metric, i ? 'small' : 'large', isHighContrast()));
  patch(app, ...curvesView(model, plots, { post: (message) => channel.post(message), dispatch, frame: (index) => frameAt(index).element }));
  plots.forEach((plot, i) => {
    const frame = frameAt(i);
    const size = i ? 'small' : 'large';
    if (!frame.element.isConnected) return;
    if (curvesChanged) frame.draw(model, plot, size);
    frame.drawOverlay(model, plot, size, selection?.index === i ? selection.part : null);
  });
  drawn = model;
  root.setAttribute('data-runs', String(model.runs?.length ?? 0));
  root.setAttribute('data-points', String((model.runs ?? []).reduce((sum, run) => sum + run.points, 0)));
  keep();
  ask();
});

function sameCurves(a: CurvesModel, b: CurvesModel): boolean {
  return (
    a.runs === b.runs &&
    a.slices === b.slices &&
    a.hidden === b.hidden &&
    a.zoom === b.zoom &&
    a.log === b.log &&
    a.smoothing === b.smoothing &&
    a.metrics === b.metrics &&
    a.x === b.x &&
    a.full === b.full &&
    highlighted(a) === highlighted(b)
  );
}

function keep(): void {
  const part = savedPart(model);
  const text = JSON.stringify(part);
  if (text === saved) return;
  saved = text;
  saveState(part);
}

/** Asks the host for what is to be seen, at the width in device pixels that it is seen at. */
function ask(): void {
  const main = frames[0];
  if (!model.runs || !main?.element.isConnected) return;
  const columns = Math.round(main.chart.area().width * (window.devicePixelRatio || 1));
  const question = queries.next(
    wantedSeries(model, columns),
    model.runs.reduce((sum, run) => sum + run.points, 0),
  );
  if (question) channel.post({ type: 'query', ...question });
  root.setAttribute('aria-busy', queries.isOpen ? 'true' : 'false');
}

function frameAt(index: number): ChartFrame {
  frames[index] ??= createChartFrame((frame) => handlersOf(frame, index), draw, index ? 'small' : 'large');
  return frames[index];
}

function handlersOf(frame: ChartFrame, index: number): PointerHandlers {
  return {
    range: () => visibleRange(model),
    hover: (at) => {
      const plot = plots[index];
      if (!at || !plot) return dispatch({ type: 'hover', run: null, cursor: null });
      const { left, width } = frame.chart.area();
      if (at.left < left || at.left > left + width) return dispatch({ type: 'hover', run: null, cursor: null });
      const cursor = frame.chart.xAt(at.left);
      const near = nearestCurve(model, plot, frame.chart, cursor, at.top);
      dispatch({ type: 'hover', run: near?.run ?? null, cursor: near?.x ?? cursor });
    },
    zoom: (zoom) => dispatch({ type: 'zoom', zoom }),
    select: (part) => {
      selection = part && { index, part };
      draw();
    },
    pick: () => {
      if (model.hovered) dispatch({ type: 'pin', run: model.hovered });
    },
    key: (event) => {
      const plot = plots[index];
      const action = plot && chartKey(event, model, plot);
      if (!action) return false;
      dispatch(action);
      if (action.type === 'hover') speak(plot);
      return true;
    },
  };
}

function speak(plot: Plot): void {
  const curve = plot.curves.find((each) => each.run === highlighted(model));
  if (!curve || model.cursor === null) return;
  const index = curve.slice.x.indexOf(model.cursor);
  const value = formatMetric(index < 0 ? null : curve.y[index]);
  const place = placeText(model.x, model.cursor);
  spoken.textContent =
    model.x === 'step'
      ? t('{0}, step {1}, {2} {3}', curve.name, place, plot.metric, value)
      : t('{0}, at {1}, {2} {3}', curve.name, place, plot.metric, value);
}

watchTheme(() => {
  drawn = null;
  draw();
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && model.popup) dispatch({ type: 'popup', popup: null });
});
document.addEventListener('pointerdown', (event) => {
  const inside = event.target instanceof Element && event.target.closest('.popper, .side');
  if (model.popup && !inside) dispatch({ type: 'popup', popup: null });
});
channel.post({ type: 'ready' });
