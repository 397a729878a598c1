import path from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * A bundle is one file somewhere else, so what a module knows of itself is put into it as constants. They are declared on the
 * first line, without a new one, and only where they are used; `shift` is how far that line moved.
 */
export const definitions: Record<string, string> = {
  __filename: '__tensorwright_filename',
  __dirname: '__tensorwright_dirname',
  'import.meta.url': '__tensorwright_url',
  'import.meta.filename': '__tensorwright_filename',
  'import.meta.dirname': '__tensorwright_dirname',
  'import.meta.main': '__tensorwright_main',
  'import.meta.resolve': '__tensorwright_resolve',
};

export function prepareSource(source: string, file: string, isEntry: boolean): { text: string; shift: number } {
  const url = pathToFileURL(file).href;
  const values: Record<string, string> = {
    __tensorwright_filename: JSON.stringify(file),
    __tensorwright_dirname: JSON.stringify(path.dirname(file)),
    __tensorwright_url: JSON.stringify(url),
    __tensorwright_main: String(isEntry),
    __tensorwright_resolve: `(name) => process.getBuiltinModule('node:url').pathToFileURL(require.resolve(name)).href`,
  };
  const used = new Set(Object.entries(definitions).flatMap(([name, constant]) => (source.includes(name) ? [constant] : [])));
  const prelude = [...used].map((name) => `const ${name}=${values[name]!};`).join('');
  return { text: prelude + askedForMain(source, isEntry).replace(/^#!/, '//'), shift: prelude.length };
}

/** `require.main === module` asks whether this file was started; the answer is put in its place, with the same length. */
function askedForMain(source: string, isEntry: boolean): string {
  return source.replace(
    /\b(?:require\.main(\s*[!=]==?\s*)module|module(\s*[!=]==?\s*)require\.main)\b/g,
    (whole, a?: string, b?: string) => {
      const operator = a ?? b ?? '';
      const answer = `0${operator}${isEntry ? 0 : 1}`;
      return answer.padStart(whole.length);
    },
  );
}
