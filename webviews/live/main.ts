import './live.css';
import type { FromLive, ToLive } from '../../extension/protocol/livePanel';
import { createChart } from '../common/chart';
import { chartTable } from '../common/chartTable';
import { h, patch } from '../common/dom';
import { formatAxisStep, formatAxisValue, formatInteger } from '../common/format';
import { setLocale, t } from '../common/locale';
import { onceAFrame } from '../common/parts';
import { watchTheme } from '../common/theme';
import { openChannel } from '../common/vscodeApi';
import { chartLabel, lossChartOf } from './details';
import { initialLive, isActive, liveScene, reduceLive } from './state';
import type { LiveAction } from './state';
import { liveView } from './view';

const app = document.getElementById('app')!;
app.setAttribute('role', 'main');
let model = initialLive;
let heardAt = performance.now();

const channel = openChannel<ToLive, FromLive>((message) => {
  if (message.type === 'locale') setLocale(message.locale, message.messages);
  else if (message.type === 'state') heardAt = performance.now();
  if (message.type === 'state') dispatch(message);
});

const chart = createChart({
  xSpace: 56,
  ySpace: 24,
  yWidth: 30,
  padding: [6, 8, 0, 0],
  formatX: (value, step) => axisText(value, step),
  onResize: askForWidth,
});
const numbers = document.createElement('div');
const figure = document.createElement('div');
const frame = document.createElement('div');
frame.setAttribute('role', 'img');
frame.tabIndex = 0;
frame.append(chart.element);
figure.append(frame, numbers);
figure.className = 'figure';
numbers.className = 'sr';

const draw = onceAFrame(() => {
  const scene = liveScene(model);
  patch(app, liveView(model, { post: (message) => channel.post(message), dispatch, chart: figure }));
  if (scene.kind !== 'run') {
    for (const name of ['data-run', 'data-status', 'data-points']) app.removeAttribute(name);
    app.setAttribute('data-scene', scene.kind);
    return;
  }
  const { run } = scene;
  app.setAttribute('data-scene', 'run');
  app.setAttribute('data-run', run.id);
  app.setAttribute('data-status', run.status);
  app.setAttribute('data-points', String(run.points));
  if (!figure.isConnected) return;
  const loss = lossChartOf(model, run);
  isByEpoch = loss.byEpoch;
  chart.set(loss.model);
  frame.setAttribute('aria-label', chartLabel(loss, run));
  const curves = loss.model.lines
    .filter((line) => line.alpha === 1)
    .map((line, i) => ({ name: i ? 'val_loss' : 'loss', x: line.x, y: line.y }));
  const place = (x: number): string => (loss.byEpoch ? x.toFixed(1) : formatInteger(x));
  patch(
    numbers,
    curves.length ? chartTable(t('Loss, at up to 24 places'), loss.byEpoch ? t('Epoch') : t('Step'), curves, place) : h('span', {}),
  );
});

let isByEpoch = false;
function axisText(value: number, increment: number): string {
  if (!isByEpoch) return formatAxisStep(value);
  return increment >= 1 ? String(value) : formatAxisValue(value, increment);
}

let columns = 0;
function askForWidth(): void {
  const width = Math.round(chart.area().width * (window.devicePixelRatio || 1));
  if (width === columns || width < 1) return;
  columns = width;
  channel.post({ type: 'resize', columns });
  draw();
}

function dispatch(action: LiveAction): void {
  model = reduceLive(model, action);
  draw();
}

watchTheme(draw);
// Clocks go on while the host has nothing new to say.
setInterval(() => {
  const scene = liveScene(model);
  if (scene.kind === 'run' && isActive(scene.run)) dispatch({ type: 'tick', sinceHost: performance.now() - heardAt });
}, 1000);
channel.post({ type: 'ready' });
