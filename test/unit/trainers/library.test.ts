import assert from 'node:assert/strict';
import { facadeOf } from '../../../extension/trainers/tfjs/library/facade';
import { seedRandom } from '../../../extension/trainers/tfjs/library/seedRandom';

describe('facadeOf', () => {
  const cases: [string, string | null][] = [
    ['@tensorflow/tfjs', 'union'],
    ['@tensorflow/tfjs-core', 'union'],
    ['@tensorflow/tfjs-core/dist/ops/ops', 'union'],
    ['@tensorflow/tfjs-layers', 'union'],
    ['@tensorflow/tfjs-backend-webgl', 'union'],
    ['@tensorflow/tfjs-data', 'data'],
    ['@tensorflow/tfjs-node', 'node'],
    ['@tensorflow/tfjs-node-gpu', 'node'],
    ['@tensorflow/tfjs-vis', null],
    ['@tensorflow-models/mobilenet', null],
    ['tfjs', null],
    ['./@tensorflow/tfjs', null],
  ];
  for (const [specifier, facade] of cases) it(`gives ${specifier} ${facade ?? 'nothing'}`, () => assert.equal(facadeOf(specifier), facade));
});

describe('seedRandom', () => {
  const original = Math.random;
  afterEach(() => {
    Math.random = original;
  });
  const draw = (seed: number, n: number): number[] => {
    seedRandom(seed);
    return Array.from({ length: n }, () => Math.random());
  };

  it('repeats for a seed, and differs for near and large ones', () => {
    assert.deepEqual(draw(7, 20), draw(7, 20));
    const firsts = [0, 1, 2, 7, -7, 2 ** 32 + 7, 2 ** 40].map((seed) => draw(seed, 1)[0]);
    assert.equal(new Set(firsts).size, firsts.length);
  });

  it('is even over the unit interval', () => {
    const bins = new Array<number>(10).fill(0);
    for (const value of draw(3, 20000)) {
      assert.ok(value >= 0 && value < 1);
      bins[Math.floor(value * 10)]!++;
    }
    for (const count of bins) assert.ok(Math.abs(count - 2000) < 200, bins.join());
  });
});
