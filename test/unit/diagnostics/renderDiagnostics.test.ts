import assert from 'node:assert/strict';
import { createLocalizer } from '../../../extension/protocol/localize';
import { renderDiagnostics } from '../../../server/src/diagnostics/renderDiagnostics';
import { check } from '../../lint/support/check';

const text =
  '#- setting: severity.dim-mismatch=error\nimport keras\nx = keras.Input((2, 2, 3))\ny = keras.layers.Conv2D(4, 3)(x)  #! error[non-positive-size]: does not fit\n';

describe('renderDiagnostics', () => {
  const [findings] = check(text);
  const render = (severities: Parameters<typeof renderDiagnostics>[2]): string[] =>
    renderDiagnostics(findings!.analysis, createLocalizer('en'), severities).map((d) => d.severity);

  it('takes the severity that is set, and leaves out what is off', () => {
    assert.deepEqual(render({}), ['error']);
    assert.deepEqual(render({ 'non-positive-size': 'hint' }), ['hint']);
    assert.deepEqual(render({ 'non-positive-size': 'off' }), []);
    assert.deepEqual(render({ 'dim-mismatch': 'off' }), ['error']);
  });

  it('leaves out a fix when one of its edits has no place any more', () => {
    const { diagnostics, ...rest } = findings!.analysis;
    const [first] = diagnostics;
    const edit = { chunk: findings!.analysis.own[0]!, unitIdx: 999, from: 0, to: 1, newText: '' };
    const fix = { title: { text: 'x', args: [] }, isPreferred: true };
    const render1 = (edits: (typeof edit)[]): number =>
      renderDiagnostics({ ...rest, diagnostics: [{ ...first!, fixes: [{ ...fix, edits }] }] }, createLocalizer('en'))[0]!.fixes.length;
    assert.equal(render1([{ ...edit, unitIdx: 0 }]), 1);
    assert.equal(render1([{ ...edit, unitIdx: 0 }, edit]), 0);
  });

  it('leaves to another file what stands in it', () => {
    const analysis = { ...findings!.analysis, own: ['file:///other.py'] };
    assert.deepEqual(renderDiagnostics(analysis, createLocalizer('en')), []);
  });
});
