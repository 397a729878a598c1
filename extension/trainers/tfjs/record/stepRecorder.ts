import type { JsonNumber } from '../../../protocol/runs';
import type { EventWriter } from './eventWriter';
import { jsonNumber } from './jsonNumber';

export interface Step {
  loss: number | null;
  /** Seconds. */
  dt: number;
  lr?: number;
  epoch?: number;
  bs?: number;
  /** Names of `values`; the same array for every step of a loop. */
  metricNames?: readonly string[];
  metricValues?: readonly number[];
}

interface Columns {
  s0: number;
  lr?: number;
  epoch?: number;
  bs?: number;
  names: readonly string[];
  loss: (JsonNumber | null)[];
  dt: number[];
  metrics: JsonNumber[][];
}

const noNames: readonly string[] = [];

/** Gathers steps into columns, one `step` record for each optimizer and flush, and counts them. */
export class StepRecorder {
  readonly #writer: EventWriter;
  readonly #open = new Map<number, Columns>();
  readonly #counts = new Map<number, number>();
  readonly #best = new Map<string, number>();
  total = 0;

  constructor(writer: EventWriter) {
    this.#writer = writer;
  }

  /** Number of steps an optimizer has done. */
  count(opt: number): number {
    return this.#counts.get(opt) ?? 0;
  }

  get best(): ReadonlyMap<string, number> {
    return this.#best;
  }

  add(opt: number, step: Step): void {
    const number = this.count(opt) + 1;
    this.#counts.set(opt, number);
    this.total++;
    const names = step.metricNames ?? noNames;
    let columns = this.#open.get(opt);
    if (columns && !(columns.lr === step.lr && columns.epoch === step.epoch && columns.bs === step.bs && sameNames(columns.names, names))) {
      this.#close(opt, columns);
      columns = undefined;
    }
    if (!columns) {
      columns = { s0: number, lr: step.lr, epoch: step.epoch, bs: step.bs, names, loss: [], dt: [], metrics: names.map(() => []) };
      this.#open.set(opt, columns);
    }
    columns.loss.push(step.loss === null ? null : jsonNumber(step.loss));
    columns.dt.push(Math.round(step.dt * 1e6) / 1e6);
    for (let i = 0; i < names.length; i++) columns.metrics[i]!.push(jsonNumber(step.metricValues?.[i] ?? NaN));
    if (step.loss !== null && Number.isFinite(step.loss)) this.noteBest('loss', step.loss);
  }

  /** The lowest value of a loss, over steps or epochs. */
  noteBest(name: string, value: number): void {
    const best = this.#best.get(name);
    if (best === undefined || value < best) this.#best.set(name, value);
  }

  /** Hands the open columns to the writer. */
  drain(): void {
    for (const [opt, columns] of this.#open) this.#close(opt, columns);
  }

  #close(opt: number, { names, metrics, ...columns }: Columns): void {
    this.#open.delete(opt);
    const record = { k: 'step' as const, opt, n: columns.loss.length, ...columns };
    this.#writer.add(names.length ? { ...record, metrics: Object.fromEntries(names.map((name, i) => [name, metrics[i]!])) } : record);
  }
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((name, i) => name === b[i]));
}
