import type { GpuInfo } from '../listGpus';
import { gpuNeeds, pledgesOf, readableGpus, type ReadableGpu } from './gpuNeeds';
import { readGpuUse, type GpuUse } from './gpuUse';
import type { GpuMemory, QueuedRun, RunningRun } from './nextToStart';
import type { QueueLook, QueueReader } from './queueReader';

/** A driver takes a moment to answer, and a second to wake. */
const freshMs = 4000;
/** How many runs back the last one of a file is looked for. */
const farthest = 200;

/** What GPUs have, what runs that wait need of them, and what running ones will still take. */
export class GpuView {
  readonly #reader: QueueReader;
  readonly #listGpus: () => Promise<GpuInfo[]>;
  readonly #ended = new Map<string, GpuUse>();
  #gpus: { list: ReadableGpu[]; at: number } | undefined;

  constructor(reader: QueueReader, listGpus: () => Promise<GpuInfo[]>) {
    this.#reader = reader;
    this.#listGpus = listGpus;
  }

  /**
   * What the decision needs. GPUs are only asked for when a run waits that may use them; `null` when none is, or they tell nothing.
   * @param urgent ids of runs that shall not wait
   */
  async view(
    look: QueueLook,
    urgent: ReadonlySet<string>,
  ): Promise<{ queue: QueuedRun[]; running: RunningRun[]; gpus: GpuMemory[] | null }> {
    const plans = await Promise.all(look.waiting.map(({ id }) => this.#reader.plan(id)));
    const gpus = plans.some((plan) => plan?.kind === 'python' && plan.device !== 'cpu') ? await this.#read() : [];
    const lastUse = this.#lastUses(look);
    const queue: QueuedRun[] = [];
    for (const [i, { id }] of look.waiting.entries()) {
      const plan = plans[i];
      const needs = plan && gpus.length ? gpuNeeds(plan, gpus, process.env['CUDA_VISIBLE_DEVICES'], await lastUse(plan.file)) : [];
      queue.push({ id, needs, ...(urgent.has(id) ? { isUrgent: true } : {}) });
    }
    const running: RunningRun[] = [];
    for (const { id, dir, since } of look.running) {
      const plan = gpus.length ? await this.#reader.plan(id) : undefined;
      const needs = plan ? gpuNeeds(plan, gpus, undefined, await lastUse(plan.file)) : [];
      running.push({ id, pledges: needs.length ? pledgesOf(needs, await readGpuUse(dir), Date.now() - since) : [] });
    }
    return { queue, running, gpus: gpus.length ? gpus : null };
  }

  async #read(): Promise<ReadableGpu[]> {
    if (!this.#gpus || Date.now() - this.#gpus.at > freshMs) this.#gpus = { list: readableGpus(await this.#listGpus()), at: Date.now() };
    return this.#gpus.list;
  }

  /** What the newest run of a file took that has trained, be it still running; asked for once a file. */
  #lastUses(look: QueueLook): (file: string) => Promise<GpuUse | null> {
    const known = new Map<string, Promise<GpuUse | null>>();
    const find = async (file: string): Promise<GpuUse | null> => {
      const waiting = new Set(look.waiting.map(({ id }) => id));
      const running = new Set(look.running.map(({ id }) => id));
      for (const id of this.#reader.ids.slice(0, farthest)) {
        if (waiting.has(id) || (await this.#reader.plan(id))?.file !== file) continue;
        const use = this.#ended.get(id) ?? (await readGpuUse(this.#reader.dirOf(id)));
        if (!running.has(id)) this.#ended.set(id, use);
        // One that has not trained yet has taken only part of what it needs.
        if (use.hasSteps && (use.bytes.size || use.backend !== null)) return use;
      }
      return null;
    };
    return (file) => {
      let use = known.get(file);
      if (!use) known.set(file, (use = find(file)));
      return use;
    };
  }
}
