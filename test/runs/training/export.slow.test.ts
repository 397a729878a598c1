import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launchRun, type ExportFormat } from '../../../extension/training';
import { EventsText, makeRun, type MadeRun } from '../../unit/training/madeRun';
import { createPlace, planOf, until, type Place } from './support';
import { commandLine } from '../../support/commandLine';

const repository = path.join(__dirname, '..', '..', '..');

describe('an export', function () {
  this.timeout(120_000);
  let root: string;
  beforeEach(async () => {
    // What a person may well have in a path.
    const parent = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), 'tensorwright-export-')));
    root = path.join(parent, `it's "训练" 100% $HOME`);
    await fs.mkdir(root);
  });
  afterEach(() => fs.rm(path.dirname(root), { recursive: true, force: true }));

  const longRun = (): Promise<MadeRun> => {
    const events = new EventsText().started();
    for (let s = 1; s <= 20_000; s += 50)
      events.step(
        s / 10,
        s,
        Array.from({ length: 50 }, (_, i) => 1 / (s + i)),
      );
    return makeRun(path.join(root, 'runs'), '20260203-040506-long', events);
  };

  /** On disks that only a process of its own sees: needs Linux and either root or user namespaces. */
  async function exportTo(run: MadeRun, format: ExportFormat, mountOptions: string[]) {
    const disks = mountOptions.map((_, i) => path.join(root, `disk ${i}`));
    for (const disk of disks) await fs.mkdir(disk, { recursive: true });
    const mounts = mountOptions.map((options, i) => `mount -t tmpfs -o ${options} tmpfs "$${i + 4}"`).join(' && ');
    const own = process.getuid?.() === 0 ? '-m' : '-rm';
    const program = path.join(__dirname, 'fixtures', 'tryExport.ts');
    const order = JSON.stringify({ run, format, disks });
    const script = `${mounts} && "$1" --import=tsx "$2" "$3"`;
    const said = execFileSync('unshare', [own, 'sh', '-c', script, 'sh', process.execPath, program, order, ...disks], {
      encoding: 'utf8',
      cwd: repository,
    });
    const lines = said.trim().split('\n');
    return lines.map((line) => JSON.parse(line) as { said: string; files: string[]; old: string });
  }

  it('says that the disk is full, keeps what stood there and leaves nothing half written', async () => {
    const run = await longRun();
    for (const format of ['csv', 'json', 'tensorboard'] as const) {
      const [tiny, small, large] = await exportTo(run, format, ['size=8k', 'size=300k', 'size=8m']);
      for (const result of [tiny!, small!]) {
        assert.match(result.said, /^The disk is full: .* could not be written\.$/, format);
        assert.deepEqual([result.files, result.old], [['old.csv'], 'old'], format);
      }
      assert.equal(large!.said, 'exported', format);
      assert.equal(large!.old === 'old', format === 'tensorboard');
    }
  });

  it('of a run that goes on has whole rows only', async () => {
    const place: Place = await createPlace();
    try {
      const { dir, plan, pid } = await launchRun(planOf(place, ['steps=100000', 'ms=1']), place.runsDir, place.home);
      place.pids.push(pid);
      const file = path.join(dir, 'events', '0.0.jsonl');
      await until('it trains', async () => (await fs.readFile(file, 'utf8').catch(() => '')).split('\n').length > 50);
      const exported = cli(place, 'export', plan.id.slice(0, 17), '--format', 'csv');
      assert.equal(exported.status, 0, exported.stderr);
      const rows = exported.stdout.trimEnd().split('\n');
      assert.equal(rows[0], 'step,epoch,time,loss,val_loss,epoch_loss,lr');
      assert.ok(rows.length > 50 && rows.every((row) => row.split(',').length === 7));
      const steps = rows.filter((row) => row.split(',')[3]).length - 1;
      assert.equal(rows.filter((row) => row.split(',')[4]).length - 1, Math.floor(steps / 10), 'a validation an epoch');
    } finally {
      await place.remove();
    }
  });

  const cli = (place: { root: string; runsDir: string }, ...args: string[]) =>
    spawnSync(process.execPath, [commandLine, 'runs', ...args, '--runs', place.runsDir], {
      encoding: 'utf8',
      cwd: repository,
      env: { ...process.env, LC_ALL: 'C' },
    });

  it('from the command line goes to a file, a folder or standard output, and replaces nothing unasked', async () => {
    const place = { root, runsDir: path.join(root, 'runs') };
    for (const id of ['20260203-040506-aaaa', '20260203-040507-bbbb']) {
      await makeRun(place.runsDir, id, new EventsText().started().step(1, 1, [2]).garbage().ended(1), { name: `net ${id.slice(-4)}` });
    }
    const toOutput = cli(place, 'export', '20260203-040506');
    assert.deepEqual([toOutput.status, toOutput.stdout], [0, 'step,epoch,time,loss\n1,,1,2\n']);
    assert.match(toOutput.stderr, /net aaaa: 1 lines of the record could not be read/);

    const file = path.join(root, 'one.json');
    assert.deepEqual([cli(place, 'export', 'last', '--format', 'json', '--out', file).stdout], [`${file}\n`]);
    const first = await fs.readFile(file, 'utf8');
    assert.deepEqual((JSON.parse(first) as { series: { loss: { value: number[] } } }).series.loss.value, [2]);
    const refused = cli(place, 'export', '20260203-040506-aaaa', '--out', file);
    assert.equal(refused.status, 2);
    assert.match(refused.stderr, /is there already; --force replaces it/);
    assert.equal(await fs.readFile(file, 'utf8'), first);
    assert.equal(cli(place, 'export', '20260203-040506-aaaa', '--out', file, '--force').status, 0);
    assert.match(await fs.readFile(file, 'utf8'), /^step,/);

    const out = path.join(root, 'out');
    assert.equal(cli(place, 'export', '20260203-040506-aaaa', 'net bbbb', '--out', out).status, 0);
    assert.deepEqual((await fs.readdir(out)).sort(), ['net aaaa.csv', 'net bbbb.csv']);
    assert.equal(cli(place, 'export', 'last', 'last', '--format', 'tensorboard', '--out', path.join(root, 'logs')).status, 0);
    assert.deepEqual(await fs.readdir(path.join(root, 'logs')), ['net bbbb']);
    for (const args of [
      ['export'],
      ['export', 'last', '--format', 'tensorboard'],
      ['export', 'last', '--format', 'xml'],
      ['export', 'nobody'],
    ]) {
      assert.equal(cli(place, ...args).status, 2, args.join(' '));
    }
  });

  it('is not in the way of names: runs are pinned and renamed from the command line', async () => {
    const place = { root, runsDir: path.join(root, 'runs') };
    const run = await makeRun(place.runsDir, '20260203-040506-aaaa', new EventsText().ended(1), { name: 'first' });
    const show = () => JSON.parse(cli(place, 'show', 'last', '--format', 'json').stdout) as { run: { name: string; pinned: boolean } };
    assert.equal(cli(place, 'pin', 'first').status, 0);
    assert.match(cli(place, 'rename', 'last', "  it's\n best ").stderr, /^first is now called it's best\.\n$/);
    assert.deepEqual([show().run.name, show().run.pinned], ["it's best", true]);
    assert.match(cli(place, 'rename', "it's best", '').stderr, /is now called first/);
    assert.equal(cli(place, 'unpin', 'last').status, 0);
    assert.deepEqual([show().run.name, show().run.pinned], ['first', false]);
    assert.equal(cli(place, 'rename', 'last').status, 2);
    await fs.rm(run.dir, { recursive: true });
    assert.equal(cli(place, 'pin', 'last').status, 2);
  });
});
