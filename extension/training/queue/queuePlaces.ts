import os from 'node:os';
import type { RunTicket } from '../../protocol/runs';
import type { QueuePlace } from '../../protocol/runViews';
import { livingDispatchers } from './dispatchers';
import { readLimits } from './limits';

/**
 * Where the runs of a folder stand that wait, by id. What the dispatchers have found out about GPUs is theirs to tell; the rest is seen from
 * the runs themselves.
 * @param nRunning how many runs of the folder run on this machine
 */
export async function queuePlaces(
  runsDir: string,
  waiting: ReadonlyMap<string, RunTicket>,
  nRunning: number,
): Promise<Map<string, QueuePlace>> {
  const places = new Map<string, QueuePlace>();
  if (!waiting.size) return places;
  const host = os.hostname();
  const [{ parallel }, dispatchers] = await Promise.all([readLimits(runsDir), livingDispatchers(runsDir)]);
  const isFull = parallel > 0 && nRunning >= parallel;
  const ordered = [...waiting].sort(([a, one], [b, other]) => one.order - other.order || (a < b ? -1 : 1));
  let position = 0;
  for (const [id, ticket] of ordered) {
    if (ticket.host !== host) {
      places.set(id, { position: ordered.length, reason: { kind: 'host', host: ticket.host } });
      continue;
    }
    position++;
    const told = dispatchers.get(ticket.environment)?.waits[id];
    const reason = isFull
      ? ({ kind: 'runs', running: nRunning, limit: parallel } as const)
      : told?.kind === 'gpu'
        ? told
        : position > 1
          ? ({ kind: 'order' } as const)
          : null;
    places.set(id, { position, reason });
  }
  return places;
}
