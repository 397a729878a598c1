import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { knownRates, usesRules } from './support/knownRates';
import { runProgram } from './support/runProgram';

describe('models that Python programs build are what the engine says', function () {
  this.timeout(600_000);

  // `ended` of a run compares; here are the forms of networks that no other program has.
  it('in every form that Keras takes', async () => {
    const run = await runProgram('kerasModels', { env: { KERAS_BACKEND: 'tensorflow' } });
    try {
      assert.equal(run.summary.status, 'ok', await run.output());
      const { models } = run.knowledge!;
      assert.deepEqual(models, { seen: 16, known: 16 });
    } finally {
      await run.remove();
    }
  });

  it('of each of which it is stated how much the engine knows', () => {
    const folder = path.join(__dirname, 'programs');
    const programs = fs.readdirSync(folder).filter((name) => name.endsWith('.py'));
    const texts = new Map(programs.map((name) => [path.basename(name, '.py'), fs.readFileSync(path.join(folder, name), 'utf8')]));
    const isImported = (name: string): boolean =>
      [...texts.values()].some((text) => new RegExp(`^(?:import|from) ${name}\\b`, 'm').test(text));
    const missing = [...texts].flatMap(([name, text]) =>
      usesRules(text) && !isImported(name) && !Object.hasOwn(knownRates, name) ? [name] : [],
    );
    assert.deepEqual(missing, [], 'programs that test/python/support/knownRates.ts does not have');
  });
});
