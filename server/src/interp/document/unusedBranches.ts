import { msg } from '../../../../extension/protocol/localize';
import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { LoweredChunk, Stmt } from '../../ir/ir';
import { nodeIdOf, unitIdxOf } from '../../ir/place';
import type { State } from '../../values/state';
import type { ModelObject, TensorValue } from '../../values/value';
import type { LayerCall } from './analysis';
import { inOrder, tensorKey } from '../containers/models';
import { labelOf } from '../reports/report';

/** A layer that is applied at the outermost level, with the name that its result gets. */
interface NamedCall {
  readonly call: LayerCall;
  readonly name: string;
  /** Where its statement stands among those of the document. */
  readonly at: number;
}

/**
 * Warns of layers on the way to a model whose result no output of a model is computed from and that nothing else reads: a branch that was
 * forgotten. A read inside a call that was refused counts as none.
 */
export function unusedBranches(
  state: State,
  modelIds: readonly number[],
  calls: readonly LayerCall[],
  chunks: readonly LoweredChunk[],
  said: readonly Diagnostic[],
): Diagnostic[] {
  const models = modelIds.flatMap((id): ModelObject[] => {
    const object = state.get(id);
    return object?.kind === 'model' && object.framework === 'keras' ? [object] : [];
  });
  const graphs = models.filter(({ container }) => container === 'functional');
  if (!graphs.length || graphs.some(({ inputs, outputs, isComplete }) => !inputs || !outputs || !isComplete)) return [];
  const live = new Set(graphs.flatMap(({ inputs, outputs }) => inOrder([...inputs!, ...outputs!])).map(tensorKey));
  const isOnTheWay = (t: TensorValue): boolean => {
    const roots = inOrder([t]).filter(({ producer }) => producer!.op === 'input');
    return graphs.some(({ inputs, outputs }) => {
      const given = new Set(inputs!.map(tensorKey));
      const isBefore = outputs!.some(({ producer }) => (producer?.id ?? 0) > t.producer!.id);
      return roots.length > 0 && isBefore && roots.every((root) => given.has(tensorKey(root)));
    });
  };
  const dead = calls.filter(
    ({ tensor: t }) => t.isSymbolic && t.framework === 'keras' && t.producer && !live.has(tensorKey(t)) && isOnTheWay(t),
  );
  if (!dead.length) return [];
  const statements = chunks.flatMap((chunk) => chunk.order.map((unitIdx) => ({ chunk, unitIdx, body: chunk.units[unitIdx]!.code.body })));
  const named = dead.flatMap((call): NamedCall[] => {
    const at = statements.findIndex(({ chunk, unitIdx }) => chunk.uri === call.place.chunk && unitIdx === unitIdxOf(call.place));
    const name = at < 0 ? null : nameOf(statements[at]!.body, nodeIdOf(call.place));
    return name === null ? [] : [{ call, name, at }];
  });
  const isRefused = (at: number): boolean =>
    said.some(
      ({ code, place }) =>
        (code === 'missing-attribute' || code === 'removed-api') &&
        place.chunk === statements[at]!.chunk.uri &&
        unitIdxOf(place) === statements[at]!.unitIdx,
    );
  /** Statements that read what the name holds after this one. */
  const readers = ({ name, at }: NamedCall): number[] => {
    const out: number[] = [];
    let isOver = false;
    statements.forEach(({ body }, i) => {
      const isLater = i > at && !isOver;
      if ((isLater || body.some(runsLater)) && i !== at && reads(body, name)) out.push(i);
      if (isLater && body.some((stmt) => binds(stmt, name))) isOver = true;
    });
    return out;
  };
  const byKey = new Map(named.map((one) => [tensorKey(one.call.tensor), one]));
  const found: Diagnostic[] = [];
  for (const leaf of named) {
    if (!readers(leaf).every(isRefused)) continue;
    let first = leaf;
    for (;;) {
      const [input, ...others] = first.call.tensor.producer!.inputs;
      const before: NamedCall | undefined = input && !others.length ? byKey.get(tensorKey(input)) : undefined;
      const here = first.at;
      if (!before || !readers(before).every((at) => at === here || isRefused(at))) break;
      first = before;
    }
    found.push({
      code: 'suspicious-training',
      severity: 'warning',
      message: msg('What {0} gives never reaches an output of the model', labelOf(first.call.op)),
      place: first.call.place,
      related: first === leaf ? [] : [{ place: leaf.call.place, message: msg('The branch ends here') }],
      fixes: [],
    });
  }
  return found;
}

/** The one name that a statement gives the value of a node. */
function nameOf(body: readonly Stmt[], node: number): string | null {
  const [stmt] = body;
  if (body.length !== 1 || stmt?.k !== 'assign' || stmt.targets.length !== 1 || stmt.value?.id !== node) return null;
  const [target] = stmt.targets;
  return target?.k === 'nameTarget' ? target.name : null;
}

function binds(stmt: Stmt, name: string): boolean {
  return stmt.k === 'assign' && stmt.targets.some((target) => target.k === 'nameTarget' && target.name === name);
}

/** Code that may run at any later time. */
function runsLater(stmt: Stmt): boolean {
  return stmt.k === 'def' || stmt.k === 'class';
}

/** Whether a name is read anywhere in a piece of the tree. */
function reads(tree: unknown, name: string): boolean {
  if (Array.isArray(tree)) return tree.some((part) => reads(part, name));
  if (typeof tree !== 'object' || tree === null) return false;
  if ('k' in tree && tree.k === 'name' && 'name' in tree && tree.name === name) return true;
  return Object.values(tree).some((part) => typeof part === 'object' && reads(part, name));
}
