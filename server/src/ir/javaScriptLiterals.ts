/** Values of JavaScript's literals, from their source text. */

export function jsNumber(source: string): { type: 'int' | 'float' | 'bigint'; value: number | string } | null {
  const text = source.replace(/_/g, '');
  if (text.endsWith('n')) {
    const digits = text.slice(0, -1);
    return /^(?:\d+|0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/.test(digits) ? { type: 'bigint', value: BigInt(digits).toString() } : null;
  }
  const isPrefixed = /^0[xXoObB]/.test(text);
  const value = Number(text);
  if (Number.isNaN(value)) return null;
  return { type: isPrefixed || /^\d+$/.test(text) ? 'int' : 'float', value };
}

/** Content of a quoted string with its escapes resolved; an open one has no closing quote. */
export function jsString(source: string): string {
  const quote = source[0] ?? '"';
  const content = source.length > 1 && source.endsWith(quote) ? source.slice(1, -1) : source.slice(1);
  return cookJs(content);
}

export function cookJs(text: string): string {
  if (!text.includes('\\')) return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\\(u\{[\da-fA-F]+\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|[\s\S])/g, (_whole: string, escape: string) => {
      const simple = simpleEscapes[escape];
      if (simple !== undefined) return simple;
      if ((escape[0] === 'u' || escape[0] === 'x') && escape.length > 1) {
        const code = parseInt(escape.replace(/[ux{}]/g, ''), 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
      }
      return escape;
    });
}

const simpleEscapes: Record<string, string | undefined> = {
  '\n': '',
  '\u2028': '',
  '\u2029': '',
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  0: '\0',
};

/** The text of a comment that stands directly before an offset, without its marks; null where there is none. */
export function commentBefore(text: string, offset: number): string | null {
  const before = text.slice(Math.max(0, offset - 8000), offset).trimEnd();
  if (before.endsWith('*/')) {
    const from = before.lastIndexOf('/*');
    if (from < 0) return null;
    const lines = before
      .slice(from, -2)
      .replace(/^\/\*+/, '')
      .split('\n');
    return nonEmpty(lines.map((line) => line.replace(/^\s*\*? ?/, '').trimEnd()));
  }
  const lines = before.split('\n');
  let from = lines.length;
  while (from > 0 && /^\s*\/\//.test(lines[from - 1]!)) from--;
  return from < lines.length ? nonEmpty(lines.slice(from).map((line) => line.replace(/^\s*\/\/+ ?/, '').trimEnd())) : null;
}

function nonEmpty(lines: readonly string[]): string | null {
  const text = lines.join('\n').trim();
  return text === '' ? null : text;
}
