import type { Message } from '../../../../extension/protocol/localize';
import type { DiagnosticCode } from '../../diagnostics/codes';
import { msg } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, floorDivDims, formatDim, isLiteral, productOf, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { Group, Way } from './pattern';
import { dots, parsePattern, refusePattern } from './pattern';

/** What reports: a call of a function, or of a layer. */
export interface Reporter {
  readonly label: string;
  report(code: DiagnosticCode, message: Message): void;
}

/** The shape of a transformation, or null where it is not known or was reported. */
export function transformed(
  text: string,
  way: Way,
  shape: MaybeShape,
  sizes: ReadonlyMap<string, Dim>,
  isComplete: boolean,
  cx: Reporter,
): MaybeShape {
  const pattern = parsePattern(text);
  if (!('left' in pattern)) {
    cx.report('unknown-argument', msg('{0}: {1}', cx.label, pattern));
    return null;
  }
  const refused = isComplete ? refusePattern(pattern, way, sizes.keys()) : null;
  if (refused) {
    cx.report('unknown-argument', msg('{0}: {1}', cx.label, refused));
    return null;
  }
  const { left, right } = pattern;
  const extents = new Map<string, Dim>(sizes);
  const rank = rankOf(shape);
  let spread: readonly Dim[] | null = left.hasDots ? null : [];
  if (rank !== null) {
    const own = left.groups.filter((group) => group[0] !== dots).length;
    if (left.hasDots ? rank < own : rank !== own) {
      const expected = left.hasDots ? msg('at least {0} axes', own) : msg('{0} axes', own);
      cx.report('rank-mismatch', msg('{0}: {1} takes a tensor with {2}, it gets {3}', cx.label, `'${text}'`, expected, formatShape(shape)));
      return assembled(right.groups, extents, null);
    }
    const { dims } = shape!;
    let i = 0;
    for (const group of left.groups) {
      if (group[0] === dots) {
        spread = dims.slice(i, i + rank - own);
        i += rank - own;
        continue;
      }
      if (!divide(group, dims[i]!, extents, isComplete, cx, shape)) return assembled(right.groups, extents, spread);
      i++;
    }
  }
  return assembled(right.groups, extents, spread);
}

/** Takes an axis apart; false where it surely does not go. */
function divide(group: Group, dim: Dim, extents: Map<string, Dim>, isComplete: boolean, cx: Reporter, shape: MaybeShape): boolean {
  const free = group.filter((part): part is string => typeof part === 'string' && !extents.has(part));
  const known = productOf(group.flatMap((part) => (typeof part === 'number' ? [part] : extents.has(part) ? [extents.get(part)!] : [])));
  if (!free.length) {
    if (compareDims(known, dim) !== 'different') return true;
    cx.report(
      'dim-mismatch',
      msg('{0}: {1} is {2} long, not {3}: {4}', cx.label, shownGroup(group), formatDim(dim), formatDim(known), formatShape(shape)),
    );
    return false;
  }
  if (free.length > 1) {
    if (!isComplete) return true;
    cx.report('missing-argument', msg('{0}: the sizes of {1} cannot be told', cx.label, free.map((name) => `'${name}'`).join(', ')));
    return false;
  }
  const [name] = free;
  if (isLiteral(known) && isLiteral(dim) && (known === 0 || dim % known !== 0)) {
    cx.report('reshape-size', msg('{0}: {1}, which is {2} long, cannot be divided by {3}', cx.label, shownGroup(group), dim, known));
    extents.set(name!, unknownDim);
    return false;
  }
  extents.set(name!, known === 1 ? dim : floorDivDims(dim, known));
  return true;
}

function shownGroup(group: Group): string {
  return group.length === 1 ? `'${group[0]}'` : `'(${group.join(' ')})'`;
}

function assembled(groups: readonly Group[], extents: ReadonlyMap<string, Dim>, spread: readonly Dim[] | null): MaybeShape {
  const dims: Dim[] = [];
  let hasPrefix = false;
  for (const group of groups) {
    if (group.length === 1 && group[0] === dots) {
      if (!spread) {
        // Behind an unknown number of axes only the last ones are known.
        dims.length = 0;
        hasPrefix = true;
      } else dims.push(...spread);
      continue;
    }
    const parts = group.flatMap((part): readonly Dim[] =>
      typeof part === 'number' ? [part] : part === dots ? (spread ?? [unknownDim]) : [extents.get(part) ?? unknownDim],
    );
    dims.push(productOf(parts));
  }
  return shapeOf(dims, hasPrefix);
}
