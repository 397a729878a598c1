import type { Localizer } from '../../protocol/localize';
import type { Range } from '../../protocol/graph';
import type { DiagnosticCode } from '../../../server/src/diagnostics/codes';
import { defaultSeverities } from '../../../server/src/diagnostics/codes';
import { rulePages } from '../../../server/src/diagnostics/rulePages';
import { version } from '../version';
import type { CheckedDiagnostic, CheckResult } from './checkResult';
import { repositoryPath, withCell } from './plainPlace';

const levels: Readonly<Record<CheckedDiagnostic['severity'], string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** SARIF 2.1.0, for code scanning. Texts of the rules come from the engine, words for cells from the command line. */
export function formatSarif(result: CheckResult, cwd: string, engine: Localizer, l: Localizer): object {
  const codes = Object.keys(defaultSeverities) as DiagnosticCode[];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        columnKind: 'utf16CodeUnits',
        tool: {
          driver: {
            name: 'Tensorwright',
            semanticVersion: /^\d/.test(version) ? version : '0.0.0',
            rules: codes.map((code) => ({
              id: code,
              shortDescription: { text: engine.render(rulePages[code].summary) },
              help: { text: engine.render(rulePages[code].advice) },
              defaultConfiguration: { level: levels[defaultSeverities[code]] },
            })),
          },
        },
        results: result.files.flatMap((file) =>
          file.diagnostics.map((diagnostic) => ({
            ruleId: diagnostic.code,
            ruleIndex: codes.indexOf(diagnostic.code as DiagnosticCode),
            level: levels[diagnostic.severity],
            message: { text: withCell(diagnostic, l) },
            locations: [location(file.path, diagnostic, cwd, l)],
            ...(diagnostic.related.length && {
              relatedLocations: diagnostic.related.map((r, id) => ({ id, ...location(r.path, r, cwd, l), message: { text: r.message } })),
            }),
            ...fixesOf(file.path, diagnostic, cwd),
          })),
        ),
      },
    ],
  };
}

function location(path: string, { cell, range }: { cell?: number; range: Range }, cwd: string, l: Localizer): object {
  const artifactLocation = { uri: encodeURI(repositoryPath(path, cwd)) };
  if (cell === undefined) return { physicalLocation: { artifactLocation, region: regionOf(range) } };
  return { physicalLocation: { artifactLocation }, logicalLocations: [{ name: l.t('cell {0}', cell + 1), kind: 'module' }] };
}

function regionOf({ start, end }: Range): object {
  return { startLine: start.line + 1, startColumn: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
}

/** Replacements inside a notebook's cells cannot be said in lines of its file. */
function fixesOf(path: string, diagnostic: CheckedDiagnostic, cwd: string): object {
  const fixes = diagnostic.fixes.filter((fix) => diagnostic.cell === undefined && fix.edits.every((edit) => edit.cell === undefined));
  if (fixes.length === 0) return {};
  return {
    fixes: fixes.map((fix) => ({
      description: { text: fix.title },
      artifactChanges: [...new Set(fix.edits.map((edit) => edit.path ?? path))].map((file) => ({
        artifactLocation: { uri: encodeURI(repositoryPath(file, cwd)) },
        replacements: fix.edits
          .filter((edit) => (edit.path ?? path) === file)
          .map((edit) => ({ deletedRegion: regionOf(edit.range), insertedContent: { text: edit.newText } })),
      })),
    })),
  };
}
