/** What the two scanners share: they look at every character of a text after each keystroke, so this is plain and fast. */

/** Sticky match at a place; null where there is none. */
export function matchAt(pattern: RegExp, text: string, pos: number): string | null {
  pattern.lastIndex = pos;
  return pattern.exec(text)?.[0] ?? null;
}

const wordRest = /[\p{L}\p{N}\p{M}_$]+/uy;

/** Offset behind the name or keyword at a place; the place itself where none stands. */
export function wordEnd(text: string, from: number): number {
  let pos = from;
  for (;;) {
    const code = text.charCodeAt(pos);
    if ((code >= 97 && code <= 122) || code === 95 || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 36) pos++;
    else if (code > 127) {
      const rest = matchAt(wordRest, text, pos);
      return rest === null ? pos : pos + rest.length;
    } else return pos;
  }
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Whether a character is an operator wherever it stands, whatever follows it. */
export function isSingle(code: number): boolean {
  return code === 44 || code === 59 || code === 126 || code === 96;
}

/** Offset of the line break that ends a line, or of the end of the text. */
export function lineEnd(text: string, pos: number): number {
  while (pos < text.length && text.charCodeAt(pos) !== 10 && text.charCodeAt(pos) !== 13) pos++;
  return pos;
}

export function closerOf(char: string): string {
  return char === '(' ? ')' : char === '[' ? ']' : '}';
}
