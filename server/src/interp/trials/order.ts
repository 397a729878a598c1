import type { Diagnostic } from '../../diagnostics/diagnostic';
import { msg } from '../../../../extension/protocol/localize';
import type { Candidate } from './candidates';
import { changed, exchanged, removed } from './changes';
import type { Statement, Statements } from './statements';

/** What has its place in a model: before it there is another number of axes than behind it. */
const hasPlace =
  /\b(?:Flatten|Global\w+|Reshape|Permute|RepeatVector|Input|InputLayer|Embedding|Dense|Conv\w+|\w+Pooling\w*|LSTM|GRU|SimpleRNN)\(/;
const changesAxes = /\b(?:Flatten|Global\w+|Reshape|Permute|RepeatVector|Input|InputLayer|Embedding)\(/;

const ofModels = new Set<string>([
  'rank-mismatch',
  'dim-mismatch',
  'input-mismatch',
  'non-positive-size',
  'undefined-name',
  'missing-attribute',
]);

/** Steps in another order, where the order decides about the axes, and steps that are there twice. */
export function reordered(d: Diagnostic, here: Statement, causes: readonly Statement[], all: Statements): Candidate[] {
  if (!ofModels.has(d.code)) return [];
  const out: Candidate[] = [];
  if (d.code === 'undefined-name') {
    const [name] = d.message.args;
    let last = here;
    // The step that makes it stands a little further down.
    for (let i = 0; i < 3; i++) {
      const next = all.next(last);
      if (!next) break;
      if (typeof name === 'string' && next.assigns.includes(name)) out.push(exchanged(here, next));
      last = next;
    }
    return out;
  }
  for (const s of [here, ...causes]) {
    const [before, after] = [all.previous(s), all.next(s)];
    if (before && before.source === s.source) out.push(removed(s));
    for (const [first, second] of [
      [before, s],
      [s, after],
    ] as const)
      if (first && second && areSteps(first, second)) out.push(exchanged(first, second));
    out.push(...exchangedItems(s));
  }
  for (const s of [here, ...causes]) {
    if (!/^\w+(?:\.\w+)*\.add\(/.test(s.source) || !changesAxes.test(s.source)) continue;
    const first = all.firstLike(s);
    if (first && /\b(?:Input|InputLayer)\(/.test(s.source) && first !== s) out.push(moved(s, first));
    out.push(removed(s));
  }
  return out;
}

/** `model.add(Flatten())` and `model.add(Dense(8))`, or `x = Flatten()(x)` and `x = Dense(8)(x)`. */
function areSteps(a: Statement, b: Statement): boolean {
  if (!hasPlace.test(a.source) || !hasPlace.test(b.source) || !(changesAxes.test(a.source) || changesAxes.test(b.source))) return false;
  const add = /^(\w+(?:\.\w+)*\.add)\(/;
  const [p, q] = [add.exec(a.source)?.[1], add.exec(b.source)?.[1]];
  return p !== undefined ? p === q : q === undefined && a.assigns.length === 1 && a.assigns[0] === b.assigns[0];
}

function exchangedItems(s: Statement): Candidate[] {
  return s.nodes.flatMap((node) => {
    if (node.type !== 'ArrayExpression') return [];
    const items = s.items(node);
    return items.slice(1).flatMap((second, i) => {
      const first = items[i]!;
      const [a, between, b] = [
        s.text.slice(first.from, first.to),
        s.text.slice(first.to, second.from),
        s.text.slice(second.from, second.to),
      ];
      if (!hasPlace.test(a) || !hasPlace.test(b) || !(changesAxes.test(a) || changesAxes.test(b))) return [];
      return changed(s, { from: first.from, to: second.to }, `${b}${between}${a}`) ?? [];
    });
  });
}

function moved(s: Statement, front: Statement): Candidate {
  const edits = [front.edit(front.from, front.from, `${s.source}\n${front.indent}`), ...removed(s).edits];
  return { title: msg('Move {0} to the front', s.source), edits };
}
