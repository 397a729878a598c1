import assert from 'node:assert/strict';
import { lowerChunk } from '../../../server/src/ir/lowerChunk';
import { parseChunk } from '../../../server/src/syntax/parseChunk';
import { randomNumbers, readCorpus } from './corpus';

describe('parseChunk', () => {
  it('finds whole programs whole', () => {
    for (const { name, uri, language, text } of readCorpus()) {
      const broken = parseChunk(uri, language, text).sections.filter(({ code }) => code.broken);
      assert.deepEqual(
        broken.map(({ code }) => code.text),
        [],
        name,
      );
    }
  });

  for (const { name, uri, language, text } of readCorpus()) {
    it(`keeps the statements of ${name} that an edit does not touch`, () => {
      const before = parseChunk(uri, language, text);
      const middle = before.sections[before.sections.length >> 1]!;
      const inserted = language === 'python' ? 'added = 1\n' : 'added = 1;\n';
      const after = parseChunk(uri, language, text.slice(0, middle.start) + inserted + text.slice(middle.start), before);
      assert.equal(after.sections.length, before.sections.length + 1);
      const lowered = lowerChunk(after);
      const idx = before.sections.indexOf(middle);
      before.sections.forEach(({ start, code }, i) => {
        const section = after.sections[i < idx ? i : i + 1]!;
        assert.equal(section.code, code);
        assert.equal(section.start, i < idx ? start : start + inserted.length);
        assert.equal(lowered.units[i < idx ? i : i + 1]!.code, lowerChunk(before).units[i]!.code);
      });
    });
  }

  it('does not take over what another language or dialect read', () => {
    const text = 'x = <T>y\n';
    const ts = parseChunk('a.ts', 'typescript', text);
    for (const [uri, language] of [
      ['a.tsx', 'typescript'],
      ['a.js', 'javascript'],
      ['a.py', 'python'],
    ] as const) {
      assert.deepEqual(parseChunk(uri, language, text, ts), parseChunk(uri, language, text));
    }
  });

  it('gives the same chunk for the same text', () => {
    const chunk = parseChunk('a.py', 'python', 'x = 1');
    assert.equal(parseChunk('a.py', 'python', 'x = 1', chunk), chunk);
  });

  const long = {
    python: `class A:\n${numbered(150, (i) => `    def m${i}(self, x):\n        if x:\n            return f'{self.f${i}(x, [${i}, a if b else c])}'\n`)}`,
    typescript: `class A<T> {\n${numbered(150, (i) => `  m${i}(x: T): void {\n    if (x) return this.f${i}<T>(x, [${i}, a ? b : \`\${c}\`] as T);\n  }\n`)}}\n`,
  };
  for (const language of ['python', 'typescript'] as const) {
    it(`reads a long ${language} class again from where it changed, as if from the start`, function () {
      this.timeout(120_000);
      const random = randomNumbers(7);
      const pieces = [' ', '\n', 'x', '    ', '1', 'if a:\n', '()', 'if (a) {}', '.b', ''];
      let text = long[language];
      let previous = parseChunk('a', language, text);
      let nWhole = 0;
      for (let i = 0; i < 60; i++) {
        const at = random(text.length);
        const edited = text.slice(0, at) + pieces[random(pieces.length)]! + text.slice(at + random(2));
        const next = parseChunk('a', language, edited, previous);
        assert.deepEqual(next, parseChunk('a', language, edited));
        if (!next.broken) nWhole++;
        // Broken texts are left again, so that most edits start from a whole one.
        if (!next.broken || i % 10 === 0) [text, previous] = [edited, next];
        if (previous.broken && i % 10 === 5) [text, previous] = [long[language], parseChunk('a', language, long[language], previous)];
      }
      assert.ok(nWhole > 8, `${nWhole} whole texts`);
    });
  }

  it('reads short Python statements again between what an edit cannot reach, as if from the start', function () {
    this.timeout(120_000);
    const random = randomNumbers(11);
    const program = [
      'import a',
      'if a:\n    b = 1\nelse:\n    b = 2',
      't = """long\n text"""',
      '@d\n@e(1)\ndef f(x,\n      y):\n    return x',
      'call(1,\n2)',
      '# a note',
      'try:\n    pass\nexcept E:\n    pass',
      "s = f'{a:{b}}' # c",
      'long = 1 + \\\n    2',
      'class C:\n\n    z = 3\n',
      'data = [\n    1,\n    (2, 3),\n]',
    ];
    const whole = [0, 1, 2].map((round) => program.map((part) => part.replaceAll('b', `b${round}`)).join('\n')).join('\n');
    const pieces = [
      '"""',
      "'",
      '(',
      ')',
      ']',
      '\\\n',
      '@d\n',
      'else:\n',
      '  ',
      ' ',
      '\n',
      '\r\n',
      '#',
      ':',
      "f'{",
      '\f',
      '\ufeff',
      'x',
      'x = 1\n',
      'def g():\n',
      '',
    ];
    let [text, previous] = [whole, parseChunk('a', 'python', whole)];
    let nWhole = 0;
    for (let i = 0; i < 1500; i++) {
      const at = random(text.length);
      const piece = random(4) === 0 ? text.slice(at, at + random(40)) : pieces[random(pieces.length)]!;
      const edited = text.slice(0, at) + piece + text.slice(at + (random(3) === 0 ? random(30) : random(2)));
      const next = parseChunk('a', 'python', edited, previous);
      assert.deepEqual(next, parseChunk('a', 'python', edited), JSON.stringify([text, edited]));
      if (!next.broken) nWhole++;
      [text, previous] = random(next.broken ? 6 : 40) === 0 ? [whole, parseChunk('a', 'python', whole, next)] : [edited, next];
    }
    assert.ok(nWhole > 60, `${nWhole} whole texts`);
  });
});

function numbered(count: number, line: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => line(i)).join('');
}
