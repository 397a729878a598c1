/**
 * Makes `Math.random` a seeded generator (sfc32). Initializers, shuffles and dropout of TensorFlow.js without a seed of their own
 * draw from it, so that one seed fixes a whole run.
 */
export function seedRandom(seed: number): void {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  let d = (Math.trunc(seed) ^ 0xdeadbeef) >>> 0;
  const high = Math.floor(Math.abs(Math.trunc(seed)) / 2 ** 32) >>> 0;
  a ^= high;
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  // Near seeds give near states at first.
  for (let i = 0; i < 16; i++) next();
  Math.random = () => (next() * 2 ** 21 + (next() >>> 11)) / 2 ** 53;
}
