import assert from 'node:assert/strict';
import { analyse, workOf } from '../../../server/src/interp/document/analyse';
import type { AnalysisOutcome } from '../../../server/src/interp/document/analysis';
import { isSettled } from '../../../server/src/interp/document/analysis';

/** The document and the files beside it, by name. */
function run(text: string, files: Readonly<Record<string, string | null>> = {}, asksAgain = false): AnalysisOutcome {
  return analyse({
    language: 'python',
    chunks: [{ uri: 'file:///w/main.py', text }],
    files: new Map(Object.entries(files).map(([name, source]) => [`file:///w/${name}`, source])),
    roots: ['file:///w'],
    settings: { stepBudget: 400_000, asksAgain },
  });
}

function stepsOf(outcome: AnalysisOutcome): number {
  return workOf(outcome)!.steps;
}

describe('functions that nobody calls', function () {
  this.timeout(60_000);

  it('of other files are left to those files', () => {
    const lines = Array.from({ length: 300 }, (_, i) => `    x = x + ${i}`).join('\n');
    const steps = stepsOf(run('import keras\nimport heavy\n', { 'heavy.py': `def work(x):\n${lines}\n` }));
    assert.ok(steps < 50, `${steps} steps`);
    assert.ok(stepsOf(run(`import keras\ndef work(x):\n${lines}\n`)) > 300);
  });

  it('that call each other are run once, from the last one down', () => {
    const body = Array.from({ length: 50 }, (_, i) => `    x = x + ${i}`).join('\n');
    const chain = Array.from({ length: 20 }, (_, i) => `def f${i}(x):\n${body}\n    return ${i ? `f${i - 1}(x)` : 'x'}\n`).join('\n');
    const steps = stepsOf(run(`import keras\n${chain}`));
    assert.ok(steps < 6_000, `${steps} steps`);
  });

  it('that call each other behind conditions come to an end soon', () => {
    const walk = (name: string, others: readonly string[]): string =>
      `def ${name}(tree, seen):\n    for part in tree.parts:\n        if part in seen:\n            continue\n        for inner in part:\n` +
      others.map((other) => `            if inner.${other}:\n                ${other}(inner, seen)\n`).join('');
    const names = ['load', 'save', 'visit', 'name'];
    const outcome = run(`import keras\n${names.map((name) => walk(name, names)).join('\n')}`);
    assert.ok(outcome.result.isComplete);
    assert.ok(stepsOf(outcome) < 40_000, `${stepsOf(outcome)} steps`);
  });

  it('wait for the files that the program imports, and for none of their own', () => {
    const waiting = run('import keras\nimport helper\ndef f():\n    import other\n', {}, true);
    assert.ok(waiting.isPreliminary);
    assert.equal(isSettled(waiting, new Map(waiting.missing.map((uri) => [uri, null]))), false);
    const asked = run('import keras\ndef f():\n    import other\n', {}, true);
    assert.deepEqual(asked.missing, ['file:///w/other.py', 'file:///w/other/__init__.py']);
    assert.ok(isSettled(asked, new Map(asked.missing.map((uri) => [uri, null]))));
    assert.ok(!isSettled(asked, new Map([['file:///w/other.py', '']])));
  });

  it('are not run again for files that are not there', () => {
    const text = 'import keras\nmodel = keras.Sequential()\ndef f():\n    import other\n    return model\n';
    const first = run(text, {}, true);
    const files = new Map(first.missing.map((uri) => [uri, null]));
    const snapshot = {
      language: 'python' as const,
      chunks: [{ uri: 'file:///w/main.py', text }],
      files,
      roots: ['file:///w'],
      settings: { stepBudget: 400_000, asksAgain: true },
    };
    const again = analyse(snapshot, first);
    assert.equal(again.result.bindings[0], first.result.bindings[0]);
    assert.equal(again.isPreliminary, false);
  });
});
