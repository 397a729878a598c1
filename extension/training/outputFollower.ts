import { statSync } from 'node:fs';
import type { OutputChunk, OutputStream } from './api';
import { outputFile, outputStreams, readOutput } from './runOutput';

/** One listener of a run's output, with its place in each stream. */
export class OutputFollower {
  readonly #next: Record<OutputStream, number>;
  #isOver = false;

  constructor(
    readonly dir: string,
    readonly listener: (chunk: OutputChunk) => void,
    from: Record<OutputStream, number> | undefined,
  ) {
    this.#next = from ? { ...from } : { stdout: sizeNow(dir, 'stdout'), stderr: sizeNow(dir, 'stderr') };
  }

  /** Tells the listener what was appended. */
  async pump(): Promise<void> {
    for (const stream of outputStreams) {
      for (let done = false; !done && !this.#isOver;) {
        const part = await readOutput(this.dir, stream, this.#next[stream]);
        done = part.done;
        if (this.#isOver) return;
        this.#next[stream] = part.nextByte;
        if (part.text) this.listener({ stream, text: part.text });
      }
    }
  }

  dispose(): void {
    this.#isOver = true;
  }
}

/** Asked at once, so that nothing written after the subscription is missed. */
function sizeNow(dir: string, stream: OutputStream): number {
  try {
    return statSync(outputFile(dir, stream)).size;
  } catch {
    return 0;
  }
}
