import { msg } from '../../../../extension/protocol/localize';
import type { Dim } from '../../values/dim';
import { compareDims, formatDim, freeDim, isLiteral, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import type { RuleContext } from './axes';
import { mergeDim } from './broadcast';

/**
 * The shape of a sum of products over named axes (`ij,jk->ik`). Letters name axes, `...` stands for those that are broadcast; without an
 * arrow the result has the letters that occur once, in alphabetic order.
 */
export function einsumShape(equation: string | null, xs: readonly TensorValue[] | null, cx: RuleContext, at: string): MaybeShape {
  if (equation === null || !xs) return null;
  const [left, right] = equation.replace(/\s/g, '').split('->') as [string, string | undefined];
  const terms = left.split(',');
  if (terms.length !== xs.length) {
    cx.report('missing-argument', msg('{0}: {1} names {2} tensors, it gets {3}', cx.label, `'${equation}'`, terms.length, xs.length), {
      at,
    });
    return null;
  }
  const extents = new Map<string, Dim>();
  let spread: readonly Dim[] | null = [];
  for (const [i, term] of terms.entries()) {
    const x = xs[i]!;
    const rank = rankOf(x.shape);
    const letters = term.replace('...', '');
    if (rank === null) {
      for (const letter of letters) if (!extents.has(letter)) extents.set(letter, unknownDim);
      if (term.includes('...')) spread = null;
      continue;
    }
    const hasDots = term.includes('...');
    if (hasDots ? rank < letters.length : rank !== letters.length) {
      cx.report(
        'rank-mismatch',
        msg('{0}: {1} names {2} axes, the tensor has {3}: {4}', cx.label, `'${term}'`, letters.length, rank, formatShape(x.shape)),
        { at, from: [x] },
      );
      return right === undefined || right.includes('...') ? null : shapeOf([...right].map(() => unknownDim));
    }
    const { dims } = x.shape!;
    const dots = term.indexOf('...');
    const nDots = rank - letters.length;
    const own = hasDots ? [...dims.slice(0, dots), ...dims.slice(dots + nDots)] : dims;
    if (hasDots && spread) spread = mergeSpread(spread, dims.slice(dots, dots + nDots));
    for (const [j, letter] of [...letters].entries()) {
      const [old, dim] = [extents.get(letter), own[j]!];
      if (old === undefined || old === unknownDim || (old === freeDim && isLiteral(dim)) || old === 1)
        extents.set(letter, old === 1 || old === undefined ? dim : isLiteral(dim) ? dim : old);
      else if (dim !== 1 && compareDims(old, dim) === 'different') {
        cx.report(
          'dim-mismatch',
          msg('{0}: axis {1} has {2} elements in one tensor and {3} in another', cx.label, `'${letter}'`, formatDim(old), formatDim(dim)),
          { at, from: xs },
        );
        extents.set(letter, unknownDim);
      }
    }
  }
  const counts = new Map<string, number>();
  for (const letter of left.replace(/\.\.\.|,/g, '')) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  const out =
    right ??
    `${left.includes('...') ? '...' : ''}${[...counts]
      .filter(([, n]) => n === 1)
      .map(([letter]) => letter)
      .sort()
      .join('')}`;
  const strange = [...out.replace('...', '')].find((letter) => !extents.has(letter));
  if (strange !== undefined) {
    cx.report('unknown-argument', msg('{0}: {1} in the result is an axis of none of the tensors', cx.label, `'${strange}'`), { at });
    return null;
  }
  const dims: Dim[] = [];
  for (const part of out.match(/\.\.\.|./g) ?? []) {
    if (part !== '...') dims.push(extents.get(part)!);
    else if (!spread) return null;
    else dims.push(...spread);
  }
  return shapeOf(dims);
}

function mergeSpread(a: readonly Dim[], b: readonly Dim[]): readonly Dim[] | null {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  const shift = long.length - short.length;
  const out = long.map((d, i) => (i < shift ? d : mergeDim(d, short[i - shift]!)));
  return out.every((d) => d !== null) ? out : null;
}
