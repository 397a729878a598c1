import path from 'node:path';
import { FollowedRun } from '../followedRun';
import { planFile, readJson } from '../runFiles';
import { readMeta } from '../runMeta';
import type { RecordReading } from './reading';
import { findRecord, readRows, surveyRecord } from './recordedRows';
import type { Sink } from './sink';

const numbersAtOnce = 8192;

/**
 * A run as one JSON object:
 *
 * - `version`: 1. Readers ignore fields that they do not know.
 * - `malformedLines`, `missingRecords`: what of the record could not be read, or never arrived.
 * - `plan`: the content of `run.json`, `null` where it cannot be read; `meta`: what the user said of the run.
 * - `summary`: what `runs show --format json` gives (`RunSummary`).
 * - `series`: by name, as in the CSV, columns of the same length: `step` (optimizer steps done, from 1), `epoch` (from 1, or `null`), `time`
 *   (seconds since the start of the run), `value`. Every recorded point, in the order of the record.
 *
 * JSON has no NaN: what is not finite is `"NaN"`, `"Infinity"` or `"-Infinity"`, as in the record.
 */
export async function writeJson(dir: string, sink: Sink, reading: RecordReading): Promise<void> {
  const run = new FollowedRun(path.basename(dir), dir);
  await run.update();
  const series = await readSeries(dir, reading);
  const plan = (await readJson(path.join(dir, planFile))) ?? null;
  const { malformedLines, missingRecords } = reading;
  const facts = { version: 1, malformedLines, missingRecords, plan, meta: await readMeta(dir), summary: run.summary ?? null };
  await sink.write(`${JSON.stringify(facts, plainNumbers, 2).slice(0, -2)},\n  "series": {`);
  let separator = '';
  for (const [name, columns] of series) {
    await sink.write(`${separator}\n    ${JSON.stringify(name)}: {`);
    separator = ',';
    await columns.write(sink, reading);
    await sink.write('\n    }');
  }
  await sink.write(`${separator && '\n  '}}\n}\n`);
}

async function readSeries(dir: string, reading: RecordReading): Promise<Map<string, Columns>> {
  const series = new Map<string, Columns>();
  const record = await findRecord(dir);
  if (!record) return series;
  const survey = await surveyRecord(record, reading);
  for (const name of survey.series) series.set(name, new Columns());
  for await (const rows of readRows(record, reading, survey.epochsOf)) {
    for (const { step, epoch, time, values } of rows) {
      for (const [name, value] of values) series.get(name)!.add(step, epoch, time, value);
    }
  }
  return series;
}

type ColumnName = 'step' | 'epoch' | 'time' | 'value';

/** The columns of one series as they grow: 32 bytes a point. */
class Columns {
  #length = 0;
  readonly #columns: Record<ColumnName, Float64Array> = {
    step: new Float64Array(64),
    /** NaN where it is not known. */
    epoch: new Float64Array(64),
    time: new Float64Array(64),
    value: new Float64Array(64),
  };

  add(step: number, epoch: number | null, time: number, value: number): void {
    const columns = this.#columns;
    if (this.#length === columns.step.length) this.#grow();
    columns.step[this.#length] = step;
    columns.epoch[this.#length] = epoch ?? NaN;
    columns.time[this.#length] = time;
    columns.value[this.#length] = value;
    this.#length++;
  }

  async write(sink: Sink, reading: RecordReading): Promise<void> {
    let separator = '';
    for (const [name, column] of Object.entries(this.#columns)) {
      await sink.write(`${separator}\n      "${name}": [`);
      separator = ',';
      for (let from = 0; from < this.#length; from += numbersAtOnce) {
        reading.check();
        const part = [...column.subarray(from, Math.min(from + numbersAtOnce, this.#length))];
        const texts = name === 'epoch' ? part.map((epoch) => (Number.isNaN(epoch) ? 'null' : String(epoch))) : part.map(jsonNumber);
        await sink.write(`${from ? ', ' : ''}${texts.join(', ')}`);
      }
      await sink.write(']');
    }
  }

  #grow(): void {
    for (const name of Object.keys(this.#columns) as ColumnName[]) {
      const wider = new Float64Array(2 * this.#length);
      wider.set(this.#columns[name]);
      this.#columns[name] = wider;
    }
  }
}

function jsonNumber(value: number): string {
  return Number.isFinite(value) ? String(value) : `"${value}"`;
}

function plainNumbers(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
