import type { QueueReason } from '../../protocol/runViews';
import type { QueueLimits } from './limits';

/** Memory that a run takes of a GPU; bytes. */
export interface GpuNeed {
  gpu: number;
  bytes: number;
}

export interface QueuedRun {
  id: string;
  /** What it has to find free, on each of these GPUs; empty for a run that needs none. */
  needs: readonly GpuNeed[];
  /** Somebody said that it shall not wait. */
  isUrgent?: boolean;
}

export interface RunningRun {
  id: string;
  /** What it will still take beyond what the driver tells already: a run that has just begun has allocated nothing yet. */
  pledges: readonly GpuNeed[];
}

/** What the driver tells of a GPU; bytes. */
export interface GpuMemory {
  index: number;
  memTotal: number;
  memUsed: number;
}

export interface QueueDecision {
  /** The one to start now. */
  next: string | null;
  /** Why each of the others waits. */
  waits: ReadonlyMap<string, QueueReason>;
}

/**
 * Decides which run of a queue is to be started now. The order holds, with two exceptions: one that somebody wants now goes first and
 * asks for nothing; and one that lacks memory on a GPU only holds up those that need the same GPU.
 * @param queue in order
 * @param gpus `null` where GPUs cannot be read: then only the number of runs counts
 */
export function nextToStart(
  queue: readonly QueuedRun[],
  running: readonly RunningRun[],
  limits: QueueLimits,
  gpus: readonly GpuMemory[] | null,
): QueueDecision {
  const waits = new Map<string, QueueReason>();
  const isFull = limits.parallel > 0 && running.length >= limits.parallel;
  const free = freeMemory(running, gpus ?? []);
  const urgent = queue.find((run) => run.isUrgent);
  let next = urgent?.id ?? null;
  const taken = new Set<number>();
  for (const { id, needs } of queue) {
    if (id === next) continue;
    const lacking = needs.find(({ gpu, bytes }) => (free.get(gpu) ?? Infinity) < bytes);
    if (isFull) waits.set(id, { kind: 'runs', running: running.length, limit: limits.parallel });
    else if (needs.some(({ gpu }) => taken.has(gpu))) waits.set(id, { kind: 'order' });
    else if (lacking) {
      for (const { gpu } of needs) taken.add(gpu);
      waits.set(id, { kind: 'gpu', gpu: lacking.gpu, bytes: lacking.bytes });
    } else if (next === null) next = id;
    else waits.set(id, { kind: 'order' });
  }
  return { next, waits };
}

/** Bytes that nobody uses or will use, by GPU. One that is not among them cannot be told anything about, and keeps nobody waiting. */
function freeMemory(running: readonly RunningRun[], gpus: readonly GpuMemory[]): Map<number, number> {
  const free = new Map(gpus.map(({ index, memTotal, memUsed }) => [index, memTotal - memUsed]));
  for (const { gpu, bytes } of running.flatMap(({ pledges }) => pledges)) {
    const now = free.get(gpu);
    if (now !== undefined) free.set(gpu, now - bytes);
  }
  return free;
}
