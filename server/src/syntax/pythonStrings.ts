import { lineEnd } from './scanText';

export interface StringEnd {
  readonly end: number;
  readonly isClosed: boolean;
  /** What must be written at `end` to close it. */
  readonly closer: string;
}

/**
 * Finds the end of a Python string whose opening quote is at `quoteAt`. A short string that is open ends with its line. A long
 * one that is open, or that swallowed the code behind it, ends with its first line.
 */
export function scanStringEnd(text: string, quoteAt: number, prefix: string, indent: number): StringEnd {
  const char = text[quoteAt]!;
  const isLong = text[quoteAt + 1] === char && text[quoteAt + 2] === char;
  const quote = isLong ? char.repeat(3) : char;
  const isFormat = /[ft]/i.test(prefix);
  const end = stringEnd(text, quoteAt + quote.length, quote, isFormat);
  if (end >= 0 && !(isLong && swallowedCode(text, quoteAt, end, quote, indent))) return { end, isClosed: true, closer: '' };
  const lastEnd = lineEnd(text, quoteAt);
  if (isLong) return { end: lastEnd, isClosed: false, closer: (isFormat ? openFields(text, quoteAt, lastEnd) : '') + quote };
  // A replacement field may be open while the string itself is closed.
  const plainEnd = isFormat ? stringEnd(text, quoteAt + 1, quote, false) : -1;
  if (plainEnd >= 0) return { end: plainEnd - 1, isClosed: false, closer: openFields(text, quoteAt + 1, plainEnd - 1) + quote };
  const isEscaped = /(?:^|[^\\])(?:\\\\)*\\$/.test(text.slice(quoteAt + 1, lastEnd));
  return {
    end: lastEnd,
    isClosed: false,
    closer: (isEscaped ? '\\' : '') + (isFormat ? openFields(text, quoteAt + 1, lastEnd) : '') + quote,
  };
}

/** Offset behind the closing quote, or -1. */
function stringEnd(text: string, from: number, quote: string, isFormat: boolean): number {
  const isLong = quote.length === 3;
  const char = quote.charCodeAt(0);
  for (let pos = from; pos < text.length; pos++) {
    const code = text.charCodeAt(pos);
    if (code === 92) {
      if (text.charCodeAt(pos + 1) === 13 && text.charCodeAt(pos + 2) === 10) pos++;
      pos++;
    } else if (code === char) {
      if (!isLong) return pos + 1;
      if (text.startsWith(quote, pos)) return pos + 3;
    } else if (!isLong && (code === 10 || code === 13)) return -1;
    else if (isFormat && code === 123) {
      if (text.charCodeAt(pos + 1) === 123) pos++;
      else {
        const end = fieldEnd(text, pos + 1, quote, 0);
        if (end < 0) return -1;
        pos = end - 1;
      }
    }
  }
  return -1;
}

/** Offset behind the `}` of a replacement field whose `{` is before `from`, or -1. */
function fieldEnd(text: string, from: number, quote: string, nesting: number): number {
  if (nesting > 20) return -1;
  const closers: number[] = [];
  for (let pos = from; pos < text.length; pos++) {
    const code = text.charCodeAt(pos);
    if (code === 10 || code === 13) {
      if (quote.length === 1 && !continuesField(text, pos)) return -1;
    } else if (code === 34 || code === 39) {
      const prefix = /(?:[rbuft]|br|rb|fr|rf|tr|rt)?$/i.exec(text.slice(Math.max(from, pos - 2), pos))?.[0] ?? '';
      if (quote.length === 3 && text.startsWith(quote, pos)) return -1;
      const char = text[pos]!;
      const isLong = text[pos + 1] === char && text[pos + 2] === char;
      const inner = isLong ? char.repeat(3) : char;
      const end = stringEnd(text, pos + inner.length, inner, /[ft]/i.test(prefix));
      if (end < 0) return -1;
      pos = end - 1;
    } else if (code === 40 || code === 91 || code === 123) closers.push(code === 40 ? 41 : code + 2);
    else if (code === 41 || code === 93 || code === 125) {
      if (closers.length === 0) return code === 125 ? pos + 1 : -1;
      if (closers.pop() !== code) return -1;
    } else if (code === 58 && closers.length === 0) return specEnd(text, pos + 1, quote, nesting);
  }
  return -1;
}

/** Offset behind the `}` that ends a format specification, or -1. */
function specEnd(text: string, from: number, quote: string, nesting: number): number {
  for (let pos = from; pos < text.length; pos++) {
    const code = text.charCodeAt(pos);
    if (code === 125) return pos + 1;
    if (code === 123) {
      const end = fieldEnd(text, pos + 1, quote, nesting + 1);
      if (end < 0) return -1;
      pos = end - 1;
    } else if ((quote.length === 1 && (code === 10 || code === 13)) || text.startsWith(quote, pos)) return -1;
  }
  return -1;
}

/** Since Python 3.12 a field of a short string may go over several lines; it must close on one of the next few. */
function continuesField(text: string, pos: number): boolean {
  return /^(?:\r?\n[^\n'"=]*){1,8}\}/.test(text.slice(pos, pos + 400));
}

/** A long string that is closed by the next one's opening quotes holds code: a line that starts a definition or an import. */
function swallowedCode(text: string, from: number, end: number, quote: string, indent: number): boolean {
  if (!/\n[ \t]*(?:def |class |import |from |@|async def )/.test(text.slice(from, end))) return false;
  // Only where the quotes do not pair is something open.
  const rest = text.slice(end);
  if ((rest.split(quote).length - 1) % 2 === 0) return false;
  return text
    .slice(from, end)
    .split('\n')
    .some(
      (line, i) =>
        i > 0 && /^[ \t]*(?:def \w+\(|class \w+|import \w|from [\w.]+ import |@\w|async def )/.test(line) && line.search(/\S/) <= indent,
    );
}

/** Closers of the brackets and fields that are open at `end`. */
function openFields(text: string, from: number, end: number): string {
  const open: string[] = [];
  for (let pos = from; pos < end; pos++) {
    const char = text[pos]!;
    if (open.length === 0) {
      if (char === '{') {
        if (text[pos + 1] === '{') pos++;
        else open.push('}');
      }
    } else if (char === '(') open.push(')');
    else if (char === '[') open.push(']');
    else if (char === '{') open.push('}');
    else if (char === open[open.length - 1]) open.pop();
  }
  return open.reverse().join('');
}
