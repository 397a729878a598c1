import type { Localizer } from '../../protocol/localize';
import type { CheckedDiagnostic, CheckResult } from './checkResult';
import { repositoryPath, withCell } from './plainPlace';

const commands: Readonly<Record<CheckedDiagnostic['severity'], string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/** Workflow commands, which GitHub shows as annotations on the changed lines. */
export function formatGithub(result: CheckResult, cwd: string, l: Localizer): string {
  const lines = result.files.flatMap((file) =>
    file.diagnostics.map((diagnostic) => {
      const { start, end } = diagnostic.range;
      const properties: [string, string | number][] = [['file', repositoryPath(file.path, cwd)]];
      // Lines of a cell are no lines of the notebook's file.
      if (diagnostic.cell === undefined) {
        properties.push(['line', start.line + 1], ['endLine', end.line + 1]);
        // GitHub takes columns only within one line.
        if (start.line === end.line) properties.push(['col', start.character + 1], ['endColumn', end.character + 1]);
      }
      properties.push(['title', diagnostic.code]);
      const list = properties.map(([key, value]) => `${key}=${escapeProperty(String(value))}`).join(',');
      const notes = diagnostic.related.map((r) => `${r.path}:${r.range.start.line + 1}: ${r.message}`);
      return `::${commands[diagnostic.severity]} ${list}::${escapeData([withCell(diagnostic, l), ...notes].join('\n'))}\n`;
    }),
  );
  return lines.join('');
}

function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
