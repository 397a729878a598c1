import type { Localizer } from '../../protocol/localize';
import type { Range } from '../../protocol/graph';
import { displayWidth, underline } from './underline';
import type { FileCheck } from './checkFile';
import type { CheckedDiagnostic, CheckResult } from './checkResult';

type Paint = (style: keyof typeof styles, text: string) => string;

const styles = { error: '31;1', warning: '33;1', information: '34;1', hint: '36;1', bold: '1', dim: '2' } as const;

/** The diagnostics of a file for people: place, message, the line with the range underlined, how it came about, what repairs it. */
export function formatText(check: FileCheck, l: Localizer, hasColor: boolean): string {
  const paint: Paint = (style, text) => (hasColor ? `\u001b[${styles[style]}m${text}\u001b[0m` : text);
  return check.result.diagnostics.map((diagnostic) => formatDiagnostic(check, diagnostic, l, paint)).join('');
}

export function summaryLine(result: CheckResult, l: Localizer): string {
  const all = result.files.flatMap((file) => file.diagnostics);
  const errors = all.filter((d) => d.severity === 'error').length;
  const warnings = all.filter((d) => d.severity === 'warning').length;
  if (result.files.length === 0) return l.t('No files to check.');
  return l.t(
    '{0}, {1} in {2}',
    errors === 1 ? l.t('1 error') : l.t('{0} errors', errors),
    warnings === 1 ? l.t('1 warning') : l.t('{0} warnings', warnings),
    result.files.length === 1 ? l.t('1 file') : l.t('{0} files', result.files.length),
  );
}

function formatDiagnostic(check: FileCheck, diagnostic: CheckedDiagnostic, l: Localizer, paint: Paint): string {
  const { path } = check.result;
  const words: Record<CheckedDiagnostic['severity'], string> = {
    error: l.t('error'),
    warning: l.t('warning'),
    information: l.t('information'),
    hint: l.t('hint'),
  };
  const lines = [
    `${paint('bold', place(path, diagnostic.cell, diagnostic.range, l))}: ${paint(diagnostic.severity, words[diagnostic.severity])}[${diagnostic.code}]: ${diagnostic.message}`,
    ...excerpt(check, path, diagnostic.cell, diagnostic.range, paint, diagnostic.severity),
    ...diagnostic.related.map((r) => `  ${paint('dim', `${place(r.path, r.cell, r.range, l)}:`)} ${r.message}`),
    ...diagnostic.fixes.map((fix) => `  ${paint('bold', l.t('fix'))}: ${fix.title}`),
  ];
  return `${lines.join('\n')}\n\n`;
}

/** 1-based, as editors and terminals link to. */
function place(path: string, cell: number | undefined, { start }: Range, l: Localizer): string {
  const file = cell === undefined ? path : `${path}:${l.t('cell {0}', cell + 1)}`;
  return `${file}:${start.line + 1}:${start.character + 1}`;
}

function excerpt(
  check: FileCheck,
  path: string,
  cell: number | undefined,
  range: Range,
  paint: Paint,
  style: CheckedDiagnostic['severity'],
): string[] {
  const text = check.line(path, cell, range.start.line);
  if (text === null) return [];
  const number = String(range.start.line + 1);
  const end = range.end.line === range.start.line ? range.end.character : text.length;
  const { indent, width } = underline(text, range.start.character, end);
  const gutter = (label: string): string => paint('dim', `${label.padStart(Math.max(5, displayWidth(number) + 1))} |`);
  return [`${gutter(number)} ${text}`, `${gutter('')} ${indent}${paint(style, '^'.repeat(width))}`];
}
