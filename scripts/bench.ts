import { measureAnalysis } from './bench/analysis';
import { measureCheck } from './bench/check';
import { measureActivation } from './bench/activation';
import { measureCurves, measureRunStore } from './bench/curves';
import type { Measurement } from './bench/measurement';
import { measureServerMemory } from './bench/serverMemory';
import { measureSize } from './bench/size';
import { measureTrainer } from './bench/trainer';

/**
 * Prints what is measured next to the budgets, each with a reference that was measured in the same run: machines differ and
 * are noisy, so the ratio says more than the time. `npm run bench -- analysis check` measures some.
 */
const groups: Record<string, () => Promise<Measurement[]>> = {
  analysis: measureAnalysis,
  check: measureCheck,
  memory: measureServerMemory,
  size: measureSize,
  runs: measureRunStore,
  curves: measureCurves,
  activation: measureActivation,
  trainer: measureTrainer,
};

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !Object.hasOwn(groups, name));
  if (unknown.length) throw new Error(`no group is called ${unknown.join(', ')}; there are ${Object.keys(groups).join(', ')}`);
  const rows: Measurement[] = [];
  for (const [name, measure] of Object.entries(groups)) {
    if (wanted.length && !wanted.includes(name)) continue;
    process.stderr.write(`measuring ${name} …\n`);
    rows.push(...(await measure()));
  }
  print(rows);
}

function print(rows: readonly Measurement[]): void {
  const cells = rows.map((row) => [row.what, row.measured, row.budget, row.reference ?? '', row.ratio ?? '']);
  const table = [['what', 'measured', 'budget', 'reference in this run', 'ratio'], ...cells];
  const widths = table[0]!.map((_, i) => Math.max(...table.map((line) => line[i]!.length)));
  for (const line of table)
    console.log(
      line
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    );
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
