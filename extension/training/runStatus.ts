import type { RunEndedEvent, RunStatus } from '../protocol/runs';
import type { Liveness } from './processIdentity';
import type { TicketState } from './queue/ticket';

/** A launcher writes `process.json` right after the start; one that was killed in between never will. */
const queuedMs = 30_000;
/** On another machine only the files tell; a slow epoch may be silent, but system records come every second. */
const freshMs = 120_000;

export interface StatusFacts {
  ended: RunEndedEvent | null;
  /** Of the recorded process; `null` when none is recorded. Must have been found out before the events were read. */
  liveness: Liveness | null;
  /** How far it is in the queue; `null` or absent when it was never queued. */
  ticket?: TicketState | null;
  /** Unix milliseconds at which the plan was made and at which anything was last written. */
  createdAt: number;
  lastWritten: number;
  isReadable: boolean;
  /** Whether the run was asked to end. */
  stopRequested: boolean;
}

/** A run is running only while its process lives; without it and without a last word it is lost. */
export function concludeStatus(facts: StatusFacts, now: number): RunStatus {
  if (facts.ended) return facts.ended.status;
  switch (facts.liveness) {
    case 'alive':
      return 'running';
    case 'dead':
      // One that did not end in good order when it was asked to was ended by force, and the person knows.
      return facts.stopRequested ? 'killed' : 'lost';
    case 'elsewhere':
      return now - facts.lastWritten < freshMs ? 'running' : 'lost';
    case null:
      break;
  }
  switch (facts.ticket ?? null) {
    // Whoever claimed it may have been killed before there was a process: then the next one starts it.
    case 'waiting':
    case 'started':
      return 'queued';
    case 'cancelled':
      return 'stopped';
    case 'failed':
      return 'failed';
    case null:
      return facts.isReadable && now - facts.createdAt < queuedMs ? 'queued' : 'lost';
  }
}
