import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { EventWriter } from '../../../extension/trainers/tfjs/record/eventWriter';
import { jsonNumber } from '../../../extension/trainers/tfjs/record/jsonNumber';
import { StepRecorder } from '../../../extension/trainers/tfjs/record/stepRecorder';

describe('the record of a run', () => {
  let folder: string;
  let complaints: string[];
  let writer: EventWriter;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorwright-record-'));
    complaints = [];
    writer = new EventWriter(folder, { start: performance.now(), trouble: (error) => complaints.push(error.code ?? error.message) });
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));
  const read = (): Record<string, unknown>[] =>
    fs
      .readFileSync(writer.file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  it('numbers records without gaps, and keeps them until they are flushed', () => {
    writer.add({ k: 'phase', phase: 'building' });
    writer.add({ k: 'phase', phase: 'training' });
    assert.ok(!fs.existsSync(writer.file));
    writer.flush();
    writer.add({ k: 'warning', code: 'stdin' });
    writer.flush();
    assert.deepEqual(
      read().map(({ v, k, q }) => [v, k, q]),
      [
        [1, 'phase', 0],
        [1, 'phase', 1],
        [1, 'warning', 2],
      ],
    );
    assert.deepEqual(complaints, []);
  });

  it('goes on with a record that was cut short', () => {
    const { writeSync } = fs;
    const calls: number[] = [];
    // A disk that takes ten bytes at a time.
    fs.writeSync = ((fd: number, data: Buffer) => {
      calls.push(data.length);
      return writeSync(fd, data.subarray(0, 10));
    }) as typeof fs.writeSync;
    try {
      writer.add({ k: 'phase', phase: 'building' });
      writer.flush();
    } finally {
      fs.writeSync = writeSync;
    }
    assert.ok(calls.length > 5);
    assert.equal(read()[0]!.phase, 'building');
  });

  it('complains once about a folder that cannot be made, and writes everything when it can be', () => {
    const obstacle = path.join(folder, 'events');
    fs.writeFileSync(obstacle, '');
    for (let i = 0; i < 3; i++) {
      writer.add({ k: 'warning', code: 'stdin', step: i });
      writer.flush();
    }
    assert.equal(complaints.length, 1);
    fs.rmSync(obstacle);
    writer.flush(true);
    assert.deepEqual(
      read().map(({ step }) => step),
      [0, 1, 2],
    );
  });

  it('gathers steps into columns, a new record where what is constant changes', () => {
    const steps = new StepRecorder(writer);
    steps.add(0, { loss: 1, dt: 0.5, lr: 0.1, metricNames: ['acc'], metricValues: [0.25] });
    steps.add(1, { loss: 5, dt: 0.1 });
    steps.add(0, { loss: NaN, dt: 0.5, lr: 0.1, metricNames: ['acc'], metricValues: [Infinity] });
    steps.add(0, { loss: null, dt: 0.5, lr: 0.2 });
    steps.drain();
    writer.flush();
    const records = read().sort((a, b) => (a.opt as number) - (b.opt as number) || (a.s0 as number) - (b.s0 as number));
    assert.deepEqual(
      records.map(({ opt, s0, n, loss, lr, metrics }) => ({ opt, s0, n, loss, lr, metrics })),
      [
        { opt: 0, s0: 1, n: 2, loss: [1, 'NaN'], lr: 0.1, metrics: { acc: [0.25, 'Infinity'] } },
        { opt: 0, s0: 3, n: 1, loss: [null], lr: 0.2, metrics: undefined },
        { opt: 1, s0: 1, n: 1, loss: [5], lr: undefined, metrics: undefined },
      ],
    );
    assert.deepEqual([steps.total, steps.count(0), steps.best.get('loss')], [4, 3, 1]);
  });

  it('writes numbers as JSON can hold them', () => {
    assert.deepEqual([0.1, 1 / 3, 1e300, NaN, -Infinity].map(jsonNumber), [0.1, 0.33333333, 1e300, 'NaN', '-Infinity']);
  });
});
