import type { Range } from '../../../extension/protocol/graph';
import type { RenderedDiagnostic } from '../../../server/src/diagnostics/renderDiagnostics';
import type { Marker } from './fixture';
import type { Findings } from './lintFixture';
import { normalShape } from './lintFixture';

export interface Comparison {
  /** Markers that nothing answers. */
  readonly missed: readonly { readonly marker: Marker; readonly instead: string | null }[];
  /** Diagnostics without a marker. */
  readonly unexpected: readonly RenderedDiagnostic[];
}

/** Compares markers and findings in both directions; notes, fixes and shapes need no marker. */
export function compareMarkers({ file, diagnostics, shapes }: Findings): Comparison {
  const missed: Comparison['missed'][number][] = [];
  const open = new Set(diagnostics);
  for (const marker of file.markers) {
    switch (marker.kind) {
      case 'shape': {
        const wanted = normalShape(marker.text ?? '');
        const near = shapes.filter((fact) => standsAt(marker, fact.range, file.lines));
        // A line with hints is judged by them, another one by the widest expression on it.
        const judged = marker.columns ? near : near.some((fact) => fact.isHint) ? near.filter((fact) => fact.isHint) : widest(near);
        if (!judged.some((fact) => fact.text === wanted))
          missed.push({ marker, instead: judged.map((fact) => fact.text).join(' or ') || null });
        break;
      }
      case 'note': {
        const notes = diagnostics.flatMap((d) => (hasCode(marker, d) ? d.related.filter((r) => r.uri === d.uri) : []));
        if (!notes.some((note) => standsAt(marker, note.range, file.lines) && says(marker, note.message)))
          missed.push({ marker, instead: null });
        break;
      }
      case 'fix': {
        const edits = diagnostics.flatMap((d) => (hasCode(marker, d) ? d.fixes.flatMap((fix) => fix.edits) : []));
        const at = edits.filter((edit) => standsAt(marker, edit.range, file.lines));
        if (!at.some((edit) => edit.newText === (marker.text ?? ''))) missed.push({ marker, instead: at[0]?.newText ?? null });
        break;
      }
      default: {
        const found = [...open].find(
          (d) => d.severity === marker.kind && hasCode(marker, d) && standsAt(marker, d.range, file.lines) && says(marker, d.message),
        );
        if (found) open.delete(found);
        else missed.push({ marker, instead: null });
      }
    }
  }
  return { missed, unexpected: [...open] };
}

/** For people: what was missed and what was not expected, with lines and columns from 1. */
export function describe(findings: Findings, { missed, unexpected }: Comparison): string {
  const at = (line: number, column: number): string => `${findings.file.name}:${findings.file.firstLine + line + 1}:${column + 1}`;
  return [
    ...(missed.length ? ['missed:'] : []),
    ...missed.map(({ marker, instead }) => {
      const code = marker.code === null ? '' : `[${marker.code}]`;
      const columns = marker.columns ? ` (columns ${marker.columns[0] + 1} to ${marker.columns[1]})` : '';
      return `  ${at(marker.line, marker.columns?.[0] ?? 0)} ${marker.kind}${code}: ${marker.text ?? ''}${columns}${instead === null ? '' : `; found ${instead}`}`;
    }),
    ...(unexpected.length ? ['unexpected:'] : []),
    ...unexpected.map(({ range, severity, code, message }) => {
      const end =
        range.end.line === range.start.line ? String(range.end.character) : `line ${findings.file.firstLine + range.end.line + 1}`;
      return `  ${at(range.start.line, range.start.character)} ${severity}[${code}]: ${message} (columns ${range.start.character + 1} to ${end})`;
    }),
  ].join('\n');
}

function standsAt(marker: Marker, range: Range, lines: readonly string[]): boolean {
  if (!marker.columns) return range.start.line === marker.line || (marker.kind === 'shape' && range.end.line === marker.line);
  // Of a range over several lines the carets show the part on its first one.
  const end = range.end.line === range.start.line ? range.end.character : lines[range.start.line]!.trimEnd().length;
  return range.start.line === marker.line && range.start.character === marker.columns[0] && end === marker.columns[1];
}

function hasCode(marker: Marker, diagnostic: RenderedDiagnostic): boolean {
  return marker.code === null ? marker.kind === 'note' : marker.code === diagnostic.code;
}

function says(marker: Marker, message: string): boolean {
  return marker.text === null || message.includes(marker.text);
}

function widest<T extends { range: Range }>(facts: readonly T[]): T[] {
  const width = ({ range: { start, end } }: T): number => (end.line - start.line) * 10_000 + end.character - start.character;
  const most = Math.max(...facts.map(width));
  return facts.filter((fact) => width(fact) === most);
}
