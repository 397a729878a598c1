import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { RenderedFix } from '../../../server/src/diagnostics/renderDiagnostics';
import { mutantsFolder, mutated, sourceOf } from './mutant';
import type { JudgedMutant } from './replayMutants';

/** How programs ended after a fix was applied, by what they are then: recorded by `npm run mutants:fixes`. */
export const repairsFile = path.join(mutantsFolder, 'fixes.jsonl');

export interface RepairEnd {
  readonly ends: string;
  readonly message?: string;
  readonly line?: number;
}

/** A reported mutant with the first fix of its first error that has one. */
export interface RepairedMutant {
  readonly title: string;
  readonly code: string;
  readonly cells: readonly string[];
  /** Of the program as it is then. */
  readonly key: string;
}

export function repairedMutant({ mutant, errors }: JudgedMutant): RepairedMutant | null {
  const first = errors.find(({ fixes }) => fixes.length > 0);
  if (!first) return null;
  const cells = applied(mutated(sourceOf(mutant.p), mutant).chunks, first.fixes[0]!);
  const key = createHash('sha256').update(cells.join('\0')).digest('hex').slice(0, 16);
  return { title: first.fixes[0]!.title, code: first.code, cells, key };
}

export function isReported({ verdict }: JudgedMutant): boolean {
  return verdict === 'exact' || verdict === 'elsewhere';
}

export function readRepairs(): Map<string, RepairEnd> {
  const lines = fs.existsSync(repairsFile) ? fs.readFileSync(repairsFile, 'utf8').split('\n').filter(Boolean) : [];
  return new Map(lines.map((line) => JSON.parse(line) as RepairEnd & { key: string }).map(({ key, ...end }) => [key, end]));
}

function applied(chunks: readonly { readonly uri: string; readonly text: string }[], fix: RenderedFix): string[] {
  return chunks.map(({ uri, text }) => {
    const starts = [0];
    for (const found of text.matchAll(/\n/g)) starts.push(found.index + 1);
    const offset = ({ line, character }: { line: number; character: number }): number => starts[line]! + character;
    const edits = fix.edits.filter((edit) => edit.uri === uri).sort((a, b) => offset(b.range.start) - offset(a.range.start));
    return edits.reduce((now, { range, newText }) => now.slice(0, offset(range.start)) + newText + now.slice(offset(range.end)), text);
  });
}
