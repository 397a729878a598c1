import { execFile } from 'node:child_process';
import path from 'node:path';
import { msg } from '../protocol/localize';
import type { BackendChoice } from '../protocol/runs';
import { TrainingError, type BackendProbe, type NodeChoice, type TrainingHome } from './api';
import { childEnvironment } from './childEnvironment';
import { installTrainer } from './installTrainer';
import { makeFolder, readJson, toJson, writeFileAtomic } from './runFiles';

/** Backends of TensorFlow.js in the order of preference. */
export const tfjsBackends: readonly string[] = ['wasm', 'cpu'];

const probeLimitMs = 60_000;
/** What worked goes on to work with the same Node and trainer; what did not may have been the machine's bad day. */
const refusalAgeMs = 24 * 3600 * 1000;

interface ProbeResult {
  ok: boolean;
  reason?: string;
  /** Unix milliseconds. */
  at: number;
}

/**
 * Takes the first backend that really trains here. A backend that was asked for by name is taken or refused, never
 * silently replaced.
 */
export async function pickBackend(requested: string, node: NodeChoice, home: TrainingHome, cacheDir: string): Promise<BackendProbe> {
  if (requested !== 'auto' && !tfjsBackends.includes(requested)) {
    throw new TrainingError(msg('There is no backend called {0}; there are: {1}.', requested, ['auto', ...tfjsBackends].join(', ')));
  }
  const copy = await installTrainer(home);
  const cache = await openCache(cacheDir);
  const refused: BackendChoice['refused'] = [];
  for (const backend of requested === 'auto' ? tfjsBackends : [requested]) {
    const key = [path.basename(copy), node.path, node.version, process.arch, backend].join('|');
    const result = cache.get(key) ?? (await probe(backend, copy, node));
    await cache.set(key, result);
    if (result.ok) return { node, choice: { requested, picked: backend, refused } };
    refused.push({ backend, reason: result.reason ?? '' });
  }
  const [first] = refused;
  if (requested !== 'auto' && first) throw new TrainingError(msg('The backend {0} does not work here: {1}', requested, first.reason));
  throw new TrainingError(msg('No backend works here: {0}', refused.map(({ backend, reason }) => `${backend}: ${reason}`).join(' ')));
}

async function probe(backend: string, copy: string, node: NodeChoice): Promise<ProbeResult> {
  const child = path.join(copy, 'tfjs', 'child.js');
  const at = Date.now();
  return new Promise((resolve) => {
    execFile(
      node.path,
      [child, '--probe', backend],
      { env: { ...childEnvironment(), ...node.env }, timeout: probeLimitMs, killSignal: 'SIGKILL', windowsHide: true },
      (error, stdout, stderr) => {
        const answer = parseAnswer(stdout);
        if (answer?.ok && !error) resolve({ ok: true, at });
        else if (error?.killed) resolve({ ok: false, reason: `It did not train four steps within ${probeLimitMs / 1000} s.`, at: 0 });
        else resolve({ ok: false, reason: answer?.reason || lastLine(stderr) || error?.message || 'The probe said nothing.', at });
      },
    );
  });
}

function parseAnswer(stdout: string): { ok: boolean; reason?: string } | undefined {
  // A library may print before; the answer is the last line.
  const line = stdout.trim().split('\n').at(-1) ?? '';
  try {
    const value = JSON.parse(line) as { ok?: unknown; reason?: unknown } | null;
    if (typeof value?.ok !== 'boolean') return undefined;
    return typeof value.reason === 'string' ? { ok: value.ok, reason: value.reason } : { ok: value.ok };
  } catch {
    return undefined;
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() ?? '';
}

interface ProbeCache {
  get(key: string): ProbeResult | undefined;
  set(key: string, result: ProbeResult): Promise<void>;
}

/** A cache that cannot be written only costs the time of a probe. */
async function openCache(cacheDir: string): Promise<ProbeCache> {
  const file = path.join(cacheDir, 'probes.json');
  return {
    ...(await readCache(file)),
    async set(key, result) {
      const stored = (await readJson(file)) ?? {};
      if (JSON.stringify(stored[key]) === JSON.stringify(result)) return;
      try {
        await makeFolder(cacheDir);
        await writeFileAtomic(file, toJson({ ...stored, [key]: result }));
      } catch {
        // See above.
      }
    },
  };
}

async function readCache(file: string): Promise<Pick<ProbeCache, 'get'>> {
  const stored = ((await readJson(file)) ?? {}) as Record<string, ProbeResult | undefined>;
  return {
    get(key) {
      const result = stored[key];
      if (typeof result?.ok !== 'boolean') return undefined;
      return result.ok || Date.now() - result.at < refusalAgeMs ? result : undefined;
    },
  };
}
