import type { ChunkText } from '../../../server/src/interp/document/analysis';
import type { Language } from '../../../server/src/ir/ir';
import { maskMagics } from '../../../server/src/syntax/magics';
import type { Source } from './readSource';

/** The code cells of a Jupyter notebook as chunks of one document; null for a text that is none. */
export function readNotebook(uri: string, text: string): Source | null {
  const notebook = parse(text);
  const list = property(notebook, 'cells');
  if (!Array.isArray(list)) return null;
  const language = languageOf(property(notebook, 'metadata'));
  const chunks: ChunkText[] = [];
  const cells = new Map<string, number>();
  list.forEach((cell: unknown, i) => {
    const source = property(cell, 'source');
    if (property(cell, 'cell_type') !== 'code') return;
    const lines = Array.isArray(source) ? source.filter((line) => typeof line === 'string').join('') : source;
    if (typeof lines !== 'string') return;
    const chunk = { uri: `${uri}#cell${i}`, text: language === 'python' ? maskMagics(lines) : lines };
    chunks.push(chunk);
    cells.set(chunk.uri, i);
  });
  return { uri, language, chunks, cells };
}

function languageOf(metadata: unknown): Language {
  const name = property(property(metadata, 'language_info'), 'name') ?? property(property(metadata, 'kernelspec'), 'language');
  return name === 'typescript' || name === 'javascript' ? name : 'python';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
