import { mlModules } from '../../../../extension/protocol/mlImports';
import type { Language } from '../../ir/ir';
import { canonicalPath, isLibraryModule } from '../../ops/registry';
import { hasBuiltinModule } from '../builtins';

/** What one text imports, read off without parsing it. */
export interface SkimmedImports {
  /** It imports a library that there is knowledge of or that models are trained with, or uses one whose import was forgotten. */
  readonly usesLibrary: boolean;
  /** Other modules, which may be the program's own files. */
  readonly modules: readonly ImportedModule[];
}

export interface ImportedModule {
  readonly module: string;
  /** Leading dots of a relative Python import. */
  readonly level: number;
}

const pythonImport =
  /(?:^|[;:])[ \t\f\uFEFF]*(?:from[ \t]+(\.*)[ \t]*([\p{L}\p{N}_.]*)[ \t]*\bimport[ \t]*(\((?:#[^\n]*|[^)#])*\)|[^\r\n;]*)|import[ \t]+([^\r\n;]*))/gmu;
const scriptImport = /\b(?:from|import|require)\s*\(?\s*(['"`])([^'"`\n]+)\1/g;
/** A library under its usual name: the file lacks the import, or a page's script tag has it. */
const usualName = /(?<![\w.])(?:tf|keras|torch|nn)\s*\.\s*\w/;

/**
 * May see an import where there is none, in a text or a comment: that only costs the time of an analysis. It must never
 * miss one.
 */
export function skimImports(language: Language, text: string): SkimmedImports {
  const modules = language === 'python' ? pythonModules(text) : scriptModules(text);
  return {
    usesLibrary:
      modules.some(({ module, level }) => level === 0 && (isLibraryModule(module) || trains(language, module))) || usualName.test(text),
    modules: modules.filter(
      ({ module, level }) =>
        level > 0 ||
        (language === 'python' ? !hasBuiltinModule('python', module) && canonicalPath(module) === null : module.startsWith('.')),
    ),
  };
}

/** What trains has entries for Train to run, also where no rule is known of its library. */
function trains(language: Language, module: string): boolean {
  return language === 'python' && pythonLibraries.has(module.split('.')[0]!);
}

const pythonLibraries: ReadonlySet<string> = new Set(mlModules.python);

function pythonModules(text: string): ImportedModule[] {
  const found: ImportedModule[] = [];
  // A statement may go on after a backslash.
  for (const [, dots = '', module = '', members = '', whole] of text.replace(/\\\r?\n/g, ' ').matchAll(pythonImport)) {
    if (whole !== undefined) {
      for (const name of namesOf(whole)) found.push(...chain(name, 0));
      continue;
    }
    const level = dots.length;
    found.push(...chain(module, level));
    // What is imported from a package may be a file in it.
    for (const name of namesOf(members)) found.push({ module: module ? `${module}.${name}` : name, level });
  }
  return found;
}

/** `import a.b` runs `a` as well. */
function chain(module: string, level: number): ImportedModule[] {
  const top = module.split('.')[0]!;
  return top === module || level > 0
    ? [{ module, level }]
    : [
        { module: top, level },
        { module, level },
      ];
}

function namesOf(list: string): string[] {
  return list
    .replace(/#[^\n]*/g, '')
    .replace(/[()]/g, ' ')
    .split(',')
    .flatMap((part) => /^\s*([\p{L}\p{N}_.]+)/u.exec(part)?.[1] ?? []);
}

function scriptModules(text: string): ImportedModule[] {
  return [...text.matchAll(scriptImport)].map(([, , module]) => ({ module: module!, level: 0 }));
}
