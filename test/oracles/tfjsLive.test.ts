import * as tf from '@tensorflow/tfjs';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { OracleCase, OracleModel } from '../../scripts/oracles/case';
import { askTfjs } from '../../scripts/oracles/tfjs/ask';
import { askModel } from '../../scripts/oracles/tfjs/models';

/** The recorded answers of TensorFlow.js against the installed one, so that they cannot go stale. Data is not fed here. */
describe('recorded answers of TensorFlow.js', function () {
  this.timeout(300_000);
  const folder = path.join(__dirname, 'tfjs');
  before(async () => {
    await tf.setBackend('cpu');
  });

  for (const file of fs.readdirSync(folder).filter((name) => name !== 'keywords.json' && name !== 'models.json')) {
    const layer = path.basename(file, '.json');
    it(layer, () => {
      for (const one of read<OracleCase[]>(file)) assert.deepEqual(withoutNames(askTfjs(layer, one, false)), withoutNames(one));
    });
  }

  it('whole networks', () => {
    for (const model of read<OracleModel[]>('models.json')) assert.deepEqual(withoutNames(askModel(model, false)), withoutNames(model));
  });

  function read<T>(file: string): T {
    return JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')) as T;
  }
});

/** Names in messages count the layers made so far, which moves where they are cut; failures on data are not asked for. */
function withoutNames(answer: OracleCase | OracleModel): unknown {
  return JSON.parse(
    JSON.stringify(answer, (key, value: unknown) => (key === 'f' ? undefined : key === 'r' ? String(value).slice(0, 35) : value)),
  );
}
