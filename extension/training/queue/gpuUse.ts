import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { RunEvent } from '../../protocol/runs';
import { listEventFiles, newestAttempt } from '../eventFiles';
import { eventsFolder, parseJson } from '../runFiles';

/** What a run has taken of GPUs so far, by what it recorded. */
export interface GpuUse {
  /** Highest reading less the first one, in bytes, by GPU. What other programs took or gave back meanwhile is in it: drivers tell no more. */
  bytes: ReadonlyMap<number, number>;
  /** Where the framework said that it computes; `null` when it has not said so. */
  backend: string | null;
  /** It has trained steps, so what it needs is allocated. */
  hasSteps: boolean;
}

/** Frameworks keep what they have once taken, so the ends of a long record tell what the whole would. */
const endBytes = 2 << 20;

export async function readGpuUse(dir: string): Promise<GpuUse> {
  const first = new Map<number, number>();
  const peak = new Map<number, number>();
  let backend: string | null = null;
  let hasSteps = false;
  for (const line of await recordedLines(dir)) {
    if (line.includes('"k":"step"') || line.includes('"k": "step"')) hasSteps = true;
    if (!/"k": ?"(system|device)"/.test(line)) continue;
    const event = parseJson(line) as RunEvent | undefined;
    if (event?.k === 'device') backend = event.backend;
    if (event?.k !== 'system') continue;
    for (const { index, mem } of event.gpus ?? []) {
      if (index === undefined || mem === undefined) continue;
      if (!first.has(index)) first.set(index, mem);
      peak.set(index, Math.max(peak.get(index) ?? 0, mem));
    }
  }
  return { bytes: new Map([...peak].map(([gpu, most]) => [gpu, most - first.get(gpu)!])), backend, hasSteps };
}

/** Lines of the newest attempt; of a long record those of its beginning and its end. */
async function recordedLines(dir: string): Promise<string[]> {
  const { main } = newestAttempt(await listEventFiles(dir).catch(() => []));
  if (!main) return [];
  const handle = await fs.open(path.join(dir, eventsFolder, main.name), 'r').catch(() => undefined);
  if (!handle) return [];
  try {
    const { size } = await handle.stat();
    const part = async (from: number, length: number): Promise<string> => {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, from);
      return buffer.toString('utf8', 0, bytesRead);
    };
    const parts = size <= 2 * endBytes ? [await part(0, size)] : [await part(0, endBytes), await part(size - endBytes, endBytes)];
    // A line that a part cuts is none that can be read.
    return parts.flatMap((text) => text.split('\n'));
  } finally {
    await handle.close();
  }
}
