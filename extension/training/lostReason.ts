import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ProcessRecord, RunPlan, SourcePlace, SystemEvent } from '../protocol/runs';
import type { LostReason } from '../protocol/runViews';
import { hasRestarted } from './processIdentity';
import { outputFile } from './runOutput';

/** What the dump of a crash takes: all threads with their stacks, and a list of all extension modules. */
const tailBytes = 256 << 10;
/** The last record may be this much younger than a crash that is the run's end: samples are taken, and files written, while it dies. */
const crashMs = 10_000;
/** From this share of memory on, the system looks for somebody to end. */
const fullMemory = 0.9;
/** With less of it, the run is hardly the one that was chosen. Files that were read count as used in a container. */
const leastShare = 0.25;

export interface LostFacts {
  dir: string;
  plan: RunPlan | undefined;
  process: { record: ProcessRecord; at: number } | undefined;
  /** Whether the program's record was begun. */
  hasStarted: boolean;
  /** Newest sample of the machine. */
  system: SystemEvent | null;
  /** Unix milliseconds of the newest record. */
  lastRecord: number;
}

/** Why a process ended that could not say so itself, as far as it left a trace; `null` where nothing tells. */
export async function findLostReason(facts: LostFacts): Promise<LostReason | null> {
  const { text, writtenAt } = await readTail(outputFile(facts.dir, 'stderr'));
  const crash = crashIn(text, facts.plan);
  // A program that goes on after one of its workers has crashed did not end by that.
  if (crash && writtenAt >= facts.lastRecord - crashMs) return crash;
  const memory = memoryPressure(facts.system);
  if (memory) return { code: 'killed', memory };
  const { process } = facts;
  if (process && (await hasRestarted(process.record, process.at))) return { code: 'restart' };
  if (!facts.hasStarted) {
    const last = text.trimEnd().split('\n').at(-1)?.trim();
    return last ? { code: 'start', text: last } : null;
  }
  // Python tells of every crash, so that nothing is left but to be killed. Of Node, and of another machine, that is not known.
  const tellsCrashes = facts.plan?.kind === 'python' && process?.record.host === os.hostname();
  return tellsCrashes ? { code: 'killed' } : null;
}

/** What Python's faulthandler calls the signals that end a process. */
const signals: Record<string, string> = {
  'Segmentation fault': 'SIGSEGV',
  Aborted: 'SIGABRT',
  'Bus error': 'SIGBUS',
  'Floating point exception': 'SIGFPE',
  'Floating-point exception': 'SIGFPE',
  'Illegal instruction': 'SIGILL',
};

/** The last crash that a runtime reported at the end of its output. */
export function crashIn(stderr: string, plan: RunPlan | undefined): Extract<LostReason, { code: 'crash' }> | null {
  // Node says so when its memory is used up; Python of any signal, of its own faults, and on Windows of exceptions.
  const pattern = plan?.kind === 'tfjs' ? /^FATAL ERROR: (.+)$/gm : /^(?:Fatal Python error|Windows fatal exception): (.+)$/gm;
  const found = [...stderr.matchAll(pattern)].at(-1);
  if (!found) return null;
  const text = found[1]!.trim();
  const isFromWindows = found[0].startsWith('Windows');
  const at = userFrame(stderr.slice(found.index), plan);
  return { code: 'crash', signal: isFromWindows ? null : (signals[text] ?? 'SIGABRT'), text, ...(at ? { at } : {}) };
}

/** The innermost line of the program's own files in the stack of the thread that crashed. */
function userFrame(dump: string, plan: RunPlan | undefined): SourcePlace | undefined {
  if (!plan) return undefined;
  const stacks = [...dump.matchAll(/^(Current thread|Thread|Stack)\b.*\(most recent call first\):\n((?: {2}.*\n?)*)/gm)];
  const [, , stack] = stacks.find(([, kind]) => kind === 'Current thread') ?? stacks[0] ?? [];
  for (const [, name, line, fn] of (stack ?? '').matchAll(/^ {2}File "(.*)", line (\d+) in (.*)$/gm)) {
    const file = unescape(name!);
    const isInside = file === plan.file || !path.relative(plan.workspace, file).startsWith('..');
    if (path.isAbsolute(file) && isInside && !/[\\/](site-packages|dist-packages)[\\/]/.test(file)) return { file, line: Number(line), fn };
  }
  return undefined;
}

/** A process that crashes writes nothing but ASCII; other characters of a path come as `\xe9`, `\u8bad` or `\U0001f600`. */
function unescape(text: string): string {
  if (process.platform === 'win32') return text;
  return text.replace(/\\x([0-9a-f]{2})|\\u([0-9a-f]{4})|\\U([0-9a-f]{8})/g, (all, ...codes: (string | undefined)[]) => {
    const code = parseInt(
      codes.slice(0, 3).find((each) => each !== undefined)!,
      16,
    );
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}

function memoryPressure(system: SystemEvent | null): Extract<LostReason, { code: 'killed' }>['memory'] | undefined {
  const total = system?.mem_total;
  if (!system || !total) return undefined;
  const rss = system.rss ?? null;
  const used = Math.max(system.mem_used ?? 0, rss ?? 0);
  if (used < fullMemory * total || (rss !== null && rss < leastShare * total)) return undefined;
  const inUse = Math.min(used, total);
  // What a run shares with others counts as its own, but was not taken twice.
  return { rss: rss === null ? null : Math.min(rss, inUse), used: inUse, total };
}

async function readTail(file: string): Promise<{ text: string; writtenAt: number }> {
  try {
    const handle = await fs.open(file, 'r');
    try {
      const { size, mtimeMs } = await handle.stat();
      const from = Math.max(0, size - tailBytes);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - from), 0, size - from, from);
      return { text: buffer.toString('utf8', 0, bytesRead).replaceAll('\r\n', '\n'), writtenAt: mtimeMs };
    } finally {
      await handle.close();
    }
  } catch {
    return { text: '', writtenAt: 0 };
  }
}
