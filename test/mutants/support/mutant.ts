import fs from 'node:fs';
import path from 'node:path';
import type { Source } from '../../../extension/cli/sources/readSource';
import { readNotebook } from '../../../extension/cli/sources/readNotebook';

/** A program with one change, and how it ended on the real framework (`scripts/mutants/record.py`). */
export interface Mutant {
  /** Group and file of the program. */
  readonly p: string;
  /** Cell of a notebook, counted without texts between; 0 of a script. */
  readonly c: number;
  readonly at: number;
  readonly old: string;
  readonly new: string;
  readonly kind: string;
  /** `runs`, or the class of the exception. */
  readonly ends: string;
  readonly message?: string;
  /** Where the program itself was then: cell (0 where it is missing) and line, from 0. */
  readonly cell?: number;
  readonly line?: number;
}

export const mutantsFolder = path.join(__dirname, '..');
export const programsFolder = path.join(mutantsFolder, 'programs');

/** The groups of programs: `frozen` ones were written before the rules that they exercise. */
export function groups(): string[] {
  return fs.readdirSync(programsFolder).sort();
}

export function programsOf(group: string): string[] {
  const files = fs.readdirSync(path.join(programsFolder, group)).filter((file) => /\.(py|ipynb)$/.test(file));
  return files.sort().map((file) => `${group}/${file}`);
}

export function mutantsOf(group: string): Mutant[] {
  const file = path.join(mutantsFolder, `${group}.jsonl`);
  if (!fs.existsSync(file)) return [];
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  return lines.filter(Boolean).map((line) => JSON.parse(line) as Mutant);
}

/** A program as the command line reads it. */
export function sourceOf(program: string): Source {
  const file = path.join(programsFolder, program);
  const uri = `file:///programs/${program}`;
  const text = fs.readFileSync(file, 'utf8');
  if (program.endsWith('.ipynb')) return readNotebook(uri, text)!;
  return { uri, language: 'python', chunks: [{ uri, text }], cells: new Map() };
}

/** The program with its one change. */
export function mutated(source: Source, mutant: Pick<Mutant, 'c' | 'at' | 'old' | 'new'>): Source {
  const chunks = source.chunks.map((chunk, i) => {
    if (i !== mutant.c) return chunk;
    const end = mutant.at + mutant.old.length;
    if (chunk.text.slice(mutant.at, end) !== mutant.old) throw new Error(`the change of ${source.uri} no longer fits: record it again`);
    return { ...chunk, text: chunk.text.slice(0, mutant.at) + mutant.new + chunk.text.slice(end) };
  });
  return { ...source, chunks };
}
