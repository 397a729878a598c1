import { msg } from '../../protocol/localize';
import type { RunSummary } from '../../protocol/runViews';
import type { RunStore } from '../../training';
import { CliFailure } from '../failure';

/** The run that an id, the beginning of one, a name or `last` means. */
export function findRun(store: RunStore, wanted: string | undefined): RunSummary {
  const runs = store.list();
  if (wanted === undefined) throw new CliFailure(msg('Which run? Give its id, the beginning of one, or "last".'));
  if (wanted === 'last' && runs[0]) return runs[0];
  const exact = runs.find((run) => run.id === wanted);
  const found = exact ? [exact] : runs.filter((run) => run.id.startsWith(wanted) || run.name === wanted);
  if (found.length === 1) return found[0]!;
  if (found.length) throw new CliFailure(msg('{0} may be any of {1}.', wanted, found.map((run) => run.id).join(', ')));
  throw new CliFailure(msg('There is no run {0} in {1}.', wanted, store.runsDir));
}
