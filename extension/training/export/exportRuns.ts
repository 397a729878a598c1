import { promises as fs } from 'node:fs';
import path from 'node:path';
import { msg, type Message } from '../../protocol/localize';
import type { RunSummary } from '../../protocol/runViews';
import { TrainingError } from '../api';
import { errorCode, makeFolder } from '../runFiles';
import { writeCsv } from './csv';
import { writeJson } from './json';
import { RecordReading } from './reading';
import { writeWhole, type Sink } from './sink';
import { writeTensorBoard } from './tensorboard';

export const exportFormats = ['csv', 'json', 'tensorboard'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export type ExportableRun = Pick<RunSummary, 'id' | 'dir' | 'name'>;

/** One file that an export makes. */
export interface ExportTarget {
  run: ExportableRun;
  /** Absolute path. */
  file: string;
  /** Whether something stands there that is not an earlier export of the same run. */
  isTaken: boolean;
}

export interface ExportedRun {
  run: ExportableRun;
  file: string;
  /** Values that were written. */
  points: number;
  malformedLines: number;
  missingRecords: number;
}

const writers: Record<ExportFormat, (dir: string, sink: Sink, reading: RecordReading) => Promise<void>> = {
  csv: writeCsv,
  json: writeJson,
  tensorboard: writeTensorBoard,
};

/**
 * Where an export goes. CSV and JSON of one run are the file `out`, unless that is a folder or ends like one; of several runs they are files in
 * it, named by the runs. TensorBoard gets a folder a run in `out`, so that `tensorboard --logdir OUT` shows the runs by name.
 */
export async function planExport(runs: readonly ExportableRun[], format: ExportFormat, out: string): Promise<ExportTarget[]> {
  const full = path.resolve(out);
  const isFolder = runs.length > 1 || /[\\/]$/.test(out) || (await isDirectory(full));
  const [only] = runs;
  if (format !== 'tensorboard' && only && !isFolder) return [{ run: only, file: full, isTaken: await exists(full) }];

  const taken = new Set<string>();
  const targets: ExportTarget[] = [];
  for (const run of runs) {
    const name = fileName(run);
    const unique = taken.has(name.toLowerCase()) ? `${name}-${run.id}` : name;
    taken.add(unique.toLowerCase());
    if (format === 'tensorboard') {
      targets.push({ run, file: path.join(full, await ownFolder(full, unique, run), eventsFileOf(run)), isTaken: false });
    } else {
      const file = path.join(full, `${unique}.${format}`);
      targets.push({ run, file, isTaken: await exists(file) });
    }
  }
  return targets;
}

/**
 * Writes what was planned, one run after the other; each file appears when it is whole. What fails ends it with a `TrainingError`; files of runs
 * before stay.
 */
export async function exportRuns(
  targets: readonly ExportTarget[],
  format: ExportFormat,
  { signal, onDone }: { signal?: AbortSignal; onDone?: (done: ExportedRun) => void } = {},
): Promise<ExportedRun[]> {
  const exported: ExportedRun[] = [];
  for (const { run, file } of targets) {
    const reading = new RecordReading(signal);
    try {
      reading.check();
      if (!(await isDirectory(run.dir))) throw new TrainingError(msg('The run {0} is not there any more.', run.name));
      await makeFolder(path.dirname(file));
      await writeWhole(file, (sink) => writers[format](run.dir, sink, reading));
    } catch (error) {
      if (error instanceof TrainingError || signal?.aborted) throw error;
      throw new TrainingError(explain(error as NodeJS.ErrnoException, run, file), { cause: error });
    }
    const { points, malformedLines, missingRecords } = reading;
    const done = { run, file, points, malformedLines, missingRecords };
    exported.push(done);
    onDone?.(done);
  }
  return exported;
}

/** Writes one run to a stream. */
export async function exportRun(run: ExportableRun, format: ExportFormat, sink: Sink): Promise<ExportedRun> {
  const reading = new RecordReading();
  await writers[format](run.dir, sink, reading);
  const { points, malformedLines, missingRecords } = reading;
  return { run, file: '', points, malformedLines, missingRecords };
}

/** Always the same for a run, so that exporting it again replaces the file: TensorBoard would draw two of them over each other. */
function eventsFileOf(run: ExportableRun): string {
  return `events.out.tfevents.${run.id}.tensorwright`;
}

/** The folder for a run in a log folder: one of its name, unless that is of something else. */
async function ownFolder(logs: string, name: string, run: ExportableRun): Promise<string> {
  const inside = await fs.readdir(path.join(logs, name)).catch((): string[] => []);
  return !inside.length || inside.includes(eventsFileOf(run)) ? name : `${name}-${run.id}`;
}

/** The name of a run as one that every file system takes. */
export function fileName({ name, id }: Pick<ExportableRun, 'name' | 'id'>): string {
  let plain = name.replace(/[\\/:*?"<>|\u0000-\u001f\u007f]/g, '-').replace(/^[. ]+|[. ]+$/g, '');
  // Most file systems take 255 bytes; the extension and the id must fit, too.
  while (Buffer.byteLength(plain) > 180) plain = [...plain].slice(0, -1).join('');
  if (/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(plain)) plain = `_${plain}`;
  return plain || id;
}

async function exists(file: string): Promise<boolean> {
  return fs.lstat(file).then(
    () => true,
    () => false,
  );
}

async function isDirectory(file: string): Promise<boolean> {
  return fs.stat(file).then(
    (stat) => stat.isDirectory(),
    () => false,
  );
}

function explain(error: NodeJS.ErrnoException, run: ExportableRun, file: string): Message {
  if (error.path?.startsWith(run.dir + path.sep) && !file.startsWith(run.dir + path.sep)) {
    return msg('The record of {0} cannot be read: {1}', run.name, error.message);
  }
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return msg('The disk is full: {0} could not be written.', file);
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return msg('{0} is not writable.', file);
    default:
      return msg('{0} could not be written: {1}', file, error.message);
  }
}
