import type { SourcePlace } from '../../protocol/runs';
import type { RunFailure, RunSummary } from '../../protocol/runViews';

/** A place in a file as an editor counts: lines and UTF-16 units from 0. */
export interface MarkPlace {
  file: string;
  line: number;
  /** Absent where the runtime does not tell, as are the ends. */
  character?: number;
  endLine?: number;
  endCharacter?: number;
}

/** Where a run failed, as a mark on the user's line; free of VS Code's classes. */
export interface FailureMark extends MarkPlace {
  run: string;
  name: string;
  kind: RunSummary['kind'];
  /** Where the program itself called what failed, when that is another line. */
  from?: MarkPlace;
  /** The framework's own words. */
  text: string;
  failure: RunFailure;
  startedAt: number;
  endedAt: number;
}

export interface LineEdit {
  /** First and last line that the edit touched, before it. */
  start: number;
  end: number;
  /** Lines that were added, or removed when negative. */
  delta: number;
}

const mostLines = 12;
const mostCharacters = 2000;

/** The failures that still mean something: those of each program's newest run. */
export function latestFailures(runs: readonly RunSummary[]): FailureMark[] {
  const newest = new Map<string, RunSummary>();
  for (const run of runs) {
    const other = newest.get(run.file);
    if (!other || run.startedAt > other.startedAt) newest.set(run.file, run);
  }
  return [...newest.values()].flatMap((run) => {
    const { failure } = run;
    if (run.status !== 'failed' || !failure?.at) return [];
    const { cls, msg, at, from } = failure;
    return [
      {
        ...markPlace(at),
        run: run.id,
        name: run.name,
        kind: run.kind,
        ...(from ? { from: markPlace(from) } : {}),
        text: shorten(msg.startsWith(cls) || !cls ? msg : `${cls}: ${msg}`),
        failure,
        startedAt: run.startedAt,
        endedAt: run.endedAt ?? run.startedAt,
      },
    ];
  });
}

/** A mark after an edit of one of its files: moved with its line, or gone when the line itself was edited. */
export function markAfterEdit(mark: FailureMark, file: string, edit: LineEdit): FailureMark | undefined {
  const own = mark.file === file ? afterEdit(mark, edit) : mark;
  if (!own || own.from?.file !== file) return own;
  const { from, ...rest } = own;
  const moved = afterEdit(from, edit);
  return moved ? { ...rest, from: moved } : rest;
}

/** A place after an edit of its file; `undefined` when one of its own lines was edited. */
export function afterEdit<P extends MarkPlace>(place: P, edit: LineEdit): P | undefined {
  if (place.line > edit.end) {
    const endLine = place.endLine === undefined ? {} : { endLine: place.endLine + edit.delta };
    return { ...place, line: place.line + edit.delta, ...endLine };
  }
  return (place.endLine ?? place.line) < edit.start ? place : undefined;
}

export interface MarkRange {
  line: number;
  character: number;
  endLine: number;
  endCharacter: number;
}

/** The range of a place in its file: what the runtime told, else the line from its first to its last character. */
export function rangeIn(lines: readonly string[], place: MarkPlace): MarkRange | undefined {
  const text = lines[place.line];
  if (text === undefined) return undefined;
  const indent = text.length - text.trimStart().length;
  const { line, endLine = line, endCharacter } = place;
  const character = place.character !== undefined && place.character < text.length ? place.character : indent;
  const last = lines[endLine];
  const isTold =
    endCharacter !== undefined &&
    last !== undefined &&
    endCharacter <= last.length &&
    (endLine > line || (endLine === line && endCharacter > character));
  if (isTold) return { line, character, endLine, endCharacter };
  return { line, character, endLine: line, endCharacter: Math.max(text.trimEnd().length, indent) };
}

function markPlace({ file, line, col, endLine, endCol }: SourcePlace): MarkPlace {
  const before = (oneBased: number): number => Math.max(0, oneBased - 1);
  return {
    file,
    line: before(line),
    ...(col === undefined ? {} : { character: before(col) }),
    ...(endLine === undefined ? {} : { endLine: before(endLine) }),
    ...(endCol === undefined ? {} : { endCharacter: before(endCol) }),
  };
}

/** Some frameworks tell a whole graph; all of it stands in the output. */
function shorten(text: string): string {
  const lines = text.trimEnd().split('\n');
  const cut = lines.length > mostLines ? `${lines.slice(0, mostLines).join('\n')}\n…` : lines.join('\n');
  return cut.length > mostCharacters ? `${cut.slice(0, mostCharacters - 1)}…` : cut;
}
