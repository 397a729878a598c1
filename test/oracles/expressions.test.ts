import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { ExpressionFile, Judged, Verdict } from './support/replayExpressions';
import { replayExpressions } from './support/replayExpressions';

/** The share of cases of which the analysis may know less than the library says, or miss a refusal. */
const mostUnknown = 0.03;

/** What NumPy, Keras, TensorFlow and others answered to programs of a few lines, compared with the analysis. */
describe('recorded answers to programs', function () {
  this.timeout(300_000);
  const folder = path.join(__dirname, 'expressions');
  for (const file of fs.readdirSync(folder).sort()) {
    it(path.basename(file, '.json'), () => {
      const recorded = JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')) as ExpressionFile;
      const judged = replayExpressions(recorded);
      const of = (...verdicts: Verdict[]): Judged[] => judged.filter(({ verdict }) => verdicts.includes(verdict));
      assert.equal(explain(of('wrong', 'false alarm')), '');
      const unknown = of('unknown', 'missed');
      assert.ok(unknown.length <= mostUnknown * judged.length, `${unknown.length} of ${judged.length} unknown\n${explain(unknown)}`);
    });
  }
});

function explain(judged: readonly Judged[]): string {
  const lines = judged
    .slice(0, 25)
    .map(({ verdict, one, found }) => `${verdict}: ${one.s.replaceAll('\n', '; ')}\n    wanted ${wanted(one)}\n    found  ${found}`);
  return judged.length ? `${judged.length} cases\n${lines.join('\n')}` : '';
}

function wanted({ n: _n, s: _s, ...rest }: Judged['one']): string {
  return JSON.stringify(rest);
}
