// What the analysis says of code that others wrote and that runs: `npm run quiet -- PATH…`. Every error is to be looked at: most are false
// alarms. Also the files that it does not get through, the slowest, and how much it knows.
import path from 'node:path';
import { createLocalizer } from '../../extension/protocol/localize';
import { analyseSource, readImport } from '../../extension/cli/sources/analyseSource';
import { findFiles } from '../../extension/cli/sources/findFiles';
import type { Source } from '../../extension/cli/sources/readSource';
import { isMessage, readSource } from '../../extension/cli/sources/readSource';
import { renderDiagnostics } from '../../server/src/diagnostics/renderDiagnostics';
import type { Analysis } from '../../server/src/interp/document/analysis';
import { analyseRelevant } from '../../server/src/interp/document/analyseRelevant';
import { knownNames, share } from '../../test/mutants/support/summary';

/** How many of the slowest files are named. */
const slowest = 12;
const localizer = createLocalizer('en');

interface Looked {
  readonly file: string;
  readonly ms: number;
  readonly errors: readonly string[];
  readonly others: number;
  readonly fault: string | null;
  readonly analysis: Pick<Analysis, 'isComplete' | 'calls'> | null;
  readonly names: { readonly seen: number; readonly ranked: number; readonly full: number };
}

const nothing = { seen: 0, ranked: 0, full: 0 };

function look(file: string): Looked {
  const started = performance.now();
  const done = (rest: Partial<Looked>): Looked => ({
    file,
    ms: performance.now() - started,
    errors: [],
    others: 0,
    fault: null,
    analysis: null,
    names: nothing,
    ...rest,
  });
  const source = readSource(file);
  if (isMessage(source)) return done({});
  try {
    return done(analysed(source));
  } catch (error) {
    return done({ fault: error instanceof Error ? (error.stack ?? error.message).split('\n', 3).join(' ') : String(error) });
  }
}

function analysed(source: Source): Partial<Looked> {
  const { result } = analyseSource(source, process.cwd(), analyseRelevant, cachedImport);
  const found = renderDiagnostics(result, localizer);
  const errors = found
    .filter(({ severity }) => severity === 'error')
    .map(({ range, code, message }) => `${range.start.line + 1}:${range.start.character + 1} ${code}: ${message}`);
  const { isComplete, calls } = result;
  return { errors, others: found.length - errors.length, analysis: { isComplete, calls }, names: knownNames([result]) };
}

const imports = new Map<string, string | null>();

function cachedImport(uri: string): string | null {
  let text = imports.get(uri);
  if (text === undefined) imports.set(uri, (text = readImport(uri)));
  return text;
}

function report(looked: readonly Looked[]): void {
  const cwd = process.cwd();
  const shown = (file: string): string => (path.relative(cwd, file).startsWith('..') ? file : path.relative(cwd, file));
  for (const { file, errors, fault } of looked) {
    for (const error of errors) console.log(`ERROR ${shown(file)}:${error}`);
    if (fault) console.log(`FAULT ${shown(file)}: ${fault}`);
  }
  for (const { file, analysis, ms } of looked)
    if (analysis && !analysis.isComplete) console.log(`ENDED AT THE BUDGET ${shown(file)} (${Math.round(ms)} ms)`);
  const slow = [...looked].sort((a, b) => b.ms - a.ms).slice(0, slowest);
  for (const { file, ms } of slow) console.log(`SLOW ${Math.round(ms)} ms ${shown(file)}`);
  const sum = (count: (one: Looked) => number): number => looked.reduce((total, one) => total + count(one), 0);
  const seen = sum(({ names }) => names.seen);
  console.log(
    `${looked.length} files in ${(sum(({ ms }) => ms) / 1000).toFixed(1)} s: ${sum(({ errors }) => errors.length)} errors, ${sum(({ others }) => others)} warnings and hints, ` +
      `${looked.filter(({ fault }) => fault).length} faults, ${looked.filter(({ analysis }) => analysis && !analysis.isComplete).length} ended at the budget`,
  );
  console.log(
    `calls with a rule ${share(
      sum(({ analysis }) => analysis?.calls.known ?? 0),
      sum(({ analysis }) => analysis?.calls.seen ?? 0),
    )}; named tensors of known rank ${share(
      sum(({ names }) => names.ranked),
      seen,
    )}, with all extents ${share(
      sum(({ names }) => names.full),
      seen,
    )}`,
  );
}

/** Folders below a package's are named one by one: `site-packages` itself is skipped when a folder is searched. */
const { files, missing } = findFiles(process.argv.slice(2), process.cwd());
for (const one of missing) console.error(`${one} does not exist.`);
const python = files.filter(({ path: file }) => /\.(py|ipynb)$/.test(file));
if (python.length) report(python.map(({ path: file }) => look(path.resolve(file))));
else console.error('Name files or folders of Python programs.');
