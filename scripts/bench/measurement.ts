/** One line of the table. */
export interface Measurement {
  readonly what: string;
  readonly measured: string;
  readonly budget: string;
  readonly reference?: string;
  /** Of the measured time to the reference's. */
  readonly ratio?: string;
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

/** A table line for times against a reference. */
export function timed(
  what: string,
  times: readonly number[],
  budget: string,
  reference: string,
  referenceTimes: readonly number[],
): Measurement {
  const [time, other] = [median(times), median(referenceTimes)];
  return {
    what,
    measured: `${ms(time)} (p95 ${ms(quantile(times, 0.95))}, best ${ms(Math.min(...times))})`,
    budget,
    reference: `${reference}: ${ms(other)}`,
    ratio: (time / other).toFixed(2),
  };
}

export function time(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}
