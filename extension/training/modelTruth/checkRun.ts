import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { KnownModels } from '../../protocol/knownModels';
import type { ModelEvent, RunEvent, RunPlan } from '../../protocol/runs';
import { makeFolder, planFile, readJson, toJson, writeFileAtomic } from '../runFiles';
import { compareRun, type RunComparison } from './compareRun';
import { differenceReport, type DifferenceReport } from './differenceReport';
import { artifactsFolder, differenceFiles } from './reportFiles';
import { reportText, type ReportedSource } from './reportText';
import { areImportsUnchanged, copyOf, isProgramUnchanged } from './sourceState';

export interface RunCheck extends RunComparison {
  /** Path of the report for people; `null` where nothing differs. */
  report: string | null;
}

/** Asks the analysis what it knows of a program; `null` when it cannot tell. */
export type AskAnalysis = (file: string) => Promise<KnownModels | null>;

/**
 * Compares what a run recorded of its models with what the analysis knows of the same source, and writes what differs to the run's
 * `artifacts/`. `null` when there is nothing to compare: no model yet, a source that was edited since the start, or no analysis.
 */
export async function checkRun(dir: string, events: readonly RunEvent[], ask: AskAnalysis): Promise<RunCheck | null> {
  const models = events.filter((event): event is ModelEvent => event.k === 'model');
  const plan = await readPlan(dir);
  if (!plan || !models.some(({ layers }) => layers?.length)) return null;
  if (!(await isProgramUnchanged(plan, dir))) return null;
  const known = await ask(plan.file);
  // Looked at after the analysis has read them: what is unchanged now was so then.
  if (!known || !(await isProgramUnchanged(plan, dir)) || !(await areImportsUnchanged(plan, dir, known.dependencies))) return null;
  const comparison = compareRun(models, known, { hasArguments: plan.args.length > 0 });
  if (comparison.differing.length === 0) return { ...comparison, report: null };
  const started = events.find((event) => event.k === 'run-started');
  const system = `${os.platform()} ${os.arch()}`;
  const report = differenceReport(comparison.differing, { plan, versions: started?.versions ?? {}, system });
  const folder = path.join(dir, artifactsFolder);
  await makeFolder(folder);
  await writeFileAtomic(path.join(folder, differenceFiles.json), toJson(report));
  await writeFileAtomic(path.join(folder, differenceFiles.text), reportText(report));
  return { ...comparison, report: path.join(folder, differenceFiles.text) };
}

/** The report that a run has; `undefined` for none. */
export async function readReport(dir: string): Promise<DifferenceReport | undefined> {
  const json = await readJson(path.join(dir, artifactsFolder, differenceFiles.json));
  return json?.['version'] === 1 && Array.isArray(json['models']) ? (json as unknown as DifferenceReport) : undefined;
}

/** The lines that a report names, as they were when the run started; files without a copy are left out. */
export async function reportedSource(dir: string, report: DifferenceReport): Promise<ReportedSource[]> {
  const plan = await readPlan(dir);
  if (!plan) return [];
  const parts = new Map<string, ReportedSource>();
  for (const { file, from, to } of report.models.flatMap(({ source }) => source)) {
    const copy = await copyOf(path.join(plan.workspace, file), plan, dir);
    const lines = copy?.toString('utf8').split(/\r\n|\r|\n/);
    if (lines && to <= lines.length) parts.set(`${file}:${from}-${to}`, { file, from, to, text: lines.slice(from - 1, to).join('\n') });
  }
  return [...parts.values()];
}

/** Writes a report to a file of the person's choice, with source text only when they said so. */
export async function saveReport(dir: string, target: string, withSource: boolean): Promise<void> {
  const report = await readReport(dir);
  if (!report) throw new Error(`there is no report in ${dir}`);
  await fs.writeFile(target, reportText(report, withSource ? await reportedSource(dir, report) : []));
}

async function readPlan(dir: string): Promise<RunPlan | undefined> {
  const json = await readJson(path.join(dir, planFile));
  return typeof json?.['file'] === 'string' && typeof json['workspace'] === 'string' && Array.isArray(json['args'])
    ? (json as unknown as RunPlan)
    : undefined;
}
