import { editedSections } from './editedSections';
import { convertTree, parseGrammar, type Dialect, type GrammarTree } from './lezer';
import type { Language, ParsedChunk, ParsedCode, ParsedSection } from './parsedChunk';
import { RepairedText, type Repair } from './repairs';
import { scanJavaScript } from './scanJavaScript';
import { scanPython, scanPythonAgain } from './scanPython';

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
  const old = previous && previous.language === language && dialectOf(previous.uri, language) === dialect ? previous : undefined;
  const edited = old && language === 'python' ? editedSections(old, text) : null;
  const { sections: scanned, end } = edited
    ? scanPythonAgain(text, edited.from, (offset) => edited.behind.has(offset))
    : { sections: language === 'python' ? scanPython(text) : scanJavaScript(text), end: text.length };
  const [first, behind] = [edited?.first ?? 0, edited?.behind.get(end)];
  const reusable = old?.sections.slice(first, behind) ?? [];
  const known = new Map<string, ParsedCode>();
  for (const { code } of reusable) known.set(keys.get(code) ?? code.text, code);
  const firstChanged = reusable.findIndex(({ start, code }, i) => {
    const section = scanned[i];
    return !section || section.from !== start || text.slice(section.from, section.to) !== code.text;
  });
  const lengthened = scanned.length - reusable.length;

  const sections: ParsedSection[] = scanned.map((section, i) => {
    const original = text.slice(section.from, section.to);
    const repairs = section.from === 0 ? section.repairs : section.repairs.map((r) => ({ ...r, at: r.at - section.from }));
    const repaired = new RepairedText(original, repairs);
    const key = keyOf(original, repairs, section.broken);
    let code = known.get(key);
    if (!code) {
      const earlier = firstChanged >= 0 ? (reusable[i <= firstChanged ? i : i - lengthened] ?? reusable[firstChanged]) : undefined;
      code = parseSection(language, dialect, original, repaired, section.broken, earlier?.code ?? null);
      known.set(key, code);
      keys.set(code, key);
    }
    return { start: section.from, code };
  });
  const all = [...(old?.sections.slice(0, first) ?? []), ...sections];
  if (old && edited && behind !== undefined)
    for (const section of old.sections.slice(behind))
      all.push(edited.moved === 0 ? section : { start: section.start + edited.moved, code: section.code });
  return { uri, language, text, sections: all, broken: all.some(({ code }) => code.broken) };
}

/** Only for this room: what makes a section the same as another, and the grammar's trees, kept for the next parse. */
const keys = new WeakMap<ParsedCode, string>();
const grammarTrees = new WeakMap<ParsedCode, GrammarTree>();

function keyOf(original: string, repairs: readonly Repair[], broken: boolean): string {
  if (!repairs.length && !broken) return original;
  return `${broken ? '!' : ''}\0${repairs.map(({ at, del, ins }) => `${at} ${del} ${ins}`).join('\0')}\0\0${original}`;
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
