import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, promises as fs } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { readAnalysis } from '../../../extension/cli/sources/readAnalysis';
import type { KnownModels } from '../../../extension/protocol/knownModels';
import type { RunEvent } from '../../../extension/protocol/runs';
import { checkRun, createRunStore, launchRun, planRun, readReport, saveReport, type RunRequest } from '../../../extension/training';
import { knownModels } from '../../../server/src/graph/knownModels';
import { findOp } from '../../../server/src/ops/registry';
import { createPlace, until, type Place } from './support';

const repository = path.join(__dirname, '..', '..', '..');
const trainers = path.join(repository, 'dist', 'trainers');

const program = `import * as tf from '@tensorflow/tfjs';
import { units } from './sizes';

const secret = 'not for reports';
const model = tf.sequential({
  layers: [tf.layers.dense({ units, inputShape: [4] }), tf.layers.dense({ units: 1 })],
});
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
console.log(secret, process.argv.length);
await model.fit(tf.ones([8, 4]), tf.zeros([8, 1]), { epochs: 1, batchSize: 8, verbose: 0 });
`;

/** From the source over a real run to the report; only the fault of the analysis is made up. */
describe('a run that the analysis contradicts', function () {
  this.timeout(180_000);
  let place: Place;
  let dir: string;
  let events: RunEvent[];

  before(async () => {
    if (!existsSync(path.join(trainers, 'tfjs', 'child.js'))) {
      execFileSync(process.execPath, [path.join(repository, 'scripts', 'build.mjs'), 'tfjsTrainer'], { stdio: 'inherit' });
    }
    place = await createPlace();
    place.home = { ...place.home, trainers };
    ({ dir, events } = await train());
  });
  after(() => place.remove());

  const sizes = () => path.join(path.dirname(place.program), 'sizes.ts');
  const write = async () => {
    await fs.writeFile(place.program, program);
    await fs.writeFile(sizes(), 'export const units = 8;\n');
  };
  const train = async (request: Partial<RunRequest> = {}): Promise<{ dir: string; events: RunEvent[] }> => {
    await write();
    const workspace = path.dirname(place.program);
    const plan = await planRun({ file: place.program, workspace, node: process.execPath, backend: 'cpu', ...request }, place.home);
    const run = await launchRun(plan, place.runsDir, place.home, [sizes()]);
    place.pids.push(run.pid);
    const store = createRunStore(place.runsDir);
    try {
      await until('it is over', () => store.get(plan.id)?.endedAt, 120_000);
      await store.load([plan.id]);
      assert.equal(store.get(plan.id)!.status, 'ok');
      return { dir: run.dir, events: [...store.events(plan.id)] };
    } finally {
      store.dispose();
    }
  };
  const engine = (file: string): KnownModels => knownModels(readAnalysis(file, path.dirname(file)).outcome, findOp);
  /** The engine with a wrong rule for the second layer. */
  const faulty = (file: string): KnownModels => {
    const known = engine(file);
    const layer = known.models[0]!.layers[1]!;
    layer.out = [[null, 2]];
    layer.params = 18;
    return known;
  };
  const check = (ask: (file: string) => KnownModels | null, of = dir, record = events) =>
    checkRun(of, record, (file) => Promise.resolve(ask(file)));
  /** Runs as a window lists them that was there before the report was. */
  const summaries = async () => {
    const store = createRunStore(place.runsDir);
    try {
      await fs.rm(path.join(dir, 'artifacts'), { recursive: true });
      await store.refresh();
      assert.deepEqual(store.list()[0]?.artifacts, []);
      await check(faulty);
      await store.refresh();
      return store.list();
    } finally {
      store.dispose();
    }
  };
  const artifacts = () => fs.readdir(path.join(dir, 'artifacts')).catch(() => []);

  it('says nothing while the two agree', async () => {
    const result = await check(engine);
    assert.deepEqual([result?.differing.length, result?.report], [0, null]);
    assert.deepEqual(result?.coverage.values, { seen: 4, known: 4 });
    assert.deepEqual(await artifacts(), []);
  });

  it('has the same report for programs and for people in its artifacts', async () => {
    const result = await check(faulty);
    assert.deepEqual((await artifacts()).sort(), ['model-difference.json', 'model-difference.md']);
    assert.equal(result?.report, path.join(dir, 'artifacts', 'model-difference.md'));
    const report = await readReport(dir);
    assert.equal(report?.program, 'train.ts');
    assert.equal(report.versions['@tensorflow/tfjs'] ?? report.versions['tfjs'], '4.22.0');
    assert.deepEqual(report.interpreter, { kind: 'Node.js', version: process.versions.node });
    const [model] = report.models;
    assert.deepEqual(model!.params, { run: 49, analysis: 49 });
    assert.deepEqual(
      model!.layers.map(({ at, differs, run, analysis }) => ({ at, differs, run: run!.out, analysis: analysis!.out })),
      [
        { at: 'train.ts:6', differs: [], run: [null, 8], analysis: [[null, 8]] },
        { at: 'train.ts:6', differs: ['out', 'params'], run: [null, 1], analysis: [[null, 2]] },
      ],
    );
    const [run] = await summaries();
    assert.deepEqual(
      run!.artifacts.map(({ kind, path: file }) => [kind, file]),
      [['report', 'artifacts/model-difference.md']],
    );
    const text = await fs.readFile(result.report, 'utf8');
    assert.match(text, /output \[null, 1\] in the run, \[null, 2\] in the analysis; 9 parameters in the run, 18 in the analysis/);
    assert.match(text, /- no source text\n/);
  });

  it('has nothing in the report that says whose machine it is, nor of the source unless the person wants it', async () => {
    await check(faulty);
    const json = await fs.readFile(path.join(dir, 'artifacts', 'model-difference.json'), 'utf8');
    const [plain, whole] = [path.join(place.root, 'plain.md'), path.join(place.root, 'whole.md')];
    await saveReport(dir, plain, false);
    await saveReport(dir, whole, true);
    const texts = await Promise.all([plain, whole].map((file) => fs.readFile(file, 'utf8')));
    for (const text of [json, ...texts]) {
      assert.ok(!text.includes(place.root) && !text.includes(repository) && !text.includes(process.execPath), text);
      assert.ok(!text.includes('not for reports'));
    }
    assert.ok(!texts[0]!.includes('inputShape'));
    // The statements that build the model, and what they read; neither the rest of the file nor its data.
    assert.match(texts[1]!, /- source text: `train\.ts` lines 1–2, `train\.ts` lines 5–7\n/);
    assert.match(texts[1]!, /```ts\nconst model = tf\.sequential\(\{\n.*inputShape: \[4\].*\n\}\);\n```/);
    assert.ok(!texts[1]!.includes('model.fit'));
  });

  it('is not compared once its program, or what that imports, was edited', async () => {
    await fs.appendFile(place.program, '// Edited.\n');
    assert.equal(await check(faulty), null);
    await write();
    assert.ok((await check(faulty))?.report);
    await fs.writeFile(sizes(), 'export const units = 9;\n');
    assert.equal(await check(engine), null);
    await write();
    assert.ok(await check(engine));
  });

  it('is not compared when an import that nobody copied was changed since, or the analysis has no answer', async () => {
    await write();
    const extra = path.join(place.root, 'work', 'extra.ts');
    const withExtra = (file: string): KnownModels => ({ ...faulty(file), dependencies: [pathToFileURL(extra).href] });
    assert.ok(await check(withExtra), 'a file that is not there changes nothing');
    await fs.writeFile(extra, '');
    assert.equal(await check(withExtra), null);
    await fs.utimes(extra, 1, 1);
    assert.ok(await check(withExtra));
    assert.equal(await check(() => null), null);
  });

  it('claims nothing when it was given arguments, which the analysis does not see', async () => {
    const run = await train({ args: ['--units', '8'] });
    const result = await check(faulty, run.dir, run.events);
    assert.deepEqual([result?.models.length, result?.differing.length, result?.report], [1, 0, null]);
  });
});
