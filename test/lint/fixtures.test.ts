import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { compareMarkers, describe as describeComparison } from './support/compareMarkers';
import { parseFixture } from './support/fixture';
import { lintFixture } from './support/lintFixture';
import { updateMarkers } from './support/updateMarkers';

/** Every source file of this folder is a fixture: markers and findings must agree. */
const fixtures = findFixtures(__dirname);

describe('lint fixtures', () => {
  it('exist', () => assert.ok(fixtures.length > 0));

  for (const file of fixtures) {
    const name = path.relative(__dirname, file).split(path.sep).join('/');
    it(name, () => {
      const text = fs.readFileSync(file, 'utf8');
      const found = lintFixture(parseFixture(path.basename(file), text));
      const compared = found.map((findings) => ({ findings, comparison: compareMarkers(findings) }));
      const problems = compared.map(({ findings, comparison }) => describeComparison(findings, comparison)).filter(Boolean);
      if (process.env.UPDATE_MARKERS === '1' && problems.length) {
        fs.writeFileSync(file, compared.flatMap(({ findings, comparison }) => updateMarkers(findings, comparison)).join('\n'));
        return;
      }
      assert.equal(problems.join('\n'), '');
    });
  }
});

function findFixtures(folder: string): string[] {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const at = path.join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === 'support' ? [] : findFixtures(at);
      return /\.(py|[cm]?[jt]sx?)$/.test(entry.name) && !/\.test\.ts$/.test(entry.name) ? [at] : [];
    });
}
