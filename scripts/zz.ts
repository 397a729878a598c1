import { replayMutants } from '../test/mutants/support/replayMutants';
import { describeSummary, summarize } from '../test/mutants/support/summary';
const [group, each, off] = [process.argv[2]!, Number(process.argv[3]), Number(process.argv[4] ?? 0)];
const judged = replayMutants(group, false, (_, i) => i % each === off);
for (const line of describeSummary(group, summarize(judged))) console.log(line);
for (const { mutant, verdict, errors, fault } of judged)
  if (fault || verdict === 'false alarm' || verdict === 'missed' || verdict === 'elsewhere')
    console.log(fault ? 'FAULT ' + fault.slice(0, 300) : verdict, mutant.p, JSON.stringify(mutant.old), '→', JSON.stringify(mutant.new), mutant.ends, (mutant.line ?? -1) + 1, mutant.message, '|', errors.map((e) => `${e.range.start.line + 1} ${e.code} ${e.message}`).join('; '));
