/**
 * Where a step lies in epochs: 2.5 is the middle of the third. Known at the ends of epochs, in proportion between them; in the
 * current epoch by its announced length, else by the length of the last.
 */
export class EpochAxis {
  /** Steps per epoch as the training call announced them. */
  announced: number | null = null;
  readonly #steps = [0];
  readonly #epochs = [0];
  /** The highest step that was seen. */
  newest = 0;

  /** Epochs that have ended. */
  get ended(): number {
    return this.#epochs.at(-1)!;
  }

  get stepsPerEpoch(): number | null {
    if (this.announced) return this.announced;
    const n = this.#steps.length;
    if (n < 2) return null;
    const length = (this.#steps[n - 1]! - this.#steps[n - 2]!) / (this.#epochs[n - 1]! - this.#epochs[n - 2]!);
    return length > 0 ? length : null;
  }

  /** An epoch (from 1) has ended after this many steps. A second training call counts from 1 again; its epochs go on here. */
  end(epoch: number, step: number): void {
    this.saw(step);
    const last = this.#steps.at(-1)!;
    if (step <= last) return;
    this.#steps.push(step);
    this.#epochs.push(epoch > this.ended ? epoch : this.ended + 1);
  }

  /** A step (from 1) of this epoch was made; the epochs before it have ended even when nobody said so. */
  began(epoch: number, step: number): void {
    if (epoch - 1 > this.ended && step > 1) this.end(epoch - 1, step - 1);
  }

  saw(step: number): void {
    if (step > this.newest) this.newest = step;
  }

  at(step: number): number {
    const steps = this.#steps;
    const epochs = this.#epochs;
    const n = steps.length;
    const lastStep = steps[n - 1]!;
    if (step >= lastStep) {
      // Of a first epoch of unknown length only the order of its steps is known.
      const length = this.stepsPerEpoch ?? Math.max(1, this.newest - lastStep);
      return epochs[n - 1]! + (step - lastStep) / length;
    }
    let low = 0;
    let high = n - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (steps[middle]! <= step) low = middle;
      else high = middle;
    }
    const share = (step - steps[low]!) / (steps[high]! - steps[low]!);
    return epochs[low]! + share * (epochs[high]! - epochs[low]!);
  }
}
