import path from 'node:path';
import { planFile, readJson } from '../runFiles';
import type { RecordReading } from './reading';
import { emptySurvey, findRecord, readRows, surveyRecord } from './recordedRows';
import type { Sink } from './sink';
import { scalarsRecord, versionRecord } from './tfevents';

/**
 * A run as a file of TensorBoard: a scalar for every recorded value, at its optimizer step and its wall time. Tags begin with the metric, since
 * TensorBoard puts those together that have the same beginning: `loss/train`, `loss/val`, and `loss/train_epoch` for the mean that the
 * framework gave for an epoch beside the losses of its steps.
 */
export async function writeTensorBoard(dir: string, sink: Sink, reading: RecordReading): Promise<void> {
  const record = await findRecord(dir);
  const { series, wall } = record ? await surveyRecord(record, reading) : emptySurvey;
  const start = wall ?? (await plannedAt(dir));
  await sink.write(versionRecord(start));
  if (!record) return;
  const tags = tensorBoardTags(series);
  for await (const rows of readRows(record, reading)) {
    for (const { step, time, values } of rows) {
      const scalars = values.map(([name, value]) => ({ tag: tags.get(name)!, value }));
      await sink.write(scalarsRecord(start + time, step, scalars));
    }
  }
}

/** A tag of its own for each series. */
export function tensorBoardTags(series: readonly string[]): Map<string, string> {
  const tags = new Map<string, string>();
  const taken = new Set<string>();
  for (const name of series) {
    let tag = tagOf(name);
    // A program may log `train_loss` beside the loss that its steps have.
    if (taken.has(tag)) tag = name;
    while (taken.has(tag)) tag += '_';
    taken.add(tag);
    tags.set(name, tag);
  }
  return tags;
}

/** `loss` → `loss/train`, `val_loss` → `loss/val`, `epoch_loss#2` → `loss#2/train_epoch`; the learning rate is no result. */
function tagOf(series: string): string {
  const optimizer = /#\d+$/.exec(series)?.[0] ?? '';
  const plain = series.slice(0, series.length - optimizer.length);
  if (plain === 'lr') return series;
  const mean = /^epoch_(?=.)/.test(plain) ? '_epoch' : '';
  const rest = mean ? plain.slice('epoch_'.length) : plain;
  const phase = /^(train|val|test)_(?=.)/.exec(rest)?.[1];
  return `${phase ? rest.slice(phase.length + 1) : rest}${optimizer}/${phase ?? 'train'}${mean}`;
}

/** Unix time in seconds. */
async function plannedAt(dir: string): Promise<number> {
  const plan = await readJson(path.join(dir, planFile));
  const time = typeof plan?.['createdAt'] === 'string' ? Date.parse(plan['createdAt']) : NaN;
  return Number.isNaN(time) ? 0 : time / 1000;
}
