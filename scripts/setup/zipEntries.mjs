// What is in a zip archive, by its central directory.
import fs from 'node:fs';
import { inflateRawSync } from 'node:zlib';

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;

export function zipEntries(file) {
  const data = fs.readFileSync(file);
  let end = data.length - 22;
  while (end >= 0 && data.readUInt32LE(end) !== endSignature) end--;
  if (end < 0) throw new Error(`${file} is not a zip archive`);
  const entries = [];
  let at = data.readUInt32LE(end + 16);
  for (let left = data.readUInt16LE(end + 10); left > 0; left--) {
    if (data.readUInt32LE(at) !== entrySignature) throw new Error(`${file} has a broken directory`);
    const nameLength = data.readUInt16LE(at + 28);
    const header = data.readUInt32LE(at + 42);
    const method = data.readUInt16LE(at + 10);
    const packed = data.readUInt32LE(at + 20);
    entries.push({
      name: data.toString('utf8', at + 46, at + 46 + nameLength),
      packed,
      size: data.readUInt32LE(at + 24),
      content() {
        // The local header repeats name and extra field, in lengths of its own.
        const start = header + 30 + data.readUInt16LE(header + 26) + data.readUInt16LE(header + 28);
        const bytes = data.subarray(start, start + packed);
        return method === 0 ? bytes : inflateRawSync(bytes);
      },
    });
    at += 46 + nameLength + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
  }
  return entries;
}
