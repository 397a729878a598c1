import type { PhaseName, RunPlan, WarningEvent } from '../../../protocol/runs';
import { EventWriter, type EventDraft } from './eventWriter';
import { jsonNumber, jsonNumbers } from './jsonNumber';
import { StepRecorder, type Step } from './stepRecorder';
import { SystemSampler } from './systemSampler';

const flushMs = 50;
const systemMs = 1000;

/** Everything a run writes down. Its `tick` is called from a timer and from each step, because a busy loop never lets a timer fire. */
export class Recorder {
  readonly writer: EventWriter;
  readonly steps: StepRecorder;
  /** Counts tensors once the library is there. */
  tensors: (() => number) | undefined;
  readonly #system = new SystemSampler();
  readonly #start = performance.now();
  readonly #warned = new Set<string>();
  #flushedAt = 0;
  #sampledAt = performance.now();
  #phase: PhaseName | null = null;
  #phaseAt = performance.now();
  #started = false;
  #ended = false;
  /** Whether the program has reached training, with or without a step so far. */
  trainingBegan = false;

  constructor(runDir: string, trouble: (error: NodeJS.ErrnoException) => void) {
    this.writer = new EventWriter(runDir, { start: this.#start, trouble });
    this.steps = new StepRecorder(this.writer);
  }

  get ended(): boolean {
    return this.#ended;
  }

  get phase(): PhaseName | null {
    return this.#phase;
  }

  started(plan: RunPlan, versions: Record<string, string>, device: { backend: string; name: string; why?: string }, host: string): void {
    this.add({
      k: 'run-started',
      run: plan.id,
      file: plan.file,
      argv: [plan.file, ...plan.args],
      pid: process.pid,
      host,
      versions,
      seed: plan.seed,
      wall: (performance.timeOrigin + this.#start) / 1000,
      device,
    });
    this.#started = true;
    this.flush();
  }

  /** Notes a change of phase; repeats are left out. The seconds are those of the phase before. */
  enter(phase: PhaseName): void {
    if (this.#phase === phase || this.#ended) return;
    if (phase === 'training') this.trainingBegan = true;
    const now = performance.now();
    const seconds = this.#phase === null ? undefined : Math.round(now - this.#phaseAt) / 1000;
    this.#phase = phase;
    this.#phaseAt = now;
    this.add({ k: 'phase', phase, seconds });
  }

  step(opt: number, step: Step): void {
    if (this.#ended) return;
    this.steps.add(opt, step);
    if (step.loss !== null && !Number.isFinite(step.loss)) {
      const code = Number.isNaN(step.loss) ? 'nan' : 'inf';
      if (!this.#warned.has(code)) {
        const text = code === 'nan' ? 'The loss is not a number from here on.' : 'The loss became infinite here.';
        this.steps.drain();
        this.warn({ code, step: this.steps.count(opt), value: jsonNumber(step.loss), text });
      }
    }
    this.tick();
  }

  /** Writes a warning once for each code, or for each key where one code has several causes. */
  warn(warning: Pick<WarningEvent, 'code' | 'step' | 'value' | 'text' | 'at'>, key: string = warning.code): void {
    if (this.#warned.has(key)) return;
    this.#warned.add(key);
    this.add({ k: 'warning', ...warning });
  }

  add(draft: EventDraft): void {
    if (this.#ended) return;
    // Steps that came before must stand before, whatever the record is.
    if (draft.k !== 'step') this.steps.drain();
    this.writer.add(draft);
  }

  tick(): void {
    const now = performance.now();
    if (!this.#started) return;
    if (now - this.#sampledAt >= systemMs) {
      this.#sampledAt = now;
      this.add(this.#system.sample(this.tensors?.()));
    }
    if (now - this.#flushedAt >= flushMs) this.flush();
  }

  flush(): void {
    this.#flushedAt = performance.now();
    this.steps.drain();
    this.writer.flush();
  }

  /** The last record. What comes later is not part of the run. */
  end(status: 'ok' | 'failed' | 'stopped' | 'killed', rc: number): void {
    if (this.#ended) return;
    const secs = Math.round(performance.now() - this.#start) / 1000;
    const best = jsonNumbers(Object.fromEntries(this.steps.best));
    this.add({ k: 'run-ended', status, rc, steps: this.steps.total, secs, ...(this.steps.best.size ? { best } : {}) });
    this.#ended = true;
    this.writer.flush(true);
  }
}
