import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as tf from '@tensorflow/tfjs';

/** Images as rows of 784 numbers from 0 to 1; labels as rows of ten numbers, 1 where the digit stands. */
export interface Digits {
  images: tf.Tensor2D;
  labels: tf.Tensor2D;
}

/**
 * Reads the digits and splits them into two sets that share no image.
 *
 * The file, unzipped: 4 bytes "DIGI", then count, height and width as 32-bit numbers, then one byte a label, then one byte a pixel.
 */
export function loadDigits(nValidation: number): { train: Digits; validation: Digits } {
  const file = gunzipSync(readFileSync(new URL('./digits.bin.gz', import.meta.url)));
  const [count, height, width] = [file.readUInt32LE(4), file.readUInt32LE(8), file.readUInt32LE(12)];
  const labels = file.subarray(16, 16 + count);
  const pixels = file.subarray(16 + count);
  const size = height * width;

  const select = (from: number, to: number): Digits => ({
    images: tf.tensor2d(
      Float32Array.from(pixels.subarray(from * size, to * size), (value) => value / 255),
      [to - from, size],
    ),
    labels: tf.oneHot(tf.tensor1d(Int32Array.from(labels.subarray(from, to)), 'int32'), 10).toFloat() as tf.Tensor2D,
  });
  return { train: select(0, count - nValidation), validation: select(count - nValidation, count) };
}
