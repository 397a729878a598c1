import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

type Method = (this: unknown, ...args: unknown[]) => unknown;

const reading = new Set<unknown>(['data', 'readable', 'end']);

/** A run has no keyboard: standard input is empty from the start. A program that reads it is told once. */
export function noticeStdin(notice: () => void): void {
  watchDescriptor(notice);
  const property = Object.getOwnPropertyDescriptor(process, 'stdin');
  const get = property?.get?.bind(process) as (() => NodeJS.ReadStream) | undefined;
  if (!get) return;
  let watched = false;
  Object.defineProperty(process, 'stdin', {
    ...property,
    get(): NodeJS.ReadStream {
      const stdin = get();
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
  const methods = stdin as unknown as Record<string, Method>;
  for (const name of ['on', 'addListener', 'once', 'read', 'resume', 'pipe']) {
    const original = methods[name]!;
    const listens = name.startsWith('on') || name === 'addListener';
    methods[name] = function (...args) {
      if (!listens || reading.has(args[0])) notice();
      return original.apply(this, args);
    };
  }
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
