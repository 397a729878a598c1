import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { snippetFiles } from '../../../extension/src/contributions';
import { analyse } from '../../../server/src/interp/document/analyse';
import type { Analysis } from '../../../server/src/interp/document/analysis';
import { expandSnippet, placeholders } from './support/expandSnippet';

interface Snippet {
  prefix: string[];
  description: string;
  body: string[];
}

const folder = path.resolve(__dirname, '../../../snippets');
const read = (file: string) => JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')) as Record<string, Snippet>;

function check(language: 'python' | 'typescript', text: string): Analysis {
  const snapshot = {
    language,
    chunks: [{ uri: 'file:///snippet', text }],
    files: new Map(),
    roots: [],
    settings: { stepBudget: 1_000_000 },
  };
  return analyse(snapshot).result;
}

const perceptron = 784 * 128 + 128 + 128 * 10 + 10;
/** Parameters of each snippet's network, counted by hand. */
const params: Record<string, number> = {
  'Keras: multilayer perceptron': perceptron,
  'Keras: convolutional network': 3 * 9 * 32 + 32 + (32 * 9 * 64 + 64) + (8 * 8 * 64 * 128 + 128) + (128 * 10 + 10),
  'TensorFlow.js: multilayer perceptron': perceptron,
  'TensorFlow.js: convolutional network': 9 * 16 + 16 + (16 * 9 * 32 + 32) + (5 * 5 * 32 * 64 + 64) + (64 * 10 + 10),
};

describe('snippets', () => {
  it('are placed by tab stops 1, 2, 3 … and end at $0', () => {
    assert.equal(expandSnippet(['a ${1:b}', 'c ${2:0.5} \\$x', '$0']), 'a b\nc 0.5 $x\n');
    assert.deepEqual(placeholders(['${1:a} ${2:b}', '$0']), [1, 2, 0]);
  });

  for (const { name, languages } of snippetFiles) {
    const language = languages[0];
    for (const [title, snippet] of Object.entries(read(`${name}.json`))) {
      describe(title, () => {
        const text = expandSnippet(snippet.body);

        it('has tab stops in order, no placeholder left over, and prefixes of its own', () => {
          const stops = placeholders(snippet.body);
          assert.deepEqual(stops, [...stops.slice(0, -1).map((_, index) => index + 1), 0]);
          assert.doesNotMatch(text, /\$\{?\d/);
          const all = snippetFiles.flatMap((file) => Object.values(read(`${file.name}.json`)).flatMap(({ prefix }) => prefix));
          assert.equal(new Set(all).size, all.length);
        });

        it('is a model that the linter knows whole and has nothing to say about', () => {
          const { diagnostics, models, usesLibrary } = check(language, text);
          assert.ok(usesLibrary);
          assert.deepEqual(
            diagnostics.map(({ code }) => code),
            [],
          );
          assert.equal(models.length, 1);
          assert.equal(models[0]!.params, params[title]);
        });

        it('is looked at by the linter: too large a kernel or a wrong input is reported', () => {
          const broken = text.includes('onv')
            ? text.replace(/= (32|28)/, '= 2')
            : text.replace(/\bDense\(|\bdense\(\{ units/, (m) =>
                m === 'Dense(' ? 'Reshape((7,)), layers.Dense(' : 'reshape({ targetShape: [7] })); model.add(tf.layers.dense({ units',
              );
          assert.notEqual(broken, text);
          const found = check(language, broken).diagnostics;
          // TensorFlow.js lets an empty image pass and raises one layer later: a warning where it became empty, an error where it raises.
          assert.deepEqual(
            found.map((d) => d.severity),
            language === 'typescript' && text.includes('onv') ? ['warning', 'error'] : ['error'],
            broken,
          );
        });

        it('reads the same in Chinese but for its description', () => {
          const chinese = read(`zh-cn/${name}.json`)[title]!;
          assert.deepEqual({ ...chinese, description: '' }, { ...snippet, description: '' });
          assert.match(chinese.description, /\p{Script=Han}/u);
        });
      });
    }
  }
});
