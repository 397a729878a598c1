/**
 * The description of an op is the doc comment of its declaration, so that it stands beside the rule, or the `summary` of
 * one that a factory makes. `npm run generate` copies the descriptions into `l10n/ops.en.json`; `l10n/ops.zh-cn.json` has the same keys, written by people.
 */
export interface OpDescriptions {
  readonly en: Readonly<Record<string, string>>;
  readonly 'zh-cn': Readonly<Record<string, string>>;
}

/** Finds `/** … *\/ export const x = defineLayer({ name: '…'`, and ports of other ops, in the text of an op file. */
export function collectOpDescriptions(source: string): Record<string, string> {
  const out: Record<string, string> = {};
  const declaration = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export const \w+ = (?:defineLayer|defineOp|portLayer|port\w*)\(\s*(?:\w+,\s*)?\{\s*(?:\.\.\.\w+(?:\([^)]*\))?,\s*)*name: '([^']+)'/g;
  for (const match of source.matchAll(declaration)) {
    out[match[2]!] = match[1]!
      .split('\n')
      .map((line) => line.replace(/^\s*\*?\s?/, '').trim())
      .filter(Boolean)
      .join(' ');
  }
  return out;
}

/** In the reader's language where there is a translation; null for an op without a description. */
export function describeOp(name: string, locale: string, descriptions: OpDescriptions): string | null {
  const own = locale === 'zh-cn' ? descriptions['zh-cn'] : {};
  return lookUp(own, name) ?? lookUp(descriptions.en, name);
}

/** A layer of TensorFlow.js without words of its own does what the Keras layer of its name does. */
function lookUp(texts: Readonly<Record<string, string>>, name: string): string | null {
  if (Object.hasOwn(texts, name)) return texts[name]!;
  if (!name.startsWith('tfjs.')) return null;
  const wanted = name.replace('tfjs.', 'keras.').toLowerCase();
  return Object.entries(texts).find(([key]) => key.toLowerCase() === wanted)?.[1] ?? null;
}
