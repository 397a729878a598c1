import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { collectTexts } from './support/collectTexts';

const root = path.resolve(__dirname, '../../..');
const bundle = JSON.parse(fs.readFileSync(path.join(root, 'l10n/bundle.l10n.zh-cn.json'), 'utf8')) as Record<string, string>;
const { texts, dynamic } = collectTexts(path.join(root, 'extension/src'));

const placesOf = (text: string): string[] => [...text.matchAll(/\{\d+\}/g)].map(([place]) => place).sort();

describe('texts of the extension host', () => {
  it('are found by the collector', () => {
    assert.ok(texts.some(({ text }) => text === 'Open Curves'));
    assert.ok(texts.length > 50);
  });

  it('are literals, so that they can be collected', () => {
    assert.deepEqual(dynamic, []);
  });

  it('all exist in Chinese', () => {
    assert.deepEqual(
      texts.filter(({ text }) => !Object.hasOwn(bundle, text)),
      [],
    );
  });

  it('have no translation that nobody uses', () => {
    const used = new Set(texts.map(({ text }) => text));
    assert.deepEqual(
      Object.keys(bundle).filter((text) => !used.has(text)),
      [],
    );
  });

  it('keep their arguments in translation, and are translated', () => {
    for (const [text, chinese] of Object.entries(bundle)) {
      assert.deepEqual(placesOf(chinese), placesOf(text), text);
      assert.match(chinese, /\p{Script=Han}/u, text);
    }
  });

  it('stand behind every sentence that VS Code shows', () => {
    // What is handed to a message, a picker or a progress as a bare string would stay English.
    const shown =
      /(?:show(?:Information|Warning|Error)Message|placeHolder:|openLabel:|title:)\s*\(?\s*(['"`])(?!\$\{|Tensorwright (?:Live|Curves|Architecture)\1)/;
    const folder = path.join(root, 'extension/src');
    const bare = fs
      .readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.startsWith('contributions'))
      .flatMap((name) =>
        fs
          .readFileSync(path.join(folder, name), 'utf8')
          .split('\n')
          .filter((line) => shown.test(line))
          .map((line) => `${name}: ${line.trim()}`),
      );
    assert.deepEqual(bare, []);
  });
});
