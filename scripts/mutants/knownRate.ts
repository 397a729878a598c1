// The share of the names that held arrays when the programs ran whose rank and extents the analysis knows: `npm run known-rate`, with
// `-- --names` to list those that it does not know. What it knows wrongly is always listed.
import { formatShape } from '../../server/src/values/shape';
import { groups, programsOf, sourceOf } from '../../test/mutants/support/mutant';
import { heldNames, knownOf, rateOf } from '../../test/mutants/support/heldNames';
import { checkProgram } from '../../test/mutants/support/replayMutants';
import { share } from '../../test/mutants/support/summary';

const held = heldNames();
const isListed = process.argv.includes('--names');
for (const group of groups()) {
  const all = programsOf(group).flatMap((program) => {
    const checked = checkProgram(sourceOf(program));
    const known = knownOf(checked, held.get(program) ?? []);
    const { ranked, full } = rateOf(known);
    const { calls } = checked.analysis;
    console.log(
      `${program}: rank ${share(ranked, known.length)}, all extents ${share(full, known.length)}; calls with a rule ${share(calls.known, calls.seen)}`,
    );
    for (const { cell, line, name, shape, shapes, isFull, isWrong } of known)
      if (isWrong || (isListed && !isFull))
        console.log(
          `  ${isWrong ? 'WRONG ' : ''}${cell ? `cell ${cell} ` : ''}line ${line + 1} ${name}: ${formatShape(shape)}, it held ${JSON.stringify(shapes)}`,
        );
    return known;
  });
  const { ranked, full, wrong } = rateOf(all);
  console.log(
    `${group}: known rank ${share(ranked, all.length)}, all extents known or symbolic ${share(full, all.length)}, wrong ${wrong}`,
  );
}
