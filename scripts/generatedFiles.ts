import fs from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { buildManifest, snippetFiles } from '../extension/src/contributions';
import type { LibraryNames } from '../server/src/docs/coverage';
import { referenceFiles } from '../server/src/docs/referenceFiles';

/** A file that is made from sources in this repository, with what it should hold now. */
export interface GeneratedFile {
  /** Relative to the root, with slashes. */
  path: string;
  content: string;
}

interface Snippet {
  prefix: string | string[];
  description: string;
  body: string[];
}

/** Everything `npm run generate` writes. */
export async function generatedFiles(root: string): Promise<GeneratedFile[]> {
  const { fields, nls, nlsZh } = buildManifest();
  const manifest = readJson<Record<string, unknown>>(root, 'package.json');
  const files: GeneratedFile[] = [
    await json(root, 'package.json', { ...manifest, ...fields }),
    await json(root, 'package.nls.json', nls),
    await json(root, 'package.nls.zh-cn.json', nlsZh),
  ];
  const descriptions = readJson<Record<string, string>>(root, 'snippets/descriptions.zh-cn.json');
  for (const { name } of snippetFiles) {
    const snippets = readJson<Record<string, Snippet>>(root, `snippets/${name}.json`);
    files.push(await json(root, `snippets/zh-cn/${name}.json`, translateSnippets(snippets, descriptions)));
  }
  for (const file of referenceFiles(textsUnder(path.join(root, 'server/src/ops')), libraryNames(root)))
    files.push(await formatted(root, file));
  return files;
}

/** The paths of those files whose content on disk is not what it should be. */
export function staleFiles(root: string, files: readonly GeneratedFile[]): string[] {
  return files.filter((file) => readText(root, file.path) !== file.content).map((file) => file.path);
}

/** The public names of libraries, recorded from the libraries themselves. */
export function libraryNames(root: string): Record<string, LibraryNames> {
  const folder = 'test/oracles/names';
  const files = fs.readdirSync(path.join(root, folder)).sort();
  return Object.fromEntries(files.map((file) => [path.basename(file, '.json'), readJson<LibraryNames>(root, `${folder}/${file}`)]));
}

function translateSnippets(snippets: Record<string, Snippet>, descriptions: Record<string, string>): Record<string, Snippet> {
  return Object.fromEntries(
    Object.entries(snippets).map(([name, snippet]) => {
      const description = descriptions[snippet.description];
      if (description === undefined) throw new Error(`snippets/descriptions.zh-cn.json lacks “${snippet.description}”`);
      return [name, { ...snippet, description }];
    }),
  );
}

function readText(root: string, file: string): string | undefined {
  try {
    // A checkout on Windows may have other line ends.
    return fs.readFileSync(path.join(root, file), 'utf8').replaceAll('\r\n', '\n');
  } catch {
    return undefined;
  }
}

function readJson<T>(root: string, file: string): T {
  return JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')) as T;
}

function textsUnder(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? textsUnder(file) : [fs.readFileSync(file, 'utf8')];
  });
}

function json(root: string, file: string, value: unknown): Promise<GeneratedFile> {
  return formatted(root, { path: file, content: JSON.stringify(value, null, 2) });
}

async function formatted(root: string, file: GeneratedFile): Promise<GeneratedFile> {
  const filepath = path.join(root, file.path);
  return { path: file.path, content: await format(file.content, { ...(await resolveConfig(filepath)), filepath }) };
}
