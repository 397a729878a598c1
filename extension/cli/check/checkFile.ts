import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Localizer, Message } from '../../protocol/localize';
import type { LibraryVersions } from '../../training';
import { lineIndexOf } from '../../../server/src/diagnostics/lineIndex';
import { renderDiagnostics } from '../../../server/src/diagnostics/renderDiagnostics';
import { analyseRelevant } from '../../../server/src/interp/document/analyseRelevant';
import { withTrialFixes } from '../../../server/src/interp/trials/trialFixes';
import { analyseSource } from '../sources/analyseSource';
import { isMessage, readSource } from '../sources/readSource';
import type { CheckedFile } from './checkResult';

export interface FileCheck {
  readonly result: CheckedFile;
  /** Why the file is unreadable, or what went wrong inside. */
  readonly problem: Message | null;
  /** A fault of ours. */
  readonly fault: unknown;
  /** Line of a path and cell as the analysis saw it. */
  line(file: string, cell: number | undefined, line: number): string | null;
}

/** Text of an imported file by its URI; `null` when there is none. */
export type ReadImport = (uri: string) => string | null;

/** Analyzes one file; never throws. */
export function checkFile(
  shownPath: string,
  cwd: string,
  engineLocalizer: Localizer,
  readImport: ReadImport,
  versions: LibraryVersions,
): FileCheck {
  const started = performance.now();
  const file = path.resolve(cwd, shownPath);
  const done = (status: CheckedFile['status'], diagnostics: CheckedFile['diagnostics'] = []): CheckedFile => ({
    path: shownPath,
    status,
    elapsedMs: Math.round((performance.now() - started) * 10) / 10,
    diagnostics,
  });
  const source = readSource(file);
  if (isMessage(source)) return { result: done('unreadable'), problem: source, fault: null, line: () => null };
  try {
    const analysis = withTrialFixes(analyseSource(source, cwd, analyseRelevant, readImport, versions));
    const homeOf = (uri: string): { path: string; cell?: number } => {
      const cell = source.cells.get(uri);
      if (cell !== undefined) return { path: shownPath, cell };
      return { path: uri === source.uri ? shownPath : shownPathOf(uri, cwd) };
    };
    const diagnostics = renderDiagnostics(analysis, engineLocalizer).map((diagnostic): CheckedFile['diagnostics'][number] => ({
      code: diagnostic.code,
      severity: diagnostic.severity,
      message: diagnostic.message,
      ...cellOnly(homeOf(diagnostic.uri)),
      range: diagnostic.range,
      related: diagnostic.related.map(({ uri, range, message }) => ({ ...homeOf(uri), range, message })),
      fixes: diagnostic.fixes.map((fix) => ({
        title: fix.title,
        isPreferred: fix.isPreferred,
        edits: fix.edits.map(({ uri, range, newText }) => ({ ...(uri === diagnostic.uri ? {} : homeOf(uri)), range, newText })),
      })),
    }));
    const isWhole = analysis.isComplete && analysis.own.every((uri) => analysis.chunks.get(uri)?.broken !== true);
    return {
      result: done(isWhole ? 'ok' : 'partial', diagnostics),
      problem: null,
      fault: null,
      line: (wanted, cell, line) => {
        for (const chunk of analysis.chunks.values()) {
          const home = homeOf(chunk.uri);
          if (home.path === wanted && home.cell === cell) return lineIndexOf(chunk).line(line);
        }
        return null;
      },
    };
  } catch (fault) {
    return { result: done('partial'), problem: null, fault, line: () => null };
  }
}

function cellOnly({ cell }: { cell?: number }): { cell?: number } {
  return cell === undefined ? {} : { cell };
}

function shownPathOf(uri: string, cwd: string): string {
  return path.relative(cwd, fileURLToPath(uri));
}
