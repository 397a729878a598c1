import assert from 'node:assert/strict';
import { decimate } from '../../../extension/training/decimate';
import { Series } from '../../../extension/training/series';
import { randomNumbers } from './support';

function seriesOf(values: number[]): Series {
  const series = new Series();
  values.forEach((value, i) => series.append(i + 1, i * 0.01, value));
  return series;
}

describe('decimate', () => {
  const byStep = (series: Series) => (i: number) => series.step[i]!;

  it('passes few points as they are', () => {
    const series = seriesOf([3, NaN, 2, Infinity, 1]);
    const slice = decimate(series, byStep(series), null, 100);
    assert.deepEqual([...slice.x], [1, 2, 3, 4, 5]);
    assert.deepEqual([...slice.y], [3, NaN, 2, NaN, 1]);
    assert.deepEqual(slice.nonFinite, [
      { x: 2, step: 2, value: 'NaN' },
      { x: 4, step: 4, value: 'Infinity' },
    ]);
    assert.equal(slice.points, 5);
  });

  it('answers for nothing, one point, equal positions and odd sizes', () => {
    const none = seriesOf([]);
    assert.deepEqual(decimate(none, byStep(none), null, 10).points, 0);
    const one = seriesOf([7]);
    assert.deepEqual([...decimate(one, byStep(one), null, 10).y], [7]);
    const same = seriesOf(Array.from({ length: 100 }, (_, i) => i));
    const slice = decimate(same, () => 5, null, 3);
    assert.deepEqual([...slice.y], [0, 99]);
    for (const columns of [0, -3, NaN, 0.4]) assert.deepEqual([...decimate(same, byStep(same), null, columns).y], [0, 99]);
    assert.equal(decimate(same, byStep(same), [200, 300], 10).points, 0);
    assert.equal(decimate(same, byStep(same), [30, 20], 100).points, 11);
  });

  it('adds a neighbour on either side so that lines reach the edges', () => {
    const series = seriesOf(Array.from({ length: 1000 }, (_, i) => i));
    const slice = decimate(series, byStep(series), [400.5, 402.5], 100);
    assert.deepEqual([...slice.x], [400, 401, 402, 403]);
    assert.equal(slice.points, 2);
  });

  it('keeps every column its first, least, greatest and last value and every fault', () => {
    const random = randomNumbers(11);
    for (let round = 0; round < 60; round++) {
      const n = 1 + Math.floor(random() * 5000);
      const columns = 1 + Math.floor(random() * 300);
      const values = Array.from({ length: n }, () => {
        const kind = random();
        return kind < 0.01 ? NaN : kind < 0.015 ? Infinity : kind < 0.02 ? -Infinity : Math.exp(random() * 20 - 10);
      });
      const series = seriesOf(values);
      const range: [number, number] | null = random() < 0.5 ? null : [random() * n, random() * n];
      const slice = decimate(series, byStep(series), range, columns);
      const [x0, x1] = range ? [Math.min(...range), Math.max(...range)] : [1, n];
      const inside = values.map((value, i) => ({ value, x: i + 1 })).filter(({ x }) => x >= x0 && x <= x1);
      assert.equal(slice.points, inside.length);
      assert.ok(slice.x.length <= columns * 7 + 2 || slice.x.length <= inside.length + 2);
      for (let i = 1; i < slice.x.length; i++) assert.ok(slice.x[i]! > slice.x[i - 1]!, 'positions rise');
      const shown = new Map([...slice.x].map((x, i) => [x, slice.y[i]!]));
      for (const [x, y] of shown) assert.ok(Number.isFinite(values[x - 1]!) ? y === values[x - 1] : Number.isNaN(y), 'nothing is invented');
      const borders = Array.from({ length: columns }, (_, c) => (c === columns - 1 ? Infinity : x0 + ((x1 - x0) * (c + 1)) / columns));
      const column = (x: number): number => borders.findIndex((border) => x <= border);
      const groups = new Map<number, typeof inside>();
      for (const point of inside) groups.set(column(point.x), [...(groups.get(column(point.x)) ?? []), point]);
      const marks = new Set(slice.nonFinite.map(({ x, value }) => `${column(x)} ${value}`));
      for (const [c, points] of groups) {
        const finite = points.filter(({ value }) => Number.isFinite(value)).map(({ value }) => value);
        const kept = points.flatMap(({ x }) => shown.get(x) ?? []).filter(Number.isFinite);
        if (finite.length) {
          assert.deepEqual(
            [kept[0], Math.min(...kept), Math.max(...kept), kept.at(-1)],
            [finite[0], Math.min(...finite), Math.max(...finite), finite.at(-1)],
          );
        }
        for (const { value, x } of points) if (!Number.isFinite(value)) assert.ok(marks.has(`${c} ${String(value)}`), `${value} at ${x}`);
      }
      if (inside.length) {
        assert.ok(shown.has(inside[0]!.x) || !Number.isFinite(inside[0]!.value));
        assert.ok(shown.has(inside.at(-1)!.x) || !Number.isFinite(inside.at(-1)!.value));
      }
    }
  });

  it('keeps positions rising when a clock was set back', () => {
    const series = new Series();
    [0, 5, 3, 4, 9].forEach((time, i) => series.append(i, time, i));
    assert.deepEqual([...decimate(series, (i) => series.time[i]!, null, 100).x], [0, 5, 5, 5, 9]);
  });
});

describe('Series', () => {
  it('puts right what came out of order, and keeps growing', () => {
    const random = randomNumbers(3);
    const series = new Series();
    const expected: [number, number][] = [];
    for (let i = 0; i < 3000; i++) {
      const step = Math.floor(random() * 500);
      series.append(step, i, i * 2);
      expected.push([step, i * 2]);
      if (i % 700 === 0) assert.equal(series.step.length >= series.length, true);
    }
    expected.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    assert.deepEqual(
      Array.from({ length: series.length }, (_, i) => [series.step[i], series.value[i]]),
      expected,
    );
    assert.equal(series.lastStep, expected.at(-1)![0]);
  });
});
