import { createReadStream, promises as fs } from 'node:fs';
import path from 'node:path';
import type { RunEvent } from '../../protocol/runs';
import { listEventFiles, newestAttempt } from '../eventFiles';
import { EventLines } from '../eventLines';
import { RecordedPoints } from '../recordedPoints';
import { eventsFolder } from '../runFiles';
import { metricPlace } from '../runFold';
import type { RecordReading } from './reading';

/** All values that were recorded of one step at one time. */
export interface RecordedRow {
  /** Optimizer step, from 1. */
  step: number;
  /** From 1; `null` where neither the record nor an epoch of it tells. */
  epoch: number | null;
  /** Seconds since the start of the run. */
  time: number;
  /** By the name of the series, in the order in which they were recorded. */
  values: [series: string, value: number][];
}

/** The record that the curves of a run are made of, as far as it was written when it was found. */
export interface RunRecord {
  file: string;
  /** Bytes. What is appended later belongs to the next export, so that two readings give the same. */
  size: number;
}

/** The lowest rank of the newest attempt, as in the views; `undefined` where nothing was recorded. */
export async function findRecord(dir: string): Promise<RunRecord | undefined> {
  const { main } = newestAttempt(await listEventFiles(dir));
  if (!main) return undefined;
  const file = path.join(dir, eventsFolder, main.name);
  return { file, size: (await fs.stat(file)).size };
}

/** The rows in parts, with what was read counted. An unfinished last line is left out. */
export async function* readRows(record: RunRecord, reading: RecordReading, epochsOf?: Iterable<number>): AsyncGenerator<RecordedRow[]> {
  const lines = new EventLines();
  const rows = new RecordedRows(epochsOf);
  for await (const events of readRecord(record, lines)) {
    reading.check();
    const part = events.flatMap((event) => rows.add(event));
    for (const { values } of part) reading.points += values.length;
    yield part;
  }
  reading.malformedLines += lines.malformed;
  reading.missingRecords += lines.missing;
}

async function* readRecord({ file, size }: RunRecord, lines = new EventLines()): AsyncGenerator<RunEvent[]> {
  if (!size) return;
  for await (const part of createReadStream(file, { end: size - 1, highWaterMark: 256 << 10 })) yield lines.push(part as Buffer);
}

/** What has to be known of a record before its first row is written. */
export interface RecordSurvey {
  /** Names of the series, in the order in which lists show metrics. */
  series: string[];
  /** Optimizers that tell of epochs. */
  epochsOf: Set<number>;
  /** Unix time in seconds at which the run started, where the record tells. */
  wall: number | undefined;
}

export const emptySurvey: RecordSurvey = { series: [], epochsOf: new Set(), wall: undefined };

/** Reads a record once through; nothing of it is kept, so that memory does not grow with the length of a run. */
export async function surveyRecord(record: RunRecord, reading: RecordReading): Promise<RecordSurvey> {
  const series = new Set<string>();
  const epochsOf = new Set<number>();
  let wall: number | undefined;
  const points = new RecordedPoints((point) => void series.add(point.series));
  for await (const events of readRecord(record)) {
    reading.check();
    for (const event of events) {
      points.add(event);
      if (event.k === 'epoch') epochsOf.add(event.opt ?? 0);
      if (event.k === 'run-started' && event.wall) wall = event.wall;
    }
  }
  return { series: [...series].sort((a, b) => metricPlace(a) - metricPlace(b)), epochsOf, wall };
}

/** Gathers the points of each record into rows: one a step, and one for what was measured at the end of an epoch, later than its last step. */
class RecordedRows {
  readonly #points: RecordedPoints;
  /** The last epoch that ended, by optimizer; only of those that tell of any. */
  readonly #ended = new Map<number, { epoch: number; step: number }>();
  #rows: RecordedRow[] = [];
  readonly #rowOf = new Map<number, RecordedRow>();
  #opt = 0;

  /** @param epochsOf optimizers that tell of epochs, so that the first one is known while it lasts */
  constructor(epochsOf: Iterable<number> = []) {
    for (const opt of epochsOf) this.#ended.set(opt, { epoch: 0, step: 0 });
    this.#points = new RecordedPoints(({ series, step, time, value, epoch }) => {
      let row = this.#rowOf.get(step);
      // All that one record says of a step has the same time. A series that it has twice needs a row more.
      if (!row || row.values.some(([other]) => other === series)) {
        row = { step, epoch: epoch ?? this.#epochAt(step), time: roundTime(time), values: [] };
        this.#rows.push(row);
        this.#rowOf.set(step, row);
      }
      row.values.push([series, value]);
    });
  }

  add(event: RunEvent): RecordedRow[] {
    if (event.k !== 'step' && event.k !== 'epoch' && event.k !== 'metric') return [];
    this.#opt = event.opt ?? 0;
    this.#points.add(event);
    if (event.k === 'epoch') this.#ended.set(this.#opt, event);
    const rows = this.#rows;
    this.#rows = [];
    this.#rowOf.clear();
    // A metric may be known of a step of which the loss is not.
    return rows.sort((a, b) => a.step - b.step);
  }

  #epochAt(step: number): number | null {
    const ended = this.#ended.get(this.#opt);
    if (!ended) return null;
    return step <= ended.step ? ended.epoch : ended.epoch + 1;
  }
}

/** To microseconds: the times of steps are differences, whose last digits say nothing. */
function roundTime(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6;
}
