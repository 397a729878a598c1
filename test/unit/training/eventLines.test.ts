import assert from 'node:assert/strict';
import { EventLines } from '../../../extension/training/eventLines';
import { RunFold } from '../../../extension/training/runFold';
import { randomNumbers } from './support';

const line = (q: number, fields: object = {}): string =>
  `${JSON.stringify({ v: 1, k: 'log', q, t: q, rank: 0, attempt: 0, stream: 'runner', text: `Zeile ${q} 训练 🚀`, ...fields })}\n`;
const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');

describe('EventLines', () => {
  it('gives whole lines only and keeps the tail', () => {
    const lines = new EventLines();
    const text = line(0) + line(1);
    assert.equal(lines.push(bytes(text.slice(0, -1))).length, 1);
    assert.equal(lines.push(bytes('')).length, 0);
    assert.deepEqual(
      lines.push(bytes('\n')).map(({ q }) => q),
      [1],
    );
  });

  it('counts what it cannot read and goes on', () => {
    const lines = new EventLines();
    const bad = ['{', 'null', '[]', '"text"', '{"q":4}', '{"k":7}', '{"k":"step","q":1,"t":1}', '{"k":"log","t":"soon","text":""}'];
    const events = lines.push(bytes(line(0) + bad.map((text) => `${text}\n`).join('') + line(9) + '\n\r\n'));
    assert.deepEqual(
      events.map(({ q }) => q),
      [0, 9],
    );
    assert.equal(lines.malformed, bad.length);
    assert.equal(lines.missing, 0, 'each unreadable line stands for one missing number');
  });

  it('refuses step records that would break a reader', () => {
    const step = { k: 'step', q: 0, t: 1, s0: 1, opt: 0, dt: [] };
    for (const fields of [
      { n: 3, loss: [1] },
      { n: -1, loss: [1] },
      { n: 1.5, loss: [1, 2] },
      { n: 1, loss: ['x'] },
      { n: 1, loss: 1 },
      { n: 1, loss: [1], metrics: { acc: 1 } },
      { n: 1, loss: [1], dt: ['a'] },
      { n: 1, loss: [1], t: 'now' },
    ]) {
      const lines = new EventLines();
      assert.deepEqual(lines.push(bytes(`${JSON.stringify({ ...step, ...fields })}\n`)), []);
      assert.equal(lines.malformed, 1, JSON.stringify(fields));
    }
    const infinite = new EventLines();
    assert.deepEqual(infinite.push(bytes('{"k":"step","q":0,"t":1e999,"s0":1,"n":1,"loss":[1]}\n')), []);
    assert.equal(infinite.malformed, 1);
  });

  it('ignores kinds and fields of a newer writer without a word', () => {
    const lines = new EventLines();
    assert.deepEqual(lines.push(bytes('{"v":9,"k":"hologram","q":0}\n{"v":9,"k":"toString","q":1}\n')), []);
    assert.equal(lines.push(bytes(line(2, { future: true }))).length, 1);
    assert.deepEqual([lines.malformed, lines.missing], [0, 0]);
  });

  it('counts gaps of the numbers and leaves out what came twice', () => {
    const lines = new EventLines();
    const events = lines.push(bytes(line(0) + line(3) + line(3) + line(1) + line(4) + line(10)));
    assert.deepEqual(
      events.map(({ q }) => q),
      [0, 3, 4, 10],
    );
    assert.equal(lines.missing, 2 + 5);
    assert.equal(lines.malformed, 0);
  });

  it('gives up a line that never ends and reads on behind it', () => {
    const lines = new EventLines();
    const chunk = Buffer.alloc(1 << 20, 'x');
    for (let i = 0; i < 18; i++) assert.deepEqual(lines.push(chunk), []);
    assert.deepEqual(
      lines.push(bytes(`rest\n${line(1)}`)).map(({ q }) => q),
      [1],
    );
    assert.equal(lines.malformed, 1);
  });

  it('gives the same result wherever the bytes are cut', () => {
    const random = randomNumbers(7);
    for (let round = 0; round < 40; round++) {
      let text = '';
      for (let q = 0; q < 60; q++) {
        const kind = random();
        if (kind < 0.1) text += `{"broken ${q} 训\n`;
        else if (kind < 0.15) text += '\n';
        else if (kind < 0.2) q += 2;
        else if (kind < 0.6) text += line(q);
        else {
          const loss = Array.from({ length: 1 + Math.floor(random() * 5) }, () => (random() < 0.1 ? 'NaN' : random()));
          text += `${JSON.stringify({ v: 1, k: 'step', q, t: q, rank: 0, attempt: 0, opt: 0, s0: q * 5 + 1, n: loss.length, loss, dt: loss.map(() => 0.1), epoch: 1 + (q >> 4) })}\n`;
        }
      }
      text += line(99).slice(0, Math.floor(random() * 40));
      const all = bytes(text);
      const whole = read([all]);
      const cuts: Buffer[] = [];
      for (let at = 0; at < all.length;) {
        const next = Math.min(all.length, at + 1 + Math.floor(random() ** 3 * 400));
        cuts.push(all.subarray(at, next));
        at = next;
      }
      assert.deepEqual(read(cuts), whole);
      assert.ok(whole.events > 0 && whole.points > 0);
    }
  });
});

function read(parts: Buffer[]): {
  events: number;
  points: number;
  loss: number[];
  malformed: number;
  missing: number;
  metrics: unknown;
  eta: number | null;
} {
  const lines = new EventLines();
  const fold = new RunFold();
  let events = 0;
  for (const part of parts) {
    // The reader uses one buffer again and again, so it is overwritten after each part.
    const buffer = Buffer.from(part);
    for (const event of lines.push(buffer)) {
      fold.add(event);
      events++;
    }
    buffer.fill(0);
  }
  const series = fold.metrics.get('loss')?.series;
  return {
    events,
    points: fold.points,
    loss: [...(series?.value.subarray(0, series.length) ?? [])],
    malformed: lines.malformed,
    missing: lines.missing,
    metrics: [...fold.metrics.values()].map((track) => track.summary()),
    eta: fold.progress.eta(fold.axis),
  };
}
