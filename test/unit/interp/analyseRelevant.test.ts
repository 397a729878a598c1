import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { analyse } from '../../../server/src/interp/document/analyse';
import { analyseRelevant } from '../../../server/src/interp/document/analyseRelevant';
import type { AnalysisOutcome, Snapshot } from '../../../server/src/interp/document/analysis';
import { skimImports } from '../../../server/src/interp/imports/skimImports';
import type { Language } from '../../../server/src/ir/ir';

const root = path.resolve(__dirname, '../../..');

describe('which programs are looked at', function () {
  this.timeout(60_000);
  const uses = (text: string, language: Language = 'python'): boolean => skimImports(language, text).usesLibrary;
  const modules = (text: string, language: Language = 'python'): string[] =>
    skimImports(language, text).modules.map(({ module, level }) => '.'.repeat(level) + module);

  it('sees each spelling of an import', () => {
    for (const text of [
      'import keras',
      'import os, keras as k',
      'from keras.layers import Dense',
      'from keras import (\n    layers,\n)',
      'import os; import torch',
      'try: import torch\nexcept ImportError: torch = None',
      'if True:\n\timport tensorflow.keras',
      'import os\r\nimport torch\r\n',
      'import os\rimport torch\r',
      '\uFEFFimport torch',
      'import os, \\\n  torch',
      'x = f(\n  tf.zeros([3]))',
    ]) {
      assert.ok(uses(text), JSON.stringify(text));
    }
    for (const text of [
      "import * as tf from '@tensorflow/tfjs'",
      'import {layers} from"@tensorflow/tfjs-node"',
      "const tf = require('@tensorflow/tfjs')",
      "const tf = await import('@tensorflow/tfjs')",
      "export * from '@tensorflow/tfjs'",
      'const model = tf.sequential();',
    ]) {
      assert.ok(uses(text, 'typescript'), text);
    }
  });

  it('leaves ordinary programs alone', () => {
    for (const text of ['', 'import os, sys\n', 'from . import torches\n', 'x.tf.y = 1', 'keras_like = 3\nprint(keras_like.real)']) {
      assert.ok(!uses(text), JSON.stringify(text));
    }
    for (const text of ["import fs from 'node:fs'", "import { tf } from './tf'"]) assert.ok(!uses(text, 'typescript'), text);
  });

  it('names the modules that may be files of the program, and members that may be modules', () => {
    assert.deepEqual(modules('from .. import nets\nfrom .sizes import units as u, n\nimport a.b.c as d, e\n'), [
      '..',
      '..nets',
      '.sizes',
      '.sizes.units',
      '.sizes.n',
      'a',
      'a.b.c',
      'e',
    ]);
    assert.deepEqual(modules('from p import (  # one of (two)\n    q,  # ) not the end\n    r,\n)\n'), ['p', 'p.q', 'p.r']);
    assert.deepEqual(modules('import 模型\nfrom .网 import 层\n'), ['模型', '.网', '.网.层']);
    assert.deepEqual(modules("import a from './a';\nimport './b.js';\nimport fs from 'fs';\n", 'typescript'), ['./a', './b.js']);
  });

  /** As the server does: what is missing is given, until nothing is. */
  const run = (texts: Record<string, string>, main: string, stepBudget = 100_000): { outcome: AnalysisOutcome; asked: string[] } => {
    const files = new Map<string, string | null>();
    for (;;) {
      const snapshot: Snapshot = {
        language: main.endsWith('.py') ? 'python' : 'typescript',
        chunks: [{ uri: `file:///w/${main}`, text: texts[main]! }],
        files: new Map(files),
        roots: ['file:///w'],
        settings: { stepBudget },
      };
      const outcome = analyseRelevant(snapshot);
      const missing = outcome.missing.filter((uri) => !files.has(uri));
      if (!missing.length) return { outcome, asked: [...files.keys()].filter((uri) => files.get(uri) !== null) };
      for (const uri of missing) files.set(uri, texts[uri.slice('file:///w/'.length)] ?? null);
    }
  };
  const net =
    'import keras\ndef net(units):\n    return keras.Sequential([keras.layers.Input((8, 8, 3)), keras.layers.Conv2D(4, units)])\n';

  it('runs a program that reaches a library only through files of its own, however far away', () => {
    const texts = {
      'main.py': 'from helper import make\nmake(9)\n',
      'helper.py': 'from lib import net\nmake = net.net\n',
      'lib/net.py': net,
    };
    const { outcome } = run(texts, 'main.py');
    assert.ok(outcome.result.chunks.has('file:///w/lib/net.py'));
    assert.ok(outcome.result.models.length + outcome.result.layerCalls.length > 0);
  });

  it('knows what an ordinary program depends on, so that it is run once one of these files imports a library', () => {
    const texts = { 'main.py': 'import helper\n', 'helper.py': 'import main\nunits = 4\n' };
    const { outcome, asked } = run(texts, 'main.py');
    assert.equal(outcome.result.chunks.size, 0);
    assert.ok(outcome.result.isComplete);
    assert.deepEqual(asked, ['file:///w/helper.py']);
    assert.ok(outcome.dependencies.includes('file:///w/helper.py'));
    assert.ok(run({ ...texts, 'helper.py': net }, 'main.py').outcome.result.chunks.has('file:///w/helper.py'));
  });

  it('spends nothing on a program that would use up every step', () => {
    const text = 'x = 0\n' + 'x = x + 1\n'.repeat(100);
    assert.equal(run({ 'main.py': text }, 'main.py', 50).outcome.result.isComplete, true);
    assert.equal(run({ 'main.py': `import keras\n${text}` }, 'main.py', 50).outcome.result.isComplete, false);
  });

  it('misses nothing that is reported in the models and examples', () => {
    const programs = ['test/lint/models', 'examples', 'snippets'].flatMap((folder) =>
      fs
        .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /(?<!\.d)\.(py|ts)$/.test(name) && !name.includes('node_modules'))
        .map((name) => path.join(root, folder, name)),
    );
    assert.ok(programs.length >= 4);
    for (const file of programs) {
      const uri = `file:///w/${path.basename(file)}`;
      const snapshot: Snapshot = {
        language: file.endsWith('.py') ? 'python' : 'typescript',
        chunks: [{ uri, text: fs.readFileSync(file, 'utf8') }],
        files: new Map(),
        roots: ['file:///w'],
        settings: { stepBudget: 400_000 },
      };
      const [all, relevant] = [analyse(snapshot).result, analyseRelevant(snapshot).result];
      assert.deepEqual(relevant.diagnostics, all.diagnostics, file);
      assert.equal(relevant.layerCalls.length, all.layerCalls.length, file);
    }
  });
});
