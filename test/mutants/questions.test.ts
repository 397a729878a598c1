import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { readNotebook } from '../../extension/cli/sources/readNotebook';
import type { Source } from '../../extension/cli/sources/readSource';
import { floors } from './floors';
import type { Mutant } from './support/mutant';
import { mutantsFolder } from './support/mutant';
import { checkProgram, verdictOf } from './support/replayMutants';
import { share } from './support/summary';

const folder = path.join(mutantsFolder, 'questions');

/**
 * Whole programs as people post them with a question about an error, and with the answer applied. `ends.jsonl` says how each ended on the
 * real frameworks; what lies beside a program there is made by `setup/`.
 */
describe('programs of questions', function () {
  this.timeout(120_000);

  it('says what they raise where they raise it, and nothing of those that run', () => {
    const lines = fs.readFileSync(path.join(folder, 'ends.jsonl'), 'utf8').split('\n').filter(Boolean);
    const judged = lines.map((line) => {
      const end = JSON.parse(line) as Mutant;
      const checked = checkProgram(sourceOf(end.p));
      return { end, checked, verdict: verdictOf(end, checked) };
    });
    const alarms = judged.filter(({ verdict }) => verdict === 'false alarm');
    assert.deepEqual(
      alarms.flatMap(({ checked }) => checked.errors.map((e) => `${e.uri}:${e.range.start.line + 1} ${e.code}: ${e.message}`)),
      [],
    );
    const crashes = judged.filter(({ verdict }) => verdict === 'exact' || verdict === 'elsewhere' || verdict === 'missed');
    const exact = crashes.filter(({ verdict }) => verdict === 'exact').length;
    const others = crashes.filter(({ verdict }) => verdict !== 'exact').map(({ end, verdict }) => `${end.p} ${verdict}`);
    console.log(`      on the exact line ${share(exact, crashes.length)}; ${others.join(', ')}`);
    assert.ok(exact >= floors.questions * crashes.length, `on the exact line: ${share(exact, crashes.length)}`);
  });
});

function sourceOf(name: string): Source {
  const uri = `file:///questions/${name}`;
  const text = fs.readFileSync(path.join(folder, name), 'utf8');
  if (name.endsWith('.ipynb')) return readNotebook(uri, text)!;
  return { uri, language: 'python', chunks: [{ uri, text }], cells: new Map() };
}
