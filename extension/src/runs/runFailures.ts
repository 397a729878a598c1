import type { RunSummary } from '../../protocol/runViews';

/** Where a run failed, as a mark on the user's line; free of VS Code's classes. */
export interface FailureMark {
  run: string;
  name: string;
  file: string;
  /** From 0. */
  line: number;
  /** From 0; absent where the runtime does not tell. */
  character?: number;
  endLine?: number;
  endCharacter?: number;
  /** The framework's own words. */
  text: string;
  startedAt: number;
}

export interface LineEdit {
  /** First and last line that the edit touched, before it. */
  start: number;
  end: number;
  /** Lines that were added, or removed when negative. */
  delta: number;
}

/** The failures that still mean something: those of each program's newest run. */
export function latestFailures(runs: readonly RunSummary[]): FailureMark[] {
  const newest = new Map<string, RunSummary>();
  for (const run of runs) {
    const other = newest.get(run.file);
    if (!other || run.startedAt > other.startedAt) newest.set(run.file, run);
  }
  return [...newest.values()].flatMap((run) => {
    const at = run.status === 'failed' ? run.failure?.at : undefined;
    if (!run.failure || !at) return [];
    const { cls, msg } = run.failure;
    return [
      {
        run: run.id,
        name: run.name,
        file: at.file,
        line: Math.max(0, at.line - 1),
        character: before(at.col),
        endLine: before(at.endLine),
        endCharacter: before(at.endCol),
        text: msg.startsWith(cls) || !cls ? msg : `${cls}: ${msg}`,
        startedAt: run.startedAt,
      },
    ];
  });
}

/** The mark after an edit: moved with its line, or gone when the line itself was edited. */
export function afterEdit(mark: FailureMark, edit: LineEdit): FailureMark | undefined {
  if (mark.line > edit.end) return shift(mark, edit.delta);
  return mark.line < edit.start ? mark : undefined;
}

export interface MarkRange {
  line: number;
  character: number;
  endLine: number;
  endCharacter: number;
}

/** The range of a mark in its file: what the runtime told, else the line from its first to its last character. */
export function rangeIn(lines: readonly string[], mark: FailureMark): MarkRange | undefined {
  const text = lines[mark.line];
  if (text === undefined) return undefined;
  const indent = text.length - text.trimStart().length;
  const endOfLine = Math.max(text.trimEnd().length, indent);
  const character = mark.character !== undefined && mark.character < text.length ? mark.character : indent;
  const told = mark.endCharacter !== undefined && (mark.endLine ?? mark.line) === mark.line && mark.endCharacter > character;
  return { line: mark.line, character, endLine: mark.line, endCharacter: told ? Math.min(mark.endCharacter!, text.length) : endOfLine };
}

function shift(mark: FailureMark, delta: number): FailureMark {
  return { ...mark, line: mark.line + delta, endLine: mark.endLine === undefined ? undefined : mark.endLine + delta };
}

function before(oneBased: number | undefined): number | undefined {
  return oneBased === undefined ? undefined : Math.max(0, oneBased - 1);
}
