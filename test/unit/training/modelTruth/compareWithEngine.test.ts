import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ModelEvent } from '../../../../extension/protocol/runs';
import { assertEngineAgrees, compareWithEngine } from '../../../python/support/compareWithEngine';
import { ran, runModel } from './models';

const program = `import keras
from keras import layers
model = keras.Sequential([keras.Input((4,)), layers.Dense(8), layers.SomeLayer(2)])
model.fit(load(), epochs=2)
`;

/** What all training tests rely on: that it fails. */
describe('holding the engine to a run', () => {
  let folder: string;
  const file = () => path.join(folder, 'train.py');
  const record = (...events: object[]): string => {
    const dir = path.join(folder, 'run');
    fs.mkdirSync(path.join(dir, 'events'), { recursive: true });
    fs.writeFileSync(path.join(dir, 'run.json'), JSON.stringify({ file: file(), workspace: folder, interpreter: {}, versions: {} }));
    fs.writeFileSync(path.join(dir, 'events', '0.0.jsonl'), events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    return dir;
  };
  const model = (params: number): ModelEvent =>
    runModel([ran('dense', 'Dense', [null, 4], [null, 8], params), ran('some_layer', 'SomeLayer', [null, 8], [null, 2], 88)]);

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorwright-hold-'));
    fs.writeFileSync(file(), program);
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('fails where the two differ, with the report', () => {
    assert.throws(() => compareWithEngine(record(model(41)), file()), /`dense`.*41 parameters in the run, 40 in the analysis/);
  });

  it('fails where the engine knows less than it should, and counts what it knows', () => {
    const dir = record(model(40));
    const { values, models } = compareWithEngine(dir, file());
    assert.deepEqual({ values, models }, { values: { seen: 4, known: 2 }, models: { seen: 1, known: 1 } });
    assertEngineAgrees(dir, file(), 0.5);
    assert.throws(() => assertEngineAgrees(dir, file(), 0.6), /knows 2 of 4 .* \(50 %\), .* less than 60 %/);
  });

  it('has nothing to say of a run without a model', () => {
    assert.equal(compareWithEngine(record({ v: 1, k: 'phase', q: 0, t: 0, phase: 'training', note: '"model"' }), file()).rate, 1);
    assert.equal(compareWithEngine(path.join(folder, 'nothing'), file()).rate, 1);
  });
});
