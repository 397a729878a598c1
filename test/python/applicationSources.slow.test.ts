import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { readImport } from '../../extension/cli/sources/analyseSource';
import type { ExpressionFile } from '../oracles/support/replayExpressions';
import { replayExpressions } from '../oracles/support/replayExpressions';
import { frameworksPython } from './support/frameworks';

const recorded = path.resolve(__dirname, '../oracles/expressions/keras_applications.json');

/**
 * The constructors of `keras.applications`, run by the analysis from Keras's own source files, give what the real ones give: no rule
 * knows these networks as long as their file is the one that is open.
 */
describe('the networks of Keras, from their own sources', function () {
  this.timeout(600_000);
  const { cases } = JSON.parse(fs.readFileSync(recorded, 'utf8')) as ExpressionFile;
  const folder = sourceFolder();
  let constructors = 0;
  for (const file of fs.readdirSync(folder).filter((name) => /^[a-z]\w+\.py$/.test(name) && !/_test|imagenet/.test(name))) {
    const header = fs.readFileSync(path.join(folder, file), 'utf8');
    const names = new Set([...header.matchAll(/"keras\.applications\.([A-Z]\w+)"/g)].map(([, name]) => name!));
    constructors += names.size;
    it(file, () => {
      const own = cases
        .filter(({ n, r }) => r === undefined && names.has(n.slice(n.lastIndexOf('.') + 1)))
        .map((one) => ({ ...one, s: one.s.replace('keras.applications.', '') }));
      assert.ok(own.length >= 4 * names.size);
      const judged = replayExpressions({ header, cases: own }, { uri: pathToFileURL(path.join(folder, file)).href, read: readImport });
      const wrong = judged.filter(({ verdict }) => verdict !== 'equal');
      assert.equal(wrong.map(({ one, verdict, found }) => `${verdict}: ${one.s}\n  found ${found}`).join('\n'), '');
    });
  }

  it('are all forty of them', () => assert.equal(constructors, 40));
});

function sourceFolder(): string {
  const library = path.resolve(frameworksPython(), '../../lib');
  const python = fs.existsSync(library) ? fs.readdirSync(library).find((name) => /^python3\.\d+$/.test(name)) : undefined;
  const packages = python === undefined ? path.resolve(library, '../Lib/site-packages') : path.join(library, python, 'site-packages');
  return path.join(packages, 'keras/src/applications');
}
