import assert from 'node:assert/strict';
import { joinArguments, splitArguments } from '../../../extension/src/node/shellWords';
import { randomNumbers } from '../training/support';

describe('arguments on one line', () => {
  const cases: [line: string, posix: string[] | undefined, windows?: string[] | undefined][] = [
    ['', []],
    ['  --epochs 3\t--lr=1e-3  ', ['--epochs', '3', '--lr=1e-3']],
    [`--name "my run" 'second one'`, ['--name', 'my run', 'second one']],
    [`--x="a b"c''`, ['--x=a bc']],
    [`"" ''`, ['', '']],
    [`'it'"'"'s' "say \\"hi\\""`, ["it's", 'say "hi"']],
    ['a\\ b', ['a b'], ['a\\', 'b']],
    ['C:\\data\\x "C:\\my data\\y"', ['C:datax', 'C:\\my data\\y'], ['C:\\data\\x', 'C:\\my data\\y']],
    [`'C:\\my data\\'`, ['C:\\my data\\']],
    ['$HOME *.py `ls` 世界', ['$HOME', '*.py', '`ls`', '世界']],
    ['"open', undefined],
    ["it's", undefined],
  ];
  for (const [line, posix, windows = posix] of cases) {
    it(`are split as in a shell: ${line}`, () => {
      assert.deepEqual(splitArguments(line, false), posix);
      assert.deepEqual(splitArguments(line, true), windows);
    });
  }

  it('come back as they were, whatever is in them', () => {
    const random = randomNumbers(5);
    const alphabet = [...`ab \t\n'"\\$\`-=世`];
    for (let round = 0; round < 2000; round++) {
      const args = Array.from({ length: Math.floor(random() * 4) }, () =>
        Array.from({ length: Math.floor(random() * 6) }, () => alphabet[Math.floor(random() * alphabet.length)]).join(''),
      );
      for (const windows of [false, true]) {
        const line = joinArguments(args, windows);
        assert.deepEqual(splitArguments(line, windows), args, line);
      }
    }
    assert.equal(joinArguments(['--lr=0.1', 'a'], false), '--lr=0.1 a', 'what needs no quotes has none');
  });
});
