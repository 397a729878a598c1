import assert from 'node:assert/strict';
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { RunPlan } from '../../../extension/protocol/runs';
import type { RunSummary } from '../../../extension/protocol/runViews';
import { exportRun, exportRuns, planExport, writeMeta, type ExportFormat } from '../../../extension/training';
import { EventLines } from '../../../extension/training/eventLines';
import { fileName } from '../../../extension/training/export/exportRuns';
import { RunFold } from '../../../extension/training/runFold';
import { EventsText, makeRun, type MadeRun } from './madeRun';
import { randomNumbers } from './support';

interface ExportedJson {
  version: number;
  malformedLines: number;
  missingRecords: number;
  plan: RunPlan | null;
  meta: { name?: string };
  summary: RunSummary;
  series: Record<string, { step: number[]; epoch: (number | null)[]; time: number[]; value: (number | string)[] }>;
}

describe('exports of a run', () => {
  let root: string;
  beforeEach(async () => {
    root = await fs.mkdtemp(path.join(os.tmpdir(), 'tensorwright-export-'));
  });
  afterEach(() => fs.rm(root, { recursive: true, force: true }));

  const text = async (run: MadeRun, format: ExportFormat) => {
    let written = '';
    const done = await exportRun(run, format, { write: (part) => void (written += part as string) });
    return { written, done };
  };
  const csv = async (run: MadeRun) => (await text(run, 'csv')).written;
  const json = async (run: MadeRun) => JSON.parse((await text(run, 'json')).written) as ExportedJson;
  const training = () =>
    new EventsText()
      .started()
      .step(1, 1, [2, null], { metrics: { accuracy: [0.25, 0.5] }, lr: 0.1 })
      .step(2, 3, ['NaN', 1e-7], { metrics: { accuracy: ['Infinity', 0.75] }, lr: 0.1 })
      .epoch(2.5, 1, 4, { loss: 1.5, val_loss: '-Infinity', accuracy: 0.5 }, { lr: 0.01 })
      .step(3.5, 5, [0.5]);

  describe('as CSV', () => {
    it('have a row for each step, one for what was measured later, and empty cells where nothing was', async () => {
      const run = await makeRun(root, 'a', training());
      assert.equal(
        await csv(run),
        [
          'step,epoch,time,loss,val_loss,accuracy,epoch_loss,epoch_accuracy,lr',
          '1,1,0.5,2,,0.25,,,',
          '2,1,1,,,0.5,,,0.1',
          '3,1,1.5,NaN,,inf,,,',
          '4,1,2,1e-7,,0.75,,,',
          '4,1,2.5,,-inf,,1.5,0.5,0.01',
          '5,2,3.5,0.5,,,,,',
          '',
        ].join('\n'),
      );
    });

    it('keep the epochs that the program counts, and tell none where it has none', async () => {
      const counted = await makeRun(root, 'a', new EventsText().step(1, 1, [1], { epoch: 7 }).epoch(1, 7, 1, { val_loss: 2 }));
      assert.equal(await csv(counted), 'step,epoch,time,loss,val_loss\n1,7,1,1,\n1,7,1,,2\n');
      const uncounted = await makeRun(root, 'b', new EventsText().step(1, 1, [1]));
      assert.equal(await csv(uncounted), 'step,epoch,time,loss\n1,,1,1\n');
    });

    it('tell an evaluation the epoch that has just ended, and a second optimizer apart', async () => {
      const events = new EventsText()
        .step(1, 1, [4])
        .epoch(1, 1, 1, {})
        .add('metric', { t: 2, phase: 'val', step: 1, values: { loss: 3 } })
        .step(3, 1, [9], { opt: 1 });
      assert.equal(await csv(await makeRun(root, 'a', events)), 'step,epoch,time,loss,loss#2,val_loss\n1,1,1,4,,\n1,1,2,,,3\n1,,3,,9,\n');
    });

    it('quote names, and keep those apart that are called like a column', async () => {
      const metrics = { 'a,"b"': [1], time: [2], 'top\n5': [3] };
      const run = await makeRun(root, 'a', new EventsText().step(1, 1, [0], { metrics }));
      assert.equal(await csv(run), 'step,epoch,time,loss,"a,""b""",metric.time,"top\n5"\n1,,1,0,1,2,3\n');
    });

    it('keep both values of a metric that a record has twice', async () => {
      const events = new EventsText().step(1, 1, [4], { metrics: { loss: [5], acc: [1] } });
      assert.equal(await csv(await makeRun(root, 'a', events)), 'step,epoch,time,loss,acc\n1,,1,4,\n1,,1,5,1\n');
    });

    it('are a header alone where nothing was recorded', async () => {
      assert.equal(await csv(await makeRun(root, 'a', '')), 'step,epoch,time\n');
      const run = await makeRun(root, 'b', '');
      await fs.rm(path.join(run.dir, 'events'), { recursive: true });
      assert.equal(await csv(run), 'step,epoch,time\n');
    });
  });

  it('hold every point that the curves have, whatever the record looks like', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const random = randomNumbers(seed);
      const events = randomTraining(random);
      const run = await makeRun(root, `r${seed}`, events);
      const fold = new RunFold();
      for (const event of new EventLines().push(Buffer.from(events.text))) fold.add(event);

      const { series } = await json(run);
      assert.deepEqual(Object.keys(series).sort(), [...fold.metrics.keys()].sort());
      for (const [name, track] of fold.metrics) {
        const { length, step, value } = track.series;
        const exported = series[name]!;
        const order = exported.step.map((_, i) => i).sort((a, b) => exported.step[a]! - exported.step[b]! || a - b);
        assert.deepEqual(
          order.map((i) => [exported.step[i], Number(exported.value[i])]),
          Array.from({ length }, (_, i) => [step[i], value[i]]),
          `${name}, seed ${seed}`,
        );
      }

      const { written, done } = await text(run, 'csv');
      const [header, ...rows] = written
        .trimEnd()
        .split('\n')
        .map((line) => line.split(','));
      assert.equal(rows.flat().length, rows.length * header!.length, 'no cell is missing');
      for (const [name, { step, value, time, epoch }] of Object.entries(series)) {
        const column = header!.indexOf(name);
        const cells = rows.filter((row) => row[column] !== '');
        assert.deepEqual(
          cells.map((row) => [Number(row[0]), row[1] === '' ? null : Number(row[1]), Number(row[2]), numberOf(row[column]!)]),
          step.map((_, i) => [step[i], epoch[i], time[i], Number(value[i])]),
          `${name}, seed ${seed}`,
        );
      }
      assert.equal(done.points, fold.points);
    }
  });

  it('leave out what cannot be read and an unfinished end, and count it', async () => {
    const events = new EventsText().step(1, 1, [1]).garbage().garbage('\u0000\u0000').step(2, 2, [2]);
    const run = await makeRun(root, 'a', `${events.text.replace('"q":1', '"q":4')}{"v":1,"k":"step","q":5,"t":3,"opt":0,"s0":3,"n":1,"lo`);
    const { written, done } = await text(run, 'csv');
    assert.equal(written, 'step,epoch,time,loss\n1,,1,1\n2,,2,2\n');
    assert.deepEqual([done.points, done.malformedLines, done.missingRecords], [2, 2, 1]);
    const exported = await json(run);
    assert.deepEqual([exported.malformedLines, exported.missingRecords, exported.series['loss']!.value], [2, 1, [1, 2]]);
  });

  it('end where the record ended when they began, so that the header fits the rows', async () => {
    const run = await makeRun(root, 'a', new EventsText().step(1, 1, [1]));
    const later = new EventsText().step(2, 2, [2], { metrics: { new: [3] } });
    let written = '';
    await exportRun(run, 'csv', {
      write: async (part) => {
        if (!written) await fs.appendFile(path.join(run.dir, 'events', '0.0.jsonl'), later.text);
        written += part as string;
      },
    });
    assert.equal(written, 'step,epoch,time,loss\n1,,1,1\n');
  });

  describe('as JSON', () => {
    it('are the plan, what the user said, the summary and all series', async () => {
      const run = await makeRun(root, 'a', training().ended(4), { args: ['--x'] });
      await writeMeta(run.dir, { name: 'best "one"' });
      const exported = await json(run);
      assert.equal(exported.version, 1);
      assert.deepEqual([exported.plan!.id, exported.plan!.args, exported.meta.name], ['a', ['--x'], 'best "one"']);
      assert.deepEqual([exported.summary.status, exported.summary.name, exported.summary.step], ['ok', 'best "one"', 5]);
      assert.deepEqual(exported.series['loss'], {
        step: [1, 3, 4, 5],
        epoch: [1, 1, 1, 2],
        time: [0.5, 1.5, 2, 3.5],
        value: [2, 'NaN', 1e-7, 0.5],
      });
      assert.deepEqual(exported.series['val_loss']!.value, ['-Infinity']);
      assert.deepEqual(Object.keys(exported.series), ['loss', 'val_loss', 'accuracy', 'epoch_loss', 'epoch_accuracy', 'lr']);
    });

    it('are whole even without points or a plan', async () => {
      const run = await makeRun(root, 'a', '');
      await fs.writeFile(path.join(run.dir, 'run.json'), '{');
      const exported = await json(run);
      assert.deepEqual([exported.plan, exported.series], [null, {}]);
      assert.equal(exported.summary.failure?.code, 'unreadable');
    });

    it('hold more numbers than are written at once', async () => {
      const events = new EventsText();
      for (let s = 1; s <= 20_001; s += 100)
        events.step(
          s,
          s,
          Array.from({ length: Math.min(100, 20_002 - s) }, (_, i) => s + i),
        );
      const { series } = await json(await makeRun(root, 'a', events));
      assert.deepEqual(
        series['loss']!.value,
        Array.from({ length: 20_001 }, (_, i) => i + 1),
      );
    });
  });

  describe('in files', () => {
    it('are at the named place for one run, and in a folder by name for several', async () => {
      const runs = [
        { id: '1-aaaa', dir: root, name: 'mnist' },
        { id: '2-bbbb', dir: root, name: 'Mnist' },
        { id: '3-cccc', dir: root, name: 'a/b' },
      ] as const;
      const out = path.join(root, 'out put');
      const files = async (format: ExportFormat, count: number, to = out) =>
        (await planExport(runs.slice(0, count), format, to)).map(({ file }) => path.relative(root, file));
      assert.deepEqual(await files('csv', 1), ['out put']);
      assert.deepEqual(await files('csv', 1, `${out}/`), [path.join('out put', 'mnist.csv')]);
      assert.deepEqual(
        await files('json', 3),
        ['mnist.json', 'Mnist-2-bbbb.json', 'a-b.json'].map((name) => path.join('out put', name)),
      );
      await fs.mkdir(out);
      assert.deepEqual(await files('csv', 1), [path.join('out put', 'mnist.csv')]);
      assert.deepEqual(
        await files('tensorboard', 2),
        [
          ['mnist', 'events.out.tfevents.1-aaaa.tensorwright'],
          ['Mnist-2-bbbb', 'events.out.tfevents.2-bbbb.tensorwright'],
        ].map((parts) => path.join('out put', ...parts)),
      );
    });

    it('of TensorBoard replace themselves, but never mix with what is of something else', async () => {
      const run = await makeRun(root, 'a', training());
      const out = path.join(root, 'logs');
      for (let round = 0; round < 2; round++) await exportRuns(await planExport([run], 'tensorboard', out), 'tensorboard');
      assert.deepEqual(await fs.readdir(path.join(out, 'a')), ['events.out.tfevents.a.tensorwright']);
      const other = { ...(await makeRun(root, 'b', training())), name: 'a' };
      await exportRuns(await planExport([other], 'tensorboard', out), 'tensorboard');
      assert.deepEqual((await fs.readdir(out)).sort(), ['a', 'a-b']);
    });

    it('say what is in their way, and replace it only when it is whole', async () => {
      const run = await makeRun(root, 'a', training());
      const out = path.join(root, 'a.csv');
      await fs.writeFile(out, 'mine');
      const [target] = await planExport([run], 'csv', out);
      assert.equal(target!.isTaken, true);
      const stop = new AbortController();
      stop.abort();
      await assert.rejects(exportRuns([target!], 'csv', { signal: stop.signal }), { name: 'AbortError' });
      await assert.rejects(exportRuns([{ ...target!, run: { ...run, dir: path.join(root, 'gone') } }], 'csv'), /not there any more/);
      const events = path.join(run.dir, 'events', '0.0.jsonl');
      await fs.rm(events);
      await fs.mkdir(events);
      await assert.rejects(exportRuns([target!], 'csv'), /The record of a cannot be read|could not be written/);
      assert.equal(await fs.readFile(out, 'utf8'), 'mine');
      await fs.rmdir(events);
      await fs.writeFile(events, training().text);
      await exportRuns([target!], 'csv');
      assert.match(await fs.readFile(out, 'utf8'), /^step,/);
      assert.deepEqual((await fs.readdir(root)).sort(), ['a', 'a.csv'], 'nothing is left beside');
    });

    it('have names that every file system takes', () => {
      const named = (name: string): string => fileName({ id: '1-a', name });
      assert.deepEqual(['训练 "1"', '../../x', 'a:b|c?', 'CON', 'nul.txt', ' . ', 'lr=0.1'].map(named), [
        '训练 -1-',
        '-..-x',
        'a-b-c-',
        '_CON',
        '_nul.txt',
        '1-a',
        'lr=0.1',
      ]);
      const long = named('训'.repeat(300));
      assert.ok(Buffer.byteLength(long) <= 180 && /^训+$/.test(long));
    });
  });
});

function numberOf(cell: string): number {
  return cell === 'inf' ? Infinity : cell === '-inf' ? -Infinity : Number(cell);
}

/** A training with all that records may hold: gaps, several optimizers, evaluations, records that come late. */
function randomTraining(random: () => number): EventsText {
  const events = new EventsText().started();
  const value = (): number | 'NaN' | 'Infinity' | null => {
    const kind = random();
    return kind < 0.05 ? 'NaN' : kind < 0.08 ? 'Infinity' : kind < 0.15 ? null : random() * 10 ** Math.floor(random() * 12 - 6);
  };
  const present = () => value() ?? 1;
  let step = 1;
  let epoch = 1;
  for (let t = 1; t < 60; t++) {
    const n = Math.floor(random() * 6);
    const opt = random() < 0.2 ? 1 : 0;
    const column = () => Array.from({ length: n }, value);
    const kind = random();
    if (kind < 0.6) {
      const more = {
        opt,
        ...(random() < 0.5 ? { metrics: { accuracy: column(), mae: column() } } : {}),
        ...(random() < 0.5 ? { epoch } : {}),
      };
      events.step(t, step, column(), random() < 0.5 ? { ...more, lr: Math.round(random() * 3) / 10 } : more);
      step += n;
    } else if (kind < 0.8) {
      events.epoch(t, epoch, step - 1, { loss: present(), val_loss: present(), f1: present() }, { opt, lr: 0.1 });
      if (random() < 0.7) epoch++;
    } else if (kind < 0.9) {
      const phase = random() < 0.5 ? 'val' : 'test';
      events.add('metric', {
        t,
        phase,
        step: Math.max(1, step - Math.floor(random() * 3)),
        opt,
        values: { loss: present(), acc: present() },
      });
    } else if (step > 6) events.step(t, step - 5, [present()]);
  }
  return events;
}
