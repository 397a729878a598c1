import type { RecordReading } from './reading';
import { emptySurvey, findRecord, readRows, surveyRecord, type RecordedRow } from './recordedRows';
import type { Sink } from './sink';

const fixed = ['step', 'epoch', 'time'] as const;

/**
 * A run as CSV: a header, then a row for each step and for each time at which something was measured, in the order of the record and with
 * every point of it.
 *
 * - `step`: optimizer steps that were done, from 1.
 * - `epoch`: from 1; empty where the program has none.
 * - `time`: seconds since the start of the run.
 * - then a column a metric, under its name in the curves (`loss`, `val_loss`, `lr`; `epoch_loss` is the mean that the framework gave for an
 *   epoch beside the losses of its steps; `loss#2` is of the second optimizer). A metric that is called like one of the three has
 *   `metric.` before its name. A cell is empty where nothing was recorded.
 *
 * Numbers have as many digits as tell them apart; what is not finite is `NaN`, `inf` or `-inf`. UTF-8, commas, lines end in a line feed.
 */
export async function writeCsv(dir: string, sink: Sink, reading: RecordReading): Promise<void> {
  const record = await findRecord(dir);
  // The header comes first, so the record is read twice.
  const { series, epochsOf } = record ? await surveyRecord(record, reading) : emptySurvey;
  await sink.write(`${[...fixed, ...headings(series)].map(quote).join(',')}\n`);
  if (!record) return;
  const columns = new Map(series.map((name, i) => [name, i]));
  for await (const rows of readRows(record, reading, epochsOf)) {
    let text = '';
    for (const row of rows) text += csvRow(row, columns);
    await sink.write(text);
  }
}

function csvRow({ step, epoch, time, values }: RecordedRow, columns: ReadonlyMap<string, number>): string {
  const cells = new Array<string>(columns.size).fill('');
  for (const [series, value] of values) cells[columns.get(series)!] = csvNumber(value);
  return `${step},${epoch ?? ''},${time}${columns.size ? ',' : ''}${cells.join(',')}\n`;
}

function csvNumber(value: number): string {
  return Number.isFinite(value) ? String(value) : Number.isNaN(value) ? 'NaN' : value > 0 ? 'inf' : '-inf';
}

function headings(names: readonly string[]): string[] {
  return names.map((name) => ((fixed as readonly string[]).includes(name) ? `metric.${name}` : name));
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
