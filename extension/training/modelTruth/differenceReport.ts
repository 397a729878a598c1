import { fileURLToPath } from 'node:url';
import path from 'node:path';
import type { GraphShape } from '../../protocol/graph';
import type { KnownPlace } from '../../protocol/knownModels';
import type { RunPlan } from '../../protocol/runs';
import type { Aspect, ComparedLayer, ModelComparison } from './compareModel';

/**
 * `artifacts/model-difference.json`: where the analysis and a run disagree, for whoever maintains the analysis. It has no absolute
 * path and nothing of the program's text, data, output or environment.
 */
export interface DifferenceReport {
  version: 1;
  /** Relative to the workspace folder. */
  program: string;
  versions: Record<string, string>;
  interpreter: { kind: 'Python' | 'Node.js'; version?: string; environment?: string };
  system: string;
  models: ReportedModel[];
}

export interface ReportedModel {
  /** As the framework and as the program call it. */
  name: string | null;
  variable: string;
  class: string;
  params: { run: number; analysis: number | null };
  at: string | null;
  layers: ReportedLayer[];
  /** Lines of the workspace's files that build it. */
  source: { file: string; from: number; to: number }[];
}

export interface ReportedLayer {
  path: string;
  at: string | null;
  run: { class: string; in: GraphShape; out: GraphShape; params: number } | null;
  analysis: { class: string | null; in: GraphShape; out: GraphShape[]; params: number | null; fault?: string } | null;
  differs: Aspect[];
}

export interface ReportContext {
  plan: RunPlan;
  /** Of libraries, as the run itself told them. */
  versions: Record<string, string>;
  /** Operating system and processor. */
  system: string;
}

export function differenceReport(differing: readonly ModelComparison[], { plan, versions, system }: ReportContext): DifferenceReport {
  const { version, environment } = plan.interpreter;
  return {
    version: 1,
    program: relative(plan.file, plan.workspace),
    versions: { ...plan.versions, ...versions },
    interpreter: {
      kind: plan.kind === 'python' ? 'Python' : 'Node.js',
      ...(version ? { version } : {}),
      ...(environment ? { environment } : {}),
    },
    system,
    models: differing.map((comparison) => reportedModel(comparison, plan.workspace)),
  };
}

function reportedModel({ run, known, layers }: ModelComparison, workspace: string): ReportedModel {
  const { name, params, at, lines } = known!;
  return {
    name: run.name ?? null,
    variable: name,
    class: run.class,
    params: { run: run.params, analysis: params },
    at: placeText(at, workspace),
    layers: layers.map((layer) => reportedLayer(layer, workspace)),
    source: lines.flatMap(({ uri, from, to }) =>
      isInside(pathOf(uri), workspace) ? [{ file: relative(pathOf(uri), workspace), from, to }] : [],
    ),
  };
}

function reportedLayer({ path: name, run, known, differs }: ComparedLayer, workspace: string): ReportedLayer {
  return {
    path: name,
    at: placeText(known?.at ?? null, workspace),
    run: run && { class: run.class, in: run.in, out: run.out, params: run.params },
    analysis: known && {
      class: known.class,
      in: known.in,
      out: known.out,
      params: known.params,
      ...(known.fault === undefined ? {} : { fault: known.fault }),
    },
    differs,
  };
}

function placeText(at: KnownPlace | null, workspace: string): string | null {
  return at && `${relative(pathOf(at.uri), workspace)}:${at.line}`;
}

function pathOf(uri: string): string {
  try {
    return fileURLToPath(uri);
  } catch {
    return uri.slice(uri.lastIndexOf('/') + 1);
  }
}

/** What lies outside of the workspace folder keeps its name alone: folders tell whose machine it is. */
function relative(file: string, workspace: string): string {
  return isInside(file, workspace) ? path.relative(workspace, file).split(path.sep).join('/') : path.basename(file);
}

function isInside(file: string, workspace: string): boolean {
  const inside = path.relative(workspace, file);
  return inside !== '' && !inside.startsWith('..') && !path.isAbsolute(inside);
}
