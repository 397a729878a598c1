/** Values of Python's literals, from their source text. */

export type NumberValue =
  | { readonly type: 'int' | 'float' | 'complex'; readonly value: number }
  /** An integer that no double holds exactly. */
  | null;

export function numberValue(source: string): NumberValue {
  const text = source.replace(/_/g, '');
  if (/[jJ]$/.test(text)) return { type: 'complex', value: Number(text.slice(0, -1)) };
  const isPrefixed = /^0[xXoObB]/.test(text);
  const isInt = isPrefixed || /^\d+$/.test(text);
  // Python 2's `0777` is an error in Python 3, where only zeros may begin with a zero.
  const value = isPrefixed && text.length === 2 ? Number.NaN : Number(text);
  if (Number.isNaN(value)) return null;
  if (!isInt) return { type: 'float', value };
  return Number.isSafeInteger(value) ? { type: 'int', value } : null;
}

export interface StringParts {
  /** In lower case. */
  readonly prefix: string;
  /** Offsets of the content within the literal. */
  readonly from: number;
  readonly to: number;
  readonly quote: string;
}

/** Where prefix, quotes and content of a literal stand; a literal that is open has its content to the end. */
export function stringParts(source: string): StringParts {
  const prefix = /^[a-zA-Z]*/.exec(source)![0];
  const char = source[prefix.length] ?? '"';
  const triple = char.repeat(3);
  const quote = source.startsWith(triple, prefix.length) && source.length >= prefix.length + 3 ? triple : char;
  const from = Math.min(source.length, prefix.length + quote.length);
  const to = source.length >= from + quote.length && source.endsWith(quote) ? source.length - quote.length : source.length;
  return { prefix: prefix.toLowerCase(), from, to, quote };
}

/** Text with Python's escapes resolved; raw literals only normalize line breaks. */
export function cookString(content: string, prefix: string): string {
  const text = content.includes('\r') ? content.replace(/\r\n?/g, '\n') : content;
  if (prefix.includes('r') || !text.includes('\\')) return text;
  const isBytes = prefix.includes('b');
  return text.replace(
    /\\(\n|[0-7]{1,3}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|N\{[^}]*\}|[\s\S])/g,
    (whole: string, escape: string) => {
      const simple = simpleEscapes[escape];
      if (simple !== undefined) return simple;
      const kind = escape[0]!;
      if (kind >= '0' && kind <= '7') return String.fromCharCode(parseInt(escape, 8) & (isBytes ? 0xff : 0xfff));
      if (kind === 'x' && escape.length === 3) return String.fromCharCode(parseInt(escape.slice(1), 16));
      if (isBytes) return whole;
      if ((kind === 'u' && escape.length === 5) || (kind === 'U' && escape.length === 9)) {
        const code = parseInt(escape.slice(1), 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
      }
      // The name of a character: one character, whichever.
      if (kind === 'N' && escape.length > 1) return '\ufffd';
      return whole;
    },
  );
}

const simpleEscapes: Record<string, string | undefined> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** A docstring without its common indentation, as `inspect.cleandoc` gives it. */
export function cleanDoc(text: string): string {
  const lines = text.replace(/\t/g, '        ').split('\n');
  const margins = lines.slice(1).filter((line) => line.trim().length > 0);
  const margin = Math.min(...margins.map((line) => line.length - line.trimStart().length));
  const cleaned = lines.map((line, i) => (i === 0 ? line.trimStart() : line.slice(Number.isFinite(margin) ? margin : 0).trimEnd()));
  return cleaned.join('\n').trim();
}
