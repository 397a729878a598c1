import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { RunEvent, RunPlan } from '../../../extension/protocol/runs';

type Kind = RunEvent['k'];
export type EventFields<K extends Kind> = Omit<Extract<RunEvent, { k: K }>, 'v' | 'k' | 'q' | 'rank' | 'attempt'>;

/** The text of an events file, record by record. */
export class EventsText {
  text = '';
  #q = 0;

  add<K extends Kind>(k: K, fields: EventFields<K>): this {
    this.text += `${JSON.stringify({ v: 1, k, q: this.#q++, rank: 0, attempt: 0, ...fields })}\n`;
    return this;
  }

  started(wall = 1_760_000_000): this {
    return this.add('run-started', { t: 0, run: 'r', file: 'train.py', argv: [], pid: 1, host: 'here', versions: {}, wall });
  }

  step(t: number, s0: number, loss: (number | 'NaN' | 'Infinity' | '-Infinity' | null)[], more: Partial<EventFields<'step'>> = {}): this {
    return this.add('step', { t, opt: 0, s0, n: loss.length, loss, dt: loss.map(() => 0.5), ...more });
  }

  epoch(t: number, epoch: number, step: number, metrics: EventFields<'epoch'>['metrics'], more: Partial<EventFields<'epoch'>> = {}): this {
    return this.add('epoch', { t, epoch, step, secs: 1, metrics, source: 'callback', ...more });
  }

  ended(t: number, status: 'ok' | 'failed' | 'stopped' | 'killed' = 'ok'): this {
    return this.add('run-ended', { t, status, rc: 0, steps: 1, secs: t });
  }

  garbage(line = '{"v":1,"k":"st'): this {
    this.text += `${line}\n`;
    return this;
  }
}

export interface MadeRun {
  id: string;
  dir: string;
  name: string;
}

/** A run directory as a process that has ended left it: on this machine, before it was started last. */
export async function makeRun(
  runsDir: string,
  id: string,
  events: EventsText | string,
  change: Partial<RunPlan> = {},
  process: Record<string, unknown> = {},
): Promise<MadeRun> {
  const dir = path.join(runsDir, id);
  const plan: RunPlan = {
    version: 1,
    id,
    name: id,
    file: path.join(runsDir, 'train.py'),
    args: [],
    cwd: runsDir,
    workspace: runsDir,
    kind: 'python',
    interpreter: { path: 'python3' },
    backend: { requested: 'auto', picked: 'cpu', refused: [] },
    sourceHash: '',
    versions: {},
    createdAt: '2026-02-03T04:05:06.000Z',
    ...change,
  };
  await fs.mkdir(path.join(dir, 'events'), { recursive: true });
  await fs.writeFile(path.join(dir, 'run.json'), JSON.stringify(plan));
  const record = { version: 1, pid: 2 ** 22 + 1, startTime: '1', bootId: 'before', host: os.hostname(), ...process };
  await fs.writeFile(path.join(dir, 'process.json'), JSON.stringify(record));
  for (const name of ['stdout.log', 'stderr.log']) await fs.writeFile(path.join(dir, name), '');
  await fs.writeFile(path.join(dir, 'events', '0.0.jsonl'), typeof events === 'string' ? events : events.text);
  return { id, dir, name: plan.name };
}
