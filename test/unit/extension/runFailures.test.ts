import assert from 'node:assert/strict';
import { afterEdit, latestFailures, rangeIn, type FailureMark } from '../../../extension/src/runs/runFailures';
import { run } from './support/run';

const failure = (line: number, col?: number) => ({
  cls: 'Error',
  msg: 'bad shape',
  code: 'exception',
  trace: '',
  at: { file: '/w/train.ts', line, col },
});
const mark: FailureMark = { run: 'r1', name: 'mnist', file: '/w/train.ts', line: 9, text: 'Error: bad shape', startedAt: 0 };

describe('failures of runs', () => {
  it('count only while the run is the newest of its program', () => {
    const failed = run({ id: 'a', status: 'failed', failure: failure(10, 5), startedAt: 1 });
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

  it('do not repeat the class when the message begins with it', () => {
    const at = failure(1).at;
    const [found] = latestFailures([
      run({ status: 'failed', failure: { cls: 'ValueError', msg: 'ValueError: x', code: 'exception', trace: '', at } }),
    ]);
    assert.equal(found?.text, 'ValueError: x');
  });

  it('move with edits above, stay with edits below, and go when their line is edited', () => {
    assert.equal(afterEdit(mark, { start: 2, end: 2, delta: 3 })?.line, 12);
    assert.equal(afterEdit(mark, { start: 2, end: 5, delta: -3 })?.line, 6);
    assert.equal(afterEdit(mark, { start: 8, end: 8, delta: 1 })?.line, 10);
    assert.equal(afterEdit(mark, { start: 10, end: 12, delta: -2 })?.line, 9);
    assert.equal(afterEdit(mark, { start: 9, end: 9, delta: 0 }), undefined);
    assert.equal(afterEdit(mark, { start: 7, end: 9, delta: -2 }), undefined);
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
});
