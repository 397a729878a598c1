import assert from 'node:assert/strict';
import { maskMagics } from '../../../server/src/syntax/magics';

describe('maskMagics', () => {
  const cases: [string, string][] = [
    ['x = 1\n', 'x = 1\n'],
    ['%matplotlib inline\nx = 1', 'pass              \nx = 1'],
    ['!pip install keras\r\nx = 1', 'pass              \r\nx = 1'],
    ['if x:\n    !ls -l\ny', 'if x:\n    pass  \ny'],
    ['files = !ls *.py', 'files = None    '],
    ['a, b = %sx ls', 'a, b = None  '],
    ['x = !l', 'x = 0 '],
    ['model.fit?', 'pass      '],
    ['??model', 'pass   '],
    ['f?', '0 '],
    ['%time x = f(1)', '0;    x = f(1)'],
    ['%timeit -n 10 f(1)', '0;            f(1)'],
    ['%%time\nx = 1', '      \nx = 1'],
    ['%%bash\necho (\n', '      \n      \n'],
    ['\n%%writefile a.py\nx = "', '\n                \n     '],
    ['!pip install a \\\n  b\nx = 1', 'pass            \n   \nx = 1'],
    ['s = """\n%magic\n"""\n', 's = """\n%magic\n"""\n'],
    ['print("%d"\n  % 3)\ny = a\\\n % b', 'print("%d"\n  % 3)\ny = a\\\n % b'],
    ['a != b\nx = y if a else b', 'a != b\nx = y if a else b'],
    ['x %= 3', 'x %= 3'],
    ["d = '?'", "d = '?'"],
    ['', ''],
  ];
  for (const [source, masked] of cases) {
    it(JSON.stringify(source), () => {
      assert.equal(maskMagics(source), masked);
      assert.equal(maskMagics(source).length, source.length);
    });
  }
});
