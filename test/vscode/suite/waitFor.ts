/** Asks until there is an answer that is not null, false or empty. */
export async function waitFor<T>(what: string, ask: () => T | PromiseLike<T>, timeout = 60_000): Promise<NonNullable<T>> {
  const deadline = performance.now() + timeout;
  for (;;) {
    const answer = await ask();
    if (answer && !(Array.isArray(answer) && answer.length === 0)) return answer;
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}; the last answer was ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
