import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { Message } from '../../protocol/localize';
import type { RunTicket } from '../../protocol/runs';
import { isMissing, readJson, toJson, writeFileAtomic } from '../runFiles';

/** The state of a run in the queue is the name of its ticket: a rename has one winner, and needs no room on a full disk. */
export const ticketFiles = {
  waiting: 'queue.json',
  started: 'queue.started.json',
  cancelled: 'queue.cancelled.json',
  failed: 'queue.failed.json',
} as const;
export type TicketState = keyof typeof ticketFiles;

/** State by the names in a run directory; `null` for a run that was never queued. */
export function ticketState(names: readonly string[]): TicketState | null {
  // A failure is written before the ticket that was started goes.
  for (const state of ['failed', 'cancelled', 'started', 'waiting'] as const) if (names.includes(ticketFiles[state])) return state;
  return null;
}

/** `undefined` when there is none in this state, or it cannot be read. */
export async function readTicket(dir: string, state: TicketState): Promise<RunTicket | undefined> {
  const json = await readJson(path.join(dir, ticketFiles[state]));
  if (typeof json?.['order'] !== 'number' || typeof json['host'] !== 'string') return undefined;
  const { environment, trainer, adopted, edited, failure } = json as Partial<RunTicket>;
  return {
    version: 1,
    order: json['order'],
    host: json['host'],
    environment: typeof environment === 'string' ? environment : '',
    trainer: typeof trainer === 'string' ? trainer : '',
    ...(adopted === true ? { adopted } : {}),
    ...(Array.isArray(edited) ? { edited: edited.filter((file) => typeof file === 'string') } : {}),
    ...(typeof failure?.text === 'string' && Array.isArray(failure.args) ? { failure } : {}),
  };
}

/** Moves a run from one state to another; `false` when it is not in that state any more. */
export async function moveTicket(dir: string, from: TicketState, to: TicketState): Promise<boolean> {
  try {
    await fs.rename(path.join(dir, ticketFiles[from]), path.join(dir, ticketFiles[to]));
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Notes in a ticket that was claimed here what differs from when it was queued. */
export async function noteStart(dir: string, ticket: RunTicket, note: Pick<RunTicket, 'adopted' | 'edited'>): Promise<void> {
  await writeFileAtomic(path.join(dir, ticketFiles.started), toJson({ ...ticket, ...note }));
}

/** Notes why a run that was claimed could not be started. */
export async function failTicket(dir: string, ticket: RunTicket, failure: Message): Promise<void> {
  await writeFileAtomic(path.join(dir, ticketFiles.failed), toJson({ ...ticket, failure }));
  await fs.rm(path.join(dir, ticketFiles.started), { force: true });
}
