import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { RunEvent, RunPlan } from '../../extension/protocol/runs';
import { assertEngineAgrees } from '../python/support/compareWithEngine';

type EventOf<K extends RunEvent['k']> = Extract<RunEvent, { k: K }>;

/** A workspace, a run directory and a real training child. */
export abstract class RecordedChild {
  readonly workspace = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'tensorwright-ws-')));
  /** What the plan says beside what all plans say. */
  protected abstract readonly planBase: Pick<RunPlan, 'kind' | 'interpreter' | 'backend'>;
  /** Executable and arguments before `--run DIRECTORY`. */
  abstract command(): Promise<[string, ...string[]]>;
  runDir = path.join(this.workspace, '.tensorwright', 'runs', 'r1');
  /** Least share of the recorded shapes and parameter counts that the engine knows. */
  leastKnown = 1;
  #file = '';
  #child: ChildProcess | undefined;
  #exit: Promise<{ code: number | null; signal: NodeJS.Signals | null }> | undefined;

  /** Writes a file of the workspace; returns its path. */
  write(name: string, text: string | Buffer): string {
    const file = path.join(this.workspace, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    return file;
  }

  /** Starts the child as the launcher does: standard input is empty, output goes to files. */
  async start(name: string, plan: Partial<RunPlan> = {}, env: NodeJS.ProcessEnv = {}): Promise<void> {
    const [executable, ...args] = await this.command();
    const full = this.writePlan(name, plan);
    const [out, err] = ['stdout.log', 'stderr.log'].map((log) => fs.openSync(path.join(this.runDir, log), 'a'));
    this.#child = spawn(executable, [...args, '--run', this.runDir], {
      cwd: full.cwd,
      stdio: ['ignore', out, err],
      detached: true,
      env: { ...process.env, ...env },
    });
    fs.closeSync(out!);
    fs.closeSync(err!);
    const child = this.#child;
    this.#exit = once(child, 'exit').then(([code, signal]) => ({ code: code as number | null, signal: signal as NodeJS.Signals | null }));
  }

  /** Writes the run directory with its plan, as the launcher does before the start. */
  writePlan(name: string, plan: Partial<RunPlan> = {}): RunPlan {
    fs.mkdirSync(this.runDir, { recursive: true });
    const full: RunPlan = {
      version: 1,
      id: 'r1',
      name,
      file: path.join(this.workspace, name),
      args: [],
      cwd: this.workspace,
      workspace: this.workspace,
      ...this.planBase,
      sourceHash: '',
      versions: {},
      createdAt: new Date().toISOString(),
      ...plan,
    };
    this.#file = full.file;
    fs.writeFileSync(path.join(this.runDir, 'run.json'), JSON.stringify(full));
    return full;
  }

  /** Waits for the end. The engine must not contradict what was built, and must know as much of it as `leastKnown` says. */
  async ended(): Promise<number | null> {
    const { code } = await this.#exit!;
    assertEngineAgrees(this.runDir, this.#file, this.leastKnown);
    return code;
  }

  /** Writes one program, runs it to its end, and gives the exit code. */
  async run(name: string, text: string, plan: Partial<RunPlan> = {}, env: NodeJS.ProcessEnv = {}): Promise<number | null> {
    this.write(name, text);
    await this.start(name, plan, env);
    return this.ended();
  }

  /** Waits until the record satisfies a condition; fails when the child ends before. */
  async until(condition: (events: RunEvent[]) => boolean): Promise<void> {
    let over = false;
    void this.#exit!.then(() => (over = true));
    for (;;) {
      const last = over;
      if (condition(this.events)) return;
      if (last) throw new Error(`The child ended first:\n${this.stderr}\n${JSON.stringify(this.events.slice(-3))}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  askToStop(): void {
    fs.writeFileSync(path.join(this.runDir, 'stop'), '');
  }

  get pid(): number {
    return this.#child!.pid!;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child!.kill(signal);
  }

  /** Every record; fails on a torn line or a gap in the sequence. */
  get events(): RunEvent[] {
    const file = path.join(this.runDir, 'events', '0.0.jsonl');
    if (!fs.existsSync(file)) return [];
    const lines = fs.readFileSync(file, 'utf8').split('\n');
    // While the child lives, the last line may still be growing.
    lines.pop();
    return lines.map((line, i) => {
      const event = JSON.parse(line) as RunEvent;
      if (event.q !== i) throw new Error(`record ${i} has the number ${event.q}`);
      return event;
    });
  }

  of<K extends RunEvent['k']>(kind: K): EventOf<K>[] {
    return this.events.filter((event): event is EventOf<K> => event.k === kind);
  }

  only<K extends RunEvent['k']>(kind: K): EventOf<K> {
    const found = this.of(kind);
    if (found.length !== 1) throw new Error(`${found.length} records of kind ${kind} instead of one; stderr: ${this.stderr}`);
    return found[0]!;
  }

  /** Losses by step, in order; fails when a step is missing or comes twice. */
  losses(opt = 0): unknown[] {
    const losses: unknown[] = [];
    for (const step of this.of('step')) {
      if (step.opt !== opt) continue;
      if (step.s0 !== losses.length + 1) throw new Error(`a record starts at step ${step.s0} instead of ${losses.length + 1}`);
      for (const column of [step.loss, step.dt, ...Object.values(step.metrics ?? {})]) {
        if (column.length !== step.n) throw new Error(`a column of ${column.length} values for ${step.n} steps`);
      }
      losses.push(...step.loss);
    }
    return losses;
  }

  get stdout(): string {
    return fs.readFileSync(path.join(this.runDir, 'stdout.log'), 'utf8');
  }

  get stderr(): string {
    return fs.readFileSync(path.join(this.runDir, 'stderr.log'), 'utf8');
  }

  dispose(): void {
    if (this.#child?.exitCode === null && this.#child.signalCode === null) this.#child.kill('SIGKILL');
    fs.rmSync(this.workspace, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}
