import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { installTrainer } from '../../../extension/training';
import { createQueuePlace, type QueuePlace } from './queueSupport';
import { planOf } from './support';

describe('the queue of runs on a full disk', function () {
  this.timeout(120_000);
  let place: QueuePlace;
  beforeEach(async () => {
    place = await createQueuePlace();
  });
  afterEach(() => place.remove());

  it('leaves nothing half written wherever in it there is no more room, and waits with what it has until there is', async () => {
    await installTrainer(place.home);
    // One more file fits on each disk, so that every step fails once.
    const sizes = ['size=2m', ...Array.from({ length: 18 }, (_, i) => `size=1m,nr_inodes=${i + 2}`)];
    const disks = sizes.map((_, i) => path.join(place.root, `disk${i}`));
    for (const disk of disks) await fs.mkdir(disk, { recursive: true });
    const mounts = sizes.map((options, i) => `mount -t tmpfs -o ${options} tmpfs "${disks[i]}"`).join(' && ');
    const plans = [planOf(place, ['steps=100000', 'ms=20']), planOf(place, ['steps=3'])];
    const order = JSON.stringify({ plans, disks, home: place.home });
    const own = process.getuid?.() === 0 ? '-m' : '-rm';
    const fixture = path.join(__dirname, 'fixtures', 'tryEnqueue.ts');
    // Needs Linux and either root or user namespaces.
    const said = execFileSync(
      'unshare',
      [own, 'sh', '-c', `${mounts} && "$1" --import=tsx "$2" "$3"`, 'sh', process.execPath, fixture, order],
      {
        encoding: 'utf8',
      },
    );
    const lines = said
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { said: string; left: string[] });
    const last = lines.pop();
    const full = lines.filter((line) => line.said !== 'started');
    assert.ok(full.length >= 8 && full.length < lines.length, `refused on ${full.length} disks`);
    for (const line of full) {
      assert.match(line.said, /^The disk is full: the run cannot be recorded in /);
      assert.deepEqual(line.left, []);
    }
    assert.deepEqual(last, { whileFull: 'queued', afterwards: 'ok' });
  });
});
