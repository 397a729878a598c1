const capacity = 36;

/** At most 36 values over a growing row of points, each the mean of as many: when all are full, pairs become one. */
export class Spark {
  #sums: number[] = [];
  #counts: number[] = [];
  /** Points a value stands for. */
  #width = 1;
  #inLast = 0;

  add(value: number): void {
    if (!this.#sums.length || this.#inLast === this.#width) {
      if (this.#sums.length === capacity) this.#halve();
      this.#sums.push(0);
      this.#counts.push(0);
      this.#inLast = 0;
    }
    const last = this.#sums.length - 1;
    this.#inLast++;
    if (!Number.isFinite(value)) return;
    this.#sums[last]! += value;
    this.#counts[last]!++;
  }

  /** NaN where no value was finite. */
  values(): number[] {
    return this.#sums.map((sum, i) => sum / (this.#counts[i] || NaN));
  }

  #halve(): void {
    const pairs = (row: number[]): number[] => Array.from({ length: row.length / 2 }, (_, i) => row[2 * i]! + row[2 * i + 1]!);
    this.#sums = pairs(this.#sums);
    this.#counts = pairs(this.#counts);
    this.#width *= 2;
  }
}
