import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { logTicks } from './chartRange';
import type { Interval } from './chartRange';
import { paintDot, paintLine, paintMark } from './chartPaint';
import { formatAxisStep, formatAxisValue, formatLogValue } from './format';
import { themeColor, themeFont, watchTheme } from './theme';

/** What a view says to a chart. Which library draws the axes is this file's own business. */

export interface ChartLine {
  /** Ascending. */
  readonly x: ArrayLike<number>;
  /** NaN is a gap, and so is what a logarithmic axis cannot show. */
  readonly y: ArrayLike<number>;
  /** Custom property with the color. */
  readonly color: string;
  readonly width: number;
  readonly dash: readonly number[];
  readonly alpha: number;
}

/** A dotted vertical line. */
export interface ChartMark {
  readonly x: number;
  readonly color: string;
}

export interface ChartDot {
  readonly x: number;
  readonly y: number;
  readonly color: string;
  /** Color of the ring around it. */
  readonly ring: string;
  readonly radius: number;
}

export interface ChartModel {
  readonly lines: readonly ChartLine[];
  readonly marks: readonly ChartMark[];
  readonly dots: readonly ChartDot[];
  readonly x: Interval;
  readonly y: Interval;
  readonly log: boolean;
}

export interface ChartOptions {
  /** Label of a place on x; steps when absent. */
  readonly formatX?: (value: number, increment: number) => string;
  /** Distances that labels on x may have, ascending; 1, 2, 2.5, 5 and their tenfolds when it gives none. */
  readonly xIncrements?: () => readonly number[] | null;
  /** Smallest distance of two labels on each axis in pixels. */
  readonly xSpace?: number;
  readonly ySpace?: number;
  /** Least width of the y axis, so that charts in a column align and nothing moves. */
  readonly yWidth?: number;
  readonly padding?: readonly [number, number, number, number];
  /** Called when the size of the plot has changed. */
  readonly onResize?: () => void;
}

export interface PlotArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Chart {
  /** Give it a place and a height; it fills that. */
  readonly element: HTMLElement;
  set(model: ChartModel): void;
  /** Where the curves are, in pixels within `element`. */
  area(): PlotArea;
  left(x: number): number;
  top(y: number): number;
  /** The value on x under a pixel of `element`. */
  xAt(left: number): number;
}

const plainIncrements = Array.from({ length: 24 }, (_, i) => i - 6).flatMap((exponent) =>
  [1, 2, 2.5, 5].map((digit) => Number(`${digit}e${exponent}`)),
);

const emptyModel: ChartModel = { lines: [], marks: [], dots: [], x: [0, 1], y: [0, 1], log: false };

export function createChart(options: ChartOptions = {}): Chart {
  const element = document.createElement('div');
  element.className = 'chart';
  let model = emptyModel;
  let plot: uPlot | null = null;
  let drawnLog = false;

  const build = (): void => {
    plot?.destroy();
    drawnLog = model.log;
    plot = new uPlot(
      uplotOptions(element, options, () => model),
      frame(model),
      element,
    );
    // A new plot lays itself out in a microtask; only then is its area known.
    queueMicrotask(() => options.onResize?.());
  };
  const draw = (): void => {
    if (!element.isConnected || element.clientWidth < 20 || element.clientHeight < 20) return;
    const current = plot;
    if (!current || drawnLog !== model.log) build();
    else current.batch(() => current.setData(frame(model), true));
  };

  new ResizeObserver(() => {
    const { clientWidth: width, clientHeight: height } = element;
    if (width < 20 || height < 20) return;
    if (plot && (plot.width !== width || plot.height !== height)) plot.setSize({ width, height });
    else if (!plot) draw();
    options.onResize?.();
  }).observe(element);
  watchTheme(() => {
    plot?.destroy();
    plot = null;
    draw();
    options.onResize?.();
  });

  let known: PlotArea | null = null;
  const area = (): PlotArea => {
    const over = plot?.over;
    if (over && over.offsetWidth > 0)
      known = { left: over.offsetLeft, top: over.offsetTop, width: over.offsetWidth, height: over.offsetHeight };
    return known ?? { left: 40, top: 0, width: Math.max(1, element.clientWidth - 50), height: Math.max(1, element.clientHeight - 22) };
  };
  return {
    element,
    set: (next) => {
      model = next;
      draw();
    },
    area,
    left: (x) => area().left + ((x - model.x[0]) / (model.x[1] - model.x[0] || 1)) * area().width,
    top: (y) => area().top + (1 - share(y, model)) * area().height,
    xAt: (left) => model.x[0] + ((left - area().left) / area().width) * (model.x[1] - model.x[0]),
  };
}

/** uPlot draws axes and grid for this frame; the curves are painted by `chartPaint`, each with positions of its own on x. */
function frame(model: ChartModel): uPlot.AlignedData {
  return [
    [model.x[0], model.x[1]],
    [null, null],
  ];
}

function share(y: number, model: ChartModel): number {
  const [low, high] = model.y;
  return model.log ? Math.log(y / low) / Math.log(high / low) : (y - low) / (high - low || 1);
}

function uplotOptions(element: HTMLElement, options: ChartOptions, model: () => ChartModel): uPlot.Options {
  const font = themeFont(11);
  const muted = themeColor('--tw-muted');
  const grid = { stroke: themeColor('--tw-grid'), width: 1 };
  const { log } = model();
  const formatX = options.formatX ?? formatAxisStep;
  const yWidth = options.yWidth ?? 34;
  return {
    width: element.clientWidth,
    height: element.clientHeight,
    pxAlign: 0,
    padding: [...(options.padding ?? [8, 12, 0, 0])],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: () => [...model().x] },
      y: { distr: log ? 3 : 1, range: () => [...model().y] },
    },
    axes: [
      {
        stroke: muted,
        font,
        grid: { show: false },
        ticks: { show: true, size: 4, ...grid },
        size: 22,
        gap: 3,
        space: options.xSpace ?? 70,
        incrs: () => [...(options.xIncrements?.() ?? plainIncrements)],
        values: (_plot, splits, _axis, _space, increment) => splits.map((split) => formatX(split, increment)),
      },
      {
        stroke: muted,
        font,
        grid,
        ticks: { show: false },
        size: (_plot, values) => Math.max(yWidth, ...(values ?? []).map((label) => label.length * 6.4 + 12)),
        gap: 6,
        space: options.ySpace ?? 34,
        ...(log
          ? {
              splits: () => logTicks(model().y, element.clientHeight - 30, options.ySpace ?? 34),
              filter: (_plot: uPlot, splits: number[]) => splits,
              values: (_plot: uPlot, splits: number[]) => splits.map(formatLogValue),
            }
          : {
              values: (_plot: uPlot, splits: number[], _axis: number, _space: number, increment: number) =>
                splits.map((split) => formatAxisValue(split, increment)),
            }),
      },
    ],
    series: [{}, { auto: false, show: true, points: { show: false } }],
    hooks: { draw: [(plot) => paint(plot, model())] },
  };
}

function paint(plot: uPlot, model: ChartModel): void {
  const { ctx, bbox } = plot;
  const ratio = window.devicePixelRatio || 1;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top - ratio, bbox.width, bbox.height + 2 * ratio);
  ctx.clip();
  const view = { bbox, x: model.x, y: model.y, log: model.log, ratio };
  for (const line of model.lines) paintLine(ctx, view, line, themeColor(line.color));
  for (const mark of model.marks) paintMark(ctx, view, mark, themeColor(mark.color));
  ctx.restore();
  // A dot at the border is shown whole.
  ctx.save();
  for (const dot of model.dots) paintDot(ctx, view, dot, themeColor(dot.color), themeColor(dot.ring));
  ctx.restore();
}
