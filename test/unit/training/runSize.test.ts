import assert from 'node:assert/strict';
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRunStore, type RunStore } from '../../../extension/training';
import { runSize } from '../../../extension/training/runSize';
import { totalText } from '../../../extension/src/runs/totalText';
import { createLocalizer } from '../../../extension/protocol/localize';
import { EventsText, makeRun } from './madeRun';

describe('the size of a run', () => {
  let runsDir: string;
  const stores: RunStore[] = [];
  beforeEach(async () => {
    runsDir = await fs.mkdtemp(path.join(os.tmpdir(), 'tensorwright-size-'));
  });
  afterEach(async () => {
    for (const store of stores.splice(0)) store.dispose();
    await fs.rm(runsDir, { recursive: true, force: true });
  });
  const follow = async (index: string | null = null): Promise<RunStore> => {
    const store = createRunStore(runsDir, { watch: false, index });
    stores.push(store);
    await store.refresh();
    return store;
  };

  it('is that of all its files, and not of what links lead to', async () => {
    const dir = path.join(runsDir, 'a');
    await fs.mkdir(path.join(dir, 'artifacts', 'deep'), { recursive: true });
    await fs.writeFile(path.join(dir, 'one'), Buffer.alloc(1000));
    await fs.writeFile(path.join(dir, 'artifacts', 'deep', '训练 "2"'), Buffer.alloc(500));
    await fs.writeFile(path.join(runsDir, 'data'), Buffer.alloc(1 << 20));
    await fs.symlink(path.join(runsDir, 'data'), path.join(dir, 'link'));
    await fs.symlink(runsDir, path.join(dir, 'folder'));
    assert.equal(await runSize(dir), 1500);
    assert.equal(await runSize(path.join(runsDir, 'gone')), null);
  });

  it('is in the summary, stays in the index, and follows what a lost run still gets', async () => {
    const index = path.join(runsDir, 'index.json');
    const run = await makeRun(runsDir, 'a', new EventsText().started().step(1, 1, [1]));
    await fs.writeFile(path.join(run.dir, 'artifacts.bin'), Buffer.alloc(100_000));
    const first = (await follow(index)).get('a')!.bytes!;
    // The folder also got its style, in a file of its own.
    const meta = (await fs.stat(path.join(run.dir, 'meta.json'))).size;
    assert.equal(first + meta, await runSize(run.dir));
    assert.equal((await follow(index)).get('a')!.bytes, first);
    await fs.appendFile(path.join(run.dir, 'events', '0.0.jsonl'), new EventsText().ended(2).text);
    assert.equal((await follow(index)).get('a')!.bytes, await runSize(run.dir));
  });

  it('is told in sum beside the number of runs', () => {
    const localizer = createLocalizer('en');
    const t = (text: string, ...args: (string | number)[]): string => localizer.t(text, ...args);
    const total = (...bytes: (number | null)[]): string =>
      totalText(
        bytes.map((each) => ({ bytes: each })),
        t,
      );
    assert.deepEqual(
      [total(), total(null), total(1, null), total(700_000, 600_000), total(1.1e9, 0.1e9, null)],
      ['', '1 run', '2 runs · 1 kB', '2 runs · 1 MB', '3 runs · 1.2 GB'],
    );
  });
});
