import assert from 'node:assert/strict';
import { printChunk } from '../../../server/src/ir/print';
import { randomNumbers, readCorpus } from './corpus';
import { read } from './invariants';

const corpus = readCorpus();

describe('half-typed programs', function () {
  this.timeout(120_000);

  it('has a corpus', () => {
    assert.ok(corpus.length >= 21);
  });

  for (const { name, uri, language, text } of corpus) {
    it(`reads every prefix of ${name}`, () => {
      let previous;
      for (let end = 0; end <= text.length; end += text.length > 2500 ? 3 : 1)
        previous = read(uri, language, text.slice(0, end), previous).parsed;
    });
  }

  for (const { name, uri, language, text } of corpus) {
    it(`gives after edits of ${name} what a fresh reading gives`, () => {
      const random = randomNumbers(text.length);
      const pieces = [
        '(',
        ')',
        '"""',
        "'",
        '\n',
        '    ',
        'def f(',
        '{',
        '}',
        '`',
        '[',
        ':',
        '#',
        '/*',
        '//',
        'x = ',
        ',',
        '\\',
        'é',
        'f"{',
      ];
      let current = text;
      let previous = read(uri, language, current).parsed;
      for (let i = 0; i < 40; i++) {
        const at = random(current.length + 1);
        const length = random(3) === 0 ? random(30) : random(2);
        const inserted = random(2) === 0 ? pieces[random(pieces.length)]! : '';
        current = i % 5 === 4 ? text : current.slice(0, at) + inserted + current.slice(at + length);
        const edited = read(uri, language, current, previous);
        const fresh = read(uri, language, current);
        assert.deepEqual(edited.parsed, fresh.parsed);
        assert.deepEqual(edited.lowered, fresh.lowered);
        previous = edited.parsed;
      }
    });
  }
});

describe('strange texts', () => {
  const languages = ['python', 'typescript', 'javascript'] as const;
  const texts: Record<string, string> = {
    empty: '',
    blank: ' \n\t\n\r\n \f \n',
    'a comment only': '# one\n// two',
    'a byte order mark': '\ufeffx = 1\ny = 2\n',
    'NUL bytes': 'x = 1\0\n\0\0y = "\0"\n',
    'lone surrogates': 'x = "\ud800" \udc00\ny\udfff = 1\n',
    'old line breaks': 'x = 1\ry = 2\rif (x): \r  z = 3\r',
    'line separators': 'x = 1\u2028y = 2\u2029z = 3',
    'only closers': ')]}\n)]}',
    'only openers': '([{\n([{\n'.repeat(50),
    'only quotes': '"\'`"""\'\'\'',
    'tabs and form feeds': '\fif x:\n\ty = 1\n        z = 2\n\f\n\tw = 3\n',
    'binary rubbish': Array.from({ length: 3000 }, (_, i) => String.fromCharCode((i * 7919) % 0x500)).join(''),
  };
  for (const [name, text] of Object.entries(texts)) {
    for (const language of languages) it(`${name}, as ${language}`, () => void read('a', language, text));
  }

  it('keeps the statements around a byte order mark, tabs and carriage returns', () => {
    const print = (text: string): string => printChunk(read('a.py', 'python', text).lowered);
    assert.equal(
      print('\ufeffx = 1\r\nif x:\r\n\ty = 2 \\\r\n\t\t+ 3\r\n\r\n\tz = 4\r\nw = 5\r\n'),
      print('x = 1\nif x:\n  y = 2 + 3\n  z = 4\nw = 5\n'),
    );
    assert.equal(print('if x:\n\ty = 1\n        z = 2\n\f\n\tw = 3\n'), print('if x:\n  y = 1\n  z = 2\n  w = 3\n'));
  });
});

describe('deep and long texts', function () {
  this.timeout(120_000);
  for (const [language, uri] of [
    ['python', 'a.py'],
    ['typescript', 'a.ts'],
  ] as const) {
    const deep: Record<string, string> = {
      'ten thousand terms': `x = ${'a + '.repeat(10_000)}a`,
      'two thousand parentheses': `x = ${'('.repeat(2000)}1${')'.repeat(2000)}`,
      'two thousand open parentheses': `x = ${'('.repeat(2000)}`,
      'two thousand brackets': `x = ${'['.repeat(2000)}1${']'.repeat(2000)}`,
      'two thousand calls in a row': `x = f${'(1)'.repeat(2000)}`,
      'two thousand attributes': `x = a${'.b'.repeat(2000)}`,
      'two thousand prefixes': `x = ${'- '.repeat(2000)}1`,
    };
    for (const [name, text] of Object.entries(deep)) {
      it(`${name}, as ${language}`, () => {
        const { lowered } = read(uri, language, `${text}\ny = 2`);
        assert.match(printChunk(lowered), /unknown/);
        assert.match(printChunk(lowered).split('\n').at(-1)!, /^\(assign \[\(nameTarget y\)\] \(const int 2\)\)$/);
      });
    }
  }

  it('a thousand branches', () => {
    const { lowered } = read(
      'a.py',
      'python',
      `if a == 0: pass\n${Array.from({ length: 1000 }, (_, i) => `elif a == ${i}: pass\n`).join('')}y = 2`,
    );
    assert.equal(lowered.units.length, 2);
  });

  it('a thousand nested blocks', () => {
    read('a.py', 'python', Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}if x:\n`).join(''));
    read('a.ts', 'typescript', 'if (x) {\n'.repeat(1000));
  });

  it('ten thousand lines', () => {
    assert.equal(read('a.py', 'python', 'x = f(1)\n'.repeat(10_000)).lowered.units.length, 10_000);
    assert.equal(read('a.ts', 'typescript', 'f(1)\n'.repeat(10_000)).lowered.units.length, 10_000);
  });

  it('ten thousand open brackets and strings', () => {
    assert.equal(read('a.py', 'python', 'x = f(1,\n'.repeat(10_000)).lowered.units.length, 10_000);
    assert.ok(read('a.py', 'python', 'x = """a\n'.repeat(2001)).lowered.units.length > 1);
    read('a.ts', 'typescript', 'x = f(1,\n'.repeat(3000));
    read('a.ts', 'typescript', 'x = `a${\n'.repeat(3000));
  });
});
