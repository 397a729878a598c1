import assert from 'node:assert/strict';
import { allOps } from '../../server/src/ops/registry';
import { check } from './support/check';

/** Each op's examples are programs of one line with markers; they also stand in the reference. */
describe('examples of ops', () => {
  for (const op of allOps) {
    const name = op.style === 'config' ? 'example.ts' : 'example.py';
    const framework = op.name.split('.')[0]!;
    for (const example of op.examples) it(example, () => void check(example, { name, framework }));
    it(`${op.name} shows each code that it declares`, () => {
      const silent = op.codes.filter((code) => !op.examples.some((example) => example.includes(`[${code}]`)));
      assert.deepEqual(silent, []);
    });
  }
});
