import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Language } from '../../../server/src/syntax/parsedChunk';

export interface Program {
  readonly name: string;
  /** As a parser is told; the folder keeps programs of other tools' languages under `.txt`. */
  readonly uri: string;
  readonly language: Language;
  readonly text: string;
}

/** The programs under `fixtures`: real ones, and two that use all that the languages have. */
export function readCorpus(): Program[] {
  const folder = path.join(__dirname, 'fixtures');
  return readdirSync(folder).map((name) => {
    const uri = name.replace(/\.txt$/, '');
    return { name, uri, language: uri.endsWith('.py') ? 'python' : 'typescript', text: readFileSync(path.join(folder, name), 'utf8') };
  });
}

/** A small generator of numbers, the same in every run. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
