import { commandIds } from '../protocol/commands';
import type { LensTarget } from '../protocol/languageServer';

/** What the code lenses of a document name. */
export interface DocumentTargets {
  models: LensTarget[];
  entries: LensTarget[];
}

interface LensLike {
  command?: { command: string; arguments?: unknown[] };
}

/** The target that a lens command was given; `undefined` for anything else, since anybody can run a command. */
export function asLensTarget(value: unknown): LensTarget | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { uri, name, language } = value as Partial<LensTarget>;
  return typeof uri === 'string' && typeof name === 'string' && typeof language === 'string' ? { uri, name, language } : undefined;
}

export function collectTargets(lenses: readonly LensLike[]): DocumentTargets {
  const of = (command: string): LensTarget[] =>
    lenses.flatMap((lens) => (lens.command?.command === command ? (asLensTarget(lens.command.arguments?.[0]) ?? []) : []));
  return { models: of(commandIds.openGraph), entries: of(commandIds.train) };
}
