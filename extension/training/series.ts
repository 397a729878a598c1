/** The points of one metric in growing columns: 20 bytes a point, no object each. */
export class Series {
  length = 0;
  #step = new Float64Array(64);
  #time = new Float64Array(64);
  #value = new Float64Array(64);
  #sorted = true;

  /** In order of steps; points of one step stay in the order they came. */
  get step(): Float64Array {
    this.#sort();
    return this.#step;
  }
  /** Seconds since the start of the run. */
  get time(): Float64Array {
    this.#sort();
    return this.#time;
  }
  get value(): Float64Array {
    this.#sort();
    return this.#value;
  }

  get lastStep(): number | undefined {
    return this.length ? this.step[this.length - 1] : undefined;
  }

  append(step: number, time: number, value: number): void {
    const i = this.length;
    if (i === this.#step.length) this.#grow();
    if (i > 0 && step < this.#step[i - 1]!) this.#sorted = false;
    this.#step[i] = step;
    this.#time[i] = time;
    this.#value[i] = value;
    this.length++;
  }

  #grow(): void {
    const grown = (column: Float64Array): Float64Array<ArrayBuffer> => {
      const wider = new Float64Array(column.length * 2);
      wider.set(column);
      return wider;
    };
    this.#step = grown(this.#step);
    this.#time = grown(this.#time);
    this.#value = grown(this.#value);
  }

  /** Records seldom come out of order; then they are put right before the next look, not at each record. */
  #sort(): void {
    if (this.#sorted) return;
    this.#sorted = true;
    const steps = this.#step;
    const order = Uint32Array.from({ length: this.length }, (_, i) => i).sort((a, b) => steps[a]! - steps[b]! || a - b);
    const permuted = (column: Float64Array): Float64Array<ArrayBuffer> => {
      const sorted = new Float64Array(column.length);
      for (let i = 0; i < order.length; i++) sorted[i] = column[order[i]!]!;
      return sorted;
    };
    const [step, time, value] = [permuted(this.#step), permuted(this.#time), permuted(this.#value)];
    this.#step = step;
    this.#time = time;
    this.#value = value;
  }
}
