import assert from 'node:assert/strict';
import { LineIndex } from '../../../server/src/diagnostics/lineIndex';

describe('LineIndex', () => {
  it('counts lines that end in any of the three ways', () => {
    const index = new LineIndex('ab\ncd\r\nef\rgh');
    assert.equal(index.nLines, 4);
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((line) => index.line(line)),
      ['ab', 'cd', 'ef', 'gh', ''],
    );
    assert.deepEqual(index.position(3), { line: 1, character: 0 });
    assert.deepEqual(index.position(7), { line: 2, character: 0 });
    assert.deepEqual(index.position(10), { line: 3, character: 0 });
  });

  it('counts UTF-16 code units', () => {
    assert.deepEqual(new LineIndex('😀x').position(2), { line: 0, character: 2 });
  });

  it('gives back the offset of each position', () => {
    const text = 'a\r\nbc\n\n\rd';
    const index = new LineIndex(text);
    for (let offset = 0; offset <= text.length; offset++) {
      // Inside `\r\n` there is no position of its own.
      if (text[offset - 1] === '\r' && text[offset] === '\n') continue;
      assert.equal(index.offset(index.position(offset)), offset);
    }
  });

  it('moves what is outside to the nearest end', () => {
    const index = new LineIndex('ab\ncd');
    assert.equal(index.offset({ line: 0, character: 99 }), 2);
    assert.equal(index.offset({ line: 9, character: 0 }), 5);
    assert.equal(index.offset({ line: -1, character: 0 }), 0);
    assert.deepEqual(index.position(-5), { line: 0, character: 0 });
    assert.deepEqual(index.position(99), { line: 1, character: 2 });
    assert.deepEqual(new LineIndex('').position(0), { line: 0, character: 0 });
  });
});
