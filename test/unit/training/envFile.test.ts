import assert from 'node:assert/strict';
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createLocalizer } from '../../../extension/protocol/localize';
import { parseEnvFile, withEnvFiles } from '../../../extension/training/envFile';

const en = createLocalizer('en');

describe('a file with environment variables', () => {
  const cases: [what: string, text: string, variables: Record<string, string>, badLines?: number[]][] = [
    ['plain values, with or without spaces', 'A=1\n B = two words \nC=', { A: '1', B: 'two words', C: '' }],
    ['export, and names with digits and underscores', 'export A1=x\n_b_2=y\nexport\tC=z', { A1: 'x', _b_2: 'y', C: 'z' }],
    ['comments and empty lines', '# A=1\n\n  # B=2\nC=3 # why\nD=#none\nE=a#b', { C: '3', D: '', E: 'a#b' }],
    ['either quotes, and comments behind them', `A="x y"\nB='x "y"'\nC="a # b" # c\nD='#'`, { A: 'x y', B: 'x "y"', C: 'a # b', D: '#' }],
    [
      'escapes in quotes',
      String.raw`A="one\ntwo"` + '\n' + String.raw`B='one\ntwo'` + '\n' + String.raw`C="say \"hi\""`,
      {
        A: 'one\ntwo',
        B: 'one\ntwo',
        C: 'say "hi"',
      },
    ],
    ['a quote inside of the same quotes', `A='it's'\nB=""quoted""`, { A: "it's", B: '"quoted"' }],
    [
      'values over several lines',
      `KEY="-----BEGIN\nabc=\n-----END"\nB=2\nC='x\n\ny' # c\nD=4`,
      {
        KEY: '-----BEGIN\nabc=\n-----END',
        B: '2',
        C: 'x\n\ny',
        D: '4',
      },
    ],
    [
      'variables of earlier lines and of the surroundings',
      'A=1\nB=${A}-${HOME}-${C}-$A\nC=late',
      { A: '1', B: '1-/home/ada--$A', C: 'late' },
    ],
    ['a redefinition that uses the old value', 'A=1\nA=${A}2', { A: '12' }],
    ['escaped dollars', String.raw`A=\${HOME} \$5`, { A: '${HOME} $5' }],
    ['what only looks like a variable', 'A=${a-b} ${} ${1}', { A: '${a-b} ${} ${1}' }],
    ['line ends of Windows and a byte order mark', '\uFEFFA=1\r\nB="x"\r\n', { A: '1', B: 'x' }],
    [
      'equals signs, spaces and other scripts in values',
      'URL=https://h/?a=b&c=d\nNAME=Ада 世界',
      { URL: 'https://h/?a=b&c=d', NAME: 'Ада 世界' },
    ],
    ['lines that are none', 'A=1\nnot a line\n1B=2\nC-D=3\n=4\nE=5', { A: '1', E: '5' }, [2, 3, 4, 5]],
    ['a quote that nothing closes', `A="x\nB=2`, { A: '"x', B: '2' }, [1]],
    ['an empty file', '', {}],
  ];
  for (const [what, text, variables, badLines = []] of cases) {
    it(`has ${what}`, () => {
      assert.deepEqual(parseEnvFile(text, { HOME: '/home/ada' }), { variables, badLines });
    });
  }

  describe('given to a child', () => {
    let folder: string;
    beforeEach(async () => (folder = await fs.mkdtemp(path.join(os.tmpdir(), "tensorwright env 'ü'-"))));
    afterEach(() => fs.rm(folder, { recursive: true, force: true }));
    const write = async (name: string, text: string): Promise<string> => {
      const file = path.join(folder, name);
      await fs.writeFile(file, text);
      return file;
    };

    it('replaces what is there, and stands before it in lists of folders', async () => {
      const one = await write('one.env', 'A=new\nPATH=/one\nPYTHONPATH=src\nB=${PATH}');
      const two = await write('two.env', 'A=${A}er\nPYTHONPATH=lib');
      const { env, warnings } = await withEnvFiles({ A: 'old', PATH: '/bin', KEPT: '1' }, [one, two]);
      const list = (...folders: string[]): string => folders.join(path.delimiter);
      assert.deepEqual(env, { A: 'newer', PATH: list('/one', '/bin'), KEPT: '1', PYTHONPATH: list('lib', 'src'), B: '/one' });
      assert.deepEqual(warnings, []);
    });

    it('warns of lines without repeating them, and of files that went away', async () => {
      const file = await write('.env', 'A=1\npassword hunter2\n');
      const { env, warnings } = await withEnvFiles({}, [path.join(folder, 'gone'), folder, file]);
      assert.deepEqual(env, { A: '1' });
      const texts = warnings.map((warning) => en.render(warning));
      assert.match(texts[0]!, /variables .*gone is not there any more/);
      assert.match(texts[1]!, /variables .* cannot be read/);
      assert.equal(texts[2], `${file}, line 2: this is not of the form NAME=value.`);
      assert.equal(texts.length, 3);
      assert.doesNotMatch(texts.join(), /hunter2/);
    });
  });
});
