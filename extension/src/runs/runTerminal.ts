import * as vscode from 'vscode';
import type { RunSummary } from '../../protocol/runViews';
import { t } from '../host/localize';
import { endText } from './endText';
import type { RunHost } from './runHost';
import { isRunning } from './runItem';
import { note, TerminalLines } from './terminalText';
import { inBackground } from '../host/background';

const streams = ['stdout', 'stderr'] as const;
type Stream = (typeof streams)[number];

/** Of output that is longer, the terminal shows the end: it keeps no more lines anyway. */
const shownBytes = 1024 * 1024;

/**
 * What a run printed, read from its files: the same before and after a reload. It is a view and not the run: closing it
 * ends nothing. Ctrl+C asks the run to stop, as in any terminal.
 */
export class RunTerminal implements vscode.Pseudoterminal {
  readonly #runs: RunHost;
  readonly #id: string;
  readonly #write = new vscode.EventEmitter<string>();
  /** One a stream: where a line of one ends says nothing of the other. */
  readonly #lines: Record<Stream, TerminalLines> = { stdout: new TerminalLines(), stderr: new TerminalLines() };
  readonly #next: Record<Stream, number> = { stdout: 0, stderr: 0 };
  readonly #subscriptions: vscode.Disposable[] = [];
  #reading = false;
  #again = false;
  #ended = false;

  readonly onDidWrite = this.#write.event;

  constructor(runs: RunHost, run: RunSummary) {
    this.#runs = runs;
    this.#id = run.id;
  }

  open(): void {
    this.#subscriptions.push(
      this.#runs.onDidOutput(this.#id, () => inBackground(this.#pump())),
      this.#runs.onDidChange((ids) => {
        if (ids.includes(this.#id)) inBackground(this.#pump());
      }),
    );
    inBackground(this.#begin());
  }

  close(): void {
    for (const subscription of this.#subscriptions.splice(0)) subscription.dispose();
    this.#write.dispose();
  }

  handleInput(data: string): void {
    const run = this.#runs.get(this.#id);
    if (data === '\x03' && run && isRunning(run)) inBackground(this.#runs.stop(run));
  }

  async #begin(): Promise<void> {
    const run = this.#runs.get(this.#id);
    if (!run) return;
    for (const stream of streams) {
      const { size } = await this.#runs.readOutput(run, stream, 0);
      if (size <= shownBytes) continue;
      this.#next[stream] = size - shownBytes;
      this.#write.fire(note(t('Only the end is shown. All of it: {0}', `${run.dir}/${stream}.log`)));
    }
    await this.#pump();
  }

  /** Reads on in both files until nothing is left; a call during a read makes it look once more. */
  async #pump(): Promise<void> {
    this.#again = true;
    if (this.#reading) return;
    this.#reading = true;
    try {
      while (this.#again) {
        this.#again = false;
        const run = this.#runs.get(this.#id);
        if (!run) return;
        for (const stream of streams) await this.#drain(run, stream);
        this.#tellEnd(run);
      }
    } finally {
      this.#reading = false;
    }
  }

  async #drain(run: RunSummary, stream: Stream): Promise<void> {
    for (;;) {
      const part = await this.#runs.readOutput(run, stream, this.#next[stream]);
      this.#next[stream] = part.nextByte;
      if (part.text) this.#write.fire(this.#lines[stream].convert(part.text));
      if (part.done || !part.text) return;
    }
  }

  #tellEnd(run: RunSummary): void {
    // The output was read after the end was known, so the sentence stands behind all of it.
    if (this.#ended || isRunning(run)) return;
    this.#ended = true;
    this.#write.fire(note(endText(run, t)));
  }
}
