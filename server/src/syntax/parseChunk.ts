import { convertTree, parseGrammar, type Dialect, type GrammarTree } from './lezer';
import type { Language, ParsedChunk, ParsedCode, ParsedSection } from './parsedChunk';
import { RepairedText, type Repair } from './repairs';
import { scanJavaScript } from './scanJavaScript';
import { scanPython } from './scanPython';

/** One top-level section of a text, as a scanner found it. */
export interface ScannedSection {
  readonly from: number;
  readonly to: number;
  /** Sorted; offsets in the chunk. */
  readonly repairs: readonly Repair[];
  /** True where a repair closes or skips something, not where it only spells a form otherwise. */
  readonly broken: boolean;
}

/**
 * Parses a text, whole or half typed. It is a pure function of `uri`, `language` and `text`: `previous`, an earlier result of
 * the same document, makes it fast and lends its sections where their text did not change, and changes nothing else.
 */
export function parseChunk(uri: string, language: Language, text: string, previous?: ParsedChunk): ParsedChunk {
  if (previous && previous.text === text && previous.language === language && previous.uri === uri) return previous;
  const dialect = dialectOf(uri, language);
  const scanned = language === 'python' ? scanPython(text) : scanJavaScript(text);
  const reusable = previous && previous.language === language && dialectOf(previous.uri, language) === dialect ? previous.sections : [];
  const known = new Map<string, ParsedCode>();
  for (const { code } of reusable) known.set(keys.get(code) ?? code.text, code);
  const firstChanged = reusable.findIndex(({ start, code }, i) => {
    const section = scanned[i];
    return !section || section.from !== start || text.slice(section.from, section.to) !== code.text;
  });
  const lengthened = scanned.length - reusable.length;

  let broken = false;
  const sections: ParsedSection[] = scanned.map((section, i) => {
    const original = text.slice(section.from, section.to);
    const repairs = section.from === 0 ? section.repairs : section.repairs.map((r) => ({ ...r, at: r.at - section.from }));
    const repaired = new RepairedText(original, repairs);
    const key = keyOf(original, repaired, section.broken);
    let code = known.get(key);
    if (!code) {
      const earlier = firstChanged >= 0 ? (reusable[i <= firstChanged ? i : i - lengthened] ?? reusable[firstChanged]) : undefined;
      code = parseSection(language, dialect, original, repaired, section.broken, earlier?.code ?? null);
      known.set(key, code);
      keys.set(code, key);
    }
    broken ||= code.broken;
    return { start: section.from, code };
  });
  return { uri, language, text, sections, broken };
}

/** Only for this room: what makes a section the same as another, and the grammar's trees, kept for the next parse. */
const keys = new WeakMap<ParsedCode, string>();
const grammarTrees = new WeakMap<ParsedCode, GrammarTree>();

function keyOf(original: string, repaired: RepairedText, broken: boolean): string {
  if (!repaired.isRepaired && !broken) return original;
  return `${broken ? '!' : ''}\0${repaired.text}\0\0${original}`;
}

function parseSection(
  language: Language,
  dialect: Dialect,
  text: string,
  repaired: RepairedText,
  isRepairedBroken: boolean,
  earlier: ParsedCode | null,
): ParsedCode {
  const grammarTree = parseGrammar(dialect, repaired.text, (earlier && grammarTrees.get(earlier)) ?? null);
  const code: ParsedCode = {
    language,
    text,
    root: convertTree(grammarTree, repaired),
    broken: isRepairedBroken || grammarTree.hasErrors,
  };
  grammarTrees.set(code, grammarTree);
  return code;
}

function dialectOf(uri: string, language: Language): Dialect {
  if (language === 'python') return 'python';
  const isJsx = /\.[cm]?[jt]sx(?:[?#]|$)/i.test(uri);
  if (language === 'typescript') return isJsx ? 'ts jsx' : 'ts';
  return isJsx ? 'jsx' : '';
}
