import assert from 'node:assert/strict';
import { createLocalizer } from '../../../extension/protocol/localize';
import { lineIndexOf } from '../../../server/src/diagnostics/lineIndex';
import { hoverAt } from '../../../server/src/docs/hover';
import type { OpDescriptions } from '../../../server/src/docs/opDescriptions';
import { findOp } from '../../../server/src/ops/registry';
import { compareMarkers, describe } from './compareMarkers';
import type { Fixture } from './fixture';
import { parseFixture } from './fixture';
import type { Findings } from './lintFixture';
import { lintFixture } from './lintFixture';

export interface CheckOptions {
  /** Tells the language; `test.py` unless given. */
  readonly name?: string;
  /** Its imports are added when the text has none. */
  readonly framework?: string;
}

/** Runs the engine over an annotated text and fails when markers and findings differ. */
export function check(text: string, options: CheckOptions = {}): Findings[] {
  const found = lintFixture(fixtureOf(text, options));
  const problems = found.map((findings) => describe(findings, compareMarkers(findings))).filter(Boolean);
  assert.equal(problems.join('\n'), '', `markers and findings differ in\n${text}`);
  return found;
}

/** The hover at `$0` of a text; null when there is none. */
export function hoverIn(text: string, options: CheckOptions & { descriptions?: OpDescriptions } = {}): string | null {
  const fixture = fixtureOf(text.replace('$0', ''), options);
  const { analysis } = lintFixture(fixture)[0]!;
  const chunk = analysis.chunks.get(analysis.own[0]!)!;
  const before = text.slice(0, text.indexOf('$0')).split('\n');
  assert.ok(text.includes('$0'), 'the text has no $0');
  const shift = options.framework === undefined ? 0 : 1;
  const offset = lineIndexOf(chunk).offset({ line: before.length - 1 + shift, character: before.at(-1)!.length });
  const descriptions = options.descriptions ?? { en: {}, 'zh-cn': {} };
  return hoverAt({ analysis, findOp, descriptions, localizer: createLocalizer('en') }, chunk, offset)?.text ?? null;
}

function fixtureOf(text: string, { name = 'test.py', framework }: CheckOptions): Fixture {
  const sign = name.endsWith('.py') ? '#' : '//';
  return parseFixture(name, framework === undefined ? text : `${sign}- framework: ${framework}\n${text}`);
}
