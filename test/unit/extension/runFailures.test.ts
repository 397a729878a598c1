import assert from 'node:assert/strict';
import type { RunFailure } from '../../../extension/protocol/runViews';
import { afterEdit, latestFailures, markAfterEdit, rangeIn, type FailureMark } from '../../../extension/src/runs/runFailures';
import { run } from './support/run';

const failure = (line: number, more: Partial<RunFailure['at'] & object> = {}): RunFailure => ({
  cls: 'Error',
  msg: 'bad shape',
  code: 'exception',
  trace: '',
  at: { file: '/w/train.ts', line, ...more },
});
const mark: FailureMark = {
  run: 'r1',
  name: 'mnist',
  kind: 'tfjs',
  file: '/w/train.ts',
  line: 9,
  text: 'Error: bad shape',
  failure: failure(10),
  startedAt: 0,
  endedAt: 1,
};

describe('failures of runs', () => {
  it('count only while the run is the newest of its program', () => {
    const failed = run({ id: 'a', status: 'failed', failure: failure(10, { col: 5 }), startedAt: 1 });
    assert.deepEqual(
      latestFailures([failed]).map(({ run: id, line, character, text }) => [id, line, character, text]),
      [['a', 9, 4, 'Error: bad shape']],
    );
    assert.deepEqual(latestFailures([run({ id: 'b', status: 'running', startedAt: 2 }), failed]), []);
    assert.equal(latestFailures([failed, run({ id: 'c', file: '/w/other.ts', startedAt: 3 })]).length, 1);
  });

  it('need a place', () => {
    assert.deepEqual(latestFailures([run({ status: 'failed', failure: { ...failure(1), at: undefined } })]), []);
    assert.deepEqual(latestFailures([run({ status: 'failed', failure: null })]), []);
  });

  it('stand in the file that failed, with the line of the program that led there', () => {
    const at = { file: '/w/net.py', line: 3, col: 9, endLine: 5, endCol: 2 };
    const [found] = latestFailures([
      run({ status: 'failed', failure: { ...failure(1), at, from: { file: '/w/train.py', line: 20, col: 1, endLine: 20, endCol: 6 } } }),
    ]);
    assert.deepEqual([found?.file, found?.line, found?.character, found?.endLine, found?.endCharacter], ['/w/net.py', 2, 8, 4, 1]);
    assert.deepEqual(found?.from, { file: '/w/train.py', line: 19, character: 0, endLine: 19, endCharacter: 5 });
  });

  it('do not repeat the class when the message begins with it', () => {
    const [found] = latestFailures([run({ status: 'failed', failure: { ...failure(1), cls: 'ValueError', msg: 'ValueError: x' } })]);
    assert.equal(found?.text, 'ValueError: x');
  });

  it('are cut where a framework tells a whole graph', () => {
    const text = (msg: string): string => latestFailures([run({ status: 'failed', failure: { ...failure(1), cls: '', msg } })])[0]!.text;
    assert.equal(text('a\nb\n'), 'a\nb');
    assert.equal(text(Array.from({ length: 300 }, (_, i) => `line ${i}`).join('\n')).split('\n').length, 13);
    assert.match(text('x'.repeat(100_000)), /^x{1999}…$/);
  });

  it('move with edits above, stay with edits below, and go when their line is edited', () => {
    assert.equal(afterEdit(mark, { start: 2, end: 2, delta: 3 })?.line, 12);
    assert.equal(afterEdit(mark, { start: 2, end: 5, delta: -3 })?.line, 6);
    assert.equal(afterEdit(mark, { start: 8, end: 8, delta: 1 })?.line, 10);
    assert.equal(afterEdit(mark, { start: 10, end: 12, delta: -2 })?.line, 9);
    assert.equal(afterEdit(mark, { start: 9, end: 9, delta: 0 }), undefined);
    assert.equal(afterEdit(mark, { start: 7, end: 9, delta: -2 }), undefined);
  });

  it('go when any of several lines is edited', () => {
    const long = { ...mark, endLine: 12, endCharacter: 1 };
    assert.equal(afterEdit(long, { start: 12, end: 12, delta: 0 }), undefined);
    assert.equal(afterEdit(long, { start: 11, end: 20, delta: -9 }), undefined);
    assert.equal(afterEdit(long, { start: 13, end: 13, delta: 4 }), long);
    const moved = afterEdit(long, { start: 0, end: 0, delta: 2 });
    assert.deepEqual([moved?.line, moved?.endLine], [11, 14]);
  });

  it('forget the line that led there when it is edited, and follow it in its own file', () => {
    const led: FailureMark = { ...mark, from: { file: '/w/main.ts', line: 3, character: 2 } };
    assert.equal(markAfterEdit(led, '/w/main.ts', { start: 0, end: 0, delta: 5 })?.from?.line, 8);
    const without = markAfterEdit(led, '/w/main.ts', { start: 3, end: 3, delta: 0 });
    assert.deepEqual([without?.line, without?.from], [9, undefined]);
    assert.equal(markAfterEdit(led, '/w/train.ts', { start: 0, end: 0, delta: 1 })?.line, 10);
    assert.equal(markAfterEdit(led, '/w/train.ts', { start: 9, end: 9, delta: 0 }), undefined);
    assert.equal(markAfterEdit(led, '/w/third.ts', { start: 3, end: 9, delta: 0 }), led);
    const both: FailureMark = { ...mark, from: { file: mark.file, line: 20 } };
    const after = markAfterEdit(both, mark.file, { start: 12, end: 12, delta: -1 });
    assert.deepEqual([after?.line, after?.from?.line], [9, 19]);
  });

  it('cover the line from its first to its last character unless the runtime knows better', () => {
    const lines = ['const a = 1;', '  model.fit(x);  ', ''];
    assert.deepEqual(rangeIn(lines, { ...mark, line: 1 }), { line: 1, character: 2, endLine: 1, endCharacter: 15 });
    assert.deepEqual(rangeIn(lines, { ...mark, line: 1, character: 8 }), { line: 1, character: 8, endLine: 1, endCharacter: 15 });
    assert.deepEqual(rangeIn(lines, { ...mark, line: 1, character: 2, endLine: 1, endCharacter: 11 }), {
      line: 1,
      character: 2,
      endLine: 1,
      endCharacter: 11,
    });
    assert.deepEqual(rangeIn(lines, { ...mark, line: 1, character: 99 }), { line: 1, character: 2, endLine: 1, endCharacter: 15 });
    assert.deepEqual(rangeIn(lines, { ...mark, line: 2 }), { line: 2, character: 0, endLine: 2, endCharacter: 0 });
    assert.equal(rangeIn(lines, { ...mark, line: 3 }), undefined);
  });

  it('cover all lines of a call, as far as the file still has them', () => {
    const lines = ['model.fit(', '    x,', ')'];
    const place = { ...mark, line: 0, character: 0, endLine: 2, endCharacter: 1 };
    assert.deepEqual(rangeIn(lines, place), { line: 0, character: 0, endLine: 2, endCharacter: 1 });
    assert.deepEqual(rangeIn(lines.slice(0, 2), place), { line: 0, character: 0, endLine: 0, endCharacter: 10 });
    assert.deepEqual(rangeIn(lines, { ...place, endCharacter: 7 }), { line: 0, character: 0, endLine: 0, endCharacter: 10 });
  });
});
