import type { ScannedSection } from './parseChunk';
import { scanStringEnd, type StringEnd } from './pythonStrings';
import { cutName, sortRepairs, type Repair } from './repairs';
import { respellLine } from './respellPython';
import { closerOf, isDigit, isSingle, lineEnd, matchAt, wordEnd } from './scanText';

/** One token of a logical line; kinds are names, operators, strings and numbers. */
export interface Token {
  readonly kind: 'name' | 'op' | 'string' | 'number';
  readonly from: number;
  readonly to: number;
  /** How many brackets are open around it. */
  readonly depth: number;
  readonly text: string;
}

/** Keywords that no expression contains: inside brackets, a line that begins with one proves that a bracket was left open. */
const statementOnly =
  /(?:def|class|import|return|raise|while|with|try|assert|del|global|nonlocal|pass|break|continue)\b(?!\s*[=,)\]}:.](?!\s*$))/y;
const continuation = new Set(['else', 'elif', 'except', 'finally']);
const compound = new Set(['if', 'elif', 'else', 'for', 'while', 'try', 'except', 'finally', 'with', 'def', 'class', 'async']);
const identifierStart = /[\p{L}_@]/u;
const number = /0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?[jJ]?/y;
const operator = /\*\*=?|\/\/=?|>>=?|<<=?|->|:=|[-+*/%@&|^=<>!]=|\.\.\.|./suy;
const stringPrefix = /^(?:[rbuft]|br|rb|fr|rf|tr|rt)$/i;
/** After so many rereadings of a text with open brackets, every line that could start a statement is taken to start one. */
const maxRereadings = 20;
/** Deeper brackets are cut out: no program has them, and the grammar's tree is built recursively. */
const maxDepth = 200;

/**
 * Splits a Python text into its top-level statements and repairs what half-typed code leaves open: brackets, strings, missing
 * colons and bodies, indentation that fits nowhere. It reads tokens only, so that nothing that one line lacks can swallow the next.
 */
export function scanPython(text: string): ScannedSection[] {
  return new PythonScanner(text, 0, () => false).run();
}

/**
 * As `scanPython`, from a place at which a top-level statement begins in the first column, to the next such place that `isKnown`
 * (or to the end): what stands there is not scanned again.
 */
export function scanPythonAgain(
  text: string,
  from: number,
  isKnown: (offset: number) => boolean,
): { readonly sections: readonly ScannedSection[]; readonly end: number } {
  const scanner = new PythonScanner(text, from, isKnown);
  return { sections: scanner.run(), end: scanner.knownFrom };
}

interface OpenBracket {
  readonly char: string;
  readonly at: number;
  /** Start and indentation of the line on which the bracket stands. */
  readonly line: number;
  readonly indent: number;
}

interface IndentLevel {
  /** As written, and as the grammar sees it. */
  readonly written: number;
  readonly seen: number;
  readonly seenText: string;
}

class PythonScanner {
  readonly #text: string;
  #pos = 0;
  #repairs: Repair[] = [];
  #sections: ScannedSection[] = [];
  #sectionFrom = -1;
  #sectionTo = 0;
  #firstRepair = 0;
  #sectionBroken = false;
  #isDecorated = false;
  #levels: IndentLevel[] = [{ written: 0, seen: 0, seenText: '' }];
  /** The line before ends with a colon and wants a body. */
  #wantsBody: { at: number; written: number } | null = null;
  #rereadings = 0;
  /** Where the sections begin that are known; the length of the text if none is. */
  knownFrom: number;

  constructor(
    text: string,
    from: number,
    readonly isKnown: (offset: number) => boolean,
  ) {
    this.#text = text;
    this.#pos = from;
    this.knownFrom = text.length;
  }

  run(): ScannedSection[] {
    const text = this.#text;
    if (this.#pos === 0 && text.charCodeAt(0) === 0xfeff) this.#pos = 1;
    while (this.#pos < this.knownFrom) {
      const lineStart = this.#pos;
      const first = skipBlank(text, lineStart);
      const char = text.charCodeAt(first);
      if (first >= text.length) break;
      if (char === 10 || char === 13 || char === 35) {
        // A form feed on a line of its own confuses the grammar's indentation.
        if (this.#sectionFrom >= 0 && text.slice(lineStart, first).includes('\f')) this.#repair(lineStart, first - lineStart, '');
        this.#pos = lineEnd(text, first) + 1;
        continue;
      }
      this.#logicalLine(lineStart, first);
    }
    this.#giveBody(0);
    this.#closeSection();
    return this.#sections;
  }

  #repair(at: number, del: number, ins: string): void {
    this.#repairs.push({ at, del, ins });
  }

  #logicalLine(lineStart: number, first: number): void {
    const text = this.#text;
    const written = widthOf(text, lineStart, first);
    const startsWord = text.slice(first, wordEnd(text, first));
    const previousBody = this.#wantsBody;
    if (previousBody && written <= previousBody.written) this.#giveBody(written);
    const level = this.#indentTo(written, previousBody !== null && written > previousBody.written);

    if (level.seen === 0) {
      const joins = this.#sectionFrom >= 0 && (continuation.has(startsWord) || this.#isDecorated);
      if (!joins) {
        this.#closeSection();
        if (first === lineStart && this.#rereadings <= maxRereadings && this.isKnown(first)) {
          this.knownFrom = first;
          return;
        }
        this.#sectionFrom = first;
        this.#firstRepair = this.#repairs.length;
        this.#sectionBroken = false;
      }
      this.#isDecorated = text[first] === '@';
    }
    if (this.#sectionFrom < 0) {
      // Only where the very first line is indented.
      this.#sectionFrom = first;
    } else if (first > this.#sectionFrom && text.slice(lineStart, first) !== level.seenText) {
      if (widthOf(text, lineStart, first) !== level.seen) this.#sectionBroken = true;
      if (level.seen !== written || text.slice(lineStart, first).includes('\f')) this.#repair(lineStart, first - lineStart, level.seenText);
    }

    const nRepairs = this.#repairs.length;
    const line = this.#readTokens(first, lineStart, written);
    this.#sectionTo = line.end;
    const tokens = line.tokens;
    if (line.isClean) this.#repairs.push(...respellLine(tokens, text, line.end));
    else this.#sectionBroken = true;
    this.#wantsBody = this.#bodyWanted(tokens, line.end, written);
    if (this.#repairs.length - nRepairs > 1) {
      this.#repairs = this.#repairs.slice(0, nRepairs).concat(sortRepairs(this.#repairs.slice(nRepairs)));
    }
    this.#pos = line.next;
  }

  /** Where a line stands among the open blocks; indentation that fits nowhere is moved to the nearest block that is open. */
  #indentTo(written: number, opensBlock: boolean): IndentLevel {
    const levels = this.#levels;
    let popped: IndentLevel | null = null;
    while (levels[levels.length - 1]!.written > written && levels.length > 1) popped = levels.pop()!;
    const top = levels[levels.length - 1]!;
    if (top.written === written) return top;
    if (opensBlock && popped === null) {
      const opened = { written, seen: Math.max(written, top.seen + 1), seenText: ' '.repeat(Math.max(written, top.seen + 1)) };
      levels.push(opened);
      return opened;
    }
    const near = popped ?? top;
    const moved = { written, seen: near.seen, seenText: near.seenText };
    levels.push(moved);
    this.#sectionBroken = true;
    return moved;
  }

  #giveBody(_written: number): void {
    if (!this.#wantsBody) return;
    this.#repair(this.#wantsBody.at, 0, ' pass');
    this.#sectionBroken = true;
    this.#wantsBody = null;
  }

  /** Whether a line opens a block; where it lacks its colon, it gets one. */
  #bodyWanted(tokens: readonly Token[], end: number, written: number): { at: number; written: number } | null {
    const first = tokens[0];
    const last = tokens[tokens.length - 1];
    if (!first || !last) return null;
    const isCompound = first.kind === 'name' && compound.has(first.text);
    if (last.text === ':' && last.depth === 0) {
      if (isCompound || isSoftCompound(tokens) || this.#nextIndent(end) > written) return { at: last.to, written };
      return null;
    }
    if (!isCompound || hasColon(tokens) || isOneLine(tokens)) return null;
    this.#repair(last.to, 0, ':');
    this.#sectionBroken = true;
    return { at: last.to, written };
  }

  /** Indentation of the next line that holds anything. */
  #nextIndent(from: number): number {
    const text = this.#text;
    let pos = lineEnd(text, from) + 1;
    while (pos < text.length) {
      const first = skipBlank(text, pos);
      const char = text.charCodeAt(first);
      if (first < text.length && char !== 10 && char !== 13 && char !== 35) return widthOf(text, pos, first);
      pos = lineEnd(text, first) + 1;
    }
    return -1;
  }

  #closeSection(): void {
    if (this.#sectionFrom < 0) return;
    const repairs = this.#repairs.slice(this.#firstRepair);
    // A body that is given at the end of a section may have been noted after later lines.
    this.#sections.push({
      from: this.#sectionFrom,
      to: Math.max(this.#sectionTo, this.#sectionFrom),
      repairs: sortRepairs(repairs),
      broken: this.#sectionBroken,
    });
    this.#sectionFrom = -1;
  }

  /** Reads one logical line: to the line break at which no bracket is open. */
  #readTokens(first: number, lineStart: number, indent: number): { tokens: Token[]; end: number; next: number; isClean: boolean } {
    const text = this.#text;
    const tokens: Token[] = [];
    const brackets: OpenBracket[] = [];
    let isClean = true;
    let pos = first;
    let end = first;
    let physicalLine = lineStart;
    let physicalIndent = indent;
    let tooDeepFrom = -1;
    const push = (kind: Token['kind'], to: number): void => {
      tokens.push({ kind, from: pos, to, depth: brackets.length, text: kind === 'string' ? '' : text.slice(pos, to) });
      pos = to;
      end = to;
    };
    for (;;) {
      const code = text.charCodeAt(pos);
      if (pos >= text.length || code === 10 || code === 13) {
        if (brackets.length === 0) return { tokens, end, next: afterBreak(text, pos), isClean };
        const next = afterBreak(text, pos);
        const nextFirst = skipBlank(text, next);
        const restart =
          next >= text.length || nextFirst >= text.length
            ? this.#whereOpen(brackets, indent, text.length)
            : isStatementOnly(text, nextFirst)
              ? this.#whereOpen(brackets, indent, next)
              : this.#rereadings > maxRereadings && widthOf(text, next, nextFirst) <= indent && identifierStart.test(text[nextFirst]!)
                ? next
                : -1;
        if (restart >= 0) {
          this.#rereadings++;
          this.#repairs = this.#repairs.filter(({ at: repairedAt }) => repairedAt < restart);
          if (tooDeepFrom >= restart) tooDeepFrom = -1;
          const at = this.#closeBrackets(brackets, restart, tokens);
          if (tooDeepFrom >= 0) this.#repair(tooDeepFrom, Math.max(0, at - tooDeepFrom), cutName);
          return { tokens: tokens.filter((token) => token.from < restart), end: at, next: restart, isClean: false };
        }
        pos = next;
        physicalLine = next;
        physicalIndent = widthOf(text, next, nextFirst);
        if (text.charCodeAt(nextFirst) !== 10 && text.charCodeAt(nextFirst) !== 13) pos = nextFirst;
        continue;
      }
      if (code === 32 || code === 9 || code === 12) {
        pos++;
        continue;
      }
      if (code === 35) {
        pos = lineEnd(text, pos);
        continue;
      }
      if (code === 92 && (text.charCodeAt(pos + 1) === 10 || text.charCodeAt(pos + 1) === 13)) {
        // The grammar continues a line only over a single character.
        if (text.charCodeAt(pos + 1) === 13 && text.charCodeAt(pos + 2) === 10) this.#repair(pos + 1, 1, '');
        pos = afterBreak(text, pos + 1);
        continue;
      }
      if (code === 34 || code === 39) {
        const string = this.#readString(pos, '', indent);
        isClean &&= string.isClosed;
        push('string', string.end);
        continue;
      }
      const nameEnd = isDigit(code) ? pos : wordEnd(text, pos);
      if (nameEnd > pos) {
        const quote = text.charCodeAt(nameEnd);
        const prefix = nameEnd - pos <= 2 && (quote === 34 || quote === 39) ? text.slice(pos, nameEnd) : '';
        if (prefix !== '' && stringPrefix.test(prefix)) {
          const string = this.#readString(nameEnd, prefix, indent);
          isClean &&= string.isClosed;
          push('string', string.end);
        } else push('name', nameEnd);
        continue;
      }
      if ((code >= 48 && code <= 57) || (code === 46 && isDigit(text.charCodeAt(pos + 1)))) {
        push('number', pos + (matchAt(number, text, pos)?.length ?? 1));
        continue;
      }
      if (code === 40 || code === 91 || code === 123) {
        push('op', pos + 1);
        brackets.push({ char: text[end - 1]!, at: end - 1, line: physicalLine, indent: physicalIndent });
        if (brackets.length > maxDepth && tooDeepFrom < 0) {
          tooDeepFrom = end;
          isClean = false;
        }
        continue;
      }
      if (code === 41 || code === 93 || code === 125) {
        const opener = lastIdxOf(brackets, text[pos]!);
        if (opener >= 0) {
          if (opener < brackets.length - 1) {
            isClean = false;
            this.#closeBrackets(brackets.slice(opener + 1), pos, tokens);
          }
          brackets.length = opener;
          if (tooDeepFrom >= 0 && brackets.length <= maxDepth) {
            this.#repairs = this.#repairs.filter(({ at }) => at < tooDeepFrom);
            this.#repair(tooDeepFrom, pos - tooDeepFrom, cutName);
            tooDeepFrom = -1;
          }
        } else isClean = false;
        push('op', pos + 1);
        continue;
      }
      push('op', pos + (isSingle(code) ? 1 : (matchAt(operator, text, pos)?.length ?? 1)));
    }
  }

  /** Where to read on when a bracket was never closed: the first line behind it that could start a statement beside it. */
  #whereOpen(brackets: OpenBracket[], indent: number, limit: number): number {
    const text = this.#text;
    let pos = lineEnd(text, brackets[0]!.at) + 1;
    while (pos < limit) {
      const first = skipBlank(text, pos);
      if (first < text.length && widthOf(text, pos, first) <= indent && identifierStart.test(text[first]!)) return pos;
      pos = lineEnd(text, first) + 1;
    }
    return limit;
  }

  /** Closes open brackets before `limit`, each before the first line that stands no deeper than its own; returns where it ended. */
  #closeBrackets(brackets: readonly OpenBracket[], limit: number, tokens: readonly Token[]): number {
    const text = this.#text;
    let last = 0;
    let at = 0;
    for (let i = brackets.length - 1; i >= 0; i--) {
      const { char, at: openedAt, line, indent } = brackets[i]!;
      if (openedAt >= limit) continue;
      let pos = lineEnd(text, line > openedAt ? line : openedAt) + 1;
      let stop = limit;
      while (pos < limit) {
        const first = skipBlank(text, pos);
        if (first < limit && widthOf(text, pos, first) <= indent) {
          stop = pos;
          break;
        }
        pos = lineEnd(text, first) + 1;
      }
      at = Math.max(last, contentEnd(tokens, stop));
      // Inside another bracket a comma before the break separates the outer one's items.
      const isInner = i > 0 || stop < limit;
      if (isInner && text[at - 1] === ',' && at - 1 > openedAt && at - 1 >= last) at--;
      last = at;
      this.#repair(at, 0, closerOf(char));
    }
    return Math.max(at, contentEnd(tokens, limit));
  }

  #readString(quoteAt: number, prefix: string, indent: number): StringEnd {
    const string = scanStringEnd(this.#text, quoteAt, prefix, indent);
    if (!string.isClosed) {
      this.#sectionBroken = true;
      this.#repair(string.end, 0, string.closer);
    }
    return string;
  }
}

/** Index of the innermost open bracket that `closer` closes, or -1. */
function lastIdxOf(brackets: readonly OpenBracket[], closer: string): number {
  let idx = brackets.length - 1;
  while (idx >= 0 && closerOf(brackets[idx]!.char) !== closer) idx--;
  return idx;
}

function isSoftCompound(tokens: readonly Token[]): boolean {
  const first = tokens[0]!;
  return first.kind === 'name' && (first.text === 'match' || first.text === 'case') && tokens.length > 2;
}

/** A colon outside brackets that belongs to no lambda. */
function hasColon(tokens: readonly Token[]): boolean {
  let lambdas = 0;
  for (const { depth, text, kind } of tokens) {
    if (depth > 0) continue;
    if (kind === 'name' && text === 'lambda') lambdas++;
    else if (text === ':' && kind === 'op') {
      if (lambdas === 0) return true;
      lambdas--;
    }
  }
  return false;
}

/** `async` alone, and lines like `with = 3` that no block can begin. */
function isOneLine(tokens: readonly Token[]): boolean {
  return (tokens[0]!.text === 'async' && tokens.length === 1) || tokens[1]?.text === '=' || tokens[1]?.text === '.';
}

function isStatementOnly(text: string, pos: number): boolean {
  statementOnly.lastIndex = pos;
  if (statementOnly.test(text)) return true;
  return (
    text[pos] === '@' &&
    /^@[\w.]+\s*(?:\(.*)?$/m.test(text.slice(pos, lineEnd(text, pos))) &&
    /^\s*(?:@|def |class |async )/m.test(text.slice(lineEnd(text, pos) + 1, pos + 400))
  );
}

/** End of the last token that begins before `limit`. */
function contentEnd(tokens: readonly Token[], limit: number): number {
  let idx = tokens.length - 1;
  while (idx > 0 && tokens[idx]!.from >= limit) idx--;
  return tokens[idx]!.to;
}

function skipBlank(text: string, pos: number): number {
  for (;;) {
    const code = text.charCodeAt(pos);
    if (code !== 32 && code !== 9 && code !== 12) return pos;
    pos++;
  }
}

function afterBreak(text: string, pos: number): number {
  return text.charCodeAt(pos) === 13 && text.charCodeAt(pos + 1) === 10 ? pos + 2 : pos + 1;
}

/** Columns of the indentation between two places: tabs go to the next multiple of eight, a form feed starts again. */
function widthOf(text: string, from: number, to: number): number {
  let width = 0;
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    width = code === 9 ? width + 8 - (width % 8) : code === 12 ? 0 : width + 1;
  }
  return width;
}
