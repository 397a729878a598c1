import assert from 'node:assert/strict';
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { listOutput, readMeta, readOutput, writeMeta } from '../../../extension/training';
import { createRunId } from '../../../extension/training/runId';
import { assignStyle, freeStyle } from '../../../extension/training/runMeta';
import { concludeStatus, type StatusFacts } from '../../../extension/training/runStatus';
import { randomNumbers } from './support';

describe('files of a run', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await fs.mkdtemp(path.join(os.tmpdir(), 'tensorwright-files-'));
  });
  afterEach(() => fs.rm(dir, { recursive: true, force: true }));

  it('reads output in whole characters wherever the parts end', async () => {
    const text = 'a é 训练 🚀 '.repeat(50);
    await fs.writeFile(path.join(dir, 'stdout.log'), text);
    const random = randomNumbers(5);
    for (let round = 0; round < 50; round++) {
      let read = '';
      for (let at = 0, done = false; !done;) {
        const part = await readOutput(dir, 'stdout', at, 4 + Math.floor(random() * 40));
        assert.doesNotMatch(part.text, /\ufffd/);
        assert.equal(part.size, Buffer.byteLength(text));
        read += part.text;
        at = part.nextByte;
        done = part.done;
      }
      assert.equal(read, text);
    }
  });

  it('waits for the rest of a character, begins anywhere, and passes what is no text', async () => {
    const file = path.join(dir, 'stderr.log');
    const bytes = Buffer.from('x训');
    await fs.writeFile(file, bytes.subarray(0, 3));
    const first = await readOutput(dir, 'stderr', 0);
    assert.deepEqual([first.text, first.nextByte], ['x', 1]);
    const waiting = await readOutput(dir, 'stderr', 1);
    assert.deepEqual([waiting.text, waiting.nextByte, waiting.done], ['', 1, true]);
    await fs.writeFile(file, bytes);
    assert.equal((await readOutput(dir, 'stderr', 1)).text, '训');
    assert.equal((await readOutput(dir, 'stderr', 2)).text, '', 'the middle of a character');
    await fs.writeFile(file, Buffer.from([0xff, 0xfe, 0x80, 0x80, 0x80, 0x80, 0x80, 0x41]));
    const binary = await readOutput(dir, 'stderr', 0);
    assert.ok(binary.text.endsWith('A') && binary.done && binary.nextByte === 8);
    assert.deepEqual(await readOutput(dir, 'stdout', 0), { text: '', nextByte: 0, size: 0, done: true });
    assert.deepEqual(
      (await listOutput(dir)).map(({ stream, size }) => [stream, size]),
      [['stderr', 8]],
    );
    assert.deepEqual((await readOutput(dir, 'stderr', 999)).text, '');
  });

  it('keeps what it does not know of in meta.json and ignores nonsense', async () => {
    assert.deepEqual(await readMeta(dir), { version: 1 });
    await fs.writeFile(path.join(dir, 'meta.json'), JSON.stringify({ version: 1, style: 99, name: 7, tags: ['a', 1], future: { x: 1 } }));
    assert.deepEqual(await readMeta(dir), { version: 1, tags: ['a'] });
    assert.deepEqual(await writeMeta(dir, { pinned: true, style: 3 }), { version: 1, tags: ['a'], pinned: true, style: 3 });
    assert.deepEqual((JSON.parse(await fs.readFile(path.join(dir, 'meta.json'), 'utf8')) as { future: unknown }).future, { x: 1 });
    await fs.writeFile(path.join(dir, 'meta.json'), '{"style":');
    assert.deepEqual(await readMeta(dir), { version: 1 });
    assert.deepEqual(await fs.readdir(dir), ['meta.json']);
  });

  it('lets the first of many windows decide on a style', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => assignStyle(dir, i)));
    assert.equal(new Set(answers.map(({ style }) => style)).size, 1);
    assert.equal((await readMeta(dir)).style, answers[0]!.style);
    assert.deepEqual(await fs.readdir(dir), ['meta.json']);
  });

  it('replaces files whole while others read them', async () => {
    await writeMeta(dir, { notes: 'x'.repeat(10_000) });
    let isOver = false;
    const readers = Array.from({ length: 3 }, async () => {
      while (!isOver) assert.equal((await readMeta(dir)).notes?.length, 10_000);
    });
    for (let i = 0; i < 40; i++) await writeMeta(dir, { notes: String(i % 10).repeat(10_000) });
    isOver = true;
    await Promise.all(readers);
  });
});

describe('freeStyle', () => {
  it('takes the lowest that is free, then the least used', () => {
    assert.equal(freeStyle([]), 0);
    assert.equal(freeStyle([0, 1, 3]), 2);
    const all = Array.from({ length: 36 }, (_, i) => i);
    assert.equal(freeStyle(all), 0);
    assert.equal(freeStyle([...all, 0, 1]), 2);
  });
});

describe('createRunId', () => {
  it('sorts by time and can be read', () => {
    const early = createRunId(new Date('2026-11-22T06:30:12Z'));
    const late = createRunId(new Date('2026-11-22T06:30:13Z'));
    assert.match(early, /^20261122-063012-[0-9a-z]{4}$/);
    assert.ok(early < late);
    assert.notEqual(createRunId(), createRunId());
  });
});

describe('concludeStatus', () => {
  const facts: StatusFacts = { ended: null, liveness: 'alive', createdAt: 0, lastWritten: 0, isReadable: true, stopRequested: false };
  it('calls running only what lives', () => {
    const now = 10_000_000;
    assert.equal(concludeStatus(facts, now), 'running');
    assert.equal(concludeStatus({ ...facts, liveness: 'dead' }, now), 'lost');
    assert.equal(concludeStatus({ ...facts, liveness: 'dead', stopRequested: true }, now), 'killed');
    assert.equal(concludeStatus({ ...facts, liveness: 'elsewhere', lastWritten: now - 5000 }, now), 'running');
    assert.equal(concludeStatus({ ...facts, liveness: 'elsewhere' }, now), 'lost');
    assert.equal(concludeStatus({ ...facts, liveness: null, createdAt: now - 1000 }, now), 'queued');
    assert.equal(concludeStatus({ ...facts, liveness: null, createdAt: now - 1000, isReadable: false }, now), 'lost');
    assert.equal(concludeStatus({ ...facts, liveness: null }, now), 'lost');
    const ended = { v: 1, k: 'run-ended', q: 1, t: 1, rank: 0, attempt: 0, status: 'stopped', rc: 0, steps: 1, secs: 1 } as const;
    for (const liveness of ['alive', 'dead', null] as const) assert.equal(concludeStatus({ ...facts, liveness, ended }, now), 'stopped');
  });
});
