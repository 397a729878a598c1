/**
 * Splits a line into arguments as a shell does, without any expansion: spaces separate, either quotes hold together, and a backslash makes
 * the next character plain. On Windows, where it stands in every path, a backslash does so only before a double quote.
 * @returns `undefined` when a quote is not closed
 */
export function splitArguments(line: string, isWindows = process.platform === 'win32'): string[] | undefined {
  const args: string[] = [];
  let current: string | undefined;
  let quote = '';
  for (let i = 0; i < line.length; i++) {
    const char = line[i]!;
    const next = line[i + 1];
    const isEscape = char === '\\' && next !== undefined && quote !== "'" && escapes(next, quote, isWindows);
    if (isEscape) {
      current = (current ?? '') + next;
      i++;
    } else if (quote) {
      if (char === quote) quote = '';
      else current = (current ?? '') + char;
    } else if (char === '"' || char === "'") {
      quote = char;
      current ??= '';
    } else if (/\s/.test(char)) {
      if (current !== undefined) args.push(current);
      current = undefined;
    } else current = (current ?? '') + char;
  }
  if (quote) return undefined;
  return current === undefined ? args : [...args, current];
}

/** The line that `splitArguments` splits into these arguments. */
export function joinArguments(args: readonly string[], isWindows = process.platform === 'win32'): string {
  return args.map((arg) => quoteArgument(arg, isWindows)).join(' ');
}

function escapes(next: string, quote: string, isWindows: boolean): boolean {
  if (isWindows) return next === '"';
  return quote === '"' ? /["\\$`]/.test(next) : true;
}

function quoteArgument(arg: string, isWindows: boolean): string {
  if (arg !== '' && !/[\s"']/.test(arg) && (isWindows || !arg.includes('\\'))) return arg;
  // A single quote cannot stand between single quotes: it stands between double ones, beside them.
  return `'${arg.replaceAll("'", `'"'"'`)}'`;
}
