import assert from 'node:assert/strict';
import { createLocalizer } from '../../../extension/protocol/localize';
import type { CheckResult } from '../../../extension/cli/check/checkResult';
import { formatGithub } from '../../../extension/cli/check/formatGithub';
import { formatSarif } from '../../../extension/cli/check/formatSarif';
import { formatText, summaryLine } from '../../../extension/cli/check/formatText';
import { underline } from '../../../extension/cli/check/underline';

const l = createLocalizer('en');
const range = (line: number, from: number, to: number): CheckResult['files'][number]['diagnostics'][number]['range'] => ({
  start: { line, character: from },
  end: { line, character: to },
});
const result: CheckResult = {
  version: 1,
  files: [
    {
      path: 'a, b/net:1.py',
      status: 'ok',
      elapsedMs: 1,
      diagnostics: [
        {
          code: 'dim-mismatch',
          severity: 'error',
          message: '50% of\nit',
          range: range(2, 4, 9),
          related: [{ path: 'c.py', range: range(0, 0, 1), message: 'made here' }],
          fixes: [{ title: 'Change it', isPreferred: true, edits: [{ range: range(2, 5, 6), newText: '3' }] }],
        },
        { code: 'silent-broadcast', severity: 'hint', message: 'in a cell', cell: 2, range: range(0, 0, 1), related: [], fixes: [] },
      ],
    },
  ],
};

describe('formats of check', () => {
  it('github: escapes what would end a command or a property', () => {
    const [first, second] = formatGithub(result, '/work', l).split('\n');
    assert.equal(
      first,
      '::error file=a%2C b/net%3A1.py,line=3,endLine=3,col=5,endColumn=10,title=dim-mismatch::50%25 of%0Ait%0Ac.py:1: made here',
    );
    assert.equal(second, '::notice file=a%2C b/net%3A1.py,title=silent-broadcast::cell 3, line 1: in a cell');
  });

  it('sarif: has rules, 1-based regions, related places and fixes', () => {
    const sarif = formatSarif(result, '/work', l, l) as {
      version: string;
      runs: { tool: { driver: { rules: { id: string }[] } }; results: Record<string, unknown>[] }[];
    };
    assert.equal(sarif.version, '2.1.0');
    const [run] = sarif.runs;
    const [first, second] = run!.results as {
      ruleId: string;
      ruleIndex: number;
      level: string;
      message: { text: string };
      locations: { physicalLocation: { artifactLocation: { uri: string }; region?: unknown }; logicalLocations?: unknown }[];
      fixes?: { artifactChanges: { replacements: unknown[] }[] }[];
    }[];
    assert.equal(run!.tool.driver.rules[first!.ruleIndex]!.id, 'dim-mismatch');
    assert.deepEqual(first!.locations[0]!.physicalLocation, {
      artifactLocation: { uri: 'a,%20b/net:1.py' },
      region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 10 },
    });
    assert.deepEqual(first!.fixes![0]!.artifactChanges[0]!.replacements, [
      { deletedRegion: { startLine: 3, startColumn: 6, endLine: 3, endColumn: 7 }, insertedContent: { text: '3' } },
    ]);
    assert.equal(second!.level, 'note');
    assert.equal(second!.locations[0]!.physicalLocation.region, undefined);
    assert.deepEqual(second!.locations[0]!.logicalLocations, [{ name: 'cell 3', kind: 'module' }]);
  });

  it('text: shows the line with the range underlined, colored only when asked', () => {
    const check = { result: result.files[0]!, problem: null, fault: null, line: () => 'x = dense(y)' };
    const plain = formatText(check, l, false);
    assert.deepEqual(plain.split('\n').slice(0, 6), [
      'a, b/net:1.py:3:5: error[dim-mismatch]: 50% of',
      'it',
      '    3 | x = dense(y)',
      '      |     ^^^^^',
      '  c.py:1:1: made here',
      '  fix: Change it',
    ]);
    assert.ok(plain.includes('cell 3:1:1: hint[silent-broadcast]'));

    const escapes = /\u001b\[[\d;]*m/g;
    assert.doesNotMatch(plain, escapes);
    const colored = formatText(check, l, true);
    assert.match(colored, escapes);
    assert.equal(colored.replace(escapes, ''), plain);
  });

  it('text: underlines in columns of the terminal', () => {
    assert.deepEqual(underline("\tx = '卷积'; f(y)", 12, 13), { indent: `\t${' '.repeat(13)}`, width: 1 });
    assert.deepEqual(underline('卷积', 0, 2), { indent: '', width: 4 });
    assert.deepEqual(underline('ab', 1, 1), { indent: ' ', width: 1 });
  });

  it('text: sums up in one line', () => {
    assert.equal(summaryLine(result, l), '1 error, 0 warnings in 1 file');
    assert.equal(summaryLine({ version: 1, files: [] }, l), 'No files to check.');
  });
});
