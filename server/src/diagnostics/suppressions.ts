import type { LoweredChunk } from '../ir/ir';
import { lineIndexOf } from './lineIndex';

/**
 * Comments that silence: `# tensorwright: ignore[code, code]` (`//` in JavaScript) on the line of a report, or alone on a line
 * above the first code for the whole file. Without brackets they silence every code.
 */
export interface Suppressions {
  covers(code: string, firstLine: number, lastLine: number): boolean;
}

/** `null` stands for every code. */
type Codes = ReadonlySet<string> | null;

export function readSuppressions(chunk: Pick<LoweredChunk, 'text' | 'language'>): Suppressions {
  // Nearly every file has none; looking at its lines would be the longest part of rendering it.
  if (!chunk.text.includes('tensorwright:')) return { covers: () => false };
  const marker = chunk.language === 'python' ? pythonMarker : javascriptMarker;
  const index = lineIndexOf(chunk);
  const byLine = new Map<number, Codes>();
  const fileWide: Codes[] = [];
  let isBeforeCode = true;
  for (let line = 0; line < index.nLines; line++) {
    const text = index.line(line);
    const match = marker.exec(text);
    if (match && !isInsideString(text, match.index)) {
      const codes = parseCodes(match[1]);
      if (isBeforeCode && text.slice(0, match.index).trim() === '') fileWide.push(codes);
      else byLine.set(line, codes);
    }
    if (isBeforeCode && !isCommentOrBlank(text, chunk.language === 'python')) isBeforeCode = false;
  }
  return {
    covers(code, firstLine, lastLine) {
      const covered = (codes: Codes | undefined): boolean => codes !== undefined && (codes === null || codes.has(code));
      return fileWide.some(covered) || covered(byLine.get(firstLine)) || covered(byLine.get(lastLine));
    },
  };
}

const pythonMarker = /#\s*tensorwright:\s*ignore(?:\[([^\]]*)\])?(?![\w-])/;
const javascriptMarker = /\/[/*]\s*tensorwright:\s*ignore(?:\[([^\]]*)\])?(?![\w-])/;

function parseCodes(list: string | undefined): Codes {
  if (list === undefined) return null;
  return new Set(
    list
      .split(',')
      .map((code) => code.trim())
      .filter(Boolean),
  );
}

/** True when an odd number of quotes stands before: good enough for strings that end on their line, which is all we need to tell apart. */
function isInsideString(text: string, at: number): boolean {
  let quote = '';
  for (let i = 0; i < at; i++) {
    const c = text[i]!;
    if (c === '\\') i++;
    else if (quote) quote = c === quote ? '' : quote;
    else if (c === '"' || c === "'" || c === '`') quote = c;
  }
  return quote !== '';
}

function isCommentOrBlank(text: string, isPython: boolean): boolean {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed === '' || trimmed.startsWith('#!')) return true;
  return isPython ? trimmed.startsWith('#') : /^(\/\/|\/\*|\*)/.test(trimmed);
}
