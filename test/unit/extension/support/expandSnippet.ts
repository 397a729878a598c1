/** The text that a snippet inserts when each placeholder keeps its default. */
export function expandSnippet(body: readonly string[]): string {
  return body
    .join('\n')
    .replace(/(?<!\\)\$\{\d+:((?:\\.|[^}])*)\}/g, '$1')
    .replace(/(?<!\\)\$\{?\d+\}?/g, '')
    .replace(/\\([\\$}])/g, '$1');
}

/** Numbers of the tab stops in the order in which they are written. */
export function placeholders(body: readonly string[]): number[] {
  return [...body.join('\n').matchAll(/(?<!\\)\$\{?(\d+)/g)].map(([, number]) => Number(number));
}
