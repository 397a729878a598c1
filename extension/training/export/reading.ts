/** What an export counts while it reads, and how it is told that nobody wants it any more. */
export class RecordReading {
  /** Values that were written. */
  points = 0;
  /** Lines of the record that could not be read, and records that never arrived. */
  malformedLines = 0;
  missingRecords = 0;

  constructor(private readonly signal?: AbortSignal) {}

  /** Throws the signal's reason when the export was given up. Called between parts. */
  check(): void {
    this.signal?.throwIfAborted();
  }
}
