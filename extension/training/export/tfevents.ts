/** TensorBoard's file format: records of length, checksum, data, checksum, where the data is an `Event` of protobuf. */

/** One value of a summary. */
export interface Scalar {
  tag: string;
  value: number;
}

/** The first record of a file; without it readers guess at its version. */
export function versionRecord(wallTime: number): Uint8Array {
  const version = Buffer.from('brain.Event:2');
  const record = new RecordWriter(9 + bytesSize(version.length));
  record.double(field.wallTime, wallTime);
  record.bytes(field.fileVersion, version);
  return record.finish();
}

/**
 * Scalars of one step. The format keeps values as 32-bit floats; NaN and infinities are kept.
 * @param wallTime Unix time in seconds
 */
export function scalarsRecord(wallTime: number, step: number, scalars: readonly Scalar[]): Uint8Array {
  const values = scalars.map(({ tag, value }) => ({ tag: Buffer.from(tag), value }));
  const sizes = values.map(({ tag }) => bytesSize(tag.length) + 5);
  const summary = sizes.reduce((sum, size) => sum + bytesSize(size), 0);
  const record = new RecordWriter(9 + 1 + varintSize(step) + bytesSize(summary));
  record.double(field.wallTime, wallTime);
  record.varint(field.step, step);
  record.message(field.summary, summary);
  for (const [i, { tag, value }] of values.entries()) {
    record.message(field.value, sizes[i]!);
    record.bytes(field.tag, tag);
    record.float(field.simpleValue, value);
  }
  return record.finish();
}

/** Numbers of fields with their wire types, as the byte before each. */
const field = {
  // Event
  wallTime: (1 << 3) | 1,
  step: (2 << 3) | 0,
  fileVersion: (3 << 3) | 2,
  summary: (5 << 3) | 2,
  // Summary
  value: (1 << 3) | 2,
  // Summary.Value
  tag: (1 << 3) | 2,
  simpleValue: (2 << 3) | 5,
} as const;

/** Fills a record of a size that is known before. */
class RecordWriter {
  readonly #buffer: Buffer;
  #at = 12;

  constructor(dataSize: number) {
    this.#buffer = Buffer.allocUnsafe(12 + dataSize + 4);
    this.#buffer.writeBigUInt64LE(BigInt(dataSize), 0);
    this.#buffer.writeUInt32LE(maskedCrc32c(this.#buffer.subarray(0, 8)), 8);
  }

  double(key: number, value: number): void {
    this.#buffer[this.#at++] = key;
    this.#at = this.#buffer.writeDoubleLE(value, this.#at);
  }

  float(key: number, value: number): void {
    this.#buffer[this.#at++] = key;
    this.#at = this.#buffer.writeFloatLE(value, this.#at);
  }

  varint(key: number, value: number): void {
    this.#buffer[this.#at++] = key;
    for (let rest = wholeNumber(value); ; rest = Math.floor(rest / 128)) {
      const isLast = rest < 128;
      this.#buffer[this.#at++] = (rest % 128) | (isLast ? 0 : 128);
      if (isLast) return;
    }
  }

  bytes(key: number, bytes: Uint8Array): void {
    this.message(key, bytes.length);
    this.#buffer.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  /** Begins a message of a size; its fields follow. */
  message(key: number, size: number): void {
    this.varint(key, size);
  }

  finish(): Uint8Array {
    const end = this.#buffer.length - 4;
    this.#buffer.writeUInt32LE(maskedCrc32c(this.#buffer.subarray(12, end)), end);
    return this.#buffer;
  }
}

function bytesSize(length: number): number {
  return 1 + varintSize(length) + length;
}

/** Seven bits a byte. */
function varintSize(value: number): number {
  let size = 1;
  for (let rest = wholeNumber(value); rest >= 128; rest = Math.floor(rest / 128)) size++;
  return size;
}

/** Steps count from 0; a record that says otherwise is not worth a file that cannot be read. */
function wholeNumber(value: number): number {
  return Math.min(Math.max(0, Math.trunc(value)), Number.MAX_SAFE_INTEGER);
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  return crc;
});

/** CRC-32C (Castagnoli). */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) crc = (crc >>> 8) ^ table[(crc ^ bytes[i]!) & 0xff]!;
  return (crc ^ 0xffffffff) >>> 0;
}

/** As TFRecord stores it, so that a checksum of data that holds checksums is still one. */
function maskedCrc32c(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
