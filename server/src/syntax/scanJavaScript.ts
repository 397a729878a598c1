import type { ScannedSection } from './parseChunk';
import { cutName, sortRepairs, type Repair } from './repairs';
import { respellSection } from './respellJavaScript';
import { closerOf, isDigit, isSingle, lineEnd, matchAt, wordEnd } from './scanText';

/** What stands before a place, as far as it decides whether a `/` divides and whether a line break ends a statement. */
export interface JsToken {
  readonly kind: 'name' | 'op' | 'string' | 'number' | 'template' | 'regexp';
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly depth: number;
}

const number = /0[xX][\da-fA-F_]+n?|0[oO][0-7_]+n?|0[bB][01_]+n?|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?n?/y;
const operator = /=>|\.\.\.|\?\.(?!\d)|\+\+|--|[=!]==?|>>>?=|<<=|\*\*=?|&&=|\|\|=|\?\?=?|&&|\|\||[-+*/%&|^<>]=|./suy;
/** After these words an expression follows, so that a `/` opens a regular expression and a line break ends nothing. */
const operatorWords = new Set(
  'return typeof instanceof in of new delete void throw case do else yield await default extends import export const let var function class as satisfies keyof'.split(
    ' ',
  ),
);
/** Words that go on with the statement before them. */
const continuingWords = new Set('else catch finally while instanceof in of as satisfies is from extends implements'.split(' '));
const controlWords = new Set(['if', 'for', 'while', 'with', 'else', 'do']);
/** Words that start a statement wherever they follow a complete one, even on the same line. */
const startingWords = new Set('function class const let var import export if for switch try return throw interface enum'.split(' '));
const statementStart =
  /(?:(?:function|class|const|let|var|import|export|if|for|switch|try|return|throw|interface|enum|type|abstract|async|declare|namespace)\b|[\p{L}_$])/uy;
const maxDepth = 200;

/**
 * Splits a JavaScript or TypeScript text into sections at places that are certain to end a statement, and closes brackets, strings
 * and templates that half-typed code leaves open, guided by the indentation. A text that is whole is never touched.
 */
export function scanJavaScript(text: string): ScannedSection[] {
  const strict = new JavaScriptScanner(text, false);
  const sections = strict.run();
  return strict.isBalanced ? sections : new JavaScriptScanner(text, true).run();
}

interface OpenBracket {
  readonly char: string;
  readonly at: number;
  readonly indent: number;
}

class JavaScriptScanner {
  isBalanced = true;
  readonly #text: string;
  /** Whether indentation decides what an open bracket holds. */
  readonly #heals: boolean;
  #pos = 0;
  readonly #repairs: Repair[] = [];
  readonly #sections: ScannedSection[] = [];
  #tokens: JsToken[] = [];
  readonly #open: OpenBracket[] = [];
  #lineIndent = 0;
  #isLineStart = true;
  #broken = false;
  #docFrom = -1;
  #tooDeepFrom = -1;

  constructor(text: string, heals: boolean) {
    this.#text = text;
    this.#heals = heals;
  }

  run(): ScannedSection[] {
    const text = this.#text;
    if (text.charCodeAt(0) === 0xfeff) this.#pos = 1;
    if (text.startsWith('#!', this.#pos)) this.#pos = lineEnd(text, this.#pos);
    let hasBreak = true;
    this.#lineIndent = indentAt(text, this.#pos);
    while (this.#pos < text.length) {
      const code = text.charCodeAt(this.#pos);
      if (code === 10 || code === 13 || code === 0x2028 || code === 0x2029) {
        this.#pos++;
        hasBreak = true;
        this.#isLineStart = true;
        this.#lineIndent = indentAt(text, this.#pos);
        continue;
      }
      if (isSpace(code)) {
        this.#pos++;
        continue;
      }
      if (code === 47 && this.#skipComment()) {
        if (/[\n\r]/.test(text.slice(this.#pos - 1, this.#pos))) hasBreak = true;
        continue;
      }
      if (this.#heals && this.#isLineStart) this.#heal();
      this.#token(code, hasBreak);
      this.#isLineStart = false;
      hasBreak = false;
    }
    if (this.#open.length > 0) {
      this.isBalanced = false;
      if (this.#heals) this.#closeDownTo(0, text.length);
    }
    this.#closeSection();
    return this.#sections;
  }

  #token(code: number, hasBreak: boolean): void {
    const text = this.#text;
    const from = this.#pos;
    const nameEnd = isDigit(code) ? from : wordEnd(text, from);
    if (nameEnd > from) return this.#push('name', text.slice(from, nameEnd), nameEnd, hasBreak);
    if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(from + 1)))) {
      const digits = matchAt(number, text, from) ?? text[from]!;
      return this.#push('number', digits, from + digits.length, hasBreak);
    }
    if (code === 34 || code === 39) return this.#push('string', '', this.#string(from, code), hasBreak);
    if (code === 96) return this.#push('template', '', this.#template(from, 0), hasBreak);
    if (code === 47 && !this.#endsOperand()) {
      const end = regExpEnd(text, from);
      if (end > 0) return this.#push('regexp', '', end, hasBreak);
    }
    if (code === 40 || code === 91 || code === 123) {
      this.#push('op', text[from]!, from + 1, hasBreak);
      this.#open.push({ char: text[from]!, at: from, indent: this.#lineIndent });
      if (this.#open.length > maxDepth && this.#tooDeepFrom < 0) {
        this.#tooDeepFrom = from + 1;
        this.#broken = true;
      }
      return;
    }
    if (code === 41 || code === 93 || code === 125) return this.#closer(text[from]!, from);
    const op = isSingle(code) ? text[from]! : (matchAt(operator, text, from) ?? text[from]!);
    this.#push('op', op, from + op.length, hasBreak);
  }

  #push(kind: JsToken['kind'], text: string, to: number, hasBreak: boolean): void {
    const from = this.#pos;
    if (this.#open.length === 0) this.#maybeStartSection(kind, text, from, hasBreak);
    if (this.#tooDeepFrom < 0) this.#tokens.push({ kind, text, from, to, depth: this.#open.length });
    this.#pos = to;
  }

  #closer(char: string, at: number): void {
    const open = this.#open;
    const opener = lastIdxOf(open, ({ char: opener }) => closerOf(opener) === char);
    if (opener < 0) {
      this.isBalanced = false;
      this.#broken = true;
    } else {
      if (opener < open.length - 1) {
        this.isBalanced = false;
        if (this.#heals) this.#closeDownTo(opener + 1, at);
      }
      open.length = opener;
      if (this.#tooDeepFrom >= 0 && open.length <= maxDepth) {
        this.#repairs.push({ at: this.#tooDeepFrom, del: at - this.#tooDeepFrom, ins: cutName });
        this.#tooDeepFrom = -1;
      }
    }
    const to = at + 1;
    if (this.#tooDeepFrom < 0) this.#tokens.push({ kind: 'op', text: char, from: at, to, depth: open.length });
    this.#pos = to;
  }

  /** At the start of a line that cannot belong to what the open brackets hold: closes these. */
  #heal(): void {
    const open = this.#open;
    const text = this.#text;
    const char = text[this.#pos]!;
    const isCloser = char === ')' || char === ']' || char === '}';
    statementStart.lastIndex = this.#pos;
    if (!isCloser && !statementStart.test(text)) return;
    const indent = this.#lineIndent;
    let keep = open.length;
    if (isCloser) {
      // A closer stands under the line of its opener.
      while (keep > 0 && open[keep - 1]!.indent > indent) keep--;
      const own = lastIdxOf(open.slice(0, keep), (bracket) => bracket.indent === indent && closerOf(bracket.char) === char);
      if (own >= 0) keep = own + 1;
      else if (keep === 0 || closerOf(open[keep - 1]!.char) !== char) return;
    } else {
      const last = this.#tokens[this.#tokens.length - 1];
      if (last && last.kind === 'op' && /^(?:=>|[=+\-*/%&|^?:.]|&&|\|\||\?\?)$/.test(last.text)) return;
      while (keep > 0 && open[keep - 1]!.indent >= indent) keep--;
    }
    if (keep < open.length) this.#closeDownTo(keep, this.#pos);
  }

  /** Closes the open brackets from an index on, before `limit`. */
  #closeDownTo(keep: number, limit: number): void {
    const last = this.#tokens[this.#tokens.length - 1];
    let at = last ? last.to : limit;
    if (last && last.text === ',' && keep > 0 && this.#open[keep - 1]!.char !== '{') at = last.from;
    if (last && last.text === ';') at = last.from;
    if (this.#tooDeepFrom >= 0 && keep <= maxDepth) {
      this.#repairs.push({ at: this.#tooDeepFrom, del: Math.max(0, at - this.#tooDeepFrom), ins: cutName });
      this.#tooDeepFrom = -1;
    }
    while (this.#open.length > keep) {
      const char = closerOf(this.#open.pop()!.char);
      this.#repairs.push({ at, del: 0, ins: char });
      this.#tokens.push({ kind: 'op', text: char, from: at, to: at, depth: this.#open.length });
    }
    this.#broken = true;
  }

  #maybeStartSection(kind: JsToken['kind'], text: string, from: number, hasBreak: boolean): void {
    const tokens = this.#tokens;
    const previous = tokens[tokens.length - 1];
    if (previous && !this.#endsStatement(previous, kind, text, hasBreak)) return;
    if (kind === 'op' && text === ';') return;
    const doc = this.#docFrom;
    this.#docFrom = -1;
    if (previous) this.#closeSection();
    this.#sectionFrom = doc >= 0 && kind === 'name' && /^(?:function|class|export|async|abstract|const|let|var)$/.test(text) ? doc : from;
  }

  #sectionFrom = 0;

  #endsStatement(previous: JsToken, kind: JsToken['kind'], text: string, hasBreak: boolean): boolean {
    const first = this.#tokens[0]!;
    if (first.text === '@' && !this.#tokens.some((t) => t.depth === 0 && t.text === 'class')) return false;
    if (kind === 'name' && continuingWords.has(text)) {
      return previous.text === ';' && !(text === 'while' && this.#tokens.some((t) => t.depth === 0 && t.text === 'do')) && text !== 'else';
    }
    if (previous.text === ';') return true;
    if (previous.kind === 'op' && previous.text === '}') {
      if (kind === 'name') return hasBreak || startingWords.has(text);
      return hasBreak && (kind === 'string' || kind === 'number' || text === '@');
    }
    if (!hasBreak || controlWords.has(first.text)) return false;
    const isOperand =
      (previous.kind === 'name' && !operatorWords.has(previous.text)) ||
      (previous.kind === 'op' ? /^(?:\)|\]|\+\+|--)$/.test(previous.text) : previous.kind !== 'name');
    return isOperand && (kind === 'name' || kind === 'string' || kind === 'number' || text === '@');
  }

  #closeSection(): void {
    const tokens = this.#tokens;
    if (tokens.length === 0) return;
    const from = this.#sectionFrom;
    const to = Math.max(from, tokens[tokens.length - 1]!.to);
    const repairs = this.#repairs.splice(0).concat(this.#broken ? [] : respellSection(tokens));
    this.#sections.push({ from, to, repairs: sortRepairs(repairs), broken: this.#broken });
    this.#tokens = [];
    this.#broken = false;
  }

  /** Whether what was read last ends an operand, so that a `/` divides. */
  #endsOperand(): boolean {
    const last = this.#tokens[this.#tokens.length - 1];
    if (!last) return false;
    if (last.kind === 'name') return !operatorWords.has(last.text) || this.#tokens[this.#tokens.length - 2]?.text === '.';
    if (last.kind !== 'op') return true;
    if (last.text === ')') return !this.#closesHeader();
    if (last.text === '}') return !this.#isLineStart;
    return last.text === ']' || last.text === '++' || last.text === '--';
  }

  /** Whether the `)` read last closes the head of an `if`, `while`, `for` or `with`. */
  #closesHeader(): boolean {
    const tokens = this.#tokens;
    const depth = tokens[tokens.length - 1]!.depth;
    for (let i = tokens.length - 2; i >= 0; i--) {
      if (tokens[i]!.depth > depth) continue;
      return tokens[i]!.text === '(' && i > 0 && controlWords.has(tokens[i - 1]!.text) && tokens[i - 2]?.text !== '.';
    }
    return false;
  }

  #skipComment(): boolean {
    const text = this.#text;
    const pos = this.#pos;
    if (text.charCodeAt(pos + 1) === 47) {
      this.#pos = lineEnd(text, pos);
      return true;
    }
    if (text.charCodeAt(pos + 1) !== 42) return false;
    const end = text.indexOf('*/', pos + 2);
    if (text.startsWith('/**', pos) && this.#open.length === 0) this.#docFrom = pos;
    if (end < 0) {
      // An open comment ends with its line, so that it does not take the rest of the file.
      this.#pos = lineEnd(text, pos);
      this.#repairs.push({ at: this.#pos, del: 0, ins: '*/' });
      this.#docFrom = -1;
      this.#broken = true;
    } else this.#pos = end + 2;
    return true;
  }

  #string(from: number, quote: number): number {
    const text = this.#text;
    for (let pos = from + 1; pos < text.length; pos++) {
      const code = text.charCodeAt(pos);
      if (code === 92) {
        if (text.charCodeAt(pos + 1) === 13 && text.charCodeAt(pos + 2) === 10) pos++;
        pos++;
      } else if (code === quote) return pos + 1;
      else if (code === 10 || code === 13) return this.#closeString(pos, quote);
    }
    return this.#closeString(text.length, quote);
  }

  /** A string that is open ends with its line, or before the brackets that end the line. */
  #closeString(end: number, quote: number): number {
    const isEscaped = /[^\\](?:\\\\)*\\$/.test(this.#text.slice(Math.max(0, end - 20), end));
    this.#repairs.push({ at: end, del: 0, ins: (isEscaped ? '\\' : '') + String.fromCharCode(quote) });
    this.#broken = true;
    return end;
  }

  /** End of a template; an open one ends with its first line. */
  #template(from: number, nesting: number): number {
    const end = templateEnd(this.#text, from, nesting);
    if (end >= 0) return end;
    const lastEnd = lineEnd(this.#text, from);
    const line = this.#text.slice(from, lastEnd);
    this.#repairs.push({ at: lastEnd, del: 0, ins: line.lastIndexOf('${') > line.lastIndexOf('}') ? '}`' : '`' });
    this.#broken = true;
    return lastEnd;
  }
}

function lastIdxOf(brackets: readonly OpenBracket[], accepts: (bracket: OpenBracket) => boolean): number {
  let idx = brackets.length - 1;
  while (idx >= 0 && !accepts(brackets[idx]!)) idx--;
  return idx;
}

/** Offset behind the closing backtick of the template that opens at `from`, or -1. */
function templateEnd(text: string, from: number, nesting: number): number {
  if (nesting > 50) return -1;
  for (let pos = from + 1; pos < text.length; pos++) {
    const code = text.charCodeAt(pos);
    if (code === 92) pos++;
    else if (code === 96) return pos + 1;
    else if (code === 36 && text.charCodeAt(pos + 1) === 123) {
      const end = interpolationEnd(text, pos + 2, nesting);
      if (end < 0) return -1;
      pos = end - 1;
    }
  }
  return -1;
}

function interpolationEnd(text: string, from: number, nesting: number): number {
  let depth = 0;
  for (let pos = from; pos < text.length; pos++) {
    const code = text.charCodeAt(pos);
    if (code === 123) depth++;
    else if (code === 125) {
      if (depth-- === 0) return pos + 1;
    } else if (code === 96) {
      const end = templateEnd(text, pos, nesting + 1);
      if (end < 0) return -1;
      pos = end - 1;
    } else if (code === 34 || code === 39) {
      let end = pos + 1;
      while (end < text.length && text.charCodeAt(end) !== code && text.charCodeAt(end) !== 10) end += text.charCodeAt(end) === 92 ? 2 : 1;
      pos = end;
    }
  }
  return -1;
}

/** Offset behind a regular expression and its flags, or -1 where none stands. */
function regExpEnd(text: string, from: number): number {
  let inClass = false;
  for (let pos = from + 1; pos < text.length; pos++) {
    const code = text.charCodeAt(pos);
    if (code === 10 || code === 13) return -1;
    if (code === 92) pos++;
    else if (code === 91) inClass = true;
    else if (code === 93) inClass = false;
    else if (code === 47 && !inClass) {
      pos++;
      while (isWordStart(text.charCodeAt(pos))) pos++;
      return pos;
    }
  }
  return -1;
}

function indentAt(text: string, pos: number): number {
  let width = 0;
  for (;;) {
    const code = text.charCodeAt(pos++);
    if (code === 32) width++;
    else if (code === 9) width += 4 - (width % 4);
    else return width;
  }
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 12) || code === 0xa0 || code === 0xfeff;
}

function isWordStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 36;
}
