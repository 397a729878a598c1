import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { compareWithEngine } from '../../python/support/compareWithEngine';
import { ChildRun } from './childRun';

/** Share of the recorded shapes and counts that the engine knows of each program; it rises with the layers that have a rule. */
const programs = [
  { name: 'vision.ts', models: 4, leastKnown: 1 },
  { name: 'graphs.ts', models: 8, leastKnown: 1 },
  { name: 'sequences.ts', models: 3, leastKnown: 0.1 },
];

/** What the framework builds is the truth: `ChildRun` fails where the engine says something else. */
describe('models that TensorFlow.js builds are what the engine says', function () {
  this.timeout(240_000);
  for (const { name, models, leastKnown } of programs) {
    it(`in ${name}`, async () => {
      const run = new ChildRun();
      try {
        run.leastKnown = leastKnown;
        const text = fs.readFileSync(path.join(__dirname, 'fixtures', name), 'utf8');
        const backend = { requested: 'cpu', picked: 'cpu', refused: [] };
        assert.equal(await run.run(name, text, { backend }), 0, run.stderr);
        const knowledge = compareWithEngine(run.runDir, path.join(run.workspace, name));
        assert.equal(knowledge.models.seen, models);
      } finally {
        run.dispose();
      }
    });
  }
});
