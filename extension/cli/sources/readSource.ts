import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Message } from '../../protocol/localize';
import { msg } from '../../protocol/localize';
import type { Language } from '../../../server/src/ir/ir';
import type { ChunkText } from '../../../server/src/interp/document/analysis';
import { readNotebook } from './readNotebook';

export interface Source {
  readonly uri: string;
  readonly language: Language;
  readonly chunks: readonly ChunkText[];
  /** Index of the cell in its notebook by uri of the chunk; empty for plain files. */
  readonly cells: ReadonlyMap<string, number>;
}

const languages: Readonly<Record<string, Language>> = {
  '.py': 'python',
  '.ts': 'typescript',
  '.tsx': 'typescript',
  '.mts': 'typescript',
  '.cts': 'typescript',
  '.js': 'javascript',
  '.jsx': 'javascript',
  '.mjs': 'javascript',
  '.cjs': 'javascript',
};

/** Reads a program or notebook; a message says why it cannot be read. */
export function readSource(file: string): Source | Message {
  const text = readText(file);
  if (typeof text !== 'string') return text;
  const uri = pathToFileURL(file).href;
  const extension = path.extname(file).toLowerCase();
  if (extension === '.ipynb') return readNotebook(uri, text) ?? msg('{0} is not a notebook.', path.basename(file));
  const language = Object.hasOwn(languages, extension) ? languages[extension]! : null;
  if (!language) return msg('{0} is not a Python, TypeScript or JavaScript file or a notebook.', path.basename(file));
  return { uri, language, chunks: [{ uri, text }], cells: new Map() };
}

export function isMessage(source: Source | Message): source is Message {
  return 'text' in source;
}

function readText(file: string): string | Message {
  let bytes: Buffer;
  try {
    bytes = fs.readFileSync(file);
  } catch (error) {
    return msg('{0} cannot be read ({1}).', path.basename(file), (error as NodeJS.ErrnoException).code ?? String(error));
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return msg('{0} is not UTF-8 text.', path.basename(file));
  }
}
