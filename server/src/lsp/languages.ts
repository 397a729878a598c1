import type { Language } from '../ir/ir';

const byLanguageId: Readonly<Record<string, Language>> = {
  python: 'python',
  typescript: 'typescript',
  typescriptreact: 'typescript',
  javascript: 'javascript',
  javascriptreact: 'javascript',
};

const byExtension: Readonly<Record<string, Language>> = {
  py: 'python',
  ts: 'typescript',
  tsx: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  js: 'javascript',
  jsx: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
};

/** Files whose changes may matter to an open document. */
export const watchedFiles = `**/*.{${Object.keys(byExtension).join(',')}}`;

export function languageOfId(languageId: string): Language | null {
  return Object.hasOwn(byLanguageId, languageId) ? byLanguageId[languageId]! : null;
}

export function languageOfUri(uri: string): Language | null {
  const extension = /\.(\w+)(?:[?#].*)?$/.exec(uri)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(byExtension, extension) ? byExtension[extension]! : null;
}
