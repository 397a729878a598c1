import assert from 'node:assert/strict';
import { floors } from './floors';
import { groups, programsOf, sourceOf } from './support/mutant';
import type { JudgedMutant } from './support/replayMutants';
import { checkProgram, replayMutants } from './support/replayMutants';
import { describeSummary, knownNames, share, summarize } from './support/summary';

/** Correct programs and their single changes, labelled by running them: what is found, and where nothing may be said. */
describe('programs and their mutants', function () {
  this.timeout(300_000);
  const all: JudgedMutant[] = [];
  for (const group of groups()) {
    it(`${group}: nothing is said of the programs themselves, and what their names hold is known`, () => {
      const checked = programsOf(group).map((program) => checkProgram(sourceOf(program)));
      const said = checked.flatMap(({ source, errors }) =>
        errors.map((e) => `${source.uri}:${e.range.start.line + 1} ${e.code}: ${e.message}`),
      );
      assert.deepEqual(said, []);
      const names = knownNames(checked.map(({ analysis }) => analysis));
      console.log(
        `      named tensors of known rank ${share(names.ranked, names.seen)}, with all extents known or symbolic ${share(names.full, names.seen)}`,
      );
      assert.ok(names.ranked >= floors.ranked * names.seen, 'rank');
      assert.ok(names.full >= floors.full * names.seen, 'extents');
    });

    it(`${group}: mutants`, () => {
      const judged = replayMutants(group);
      all.push(...judged);
      const summary = summarize(judged);
      for (const line of describeSummary(group, summary)) console.log(`      ${line}`);
      const alarms = judged.filter(({ verdict }) => verdict === 'false alarm');
      assert.deepEqual(alarms.map(describeAlarm), []);
      assert.deepEqual(
        judged.flatMap(({ fault }) => fault ?? []),
        [],
      );
      assert.ok(summary.exact >= floors.exact * summary.crashes, `on the exact line: ${share(summary.exact, summary.crashes)}`);
    });
  }

  after(() => {
    for (const line of describeSummary('all', summarize(all))) console.log(`      ${line}`);
  });
});

function describeAlarm({ mutant, errors }: JudgedMutant): string {
  const said = errors.map((e) => `line ${e.range.start.line + 1} ${e.code}: ${e.message}`).join('; ');
  return `${mutant.p} ${JSON.stringify(mutant.old)} → ${JSON.stringify(mutant.new)}: ${said}`;
}
