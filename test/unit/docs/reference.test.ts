import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { collectOpDescriptions, describeOp } from '../../../server/src/docs/opDescriptions';
import { referenceFiles } from '../../../server/src/docs/referenceFiles';
import { libraryNames } from '../../../scripts/generatedFiles';
import { allOps } from '../../../server/src/ops/registry';
import { opDescriptions } from '../../../server/src/docs/bundledDescriptions';

const root = path.resolve(__dirname, '..', '..', '..');

function readAll(folder: string): string[] {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? readAll(path.join(folder, entry.name)) : [fs.readFileSync(path.join(folder, entry.name), 'utf8')]));
}

describe('reference', function () {
  this.timeout(60_000);
  for (const file of referenceFiles(readAll(path.join(root, 'server/src/ops')), libraryNames(root))) {
    it(`${file.path} is what npm run generate would write`, async () => {
      const filepath = path.join(root, file.path);
      const wanted = await format(file.content, { ...(await resolveConfig(filepath)), filepath });
      assert.equal(fs.readFileSync(filepath, 'utf8').replaceAll('\r\n', '\n'), wanted);
    });
  }

  it('describes every op in both languages', () => {
    for (const locale of ['en', 'zh-cn']) {
      for (const op of allOps) {
        const text = describeOp(op.name, locale, opDescriptions);
        assert.ok(text, `${op.name} has no description`);
        assert.equal(/\p{Script=Han}/u.test(text), locale === 'zh-cn', `${op.name} in ${locale}: ${text}`);
      }
    }
  });

  it('has no translation of an op that is not there', () => {
    const names = new Set(Object.keys(opDescriptions.en));
    assert.deepEqual(Object.keys(opDescriptions['zh-cn']).filter((name) => !names.has(name)), []);
  });
});

describe('collectOpDescriptions', () => {
  it('takes the comment of a declaration, joined to one line', () => {
    const source = "/** Not this one. */\nconst helper = 1;\n/**\n * Two\n * lines.\n */\nexport const a = defineLayer({\n  ...shared,\n  name: 'keras.layers.A',\n});\nexport const b = defineLayer({ name: 'keras.layers.B' });\n/** Ported. */\nexport const c = portLayer(kerasC, { name: 'tfjs.layers.c' });";
    assert.deepEqual(collectOpDescriptions(source), { 'keras.layers.A': 'Two lines.', 'tfjs.layers.c': 'Ported.' });
  });
});
