import assert from 'node:assert/strict';
import { readSuppressions } from '../../../server/src/diagnostics/suppressions';

const python = (text: string): ((code: string, line: number, last?: number) => boolean) => {
  const read = readSuppressions({ text, language: 'python' });
  return (code, line, last = line) => read.covers(code, line, last);
};

describe('suppression comments', () => {
  it('silence the named codes on their line', () => {
    const covers = python('x = 1\ny = f(x)  # tensorwright: ignore[dim-mismatch, rank-mismatch]\nz = 2');
    assert.equal(covers('dim-mismatch', 1), true);
    assert.equal(covers('rank-mismatch', 1), true);
    assert.equal(covers('reshape-size', 1), false);
    assert.equal(covers('dim-mismatch', 0), false);
    assert.equal(covers('dim-mismatch', 2), false);
  });

  it('silence every code without brackets, and none with empty ones', () => {
    assert.equal(python('x = 1\ny = 2  # tensorwright: ignore')('class-count', 1), true);
    assert.equal(python('x = 1\ny = 2  # tensorwright: ignore[]')('class-count', 1), false);
  });

  it('count on the first and the last line of a report', () => {
    const covers = python('x = 1\ny = f(\n  x\n)  # tensorwright: ignore');
    assert.equal(covers('dim-mismatch', 1, 3), true);
    assert.equal(covers('dim-mismatch', 1, 2), false);
  });

  it('silence the file when alone above the first code', () => {
    const covers = python(
      '#!/usr/bin/env python\n\n# tensorwright: ignore[dim-mismatch]\nimport keras\n# tensorwright: ignore[rank-mismatch]\nx = 1',
    );
    assert.equal(covers('dim-mismatch', 5), true);
    assert.equal(covers('rank-mismatch', 5), false);
    assert.equal(python('x = 1  # tensorwright: ignore\ny = 2')('dim-mismatch', 1), false);
  });

  it('are not read in strings, other words or the other language', () => {
    assert.equal(python('x = 1\ny = "# tensorwright: ignore"')('dim-mismatch', 1), false);
    assert.equal(python('x = 1\ny = 2  # tensorwright: ignored')('dim-mismatch', 1), false);
    assert.equal(python('x = 1\ny = 2  // tensorwright: ignore')('dim-mismatch', 1), false);
    const script = readSuppressions({
      text: 'a;\nf(); // tensorwright: ignore[dim-mismatch]\ng(); /* tensorwright: ignore */',
      language: 'typescript',
    });
    assert.deepEqual(
      [1, 2].map((line) => script.covers('dim-mismatch', line, line)),
      [true, true],
    );
  });
});
