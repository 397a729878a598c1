// The share of named tensors whose rank and extents the analysis knows, program by program: `npm run known-rate`.
import { groups, programsOf, sourceOf } from '../../test/mutants/support/mutant';
import { checkProgram } from '../../test/mutants/support/replayMutants';
import { knownNames, share } from '../../test/mutants/support/summary';

for (const group of groups()) {
  const analyses = programsOf(group).map((program) => ({ program, ...checkProgram(sourceOf(program)) }));
  for (const { program, analysis } of analyses) {
    const { seen, ranked, full } = knownNames([analysis]);
    const calls = `calls with a rule ${share(analysis.calls.known, analysis.calls.seen)}`;
    console.log(`${program}: known rank ${share(ranked, seen)}, all extents ${share(full, seen)}; ${calls}`);
  }
  const { seen, ranked, full } = knownNames(analyses.map(({ analysis }) => analysis));
  console.log(`${group}: known rank ${share(ranked, seen)}, all extents known or symbolic ${share(full, seen)}`);
}
