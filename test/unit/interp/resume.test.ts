import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { analyse } from '../../../server/src/interp/document/analyse';
import type { Analysis, AnalysisOutcome, Snapshot } from '../../../server/src/interp/document/analysis';
import { spanOf } from '../../../server/src/ir/place';
import { formatDim } from '../../../server/src/values/dim';
import { formatShape } from '../../../server/src/values/shape';
import { randomOf } from '../../support/random';
import type { Source } from '../../../extension/cli/sources/readSource';
import { groups, mutantsOf, mutated, programsOf, sourceOf } from '../../mutants/support/mutant';

const examples = path.resolve(__dirname, '../../../examples');

function snapshot(text: string, language: Snapshot['language'], more: Partial<Snapshot> = {}): Snapshot {
  return { language, chunks: [{ uri: 'file:///p/main', text }], files: new Map(), roots: [], settings: { stepBudget: 100_000 }, ...more };
}

/** Everything that a person can see of an analysis, without the identities that may differ. */
function visible(result: Analysis): unknown {
  const at = (place: { chunk: string; node: number }): unknown => spanOf(result.chunks.get(place.chunk)!, place);
  return {
    diagnostics: result.diagnostics.map((d) => ({
      code: d.code,
      message: d.message,
      at: at(d.place),
      related: d.related.map((r) => [at(r.place), r.message]),
      fixes: d.fixes,
    })),
    calls: result.layerCalls.map((c) => ({
      at: at(c.place),
      op: c.op,
      out: formatShape(c.output),
      params: formatDim(c.params),
      status: c.status,
    })),
    bindings: result.bindings.map((b) => ({ name: b.name, at: at(b.place), kind: b.kind })),
    models: result.models.map((m) => ({
      name: m.name,
      params: formatDim(m.params),
      nodes: m.nodes.map((node) => [node.id, node.from, formatShape(node.output)]),
    })),
    entries: result.entries.map((e) => ({ name: e.name, at: at(e.place) })),
    values: result.own.map((uri) =>
      [...result.values.get(uri)].map(([node, v]) => [node, v.kind === 'tensor' ? formatShape(v.shape) : v.kind]).sort(),
    ),
  };
}

describe('resuming an analysis', () => {
  for (const [file, language] of [
    ['keras-cifar10/train.py', 'python'],
    ['mnist-tfjs/train.ts', 'typescript'],
  ] as const) {
    it(`gives what an analysis from the start gives, after any edit of ${file}`, function () {
      this.timeout(120_000);
      const random = randomOf(19);
      let text = fs.readFileSync(path.join(examples, file), 'utf8');
      let previous: AnalysisOutcome = analyse(snapshot(text, language));
      for (let i = 0; i < 60; i++) {
        const at = random.int(text.length);
        text =
          random.next() < 0.5
            ? text.slice(0, at) + random.pick(['\n', ' ', '(', ')', '3', 'x', "'", '\n\n', 'model', '"""']) + text.slice(at)
            : text.slice(0, at) + text.slice(at + 1 + random.int(3));
        const resumed = analyse(snapshot(text, language), previous);
        assert.deepEqual(visible(resumed.result), visible(analyse(snapshot(text, language)).result), `edit ${i} at ${at}`);
        previous = resumed;
      }
    });
  }

  it('gives it after each change of a program, and after the change back', function () {
    this.timeout(120_000);
    for (const group of groups()) {
      const mutants = mutantsOf(group);
      // Programs that train by loops of their own take longer than those that call `fit`.
      const every = group.startsWith('torch') ? 6 : 1;
      for (const program of programsOf(group).filter((_, i) => i % every === 0)) {
        const source = sourceOf(program);
        const snapshotOf = ({ chunks }: Source): Snapshot => snapshot('', 'python', { chunks });
        const original = visible(analyse(snapshotOf(source)).result);
        let previous = analyse(snapshotOf(source));
        const changes = mutants.filter(({ p }) => p === program);
        for (const mutant of changes.filter((_, i) => i % 10 === 0)) {
          const changed = snapshotOf(mutated(source, mutant));
          const what = `${program}: ${mutant.old} → ${mutant.new}`;
          previous = analyse(changed, previous);
          assert.deepEqual(visible(previous.result), visible(analyse(changed).result), what);
          previous = analyse(snapshotOf(source), previous);
          assert.deepEqual(visible(previous.result), original, `${what} and back`);
        }
      }
    }
  });

  it('runs nothing again that neither changed nor depends on what did', () => {
    const rest = 'b = keras.Input((8,))\nc = keras.layers.Dense(3)(b)\n';
    const first = analyse(snapshot(`import keras\na = keras.Input((8,))\n${rest}`, 'python'));
    const second = analyse(snapshot(`import keras\na = keras.Input((9,))\n${rest}`, 'python'), first);
    const tensor = ({ result }: AnalysisOutcome, name: string): unknown => result.bindings.find((b) => b.name === name)!.value;
    assert.notEqual(tensor(second, 'a'), tensor(first, 'a'));
    assert.equal(tensor(second, 'c'), tensor(first, 'c'));
  });

  it('looks again at what depends on other statements of the file, wherever they stand', () => {
    const head = 'import keras\ndef f():\n    return 1\nprint(f.calls)\n';
    const messages = ({ result }: AnalysisOutcome): string[] => result.diagnostics.map(({ code }) => code);
    const first = analyse(snapshot(`${head}x = 1\n`, 'python'));
    assert.deepEqual(messages(first), ['missing-attribute']);
    const second = analyse(snapshot(`${head}f.calls = 1\n`, 'python'), first);
    assert.deepEqual(messages(second), []);
    assert.deepEqual(messages(analyse(snapshot(`${head}x = 1\n`, 'python'), second)), ['missing-attribute']);
  });

  it('does not run again what stands before the edit', () => {
    const head = 'import keras\nm = keras.Sequential()\nm.add(keras.Input((8,)))\n';
    const first = analyse(snapshot(`${head}m.add(keras.layers.Dense(3))\n`, 'python'));
    const second = analyse(snapshot(`${head}m.add(keras.layers.Dense(4))\n`, 'python'), first);
    // The object of the model is the one that the first analysis made.
    assert.equal(second.result.models[0]!.id, first.result.models[0]!.id);
    assert.equal(formatShape(second.result.layerCalls.at(-1)!.output), '(None, 4)');
    assert.equal(formatShape(first.result.layerCalls.at(-1)!.output), '(None, 3)');
  });

  it('starts over when an imported file changes', () => {
    const main = 'from sizes import N\nimport keras\nx = keras.layers.Dense(N)(keras.Input((8,)))\n';
    const withFile = (text: string): Snapshot => snapshot(main, 'python', { files: new Map([['file:///p/sizes.py', text]]) });
    const first = analyse(withFile('N = 3\n'));
    const second = analyse(withFile('N = 5\n'), first);
    assert.equal(formatShape(second.result.layerCalls[0]!.output), '(None, 5)');
  });
});

describe('a snapshot', () => {
  it('without the text of an import names it as missing, and goes on without', () => {
    const outcome = analyse(snapshot('from sizes import N\nimport keras\nx = keras.layers.Dense(N)(keras.Input((8,)))\n', 'python'));
    assert.ok(outcome.missing.includes('file:///p/sizes.py'), outcome.missing.join());
    assert.equal(formatShape(outcome.result.layerCalls[0]!.output), '(None, ?)');
    assert.deepEqual(outcome.result.diagnostics, []);
  });

  it('that knows a file not to exist asks no more', () => {
    // A folder without `__init__.py` is a package too, so the name may be a file in it.
    const uris = ['file:///p/sizes.py', 'file:///p/sizes/__init__.py', 'file:///p/sizes/N.py', 'file:///p/sizes/N/__init__.py'];
    const outcome = analyse(snapshot('from sizes import N\n', 'python', { files: new Map(uris.map((uri) => [uri, null])) }));
    assert.deepEqual(outcome.missing, []);
    assert.deepEqual([...outcome.dependencies].sort(), uris.sort());
  });

  it('of a notebook runs its cells as one module', () => {
    const chunks = [
      { uri: 'cell:1', text: 'import keras\nx = keras.Input((8,))' },
      { uri: 'cell:2', text: 'y = keras.layers.Dense(3)(x)\nkeras.layers.Conv2D(3, 3)(y)' },
    ];
    const { result } = analyse(snapshot('', 'python', { chunks }));
    assert.deepEqual(
      result.diagnostics.map((d) => [d.code, d.place.chunk]),
      [['rank-mismatch', 'cell:2']],
    );
    assert.equal(result.diagnostics[0]!.related[0]!.place.chunk, 'cell:1');
  });
});

describe('the step budget', () => {
  const endless =
    'import keras\nx = keras.layers.Dense(3)(keras.Input((8,)))\nn = 0\nwhile n < 10 ** 9:\n    n = n + 1 if n % 2 else n + 3\n    while True:\n        n += 1\nkeras.layers.Conv2D(3, 3)(x)\n';

  it('ends an analysis that would not end, and keeps what was found before', () => {
    const { result } = analyse(snapshot(endless, 'python', { settings: { stepBudget: 600 } }));
    assert.equal(result.layerCalls.length, 1);
    assert.deepEqual(result.diagnostics, []);
  });

  it('ends it at the same place whether the analysis resumed or not', () => {
    const settings = { stepBudget: 3000 };
    const first = analyse(snapshot(endless, 'python', { settings }));
    const again = analyse(snapshot(`${endless}\n`, 'python', { settings }), first);
    assert.equal(again.result.isComplete, first.result.isComplete);
    assert.deepEqual(visible(again.result), visible(first.result));
  });

  it('bounds each function that nobody calls on its own', () => {
    const text = `import keras\ndef spin():\n    n = 0\n    while n < 10 ** 9:\n        n += 1\ndef build():\n    return keras.layers.Conv2D(3, 3)(keras.Input((8,)))\n`;
    const { result } = analyse(snapshot(text, 'python', { settings: { stepBudget: 4000 } }));
    assert.deepEqual(
      result.diagnostics.map((d) => d.code),
      ['rank-mismatch'],
    );
  });
});
