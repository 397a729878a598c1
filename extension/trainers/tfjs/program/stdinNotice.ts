import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

type Listen = (this: NodeJS.ReadStream, event: string, listener: (...args: unknown[]) => void) => NodeJS.ReadStream;

const reading = new Set(['data', 'readable', 'end']);

/** A run has no keyboard: standard input is empty from the start. A program that reads it is told once. */
export function noticeStdin(notice: () => void): void {
  watchDescriptor(notice);
  const property = Object.getOwnPropertyDescriptor(process, 'stdin');
  const get = property?.get;
  if (!get) return;
  let watched = false;
  Object.defineProperty(process, 'stdin', {
    ...property,
    get(): NodeJS.ReadStream {
      const stdin = get.call(process) as NodeJS.ReadStream;
      if (!watched) {
        watched = true;
        watchStream(stdin, notice);
      }
      return stdin;
    },
  });
}

/** Only reading counts: libraries look at `process.stdin.isTTY` without meaning to read. */
function watchStream(stdin: NodeJS.ReadStream, notice: () => void): void {
  const { on, addListener, once, read, resume, pipe } = stdin;
  const listening = (add: unknown) =>
    function (this: NodeJS.ReadStream, event: string, listener: (...args: unknown[]) => void) {
      if (reading.has(event)) notice();
      return (add as Listen).call(this, event, listener);
    };
  const calling = <F extends (...args: never[]) => unknown>(call: F) =>
    function (this: NodeJS.ReadStream, ...args: Parameters<F>) {
      notice();
      return call.apply(this, args);
    };
  Object.assign(stdin, {
    on: listening(on),
    addListener: listening(addListener),
    once: listening(once),
    read: calling(read),
    resume: calling(resume),
    pipe: calling(pipe as (...args: never[]) => unknown),
  });
}

function watchDescriptor(notice: () => void): void {
  const { readFileSync, readSync } = fs;
  const isStdin = (target: unknown): boolean => target === 0 || target === '/dev/stdin';
  const watched = {
    readFileSync: (...args: Parameters<typeof readFileSync>) => {
      if (isStdin(args[0])) notice();
      return readFileSync(...args);
    },
    readSync: (...args: unknown[]) => {
      if (isStdin(args[0])) notice();
      return (readSync as (...args: unknown[]) => number)(...args);
    },
  };
  Object.assign(fs, watched);
  syncBuiltinESMExports();
}
