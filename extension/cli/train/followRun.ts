import type { RunSummary } from '../../protocol/runViews';
import type { Localizer } from '../../protocol/localize';
import type { LaunchedRun, RunStore } from '../../training';
import { liveLine } from '../../training';
import type { Io } from '../io';

/** Without a terminal a line is said each epoch, and at least every so many seconds. */
const quietSeconds = 10;

/**
 * Follows a run until it has ended and everything it wrote was shown: the program's output as it comes and, on a terminal, one
 * line below it that changes in place. Resolves with the last summary; `null` when the run directory disappeared.
 */
export function followRun(run: Pick<LaunchedRun, 'plan'>, store: RunStore, io: Io, l: Localizer): Promise<RunSummary | null> {
  const id = run.plan.id;
  const line = new LiveLine(io);
  let lastEpoch: number | null = null;
  let lastSaid = 0;
  let lastPlace = '';
  const say = (summary: RunSummary): void => {
    if (io.errIsTerminal) return line.show(liveLine(summary, io.columns() - 1, l));
    if (summary.status === 'queued') {
      const text = summary.queue ? liveLine(summary, 200, l) : lastPlace;
      if (text !== lastPlace) line.end(text);
      lastPlace = text;
      return;
    }
    const now = Date.now();
    if (summary.step === 0 || (summary.epoch === lastEpoch && now - lastSaid < quietSeconds * 1000)) return;
    lastEpoch = summary.epoch;
    lastSaid = now;
    line.end(liveLine(summary, 200, l));
  };
  return new Promise((resolve) => {
    const output = store.onDidOutput(id, ({ text }) => line.print(text), { stdout: 0, stderr: 0 });
    const changes = store.onDidChange((ids) => {
      if (ids.includes(id)) look();
    });
    let wasSeen = false;
    let isDone = false;
    const look = (): void => {
      if (isDone) return;
      const summary = store.get(id);
      if (summary) wasSeen = true;
      if (summary && !isOver(summary)) return say(summary);
      if (!summary && !wasSeen) return;
      isDone = true;
      changes.dispose();
      // What the program wrote last may not have been read yet.
      const finish = (): void => {
        output.dispose();
        const last = store.get(id) ?? null;
        line.end(last ? liveLine(last, io.errIsTerminal ? io.columns() - 1 : 200, l) : '');
        resolve(last);
      };
      store.refresh().then(finish, finish);
    };
    store.refresh().then(look, look);
  });
}

export function isOver(summary: RunSummary): boolean {
  return summary.status !== 'running' && summary.status !== 'queued';
}

/** One line at the bottom of a terminal that other text moves up. */
class LiveLine {
  readonly #io: Io;
  #shown = '';
  #atLineStart = true;

  constructor(io: Io) {
    this.#io = io;
  }

  show(text: string): void {
    // A program in the middle of a line of its own, a progress bar say, keeps the line.
    if (!this.#atLineStart || text === this.#shown) return;
    this.#io.err(`\r\u001b[2K${text}`);
    this.#shown = text;
  }

  print(text: string): void {
    if (text === '') return;
    this.#clear();
    this.#io.err(text);
    this.#atLineStart = text.endsWith('\n');
  }

  /** A line that stays, on a line of its own. */
  end(text: string): void {
    this.#clear();
    if (!this.#atLineStart) this.#io.err('\n');
    this.#atLineStart = true;
    if (text) this.#io.err(`${text}\n`);
  }

  #clear(): void {
    if (this.#shown) this.#io.err('\r\u001b[2K');
    this.#shown = '';
  }
}
