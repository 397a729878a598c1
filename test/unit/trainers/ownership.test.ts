import assert from 'node:assert/strict';
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ProcessRecord } from '../../../extension/protocol/runs';
import { ownsRun } from '../../../extension/trainers/tfjs/ownership';
import { identifyProcess } from '../../../extension/training/processIdentity';

describe('a training child that looks whether the run is its own', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await fs.mkdtemp(path.join(os.tmpdir(), 'tensorwright-owner-'));
  });
  afterEach(() => fs.rm(dir, { recursive: true, force: true }));
  const read = async (): Promise<ProcessRecord> => JSON.parse(await fs.readFile(path.join(dir, 'process.json'), 'utf8')) as ProcessRecord;
  const record = async (pid: number, change: Partial<ProcessRecord> = {}): Promise<ProcessRecord> => {
    const written = { ...(await identifyProcess(pid)), ...change };
    await fs.writeFile(path.join(dir, 'process.json'), JSON.stringify(written));
    return written;
  };

  it('says who it is when nobody has yet, as the launcher would', async () => {
    assert.equal(ownsRun(dir), true);
    assert.deepEqual(await read(), await identifyProcess(process.pid));
    assert.deepEqual(await fs.readdir(dir), ['process.json']);
    assert.equal(ownsRun(dir), true);
  });

  it('leaves the run to another process that lives', async () => {
    const other = await record(process.ppid);
    assert.equal(ownsRun(dir), false);
    assert.deepEqual(await read(), other);
  });

  it('goes on after a process that has ended, is of another start or machine, or has only the same number', async () => {
    const others: [number, Partial<ProcessRecord>][] = [
      [2 ** 22 + 1, {}],
      [process.ppid, { bootId: 'another start' }],
      [process.ppid, { host: 'elsewhere' }],
      ...(process.platform === 'linux' ? [[process.ppid, { startTime: '1' }] as [number, Partial<ProcessRecord>]] : []),
    ];
    for (const [pid, change] of others) {
      const other = await record(pid, change);
      assert.equal(ownsRun(dir), true, JSON.stringify(other));
      assert.deepEqual(await read(), other);
    }
  });

  it('goes on where nothing can be read or written', () => {
    assert.equal(ownsRun(path.join(dir, 'gone')), true);
  });
});
