import assert from 'node:assert/strict';
import { findFileLinks, TerminalLines } from '../../../extension/src/runs/terminalText';

const links = (line: string) => findFileLinks(line).map(({ file, line: row, col }) => [file, row, col]);

describe('output in the terminal', () => {
  it('goes back to the start of the line at line feeds, and leaves progress bars alone', () => {
    const lines = new TerminalLines();
    assert.equal(lines.convert('a\nb\r\n10%\r20%\x1b[32m✓'), 'a\r\nb\r\n10%\r20%\x1b[32m✓');
  });

  it('is the same however it is cut', () => {
    const text = 'one\r\ntwo\n\r\nthree\r\r\n\n';
    for (let cut = 0; cut <= text.length; cut++) {
      const lines = new TerminalLines();
      const whole = new TerminalLines().convert(text);
      assert.equal(lines.convert(text.slice(0, cut)) + lines.convert(text.slice(cut)), whole);
    }
  });

  it('links places in files as Node and Python print them', () => {
    assert.deepEqual(links('    at main (/w/my project/x.ts:1:2)').at(-1)?.slice(1), [1, 2]);
    assert.deepEqual(links('    at Object.<anonymous> (/w/src/train.ts:12:34)'), [['/w/src/train.ts', 12, 34]]);
    assert.deepEqual(links('at file:///w/train.mjs:3:1'), [['file:///w/train.mjs', 3, 1]]);
    assert.deepEqual(links('at C:\\w\\train.ts:3:1'), [['C:\\w\\train.ts', 3, 1]]);
    assert.deepEqual(links('src/net.ts:7: warning'), [['src/net.ts', 7, undefined]]);
    assert.deepEqual(links('  File "/w/my net.py", line 61, in forward'), [['/w/my net.py', 61, undefined]]);
  });

  it('does not link times, ratios and versions', () => {
    for (const line of ['12:34:56 loss 0.5', 'epoch 3/10 1:20', 'node v20.1.0: 5', 'https://example.org:80'])
      assert.deepEqual(links(line), [], line);
  });

  it('gives exact positions, also of several links in a line', () => {
    const line = 'a.ts:1:2 and b.py:30';
    assert.deepEqual(
      findFileLinks(line).map(({ start, length }) => line.slice(start, start + length)),
      ['a.ts:1:2', 'b.py:30'],
    );
  });
});
