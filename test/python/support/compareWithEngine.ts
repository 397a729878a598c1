import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { readAnalysis } from '../../../extension/cli/sources/readAnalysis';
import type { ModelEvent } from '../../../extension/protocol/runs';
import type { Coverage } from '../../../extension/training/modelTruth/compareModel';
import { compareRun } from '../../../extension/training/modelTruth/compareRun';
import { differenceReport } from '../../../extension/training/modelTruth/differenceReport';
import { reportText } from '../../../extension/training/modelTruth/reportText';
import { parseRunEvent } from '../../../extension/training/parseRunEvent';
import type { RunPlan } from '../../../extension/protocol/runs';
import { knownModels } from '../../../server/src/graph/knownModels';
import { findOp } from '../../../server/src/ops/registry';

export interface EngineKnowledge extends Coverage {
  /** Share of the recorded output shapes and parameter counts that the engine knows in full; 1 where nothing was recorded. */
  rate: number;
  /** Distinct models with layers that the run recorded, and those that the engine has. */
  models: { seen: number; known: number };
}

/**
 * Holds the engine to a run: nothing that it says of the program's models may differ from what the framework built. Arguments of the
 * run are no excuse here: a test gives none that change the model.
 */
export function compareWithEngine(runDir: string, file: string): EngineKnowledge {
  const events = recordedModels(runDir);
  const known = events.length ? knownModels(readAnalysis(file, path.dirname(file)).outcome, findOp) : nothingKnown;
  const { models, differing, coverage } = compareRun(events, known, { hasArguments: false });
  if (differing.length) {
    const plan = JSON.parse(fs.readFileSync(path.join(runDir, 'run.json'), 'utf8')) as RunPlan;
    assert.fail(reportText(differenceReport(differing, { plan, versions: {}, system: process.platform })));
  }
  const { seen, known: nKnown } = coverage.values;
  return {
    ...coverage,
    rate: seen === 0 ? 1 : nKnown / seen,
    models: { seen: models.length, known: models.filter((model) => model.known).length },
  };
}

const nothingKnown = { models: [], dependencies: [], classes: [], trainsUnknown: false };

/** The same, with the least share that the engine must know. Says what it knows, so that the least can be raised. */
export function assertEngineAgrees(runDir: string, file: string, leastKnown: number): EngineKnowledge {
  const knowledge = compareWithEngine(runDir, file);
  if (knowledge.models.seen) console.log(`      ${path.basename(file)}: ${describeKnowledge(knowledge)}`);
  assert.ok(knowledge.rate >= leastKnown, `${describeKnowledge(knowledge)}, less than ${Math.round(leastKnown * 100)} %`);
  return knowledge;
}

function describeKnowledge({ rate, values, models }: EngineKnowledge): string {
  return `the engine knows ${values.known} of ${values.seen} recorded shapes and counts (${Math.round(rate * 100)} %), ${models.known} of ${models.seen} models`;
}

function recordedModels(runDir: string): ModelEvent[] {
  const folder = path.join(runDir, 'events');
  const files = fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? fs.readdirSync(folder).sort() : [];
  return files.flatMap((name) =>
    fs
      .readFileSync(path.join(folder, name), 'utf8')
      .split('\n')
      .flatMap((line) => {
        if (!line.includes('"model"')) return [];
        const event = parseRunEvent(line);
        return event !== 'malformed' && event.known?.k === 'model' ? [event.known] : [];
      }),
  );
}
