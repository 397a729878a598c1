import assert from 'node:assert/strict';
import { tracePath } from '../../../webviews/common/chartPaint';
import type { PaintView } from '../../../webviews/common/chartPaint';
import { extent, fitLinear, fitLog, logTicks } from '../../../webviews/common/chartRange';
import { nearestIndex } from '../../../webviews/common/chartTable';
import { smooth } from '../../../webviews/common/smooth';

const view: PaintView = { bbox: { left: 0, top: 0, width: 100, height: 100 }, x: [0, 100], y: [0, 10], log: false, ratio: 1 };

function trace(x: number[], y: number[], change: Partial<PaintView> = {}): string[] {
  const out: string[] = [];
  const round = (value: number): number => Math.round(value * 100) / 100;
  tracePath(
    { moveTo: (px, py) => void out.push(`M${round(px)},${round(py)}`), lineTo: (px, py) => void out.push(`L${round(px)},${round(py)}`) },
    { ...view, ...change },
    x,
    y,
  );
  return out;
}

describe('painting of curves', () => {
  it('goes through all points where there is room', () => {
    assert.deepEqual(trace([0, 50, 100], [0, 10, 5]), ['M0,100', 'L50,0', 'L100,50']);
  });

  it('keeps first, lowest, highest and last of a pixel column', () => {
    const drawn = trace([10, 10.1, 10.2, 10.3, 10.4, 40], [5, 9, 1, 6, 4, 4]);
    assert.deepEqual(drawn, ['M10,50', 'L10,10', 'L10,90', 'L10,60', 'L40,60']);
  });

  it('leaves gaps open, and shows a point alone', () => {
    assert.deepEqual(trace([0, 10, 20, 30, 40, 50], [1, 1, NaN, 2, Infinity, 3]), [
      'M0,90',
      'L10,90',
      'M30,80',
      'L31.5,80',
      'M50,70',
      'L51.5,70',
    ]);
  });

  it('breaks where a logarithmic axis has no place', () => {
    assert.deepEqual(trace([0, 50, 60, 100], [1, 0, -1, 10], { log: true, y: [1, 100] }), ['M0,100', 'L1.5,100', 'M100,50', 'L101.5,50']);
  });

  it('draws nothing of nothing, and no NaN for an empty interval', () => {
    assert.deepEqual(trace([], []), []);
    assert.deepEqual(
      trace([5], [3], { x: [5, 5], y: [3, 3] }).some((step) => step.includes('NaN')),
      false,
    );
  });
});

describe('ranges of charts', () => {
  it('sees only what is finite and in the interval', () => {
    const curves = [{ x: [0, 1, 2, 3], y: [99, -4, NaN, 7] }];
    assert.deepEqual(extent(curves, [1, 3], false), [-4, 7]);
    assert.deepEqual(extent(curves, [1, 3], true), [7, 7]);
    assert.equal(extent(curves, [10, 20], false), null);
  });

  it('begins at zero where that costs little', () => {
    assert.equal(fitLinear([0.2, 2])[0], 0);
    assert.ok(fitLinear([0.9, 0.95])[0] > 0.8);
    assert.deepEqual(fitLinear([0.3, 0.97]), [0, 1]);
    assert.deepEqual(fitLinear(null), [0, 1]);
    const [low, high] = fitLinear([-3, -3]);
    assert.ok(low < -3 && high > -3);
  });

  it('ends on the ladder 1–3–10', () => {
    assert.deepEqual(fitLog([0.0118, 2.6]), [0.01, 3]);
    assert.deepEqual(fitLog([0.03, 1]), [0.03, 1]);
    assert.deepEqual(fitLog([0.001, 1000]), [0.001, 1000]);
    const [low, high] = fitLog([1, 1]);
    assert.ok(low < 1 && high > 1);
  });

  it('thins logarithmic ticks to what fits', () => {
    assert.deepEqual(logTicks([0.01, 10], 400, 34), [0.01, 0.03, 0.1, 0.3, 1, 3, 10]);
    assert.deepEqual(logTicks([0.01, 10], 120, 34), [0.01, 0.1, 1, 10]);
    assert.deepEqual(logTicks([1e-9, 1], 100, 24), [1e-9, 1e-6, 1e-3, 1]);
  });

  it('finds the nearest point', () => {
    assert.equal(nearestIndex([0, 10, 20], 14), 1);
    assert.equal(nearestIndex([0, 10, 20], 16), 2);
    assert.equal(nearestIndex([0, 10, 20], 99), 2);
    assert.equal(nearestIndex([], 1), -1);
  });
});

describe('smoothing', () => {
  it('has no bias at its start, and a constant stays what it is', () => {
    assert.equal(smooth([4, 0, 0], 0.9)[0], 4);
    for (const value of smooth([2, 2, 2, 2], 0.97)) assert.ok(Math.abs(value - 2) < 1e-12);
  });

  it('equals the formula of TensorBoard', () => {
    const [, second] = smooth([1, 3], 0.6);
    assert.ok(Math.abs(second! - (0.6 * 0.4 * 1 + 0.4 * 3) / (1 - 0.6 ** 2)) < 1e-12);
  });

  it('keeps gaps and goes on behind them', () => {
    const out = smooth([1, NaN, 1], 0.9);
    assert.ok(Number.isNaN(out[1]) && Math.abs(out[2]! - 1) < 1e-12);
  });

  it('is nothing with weight 0, and weaker where a point stands for many', () => {
    assert.deepEqual([...smooth([1, 5, 2], 0)], [1, 5, 2]);
    assert.ok(smooth([0, 1], 0.9, 10)[1]! > smooth([0, 1], 0.9, 1)[1]!);
  });
});
