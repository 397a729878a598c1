import { analyse } from '../../server/src/interp/document/analyse';
import type { AnalysisOutcome, Snapshot } from '../../server/src/interp/document/analysis';
import { analysisLimits } from '../../server/src/limits';
import { parseChunk } from '../../server/src/syntax/parseChunk';
import type { Measurement } from './measurement';
import { time, timed } from './measurement';
import { pythonProgram, typescriptProgram } from './programs';

/** Re-analysis after each key of a number typed into a layer in the middle of a text; the reference parses the whole text once. */
export function measureAnalysis(): Promise<Measurement[]> {
  return Promise.resolve([
    ...[300, 1000, 2000].flatMap((lines) =>
      measure(`${lines} lines, Python`, 'python', pythonProgram(lines), /filters, 3, padding='same'\)\(x\)/g),
    ),
    ...measure('1000 lines, TypeScript', 'typescript', typescriptProgram(1000), /kernelSize: 3, padding: 'same' \}\)\.apply\(x\)/g),
  ]);
}

function measure(label: string, language: Snapshot['language'], text: string, anchor: RegExp): Measurement[] {
  const uri = `file:///bench/main.${language === 'python' ? 'py' : 'ts'}`;
  const snapshot = (changed: string): Snapshot => ({
    language,
    chunks: [{ uri, text: changed }],
    files: new Map(),
    roots: [],
    settings: { stepBudget: analysisLimits.steps },
  });
  const anchors = [...text.matchAll(anchor)].map((m) => m.index);
  const middle = anchors[Math.floor(anchors.length / 2)]!;
  // A new statement behind everything else.
  const end = text.length;
  let outcome: AnalysisOutcome = analyse(snapshot(text));
  const type = (at: number, rounds: number): number[] => {
    const times: number[] = [];
    for (let i = 0; i < rounds; i++) {
      const typed = `${text.slice(0, at)}${'0123456789'[i % 10]}${text.slice(at)}`;
      times.push(time(() => (outcome = analyse(snapshot(typed), outcome))));
    }
    return times;
  };
  type(middle, 20);
  const fresh: number[] = [];
  const parses: number[] = [];
  for (let i = 0; i < 15; i++) {
    fresh.push(time(() => analyse(snapshot(text))));
    parses.push(time(() => parseChunk(uri, language, text)));
  }
  const reference = 'parsing all of it';
  return [
    timed(`key in the middle of ${label}`, type(middle, 100), 'p95 16 ms', reference, parses),
    timed(`key at the end of ${label}`, type(end, 100), 'p95 16 ms', reference, parses),
    timed(`analysis from nothing of ${label}`, fresh, '–', reference, parses),
  ];
}
