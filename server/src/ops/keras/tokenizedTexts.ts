import type { CallContext } from '../kernel';
import { PersistentMap } from '../../values/persistentMap';
import type { BoundArgs, Value } from '../../values/value';
import { int, none, str, tuple, unknown } from '../../values/value';

/** Texts are numbered word by word up to so many. */
const mostTexts = 1024;

const separators = /[!"#$%&()*+,\-./:;<=>?@[\\\]^_`{|}~\t\n ]+/;

/** What the tokenizer keeps: the word for unknown ones, and the texts that it was shown; `unknown` where nobody can tell. */
export function tokenizerState({ values, isComplete }: BoundArgs): Record<string, Value> {
  const isUsual = isComplete && [...values.keys()].every((name) => name === 'num_words' || name === 'oov_token');
  return { '#oov': isUsual ? (values.get('oov_token')?.value ?? none) : unknown, '#texts': isUsual ? tuple([]) : unknown };
}

/** `fit_on_texts`: all texts so far, and the numbers of their words. */
export function fitOnTexts(self: Value, texts: Value, cx: CallContext): void {
  const [before, more] = [cx.attr(self, '#texts'), knownTexts(texts, cx)];
  const all = before?.kind === 'tuple' && more ? [...before.items, ...more.map(str)] : null;
  const isKnown = all !== null && all.length <= mostTexts;
  cx.setAttr(self, '#texts', isKnown ? tuple(all) : unknown);
  const numbers = isKnown ? numbersOf(self, cx) : null;
  const entries = [...(numbers ?? [])].map(([word, n]): [string, { key: Value; value: Value }] => [
    `s${word}`,
    { key: str(word), value: int(n) },
  ]);
  cx.setAttr(
    self,
    'word_index',
    cx.alloc({ kind: 'dict', isObject: false, entries: PersistentMap.from(entries), isOpen: numbers === null }),
  );
}

/** `texts_to_sequences`: the numbers of the words of each text; null when they are not known. */
export function numberedTexts(self: Value, texts: Value, cx: CallContext): Value | null {
  const [numbers, given, limit] = [numbersOf(self, cx), knownTexts(texts, cx), cx.attr(self, 'num_words')];
  if (!numbers || !given || (limit?.kind !== 'none' && (limit?.kind !== 'int' || typeof limit.value !== 'number'))) return null;
  const below = limit.kind === 'int' ? Number(limit.value) : Infinity;
  const oov = cx.attr(self, '#oov');
  const other = oov?.kind === 'str' ? numbers.get(oov.value ?? '') : undefined;
  const listOf = (items: readonly Value[]): Value => cx.alloc({ kind: 'list', isSet: false, items, element: unknown });
  return listOf(
    given.map((text) =>
      listOf(
        wordsOf(text).flatMap((word) => {
          const n = numbers.get(word);
          const known = n !== undefined && n < below ? n : other;
          return known === undefined ? [] : [int(known)];
        }),
      ),
    ),
  );
}

function knownTexts(texts: Value, cx: CallContext): readonly string[] | null {
  const items = texts.kind === 'unknown' || texts.kind === 'tensor' || texts.kind === 'str' ? null : cx.iterate(texts);
  const known = items?.flatMap((item) => (item.kind === 'str' && item.value !== null ? [item.value] : []));
  return known && known.length === items!.length && known.length <= mostTexts ? known : null;
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().split(separators).filter(Boolean);
}

/** The word for unknown ones first, then the most frequent. */
function numbersOf(self: Value, cx: CallContext): ReadonlyMap<string, number> | null {
  const [texts, oov] = [cx.attr(self, '#texts'), cx.attr(self, '#oov')];
  if (texts?.kind !== 'tuple' || (oov?.kind !== 'none' && (oov?.kind !== 'str' || oov.value === null))) return null;
  const counts = new Map<string, number>();
  for (const text of texts.items)
    if (text.kind === 'str') for (const word of wordsOf(text.value ?? '')) counts.set(word, (counts.get(word) ?? 0) + 1);
  const words = [...counts].sort(([, a], [, b]) => b - a).map(([word]) => word);
  const all = oov.kind === 'str' ? [oov.value!, ...words] : words;
  return new Map(all.map((word, i) => [word, i + 1]));
}
