import type { RunPlan } from '../../protocol/runs';
import type { GpuInfo } from '../listGpus';
import type { GpuUse } from './gpuUse';
import type { GpuMemory, GpuNeed } from './nextToStart';

/** Of a program that was never seen to train, a run asks for this share of a GPU. */
const unknownShare = 0.1;
/** A program that takes all there is, as TensorFlow does unless told otherwise, trained with a little less would find the same. */
const mostShare = 0.8;
const slack = 0.9;
/** Below this it is what a driver takes for a context, or others have moved. */
const leastBytes = 64 << 20;

export type ReadableGpu = GpuMemory & { uuid?: string };

/** GPUs whose memory the driver tells. */
export function readableGpus(gpus: readonly GpuInfo[]): ReadableGpu[] {
  return gpus.flatMap(({ index, uuid, memTotal, memUsed }) =>
    memTotal === null || memUsed === null ? [] : [{ index, memTotal, memUsed, ...(uuid === undefined ? {} : { uuid }) }],
  );
}

/**
 * What a run has to find free before it starts.
 * @param visible the choice of GPUs, as `CUDA_VISIBLE_DEVICES` takes it; `undefined` for all
 * @param last what the newest other run of the same file took; `null` when there is none that tells
 */
export function gpuNeeds(
  plan: Pick<RunPlan, 'kind' | 'device'>,
  gpus: readonly ReadableGpu[],
  visible: string | undefined,
  last: GpuUse | null,
): GpuNeed[] {
  if (plan.kind !== 'python' || plan.device === 'cpu') return [];
  const own = visibleGpus(plan.device ?? visible, gpus);
  const [first] = own;
  if (!first) return [];
  const measured = [...(last?.bytes ?? [])].filter(([, bytes]) => bytes >= leastBytes);
  if (!measured.length) {
    // It was seen to train, and took nothing.
    if (last?.backend === 'cpu') return [];
    return [{ gpu: first.index, bytes: Math.round(first.memTotal * unknownShare) }];
  }
  const ask = (gpu: GpuMemory, bytes: number): GpuNeed => ({
    gpu: gpu.index,
    bytes: Math.round(Math.min(bytes * slack, gpu.memTotal * mostShare)),
  });
  const same = measured.flatMap(([index, bytes]) => own.filter((gpu) => gpu.index === index).map((gpu) => ask(gpu, bytes)));
  // Last time it trained elsewhere. Frameworks take the first GPU that they see.
  return same.length ? same : [ask(first, Math.max(...measured.map(([, bytes]) => bytes)))];
}

/** What a run will still take: nothing more once it trains, and after a while nobody knows. */
export function pledgesOf(needs: readonly GpuNeed[], use: GpuUse, ageMs: number): GpuNeed[] {
  if (use.hasSteps || ageMs > settleMs) return [];
  return needs.map(({ gpu, bytes }) => ({ gpu, bytes: Math.max(0, bytes - Math.max(0, use.bytes.get(gpu) ?? 0)) }));
}

/** Data may be read for minutes before the first step. */
const settleMs = 5 * 60_000;

/** The GPUs that a choice leaves. As CUDA does it, the list ends at the first entry that means none. */
function visibleGpus<G extends { index: number; uuid?: string }>(choice: string | undefined, gpus: readonly G[]): G[] {
  if (choice === undefined) return [...gpus];
  const own: G[] = [];
  for (const entry of choice.split(',').map((part) => part.trim())) {
    const found = gpus.find((gpu) => (/^\d+$/.test(entry) ? gpu.index === Number(entry) : entry !== '' && gpu.uuid?.startsWith(entry)));
    if (!found) break;
    own.push(found);
  }
  return own;
}
