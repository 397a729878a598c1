import assert from 'node:assert/strict';
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { withLock } from '../../../../extension/training/queue/lock';
import { identifyProcess } from '../../../../extension/training/processIdentity';

describe('withLock', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'tensorwright-lock-'));
  });
  afterEach(() => fs.rm(folder, { recursive: true }));
  const leave = async (number: number, content: string): Promise<void> => {
    await fs.writeFile(path.join(folder, `lock.${number}`), content);
  };
  const dead = async (): Promise<string> => JSON.stringify({ ...(await identifyProcess(process.pid)), pid: 2 ** 22 + 1 });
  const locks = async (): Promise<string[]> => (await fs.readdir(folder)).sort();

  it('lets one in at a time and everyone in at last', async () => {
    let inside = 0;
    let done = 0;
    await Promise.all(
      Array.from({ length: 12 }, async () => {
        const result = await withLock(folder, 30_000, async () => {
          assert.equal(++inside, 1);
          await new Promise((resolve) => setTimeout(resolve, 3));
          inside--;
          return ++done;
        });
        assert.ok(result);
      }),
    );
    assert.equal(done, 12);
    assert.equal((await locks()).length, 1, 'one file stays');
  });

  it('gives up after a while, and works again when the other is done', async () => {
    let end: () => void = () => undefined;
    const held = withLock(folder, 0, () => new Promise<void>((resolve) => (end = resolve)));
    while (!(await fs.readdir(folder).catch(() => [])).length) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(await withLock(folder, 30, () => Promise.resolve('never')), undefined);
    end();
    await held;
    assert.deepEqual(await withLock(folder, 0, () => Promise.resolve('now')), { value: 'now' });
  });

  it('is given back when the work fails', async () => {
    await assert.rejects(
      withLock(folder, 0, () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.deepEqual(await withLock(folder, 0, () => Promise.resolve(1)), { value: 1 });
  });

  it('passes over a holder that was killed', async () => {
    await leave(7, await dead());
    assert.deepEqual(await withLock(folder, 0, () => Promise.resolve(1)), { value: 1 });
    assert.deepEqual(await locks(), ['lock.8']);
  });

  it('passes over nobody who lives, nor one that is just coming', async () => {
    await leave(7, JSON.stringify(await identifyProcess(process.ppid)));
    assert.equal(await withLock(folder, 20, () => Promise.resolve(1)), undefined);
    await leave(8, '');
    assert.equal(await withLock(folder, 20, () => Promise.resolve(1)), undefined);
    const old = new Date(Date.now() - 60_000);
    await fs.utimes(path.join(folder, 'lock.8'), old, old);
    assert.deepEqual(await withLock(folder, 0, () => Promise.resolve(1)), { value: 1 }, 'it never came');
  });

  it('is not taken with a number that was used up meanwhile', async () => {
    await leave(3, await dead());
    // Somebody saw number 3 of a dead holder; before it acts, others take 4 and 5, and clear up behind them.
    const readdir = fs.readdir.bind(fs);
    let calls = 0;
    const slow = (async (...args: Parameters<typeof fs.readdir>) => {
      const names = await readdir(...args);
      if (calls++ === 0) {
        for (const number of [3]) await fs.rm(path.join(folder, `lock.${number}`));
        await leave(5, JSON.stringify(await identifyProcess(process.ppid)));
      }
      return names;
    }) as typeof fs.readdir;
    const original = fs.readdir;
    fs.readdir = slow;
    try {
      assert.equal(await withLock(folder, 0, () => Promise.resolve('taken')), undefined);
    } finally {
      fs.readdir = original;
    }
    assert.deepEqual(await locks(), ['lock.5']);
  });
});
