import assert from 'node:assert/strict';
import type { RenderedDiagnostic } from '../../server/src/diagnostics/renderDiagnostics';
import { compareMarkers } from './support/compareMarkers';
import { parseFixture } from './support/fixture';
import type { Findings, ShapeFact } from './support/lintFixture';
import { normalShape } from './support/lintFixture';
import { updateMarkers } from './support/updateMarkers';

/** The reader and comparer of markers, with findings made by hand: they must be able to fail. */
describe('markers', () => {
  const text = [
    'a = f(1, 2)',
    '#     ^ error[dim-mismatch]: one',
    '#        ^ fix[dim-mismatch]: 3',
    'b = g()  #> [4]',
    'c = h()  #! warning[silent-broadcast]: loss',
  ].join('\n');
  const at = (line: number, from: number, to: number): RenderedDiagnostic['range'] => ({
    start: { line, character: from },
    end: { line, character: to },
  });
  const one: RenderedDiagnostic = {
    code: 'dim-mismatch',
    severity: 'error',
    message: 'this one',
    uri: 'u',
    range: at(0, 6, 7),
    related: [],
    fixes: [{ title: '', isPreferred: true, edits: [{ uri: 'u', range: at(0, 9, 10), newText: '3' }] }],
  };
  const two: RenderedDiagnostic = {
    ...one,
    code: 'silent-broadcast',
    severity: 'warning',
    message: 'the loss broadcasts',
    range: at(4, 4, 7),
    fixes: [],
  };
  const shape: ShapeFact = { range: at(3, 0, 1), text: '[4]', isHint: true };
  const findings = (diagnostics: RenderedDiagnostic[], shapes: ShapeFact[] = [shape]): Findings => ({
    file: parseFixture('x.py', text).files[0]!,
    analysis: undefined as never,
    diagnostics,
    shapes,
  });
  const counts = (found: Findings): [number, number] => {
    const { missed, unexpected } = compareMarkers(found);
    return [missed.length, unexpected.length];
  };

  it('agree with what they describe', () => assert.deepEqual(counts(findings([one, two])), [0, 0]));
  it('fail without the diagnostic, and then without its fix', () => assert.deepEqual(counts(findings([two])), [2, 0]));
  it('fail for a diagnostic without a marker', () =>
    assert.deepEqual(counts(findings([one, two, { ...one, range: at(3, 0, 1) }])), [0, 1]));
  it('fail for a second diagnostic of the same place', () => assert.deepEqual(counts(findings([one, { ...one }, two])), [0, 1]));
  it('fail for another column, code, severity or text', () => {
    assert.deepEqual(counts(findings([{ ...one, range: at(0, 6, 8) }, two])), [1, 1]);
    assert.deepEqual(counts(findings([{ ...one, code: 'rank-mismatch' }, two])), [2, 1]);
    assert.deepEqual(counts(findings([{ ...one, severity: 'hint' }, two])), [1, 1]);
    assert.deepEqual(counts(findings([{ ...one, message: 'other' }, two])), [1, 1]);
  });
  it('fail for another shape, and for none', () => {
    assert.deepEqual(counts(findings([one, two], [{ ...shape, text: '[5]' }])), [1, 0]);
    assert.deepEqual(counts(findings([one, two], [])), [1, 0]);
  });

  it('are rewritten to what was found', () => {
    const found = findings([{ ...one, message: 'new words', fixes: [] }], [{ ...shape, text: '[5]' }]);
    const lines = updateMarkers(found, compareMarkers(found));
    assert.deepEqual(lines, ['a = f(1, 2)', '#     ^ error[dim-mismatch]: new words', 'b = g()  #> [5]', 'c = h()']);
    // The line of the fix's marker is gone, so what was below it moved up.
    const shapes = [{ ...shape, text: '[5]', range: at(2, 0, 1) }];
    const again = { ...found, shapes, file: parseFixture('x.py', lines.join('\n')).files[0]! };
    assert.deepEqual(counts(again), [0, 0]);
  });

  it('split a text into files, with headers and an unknown header refused', () => {
    const fixture = parseFixture(
      'x.py',
      '#- setting: severity.dim-mismatch=off\nfrom b import c\n#- file: b.py\nc = 1  #! error[dim-mismatch]: x',
    );
    assert.deepEqual(
      fixture.files.map((f) => [f.name, f.firstLine, f.markers.length]),
      [
        ['x.py', 0, 0],
        ['b.py', 2, 1],
      ],
    );
    assert.deepEqual(fixture.settings, { 'severity.dim-mismatch': 'off' });
    assert.throws(() => parseFixture('x.py', '#- fil: b.py'));
  });

  it('put the imports of a framework on its header line, unless there are some', () => {
    assert.match(parseFixture('x.py', '#- framework: keras\nkeras.Input(())').files[0]!.text, /^import numpy.*\nkeras\.Input/);
    assert.match(parseFixture('x.py', '#- framework: keras\nimport keras').files[0]!.text, /^#- framework/);
  });

  it('know a shape in each notation', () => {
    assert.deepEqual(['(None, 32)', '[null, 32]', '(8,)', '()', '(*, 4)'].map(normalShape), [
      '[null, 32]',
      '[null, 32]',
      '[8]',
      '[]',
      '[*, 4]',
    ]);
  });
});
