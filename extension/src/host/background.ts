/** Where faults of work go that nobody waits for; `main` sets it to the log. */
let report: (error: unknown) => void = (error) => console.error(error);

export function reportFaultsTo(sink: (error: unknown) => void): void {
  report = sink;
}

/** Lets work go on by itself. Its failure is a fault of ours: it is logged, and costs nothing else. */
export function inBackground(work: PromiseLike<unknown> | undefined): void {
  work?.then(undefined, (error: unknown) => report(error));
}
