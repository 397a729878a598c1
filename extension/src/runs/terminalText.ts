/** Pure parts of the terminal view: what a program wrote, as a terminal wants it. */

/** A line feed alone moves down without going back; a carriage return alone stays, since progress bars live of it. */
export class TerminalLines {
  #endedWithReturn = false;

  convert(text: string): string {
    let out = '';
    for (const char of text) {
      out += char === '\n' && !this.#endedWithReturn ? '\r\n' : char;
      this.#endedWithReturn = char === '\r';
    }
    return out;
  }
}

/** A reference to a place in a file, as programs print it. */
export interface FileLink {
  start: number;
  length: number;
  file: string;
  line: number;
  col?: number;
}

const patterns = [
  // Python: File "/w/train.py", line 12. What is no file stands in <>: <string>, <frozen runpy>.
  /File "(?<file>[^"<][^"]*)", line (?<line>\d+)/g,
  // The same for a warning, whose path may hold spaces: /w/my net.py:12: UserWarning: …
  /^(?<file>(?:[A-Za-z]:)?[\\/].*?\.pyw?):(?<line>\d+)(?=: \w*Warning\b)/g,
  // file:///w/train.ts:12:3, C:\w\train.ts:12:3, /w/train.ts:12:3, src/train.ts:12:3, train.ts:12
  /(?<file>(?:file:\/\/\/?)?(?:[A-Za-z]:[\\/])?[\w@.~+\-\\/%]*[\w@+\-]\.(?:tsx?|jsx?|mts|cts|mjs|cjs|py|json)):(?<line>\d+)(?::(?<col>\d+))?/g,
];

export function findFileLinks(line: string): FileLink[] {
  const links: FileLink[] = [];
  for (const pattern of patterns) {
    for (const match of line.matchAll(pattern)) {
      const { file, line: row, col } = match.groups as { file: string; line: string; col?: string };
      const start = match.index;
      if (links.some((link) => start < link.start + link.length && link.start < start + match[0].length)) continue;
      links.push({ start, length: match[0].length, file, line: Number(row), ...(col ? { col: Number(col) } : {}) });
    }
  }
  return links.sort((a, b) => a.start - b.start);
}

/** Faint text between the program's own lines, for what we say ourselves. */
export function note(text: string): string {
  return `\r\n\x1b[2m${text}\x1b[0m\r\n`;
}
