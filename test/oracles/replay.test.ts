import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { OracleCase, OracleModel } from '../../scripts/oracles/case';
import type { OracleFramework } from './support/renderProgram';
import type { Difference } from './support/replay';
import { describeDifferences, replayCases, replayModels } from './support/replay';
import { isOnPurpose } from './support/onPurpose';

/** What the real frameworks answered, compared with the analysis: same shape, element type and weights, or both refuse. */
for (const framework of ['keras', 'tfjs'] as const) {
  describe(`answers of ${framework}`, function () {
    this.timeout(300_000);
    const folder = path.join(__dirname, framework);
    const layers = fs
      .readdirSync(folder)
      .map((file) => path.basename(file, '.json'))
      .filter((name) => name !== 'models' && name !== 'keywords');

    it('cover every layer that has a rule', () => assert.ok(layers.length >= 12, layers.join(', ')));

    for (const layer of layers) {
      it(layer, () => {
        const cases = read<OracleCase[]>(framework, layer);
        assert.ok(cases.filter((one) => one.o).length >= 1, `${cases.length} cases`);
        expectNone(replayCases(framework, layer, cases));
      });
    }

    it('whole networks', () => expectNone(replayModels(framework, read<OracleModel[]>(framework, 'models'))));
  });
}

function read<T>(framework: OracleFramework, name: string): T {
  return JSON.parse(fs.readFileSync(path.join(__dirname, framework, `${name}.json`), 'utf8')) as T;
}

function expectNone(differences: readonly Difference[]): void {
  const left = differences.filter((difference) => !isOnPurpose(difference));
  assert.equal(describeDifferences(left), '');
}
