// What the analysis says wrongly or misses of the mutants, for whoever improves it: `npm run mutants:report`, or `… -- FILE` to write it.
import fs from 'node:fs';
import { groups, programsOf, sourceOf } from '../../test/mutants/support/mutant';
import type { Checked, JudgedMutant } from '../../test/mutants/support/replayMutants';
import { checkProgram, replayMutants } from '../../test/mutants/support/replayMutants';
import { describeSummary, knownNames, share, summarize } from '../../test/mutants/support/summary';

/** Cases of a class that are shown. */
const shown = 6;

function report(): string {
  const lines: string[] = [];
  const all: JudgedMutant[] = [];
  const sections: string[] = [];
  for (const group of groups()) {
    const checked = programsOf(group).flatMap((program) => whole(program, lines));
    for (const { source, errors } of checked)
      for (const e of errors) lines.push(`FALSE ALARM ${source.uri} as it is: line ${e.range.start.line + 1} ${e.code}: ${e.message}`);
    const names = knownNames(checked.map(({ analysis }) => analysis));
    const judged = replayMutants(group);
    all.push(...judged);
    sections.push(
      ...describeSummary(group, summarize(judged)),
      `  named tensors of known rank ${share(names.ranked, names.seen)}, with all extents ${share(names.full, names.seen)}`,
    );
  }
  const alarms = all.filter(({ verdict }) => verdict === 'false alarm');
  lines.push(`FALSE ALARMS: ${alarms.length} mutants that run`);
  for (const one of alarms) lines.push(`  ${describe(one)}`, ...said(one));
  const faults = all.filter(({ fault }) => fault !== null);
  lines.push(`FAULTS OF THE ANALYSIS: ${faults.length} mutants`);
  for (const one of faults) lines.push(`  ${describe(one)}`, `    ${one.fault!.split('\n').slice(0, 4).join(' ')}`);
  lines.push('', ...sections, ...describeSummary('all', summarize(all)), '');
  lines.push(...classes('MISSED', all, 'missed'), ...classes('ON ANOTHER LINE', all, 'elsewhere'));
  lines.push(...byKey('missed or elsewhere by kind of change', all, ({ mutant }) => mutant.kind));
  lines.push(...byKey('missed or elsewhere by program', all, ({ mutant }) => mutant.p));
  return `${lines.join('\n')}\n`;
}

function whole(program: string, lines: string[]): Checked[] {
  try {
    return [checkProgram(sourceOf(program))];
  } catch (error) {
    lines.push(`FAULT OF THE ANALYSIS ${program} as it is: ${error instanceof Error ? error.stack : String(error)}`);
    return [];
  }
}

/** The most frequent classes first: exception, and the message without its numbers and names. */
function classes(title: string, all: readonly JudgedMutant[], verdict: JudgedMutant['verdict']): string[] {
  const byClass = new Map<string, JudgedMutant[]>();
  const wanted = all.filter((one) => one.verdict === verdict);
  for (const one of wanted) {
    const key = `${one.mutant.ends}: ${general(one.mutant.message ?? '')}`;
    byClass.set(key, [...(byClass.get(key) ?? []), one]);
  }
  const lines = [`${title}: ${wanted.length}`];
  for (const [key, found] of [...byClass].sort((a, b) => b[1].length - a[1].length)) {
    lines.push(`${found.length} × ${key}`);
    for (const one of found.slice(0, shown)) lines.push(`    ${describe(one)}`, ...said(one).map((line) => `  ${line}`));
  }
  return [...lines, ''];
}

function byKey(title: string, all: readonly JudgedMutant[], keyOf: (one: JudgedMutant) => string): string[] {
  const counted = new Map<string, { wrong: number; all: number }>();
  for (const one of all) {
    if (!['missed', 'elsewhere', 'exact'].includes(one.verdict)) continue;
    const now = counted.get(keyOf(one)) ?? { wrong: 0, all: 0 };
    counted.set(keyOf(one), { wrong: now.wrong + (one.verdict === 'exact' ? 0 : 1), all: now.all + 1 });
  }
  const sorted = [...counted].filter(([, { wrong }]) => wrong > 0).sort((a, b) => b[1].wrong - a[1].wrong);
  return [title, ...sorted.map(([key, { wrong, all }]) => `  ${wrong} of ${all} ${key}`), ''];
}

function general(message: string): string {
  return message
    .replace(/'[^']*'|"[^"]*"|\d[\d.e+-]*/g, '…')
    .replace(/\b\w+_\d+\b/g, '…')
    .slice(0, 70);
}

function describe({ mutant }: JudgedMutant): string {
  const at = mutant.line === undefined ? '' : `, raises on ${mutant.cell ? `cell ${mutant.cell} ` : ''}line ${mutant.line + 1}`;
  const short = (text: string): string => JSON.stringify(text.length > 90 ? `${text.slice(0, 90)}…` : text);
  return `${mutant.p} line ${lineOf(mutant)} [${mutant.kind}] ${short(mutant.old)} → ${short(mutant.new)}${at}${mutant.ends === 'runs' ? '' : `: ${mutant.ends}: ${(mutant.message ?? '').slice(0, 150)}`}`;
}

function lineOf(mutant: JudgedMutant['mutant']): string {
  const line = sourceOf(mutant.p).chunks[mutant.c]!.text.slice(0, mutant.at).split('\n').length;
  return mutant.c ? `${mutant.c}:${line}` : String(line);
}

function said({ errors }: JudgedMutant): string[] {
  return errors.slice(0, 3).map((e) => `    said on line ${e.range.start.line + 1} ${e.code}: ${e.message}`);
}

const [file] = process.argv.slice(2);
if (file === undefined) process.stdout.write(report());
else fs.writeFileSync(file, report());
