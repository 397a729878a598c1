import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
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

  it('links every frame of a traceback of Python, as each version prints it', () => {
    // As Python 3.13 colors it; VS Code hands over what is seen.
    const printed = [
      '/w/my proj/tb.py:9: UserWarning: old',
      '  File \x1b[35m"/w/my proj/tb.py"\x1b[0m, line \x1b[35m6\x1b[0m, in \x1b[35mouter\x1b[0m',
      '    \x1b[31minner\x1b[0m\x1b[1;31m()\x1b[0m',
      "\x1b[1;35mKeyError\x1b[0m: \x1b[35m'a'\x1b[0m",
      'The above exception was the direct cause of the following exception:',
      '  File "C:\\Users\\Ada L\\tb.py", line 11, in <module>',
      '  |   File "/w/my proj/tb.py", line 15, in <module>',
      // A syntax error has no function; a crash below Python has no comma.
      '  File "/w/my proj/bad.py", line 1',
      '  File "/w/tb.py", line 538 in string_at',
      '  File "<string>", line 1, in <module>',
      '  File "<frozen importlib._bootstrap>", line 1360, in _find_and_load',
    ];
    assert.deepEqual(
      printed.flatMap((line) => links(stripVTControlCharacters(line))),
      [
        ['/w/my proj/tb.py', 9, undefined],
        ['/w/my proj/tb.py', 6, undefined],
        ['C:\\Users\\Ada L\\tb.py', 11, undefined],
        ['/w/my proj/tb.py', 15, undefined],
        ['/w/my proj/bad.py', 1, undefined],
        ['/w/tb.py', 538, undefined],
      ],
    );
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
