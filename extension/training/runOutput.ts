import type { FileHandle } from 'node:fs/promises';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { OutputPart, OutputStream } from './api';

export const outputStreams: readonly OutputStream[] = ['stdout', 'stderr'];

export function outputFile(dir: string, stream: OutputStream): string {
  return path.join(dir, `${stream}.log`);
}

/** The output files that a run has, with their sizes. */
export async function listOutput(dir: string): Promise<{ stream: OutputStream; path: string; size: number }[]> {
  const found: { stream: OutputStream; path: string; size: number }[] = [];
  for (const stream of outputStreams) {
    const file = outputFile(dir, stream);
    const stat = await fs.stat(file).catch(() => undefined);
    if (stat?.isFile()) found.push({ stream, path: file, size: stat.size });
  }
  return found;
}

/** Reads output from a byte on, at most about a megabyte at once. A missing file reads as empty. */
export async function readOutput(dir: string, stream: OutputStream, fromByte: number, maxBytes = 1 << 20): Promise<OutputPart> {
  let handle: FileHandle;
  try {
    handle = await fs.open(outputFile(dir, stream), 'r');
  } catch {
    return { text: '', nextByte: fromByte, size: 0, done: true };
  }
  try {
    const { size } = await handle.stat();
    const wanted = Math.max(0, Math.min(size - fromByte, Math.max(maxBytes, 4)));
    const buffer = Buffer.allocUnsafe(wanted);
    const { bytesRead } = await handle.read(buffer, 0, wanted, fromByte);
    const { from, to } = wholeCharacters(buffer.subarray(0, bytesRead), fromByte > 0);
    const nextByte = fromByte + to;
    return { text: buffer.toString('utf8', from, to), nextByte, size, done: to === 0 || nextByte >= size };
  } finally {
    await handle.close();
  }
}

/**
 * The part of some UTF-8 that holds whole characters. A character that has begun but not ended stays for the next part; bytes that
 * can only be the end of one that began before are left out. Bytes that are not UTF-8 at all pass and become U+FFFD.
 */
function wholeCharacters(bytes: Uint8Array, mayStartInside: boolean): { from: number; to: number } {
  let from = 0;
  if (mayStartInside) while (from < 3 && from < bytes.length && isContinuation(bytes[from]!)) from++;
  let start = bytes.length - 1;
  while (start > bytes.length - 4 && start >= from && isContinuation(bytes[start]!)) start--;
  if (start < from) return { from, to: bytes.length };
  const lead = bytes[start]!;
  const length = lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xc2 && lead < 0xe0 ? 2 : 1;
  return { from, to: length > bytes.length - start ? start : bytes.length };
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
