import assert from 'node:assert/strict';
import { formatShape } from '../../server/src/values/shape';
import { floors, floorsOf } from './floors';
import { groups, programsOf, sourceOf } from './support/mutant';
import type { JudgedMutant } from './support/replayMutants';
import { heldNames, knownOf, rateOf } from './support/heldNames';
import { isReported, readRepairs, repairedMutant } from './support/repairedMutants';
import { checkProgram, replayMutants } from './support/replayMutants';
import { describeSummary, share, summarize } from './support/summary';

/** Correct programs and their single changes, labelled by running them: what is found, and where nothing may be said. */
describe('programs and their mutants', function () {
  this.timeout(900_000);
  const all: JudgedMutant[] = [];
  const held = heldNames();
  for (const group of groups()) {
    it(`${group}: nothing is said of the programs themselves`, () => {
      const checked = programsOf(group).map((program) => checkProgram(sourceOf(program)));
      const said = checked.flatMap(({ source, errors }) =>
        errors.map((e) => `${source.uri}:${e.range.start.line + 1} ${e.code}: ${e.message}`),
      );
      assert.deepEqual(said, []);
    });

    it(`${group}: what the names hold is known, and as it was when the programs ran`, () => {
      const known = programsOf(group).flatMap((program) => {
        const found = knownOf(checkProgram(sourceOf(program)), held.get(program) ?? []);
        return found.map((one) => ({ ...one, program }));
      });
      const wrong = known.filter(({ isWrong }) => isWrong);
      assert.deepEqual(
        wrong.map(
          ({ program, line, name, shape, shapes }) =>
            `${program}:${line + 1} ${name}: ${formatShape(shape)}, not ${JSON.stringify(shapes)}`,
        ),
        [],
      );
      const { ranked, full } = rateOf(known);
      console.log(
        `      names of arrays with known rank ${share(ranked, known.length)}, with all extents known or symbolic ${share(full, known.length)}`,
      );
      assert.ok(ranked >= floorsOf(group).ranked * known.length, 'rank');
      assert.ok(full >= floorsOf(group).full * known.length, 'extents');
    });

    it(`${group}: mutants`, () => {
      const { everyNth } = floorsOf(group);
      const judged = replayMutants(group, false, (_, i) => i % everyNth === 0);
      all.push(...judged);
      const summary = summarize(judged);
      for (const line of describeSummary(group, summary)) console.log(`      ${line}`);
      const alarms = judged.filter(({ verdict }) => verdict === 'false alarm');
      assert.deepEqual(alarms.map(describeAlarm), []);
      assert.deepEqual(
        judged.flatMap(({ fault }) => fault ?? []),
        [],
      );
      assert.ok(summary.exact >= floorsOf(group).exact * summary.crashes, `on the exact line: ${share(summary.exact, summary.crashes)}`);
    });
  }

  it('the first fixes of a sample repair the programs, as recorded by running them', () => {
    const ends = readRepairs();
    const tried = groups().filter((group) => floorsOf(group).repaired > 0);
    const sampled = tried.flatMap((group) => replayMutants(group, true, (_, i) => i % floors.sampled === 0).filter(isReported));
    const found = sampled.map(repairedMutant).map((one) => one && (ends.get(one.key)?.ends ?? 'never ran'));
    const count = (...wanted: (string | null)[]): number => found.filter((end) => wanted.includes(end)).length;
    console.log(
      `      reported mutants with a fix after which they run: ${share(count('runs'), found.length)}, never tried: ${count('never ran')}`,
    );
    const floor = Math.min(...tried.map((group) => floorsOf(group).repaired));
    assert.ok(count('runs') >= floor * (found.length - count('never ran')), 'repaired');
    assert.ok(count('never ran') <= 0.4 * found.length, 'run `npm run mutants:fixes` again: too few of these fixes were tried');
  });

  after(() => {
    for (const line of describeSummary('all', summarize(all))) console.log(`      ${line}`);
  });
});

function describeAlarm({ mutant, errors }: JudgedMutant): string {
  const said = errors.map((e) => `line ${e.range.start.line + 1} ${e.code}: ${e.message}`).join('; ');
  return `${mutant.p} ${JSON.stringify(mutant.old)} → ${JSON.stringify(mutant.new)}: ${said}`;
}
