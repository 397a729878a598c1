import type { RenderedDiagnostic } from '../../../server/src/diagnostics/renderDiagnostics';
import type { Comparison } from './compareMarkers';
import type { Findings } from './lintFixture';

/** The lines of a file with markers that say what the engine says now: for `UPDATE_MARKERS=1`, to be read before it is committed. */
export function updateMarkers({ file }: Findings, { missed, unexpected }: Comparison): string[] {
  const lines: (string | null)[] = [...file.lines];
  for (const { marker, instead } of missed) {
    const isTrailing = marker.columns === null;
    const old = lines[marker.markerLine];
    if (old === null || old === undefined) continue;
    if (marker.kind === 'shape' && instead !== null && marker.text !== null)
      lines[marker.markerLine] = old.replace(marker.text, instead.split(' or ')[0]!);
    else if (isTrailing) lines[marker.markerLine] = old.replace(/ {2}(?:#|\/\/)! .*$/, '');
    else lines[marker.markerLine] = null;
  }
  const sign = file.language === 'python' ? '#' : '//';
  const added = new Map<number, string[]>();
  for (const diagnostic of unexpected) {
    const { start } = diagnostic.range;
    const caret = caretLine(diagnostic, sign, file.lines);
    if (caret === null) lines[start.line] = `${lines[start.line] ?? ''}  ${sign}! ${says(diagnostic)}`;
    else added.set(start.line, [...(added.get(start.line) ?? []), caret]);
  }
  return lines.flatMap((line, i) => [...(line === null ? [] : [line]), ...(added.get(i) ?? [])]);
}

/** Null where the comment sign covers the first column. */
function caretLine(diagnostic: RenderedDiagnostic, sign: string, lines: readonly string[]): string | null {
  const { start, end } = diagnostic.range;
  const last = end.line === start.line ? end.character : lines[start.line]!.trimEnd().length;
  if (start.character <= sign.length) return null;
  const indent = Math.min(/^\s*/.exec(lines[start.line]!)![0].length, start.character - sign.length - 1);
  return `${' '.repeat(indent)}${sign}${' '.repeat(start.character - indent - sign.length)}${'^'.repeat(Math.max(1, last - start.character))} ${says(diagnostic)}`;
}

function says({ severity, code, message }: RenderedDiagnostic): string {
  return `${severity}[${code}]: ${message}`;
}
