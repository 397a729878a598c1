import assert from 'node:assert/strict';
import { lowerChunk } from '../../../server/src/ir/lowerChunk';
import type { LoweredChunk } from '../../../server/src/ir/ir';
import { parseChunk } from '../../../server/src/syntax/parseChunk';
import type { Language, ParsedChunk } from '../../../server/src/syntax/parsedChunk';

/** Parses and lowers, and checks what holds for every text. */
export function read(
  uri: string,
  language: Language,
  text: string,
  previous?: ParsedChunk,
): { parsed: ParsedChunk; lowered: LoweredChunk } {
  const parsed = parseChunk(uri, language, text, previous);
  const lowered = lowerChunk(parsed);
  let end = 0;
  for (const { start, code } of lowered.units) {
    assert.ok(start >= end, `unit at ${start} begins before ${end}`);
    end = start + code.text.length;
    assert.equal(text.slice(start, end), code.text);
    const seen = new Set<number>();
    for (const stmt of code.body) checkNodes(stmt, code.spans, code.text.length, seen);
  }
  assert.ok(end <= text.length);
  assert.deepEqual(
    [...lowered.order].sort((a, b) => a - b),
    [...lowered.units.keys()],
  );
  return { parsed, lowered };
}

/** Ids are unique and index `spans`; spans lie in the unit; a node of an expression has its id before its parts. */
function checkNodes(root: unknown, spans: readonly (readonly [number, number])[], length: number, seen: Set<number>): void {
  const open: { value: unknown; parent: number }[] = [{ value: root, parent: -1 }];
  while (open.length > 0) {
    const { value, parent } = open.pop()!;
    if (typeof value !== 'object' || value === null) continue;
    let owner = parent;
    const node = value as { id?: number; from?: number; to?: number };
    if (typeof node.id === 'number') {
      assert.ok(!seen.has(node.id), `id ${node.id} twice`);
      seen.add(node.id);
      assert.deepEqual(spans[node.id], [node.from, node.to]);
      assert.ok(node.id > parent, `id ${node.id} in ${parent}`);
      owner = node.id;
    }
    if (typeof node.from === 'number' && typeof node.to === 'number') {
      assert.ok(node.from >= 0 && node.from <= node.to && node.to <= length, `span ${node.from}-${node.to} in ${length}`);
    }
    for (const member of Object.values(value)) open.push({ value: member, parent: owner });
  }
}
