import assert from 'node:assert/strict';
import { analyse } from '../../../server/src/interp/document/analyse';
import { analysisLimits } from '../../../server/src/limits';

describe('names that nothing defines, in the cells of a notebook', () => {
  /** Messages of the reports, with the number of the cell. */
  function reportsOf(...cells: string[]): string[] {
    const chunks = cells.map((text, i) => ({ uri: `cell:${i + 1}`, text }));
    const settings = { stepBudget: analysisLimits.steps };
    const { result } = analyse({ language: 'python', chunks, files: new Map(), roots: [], settings });
    return result.diagnostics.map(({ code, message, place }) => `${place.chunk} ${code} ${JSON.stringify(message.args)}`);
  }
  const head = 'import numpy as np\n';

  it('are reported where the same cell binds them only afterwards', () => {
    assert.deepEqual(reportsOf(head, 'b = np.zeros(size)\nsize = 3\n'), ['cell:2 undefined-name ["size"]']);
    assert.deepEqual(reportsOf(head, 'b = np.zeros(size)\n'), ['cell:2 undefined-name ["size"]']);
  });

  it('may come from another cell: those can be run in any order', () => {
    assert.deepEqual(reportsOf(head, 'b = np.zeros(size)\n', 'size = 3\n'), []);
    assert.deepEqual(reportsOf(head, 'size = 3\n', 'b = np.zeros(size)\n'), []);
  });
});
