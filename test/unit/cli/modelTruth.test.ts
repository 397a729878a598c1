import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Io } from '../../../extension/cli/io';
import { cliLocalizer } from '../../../extension/cli/locale';
import { tellDifferences } from '../../../extension/cli/train/modelTruth';
import type { ModelEvent } from '../../../extension/protocol/runs';
import { ran, runModel } from '../training/modelTruth/models';

const program = `import keras
from keras import layers
model = keras.Sequential([keras.Input((4,)), layers.Dense(8), layers.Dense(2)])
model.fit(load(), epochs=2)
`;

/** What the command line says after a run that recorded a model; the analysis is the real one. */
describe('the end of a run on the command line', () => {
  let folder: string;
  let dir: string;
  let said: string;

  beforeEach(() => {
    folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'tensorwright-tell-')));
    dir = path.join(folder, '.tensorwright', 'runs', 'r1');
    fs.mkdirSync(dir, { recursive: true });
    said = '';
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const tell = async (units: number, text: string | Buffer = program, locale = 'en'): Promise<string> => {
    const file = path.join(folder, 'train.py');
    fs.writeFileSync(file, text);
    const sourceHash = createHash('sha256').update(text).digest('hex');
    const plan = { file, workspace: folder, args: [], kind: 'python', interpreter: {}, versions: {}, sourceHash };
    fs.writeFileSync(path.join(dir, 'run.json'), JSON.stringify(plan));
    const model: ModelEvent = runModel([
      ran('dense', 'Dense', [null, 4], [null, units], 5 * units),
      ran('dense_1', 'Dense', [null, units], [null, 2], 2 * units + 2),
    ]);
    const io = { cwd: folder, env: {}, err: (part: string) => (said += part) } as unknown as Io;
    await tellDifferences({ dir }, [model], { io, l: cliLocalizer(locale, {}), locale });
    return said;
  };

  it('names the report, relative to where the person is', async () => {
    const report = path.join('.tensorwright', 'runs', 'r1', 'artifacts', 'model-difference.md');
    assert.equal(
      await tell(9),
      `What was built differs from the analysis. A report that you can attach to a bug report: ${report} (nothing was sent)\n`,
    );
    assert.match(fs.readFileSync(path.join(folder, report), 'utf8'), /output \[null, 9\] in the run, \[null, 8\] in the analysis/);
    said = '';
    assert.match(await tell(9, program, 'zh-cn'), /没有发送任何内容/);
  });

  it('says nothing when nothing differs, and when a program cannot be analyzed', async () => {
    assert.equal(await tell(8), '');
    assert.equal(await tell(9, Buffer.from([0xff, 0xfe, 0x00])), '');
    assert.ok(!fs.existsSync(path.join(dir, 'artifacts')));
  });
});
