import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describeRate, knownRate } from './support/knownRate';

/** Floors that knowledge must not fall below; they rise with it. */
const floors = { python: { calls: 0.9, ranked: 0.95, full: 0.9 }, javascript: { calls: 0.6, ranked: 0.95, full: 0.95 } };

describe('known rate of the programs in test/lint/models', function () {
  this.timeout(60_000);
  const folder = path.join(__dirname, '../lint/models');
  const files = fs.readdirSync(folder).map((name) => path.join(folder, name));
  for (const language of ['python', 'javascript'] as const) {
    it(language, () => {
      const rate = knownRate(files.filter((file) => file.endsWith('.py') === (language === 'python')));
      console.log(`      ${describeRate(rate)}`);
      const { calls, tensors } = rate;
      const floor = floors[language];
      assert.ok(calls.known / calls.seen >= floor.calls, 'calls');
      assert.ok(tensors.ranked / tensors.seen >= floor.ranked, 'rank');
      assert.ok(tensors.full / tensors.seen >= floor.full, 'extents');
    });
  }
});
