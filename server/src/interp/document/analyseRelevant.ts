import type { Language } from '../../ir/ir';
import { State } from '../../values/state';
import { analyse } from './analyse';
import type { Analysis, AnalysisOutcome, Snapshot } from './analysis';
import { pythonModuleFiles, scriptModuleFiles } from '../imports/moduleFiles';
import { NodeValues } from './nodeValues';
import type { SkimmedImports } from '../imports/skimImports';
import { skimImports } from '../imports/skimImports';

/**
 * As `analyse`, but a program that reaches no library, neither itself nor through the files that it imports, is not run:
 * nothing could be said about it, and a workspace is full of such files.
 */
export function analyseRelevant(snapshot: Snapshot, previous?: AnalysisOutcome): AnalysisOutcome {
  const reach = reachOf(snapshot);
  if (reach.usesLibrary) return analyse(snapshot, previous);
  return { result: nothing(snapshot), dependencies: reach.dependencies, missing: reach.missing };
}

interface Reach {
  readonly usesLibrary: boolean;
  readonly dependencies: readonly string[];
  readonly missing: readonly string[];
}

function reachOf({ language, chunks, files, roots }: Snapshot): Reach {
  const dependencies = new Set<string>();
  const missing = new Set<string>();
  const waiting = chunks.map(({ uri, text }) => ({ uri, text }));
  const seen = new Set(waiting.map(({ uri }) => uri));
  for (let i = 0; i < waiting.length; i++) {
    const { uri, text } = waiting[i]!;
    const { usesLibrary, modules } = skimmed(uri, language, text);
    if (usesLibrary) return { usesLibrary, dependencies: [], missing: [] };
    for (const { module, level } of modules) {
      const candidates = language === 'python' ? pythonModuleFiles(uri, roots, module, level) : scriptModuleFiles(uri, module);
      for (const candidate of candidates) {
        if (seen.has(candidate)) break;
        dependencies.add(candidate);
        const found = files.get(candidate);
        if (found === null) continue;
        if (found === undefined) {
          missing.add(candidate);
          continue;
        }
        seen.add(candidate);
        waiting.push({ uri: candidate, text: found });
        break;
      }
    }
  }
  return { usesLibrary: false, dependencies: [...dependencies], missing: [...missing] };
}

const known = new Map<string, { language: Language; text: string; imports: SkimmedImports }>();
const mostKnown = 2000;

/** Many programs import the same files, and an editor asks again after each keystroke. */
function skimmed(uri: string, language: Language, text: string): SkimmedImports {
  const old = known.get(uri);
  if (old?.text === text && old.language === language) return old.imports;
  if (known.size >= mostKnown) known.clear();
  const imports = skimImports(language, text);
  known.set(uri, { language, text, imports });
  return imports;
}

function nothing({ language, chunks }: Snapshot): Analysis {
  return {
    chunks: new Map(),
    own: chunks.map(({ uri }) => uri),
    language,
    diagnostics: [],
    layerCalls: [],
    bindings: [],
    models: [],
    replacedModels: [],
    fits: [],
    entries: [],
    values: new NodeValues([]),
    state: State.empty,
    usesLibrary: false,
    isComplete: true,
    calls: { seen: 0, known: 0 },
  };
}
