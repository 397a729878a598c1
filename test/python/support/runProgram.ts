import { cpSync, existsSync, mkdtempSync, promises as fs, readFileSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  createRunStore,
  launchRun,
  planRun,
  stopRun,
  type RunRequest,
  type RunStore,
  type TrainingHome,
} from '../../../extension/training';
import { parseRunEvent } from '../../../extension/training/parseRunEvent';
import type { JsonNumber, RunEvent, RunPlan, StepEvent } from '../../../extension/protocol/runs';
import type { RunSummary } from '../../../extension/protocol/runViews';
import { kill, until } from '../../runs/training/support';
import { assertEngineAgrees, type EngineKnowledge } from './compareWithEngine';
import { frameworksPython } from './frameworks';
import { knownRates } from './knownRates';

const repository = path.join(__dirname, '..', '..', '..');
const programs = path.join(__dirname, '..', 'programs');
/** The import of a framework alone takes half a minute on a busy machine; the limit only ends what hangs. */
const limitMs = 400_000;

export type EventOf<K extends RunEvent['k']> = Extract<RunEvent, { k: K }>;

export interface ProgramOptions {
  /** More than the file and the workspace for `planRun`: arguments, epochs, seed, name … */
  request?: Partial<RunRequest>;
  /** Environment variables, as a person gives them: by an `.env` file. */
  env?: Record<string, string>;
  /** Beginning of the workspace folder's name. */
  folder?: string;
  /** Another Python than the one that has the frameworks. */
  python?: string;
  /** More files of the workspace, by their path in it. */
  files?: Record<string, string | Buffer>;
}

/** One step as it was recorded, with what its record says for all its steps. */
export interface RecordedStep {
  step: number;
  loss: number | null;
  dt: number;
  metrics: Record<string, number | null>;
  epoch: number | undefined;
  lr: number | undefined;
  bs: number | undefined;
  micro: number | undefined;
  derived: boolean;
}

/** Starts `programs/<name>.py` as the lens does: planned, launched as a detached child of a copy of the trainer, followed by a store. */
export async function startProgram(name: string, options: ProgramOptions = {}): Promise<ProgramRun> {
  const text = await fs.readFile(path.join(programs, `${name}.py`), 'utf8');
  return startText(name, text, options);
}

/** The same to its end. */
export async function runProgram(name: string, options: ProgramOptions = {}): Promise<ProgramRun> {
  const run = await startProgram(name, options);
  await run.ended();
  return run;
}

/** The same for a program that is given as text. */
export async function startText(name: string, text: string, options: ProgramOptions = {}): Promise<ProgramRun> {
  const workspace = realpathSync(mkdtempSync(path.join(os.tmpdir(), options.folder ?? 'tensorwright-program-')));
  const write = async (file: string, content: string | Buffer): Promise<void> => {
    await fs.mkdir(path.dirname(path.join(workspace, file)), { recursive: true });
    await fs.writeFile(path.join(workspace, file), content);
  };
  await write(`${name}.py`, text);
  for (const [file, content] of Object.entries(options.files ?? {})) await write(file, content);
  const env = { ...quiet, ...options.env };
  await write(
    '.env',
    Object.entries(env)
      .map(([key, value]) => `${key}=${value}\n`)
      .join(''),
  );
  const home = trainingHome();
  const plan = await planRun(
    {
      file: `${name}.py`,
      workspace,
      python: { path: options.python ?? frameworksPython(), source: 'setting' },
      envFiles: ['.env'],
      // The same on every machine.
      gpus: 'none',
      ...options.request,
    },
    home,
  );
  const runsDir = path.join(workspace, '.tensorwright', 'runs');
  const launched = await launchRun(plan, runsDir, home);
  return new ProgramRun(launched.plan, launched.dir, launched.pid, workspace, createRunStore(runsDir));
}

/** Frameworks announce themselves at length, and several runs at once must not fight for all cores. */
const quiet = { TF_CPP_MIN_LOG_LEVEL: '2', OMP_NUM_THREADS: '2' };

let home: TrainingHome | undefined;

/** The trainer as the build copies it, once for all tests of a process. */
export function trainingHome(): TrainingHome {
  if (home) return home;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tensorwright-trainer-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const trainers = path.join(folder, 'trainers');
  cpSync(path.join(repository, 'extension/trainers/python'), path.join(trainers, 'python'), {
    recursive: true,
    filter: (file) => !/__pycache__|\.pyc$/.test(file),
  });
  return (home = { trainers, copies: path.join(folder, 'copies') });
}

/** A run, its record and what it left in its workspace. */
export class ProgramRun {
  #events: RunEvent[] | undefined;
  /** What the engine knows of the models that the run built; set by `ended`. */
  knowledge: EngineKnowledge | undefined;

  constructor(
    readonly plan: RunPlan,
    readonly dir: string,
    readonly pid: number,
    /** The program's folder, which is its working directory too. */
    readonly workspace: string,
    readonly store: RunStore,
  ) {}

  /** What the list of runs shows. */
  get summary(): RunSummary {
    const summary = this.store.get(this.plan.id);
    if (!summary) throw new Error('the run is not in the store');
    return summary;
  }

  /**
   * Waits until the run is over. Throws when its record is torn, has gaps or lines that the readers refuse, when the engine contradicts
   * what was built, and when it knows less of it than `knownRates` says.
   */
  async ended(): Promise<RunSummary> {
    await until('the run is over', () => this.store.get(this.plan.id)?.endedAt ?? null, limitMs);
    await this.store.load([this.plan.id]);
    await this.store.refresh();
    const { summary } = this;
    if (summary.malformedLines || summary.missingRecords) throw new Error(`${summary.malformedLines} lines are malformed`);
    this.#events = undefined;
    this.knowledge = assertEngineAgrees(this.dir, this.plan.file, knownRates[path.basename(this.plan.file, '.py')] ?? 0);
    return summary;
  }

  /** Waits until the record so far satisfies a condition. */
  async until(what: string, condition: (run: this) => boolean): Promise<void> {
    await until(
      what,
      async () => {
        await this.store.refresh();
        this.#events = undefined;
        if (condition(this)) return true;
        if (this.store.get(this.plan.id)?.endedAt) throw new Error(`the run ended before ${what}: ${await this.output()}`);
        return false;
      },
      limitMs,
    );
  }

  /** Asks the run to stop, as the button does, and waits for its end. */
  async stop(): Promise<RunSummary> {
    await stopRun(this.dir, { graceMs: 60_000 });
    return this.ended();
  }

  /** Every record, in order. */
  get events(): RunEvent[] {
    return (this.#events ??= readEvents(path.join(this.dir, 'events', '0.0.jsonl')));
  }

  of<K extends RunEvent['k']>(kind: K): EventOf<K>[] {
    return this.events.filter((event): event is EventOf<K> => event.k === kind);
  }

  only<K extends RunEvent['k']>(kind: K): EventOf<K> {
    const found = this.of(kind);
    if (found.length !== 1) throw new Error(`${found.length} records of kind ${kind} instead of one`);
    return found[0]!;
  }

  /** The names of the phases in their order, repeats left out, without imports. */
  get phases(): string[] {
    const names = this.of('phase').map(({ phase }) => phase as string);
    return names.filter((name, i) => name !== names[i - 1] && !/^import/.test(name));
  }

  /** Steps of one optimizer, in order; throws when one is missing or comes twice. */
  steps(opt = 0): RecordedStep[] {
    const steps: RecordedStep[] = [];
    for (const event of this.of('step').filter((record) => record.opt === opt)) {
      if (event.s0 !== steps.length + 1) throw new Error(`a record begins at step ${event.s0} after step ${steps.length}`);
      if (event.loss.length !== event.n || event.dt.length !== event.n) throw new Error(`the record of step ${event.s0} has odd columns`);
      for (let i = 0; i < event.n; i++) steps.push(stepOf(event, i));
    }
    return steps;
  }

  /** A file of JSON that the program wrote into its working directory. */
  async json<T>(name: string): Promise<T> {
    const text = await fs.readFile(path.join(this.workspace, name), 'utf8').catch(async (error: unknown) => {
      throw new Error(`${(error as Error).message}\n${await this.output()}`);
    });
    // Python writes what JSON lacks.
    return JSON.parse(text.replace(/(?<![\w"-])(NaN|-?Infinity)(?![\w"])/g, '"$1"')) as T;
  }

  /** Names of what lies in its working directory. */
  async files(): Promise<string[]> {
    return fs.readdir(this.workspace);
  }

  /** Names of the files of its record. */
  async recordFiles(): Promise<string[]> {
    return fs.readdir(path.join(this.dir, 'events'));
  }

  async text(name: string): Promise<string> {
    return fs.readFile(path.join(this.workspace, name), 'utf8');
  }

  /** Standard output and error, for messages of tests that fail. */
  async output(): Promise<string> {
    const texts = ['stdout.log', 'stderr.log'].map((name) => fs.readFile(path.join(this.dir, name), 'utf8').catch(() => ''));
    return (await Promise.all(texts)).join('\n').slice(-6000);
  }

  async remove(): Promise<void> {
    this.store.dispose();
    kill(this.pid);
    await fs.rm(this.workspace, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
}

function readEvents(file: string): RunEvent[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  // While the child lives, the last line may still be growing.
  lines.pop();
  return lines.map((line, i) => {
    const parsed = parseRunEvent(line);
    if (parsed === 'malformed' || !parsed.known) throw new Error(`line ${i + 1} is malformed: ${line.slice(0, 300)}`);
    if (parsed.q !== i) throw new Error(`record ${i} has the number ${parsed.q}`);
    return parsed.known;
  });
}

function stepOf(event: StepEvent, i: number): RecordedStep {
  const { s0, loss, dt, metrics = {}, epoch, lr, bs, micro, derived = false } = event;
  const columns = Object.entries(metrics).map(([name, column]) => [name, numberOf(column[i])] as const);
  return { step: s0 + i, loss: numberOf(loss[i]), dt: dt[i]!, metrics: Object.fromEntries(columns), epoch, lr, bs, micro, derived };
}

function numberOf(value: JsonNumber | null | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}
