import type { CallContext, FunctionDef } from '../kernel';
import { defineOp, einsumShape, isFloating, isWhole, msg, readDims, rest, sequenceItems, toTensor, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, isLiteral, productOf, subDims, unknownDim, addDims } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { BoundArgs, Framework, TensorValue, Value } from '../../values/value';
import { int, str, tuple, unknown } from '../../values/value';
import { PersistentMap } from '../../values/persistentMap';
import type { Way } from './pattern';
import { parseSide } from './pattern';
import { transformed } from './transforming';

const docs = (name: string): string => `https://einops.rocks/api/${name}/`;

/** The sizes of axes that a call names. */
export function sizesOf(bound: BoundArgs, own: readonly string[]): ReadonlyMap<string, Dim> {
  const sizes = new Map<string, Dim>();
  for (const [name, { value: given }] of bound.values)
    if (!own.includes(name)) sizes.set(name, given.kind === 'int' ? given.value : unknownDim);
  return sizes;
}

/** One tensor, or several of one shape that are stacked; null when nothing is known of it. */
function given(input: Value, cx: CallContext): TensorValue | null {
  if (input.kind === 'tensor') return input;
  const items = sequenceItems(input, cx.heap);
  const first = items?.[0];
  if (!items || first?.kind !== 'tensor') return null;
  return { ...first, data: null, range: null, shape: rankOf(first.shape) === null ? null : shapeOf([items.length, ...first.shape!.dims]) };
}

/** The element type of what is reduced, as the library behind has it. */
export function reducedType(x: TensorValue, how: string | null): string | null {
  if (how === null || x.dtype === null) return null;
  if (how === 'any' || how === 'all') return x.dtype === 'uint8' ? null : 'bool';
  if (how === 'min' || how === 'max') return x.dtype;
  if (isFloating(x.dtype)) return x.dtype;
  return x.framework === 'torch' && (isWhole(x.dtype) || x.dtype === 'bool') && how !== 'mean' ? 'int64' : null;
}

const reductions = ['min', 'max', 'sum', 'mean', 'prod', 'any', 'all'];

/** How elements are reduced, by name; reports another name. Null for a function or what is not known. */
export function reductionOf(
  how: Value,
  x: TensorValue | null,
  cx: { readonly label: string; report: CallContext['report'] },
): string | null {
  if (how.kind !== 'str' || how.value === null) return null;
  if (!reductions.includes(how.value)) {
    const listed = reductions.map((each) => `'${each}'`).join(', ');
    cx.report('unknown-argument', msg('{0}: {1} cannot be {2}; it is one of {3}', cx.label, 'reduction', `'${how.value}'`, listed));
    return null;
  }
  if (how.value === 'mean' && x?.framework === 'torch' && x.dtype !== null && (isWhole(x.dtype) || x.dtype === 'bool'))
    cx.report('dtype-mismatch', msg('{0} does not take {1}, it takes {2}', cx.label, x.dtype, 'float'));
  return how.value;
}

function transform(way: Way, input: Value, pattern: Value, cx: CallContext, bound: BoundArgs, how?: Value): Value {
  const x = given(input, cx);
  const own = ['tensor', 'pattern', 'reduction', 'tensors_or_tensor'];
  const text = pattern.kind === 'str' ? pattern.value : null;
  const name = how && reductionOf(how, x, cx);
  if (text === null) return x ? cx.result([x], null, how ? null : x.dtype, { framework: x.framework }) : unknown;
  const report: CallContext['report'] = (code, message) => {
    cx.report(code, message, { from: x ? [x] : [] });
  };
  const shape = transformed(text, way, x?.shape ?? null, sizesOf(bound, own), bound.isComplete, { label: cx.label, report });
  if (!x) return unknown;
  return cx.result([x], shape, how ? reducedType(x, name ?? null) : x.dtype, { framework: x.framework });
}

const x = (shape: string): string => `torch.ones(${shape})`;

/** Puts axes in another order, takes them apart and together. */
export const rearrange = defineOp({
  name: 'einops.rearrange',
  summary: 'Puts axes in another order, takes them apart and together.',
  docs: docs('rearrange'),
  category: 'reshaping',
  params: { tensor: value(), pattern: value() },
  takesAnyKeyword: true,
  codes: ['rank-mismatch', 'dim-mismatch', 'reshape-size', 'unknown-argument', 'missing-argument'],
  call: ({ tensor, pattern }, cx, bound) => transform('rearrange', tensor, pattern, cx, bound),
  examples: [
    `einops.rearrange(${x('2, 12, 5')}, 'b (h w) c -> b c h w', h=3)  #> [2, 5, 3, 4]`,
    `einops.rearrange(${x('2, 12')}, 'b h w -> b w h')  #! error[rank-mismatch]: 3 axes`,
    `einops.rearrange(${x('2, 12')}, '(a b) c -> a b c', a=2, b=3)  #! error[dim-mismatch]: not 6`,
    `einops.rearrange(${x('2, 12')}, 'b (h w) -> b h w', h=5)  #! error[reshape-size]: divided by 5`,
    `einops.rearrange(${x('2, 12')}, 'b c -> b')  #! error[unknown-argument]: 'c'`,
    `einops.rearrange(${x('2, 12')}, 'b (h w) -> b h w')  #! error[missing-argument]: 'h', 'w'`,
  ],
});

/** Rearranges axes and reduces those that the right side does not have. */
export const reduce = defineOp({
  name: 'einops.reduce',
  summary: 'Rearranges axes and reduces those that the right side does not have.',
  docs: docs('reduce'),
  category: 'reshaping',
  params: { tensor: value(), pattern: value(), reduction: value() },
  takesAnyKeyword: true,
  codes: ['rank-mismatch', 'dim-mismatch', 'reshape-size', 'unknown-argument', 'missing-argument', 'dtype-mismatch'],
  call: ({ tensor, pattern, reduction }, cx, bound) => transform('reduce', tensor, pattern, cx, bound, reduction),
  examples: [
    `einops.reduce(${x('2, 3, 8, 8')}, 'b c (h 2) (w 2) -> b c h w', 'max')  #> [2, 3, 4, 4]`,
    `einops.reduce(${x('2, 12')}, 'b h w -> b', 'sum')  #! error[rank-mismatch]: 3 axes`,
    `einops.reduce(${x('2, 12')}, '(a b) c -> c', 'sum', a=2, b=3)  #! error[dim-mismatch]: not 6`,
    `einops.reduce(${x('2, 12')}, 'b (h 5) -> b h', 'sum')  #! error[reshape-size]: divided by 5`,
    `einops.reduce(${x('2, 12')}, 'b c -> b d', 'sum')  #! error[unknown-argument]: 'd'`,
    `einops.reduce(${x('2, 12')}, 'b (h w) -> b', 'sum')  #! error[missing-argument]: 'h', 'w'`,
    "einops.reduce(torch.ones(2, 3, dtype=torch.int64), 'b c -> b', 'mean')  #! error[dtype-mismatch]: does not take int64",
  ],
});

/** Rearranges axes and repeats along new ones. */
export const repeat = defineOp({
  name: 'einops.repeat',
  summary: 'Rearranges axes and repeats along new ones.',
  docs: docs('repeat'),
  category: 'reshaping',
  params: { tensor: value(), pattern: value() },
  takesAnyKeyword: true,
  codes: ['rank-mismatch', 'dim-mismatch', 'reshape-size', 'unknown-argument', 'missing-argument'],
  call: ({ tensor, pattern }, cx, bound) => transform('repeat', tensor, pattern, cx, bound),
  examples: [
    `einops.repeat(${x('2, 3')}, 'h w -> h w c', c=4)  #> [2, 3, 4]`,
    `einops.repeat(${x('2, 12')}, 'b h w -> b h w 2')  #! error[rank-mismatch]: 3 axes`,
    `einops.repeat(${x('2, 12')}, 'b c -> b c d', b=3, d=2)  #! error[dim-mismatch]: not 3`,
    `einops.repeat(${x('2, 12')}, 'b (h w) -> b h w', h=5)  #! error[reshape-size]: divided by 5`,
    `einops.repeat(${x('2, 12')}, 'b c -> b c d')  #! error[unknown-argument]: 'd'`,
    `einops.repeat(${x('2, 12')}, 'b (h w) -> b h w')  #! error[missing-argument]: 'h', 'w'`,
  ],
});

/** Letters in place of the words that name axes. */
function withLetters(text: string): string {
  const letters = new Map<string, string>();
  return text.replace(/[\p{L}_][\p{L}\p{N}_]*/gu, (word) => {
    if (!letters.has(word)) letters.set(word, String.fromCharCode(letters.size < 26 ? 97 + letters.size : 39 + letters.size));
    return letters.get(word)!;
  });
}

/** Sums of products over axes that are named by words. */
export const einsum = defineOp({
  name: 'einops.einsum',
  summary: 'Sums of products over axes that are named by words.',
  docs: docs('einsum'),
  category: 'array',
  params: { tensors_and_pattern: rest() },
  codes: ['rank-mismatch', 'dim-mismatch', 'unknown-argument', 'missing-argument'],
  call({ tensors_and_pattern: given }, cx) {
    const pattern = given?.at(-1);
    if (!given || pattern?.kind !== 'str' || pattern.value === null) return unknown;
    const values = given.slice(0, -1);
    if (!values.every((each) => each.kind === 'tensor')) return unknown;
    if (!pattern.value.includes('->')) {
      cx.report('unknown-argument', msg('{0}: {1}', cx.label, msg('The pattern {0} has to have one arrow', `'${pattern.value}'`)));
      return unknown;
    }
    const xs = values.map((each) => toTensor(each, cx.heap, 'torch'));
    const shape = einsumShape(withLetters(pattern.value), xs, cx, 'tensors_and_pattern');
    const framework: Framework = xs[0]?.framework ?? 'torch';
    return cx.result(xs, shape, xs.every((each) => each.dtype === xs[0]!.dtype) ? (xs[0]?.dtype ?? null) : null, { framework });
  },
  examples: [
    `einops.einsum(${x('2, 3')}, ${x('3, 4')}, 'row k, k col -> row col')  #> [2, 4]`,
    `einops.einsum(${x('2, 3')}, ${x('5, 4')}, 'row k, k col -> row col')  #! error[dim-mismatch]: 3 elements`,
    `einops.einsum(${x('2, 3')}, ${x('3, 4')}, 'b row k, k col -> row col')  #! error[rank-mismatch]: names 3 axes`,
    `einops.einsum(${x('2, 3')}, ${x('3, 4')}, 'row k, k col -> row x')  #! error[unknown-argument]: in the result`,
    `einops.einsum(${x('2, 3')}, 'row k, k col -> row col')  #! error[missing-argument]: names 2 tensors`,
  ],
});

/** Where the star of a pattern stands: so many axes before it and behind it. */
function starOf(pattern: Value): readonly [number, number] | null {
  if (pattern.kind !== 'str' || pattern.value === null) return null;
  const parts = pattern.value.split(/\s+/).filter(Boolean);
  const at = parts.indexOf('*');
  return at < 0 ? null : [at, parts.length - at - 1];
}

/** Joins tensors along one axis that all their other axes are flattened into. */
export const pack = defineOp({
  name: 'einops.pack',
  summary: 'Joins tensors along one axis that all their other axes are flattened into.',
  docs: docs('pack_unpack'),
  category: 'reshaping',
  params: { tensors: value(), pattern: value() },
  codes: ['rank-mismatch', 'dim-mismatch'],
  call({ tensors, pattern }, cx) {
    const items = sequenceItems(tensors, cx.heap);
    const star = starOf(pattern);
    if (!items?.length || !star || !items.every((each) => each.kind === 'tensor')) return unknown;
    const [before, behind] = star;
    let joined: Dim = 0;
    let frame: readonly Dim[] | null = null;
    const shapes: Value[] = [];
    for (const each of items) {
      const rank = rankOf(each.shape);
      if (rank === null) return tuple([cx.result([each], null, each.dtype, { framework: each.framework }), unknown]);
      if (rank < before + behind) {
        cx.report(
          'rank-mismatch',
          msg('{0}: {1} must have {2}, it is {3}', cx.label, 'tensors', msg('at least {0} axes', before + behind), formatShape(each.shape)),
        );
        return unknown;
      }
      const { dims } = each.shape!;
      const middle = dims.slice(before, rank - behind);
      const kept = [...dims.slice(0, before), ...dims.slice(rank - behind)];
      const old: readonly Dim[] | null = frame;
      if (old?.some((d, i) => compareDims(d, kept[i]!) === 'different')) {
        cx.report(
          'dim-mismatch',
          msg('{0}: the axes beside the star differ: {1} and {2}', cx.label, formatShape(shapeOf(old)), formatShape(shapeOf(kept))),
        );
        return unknown;
      }
      frame ??= kept;
      joined = addDims(joined, productOf(middle));
      shapes.push(tuple(middle.map(int)));
    }
    const first = items[0] as TensorValue;
    const shape = shapeOf([...frame!.slice(0, before), joined, ...frame!.slice(before)]);
    const packed = cx.result(items, shape, first.dtype, { framework: first.framework });
    return tuple([packed, cx.alloc({ kind: 'list', isSet: false, items: shapes, element: unknown })]);
  },
  examples: [
    `einops.pack([${x('2, 3')}, ${x('2, 4, 5')}], 'b *')[0]  #> [2, 23]`,
    `einops.pack([${x('2')}], 'a * c')  #! error[rank-mismatch]: at least 2 axes`,
    `einops.pack([${x('2, 3')}, ${x('3, 4')}], 'b *')  #! error[dim-mismatch]: beside the star`,
  ],
});

/** Takes apart what `pack` has joined. */
export const unpack = defineOp({
  name: 'einops.unpack',
  summary: 'Takes apart what `pack` has joined.',
  docs: docs('pack_unpack'),
  category: 'reshaping',
  params: { tensor: value(), packed_shapes: value(), pattern: value() },
  codes: ['rank-mismatch', 'reshape-size'],
  call({ tensor, packed_shapes, pattern }, cx) {
    const star = starOf(pattern);
    const listed = sequenceItems(packed_shapes, cx.heap)?.map((each) => readDims(each, cx.heap));
    if (tensor.kind !== 'tensor' || !star || !listed?.every((each) => each !== null)) return unknown;
    const rank = rankOf(tensor.shape);
    if (rank === null) return unknown;
    const [before, behind] = star;
    if (rank !== before + behind + 1) {
      cx.report(
        'rank-mismatch',
        msg('{0}: {1} must have {2}, it is {3}', cx.label, 'tensor', msg('{0} axes', before + behind + 1), formatShape(tensor.shape)),
      );
      return unknown;
    }
    const { dims } = tensor.shape!;
    const sizes = listed.map(productOf);
    const isOpen = listed.some((each) => each.some((d) => isLiteral(d) && d < 0));
    const sum = sizes.reduce(addDims, 0);
    if (!isOpen && compareDims(sum, dims[before]!) === 'different')
      cx.report('reshape-size', msg('{0}: axis {1} of {2} is not the sum of the parts', cx.label, before, formatShape(tensor.shape)));
    const others = sizes.filter((_, i) => !listed[i]!.includes(-1)).reduce(addDims, 0);
    const items = listed.map((each): Value => {
      const own = productOf(each.filter((d) => d !== -1));
      const fill = own === 1 ? subDims(dims[before]!, others) : unknownDim;
      const middle = each.map((d) => (d === -1 ? fill : d));
      const shape: MaybeShape = shapeOf([...dims.slice(0, before), ...middle, ...dims.slice(before + 1)]);
      return cx.result([tensor], shape, tensor.dtype, { framework: tensor.framework });
    });
    return cx.alloc({ kind: 'list', isSet: false, items, element: unknown });
  },
  examples: [
    `einops.unpack(${x('2, 23')}, [(3,), (4, 5)], 'b *')[1]  #> [2, 4, 5]`,
    `einops.unpack(${x('23')}, [(3,), (20,)], 'b *')  #! error[rank-mismatch]: 2 axes`,
    `einops.unpack(${x('2, 23')}, [(3,), (4, 6)], 'b *')  #! error[reshape-size]: sum of the parts`,
  ],
});

/** The extents of axes by their names. */
export const parseShape = defineOp({
  name: 'einops.parse_shape',
  summary: 'The extents of axes by their names.',
  docs: docs('parse_shape'),
  category: 'utility',
  params: { x: value(), pattern: value() },
  codes: ['rank-mismatch'],
  call({ x: given, pattern }, cx) {
    if (given.kind !== 'tensor' || pattern.kind !== 'str' || pattern.value === null) return unknown;
    const names = pattern.value.split(/\s+/).filter(Boolean);
    const rank = rankOf(given.shape);
    if (rank === null || !('groups' in parseSide(names.filter((name) => name !== '_').join(' '))) || /[(.]/.test(pattern.value))
      return unknown;
    if (rank !== names.length) {
      cx.report(
        'rank-mismatch',
        msg(
          '{0}: {1} takes a tensor with {2}, it gets {3}',
          cx.label,
          `'${pattern.value}'`,
          msg('{0} axes', names.length),
          formatShape(given.shape),
        ),
      );
      return unknown;
    }
    let entries = PersistentMap.empty<string, { readonly key: Value; readonly value: Value }>();
    for (const [i, name] of names.entries())
      if (name !== '_') entries = entries.set(`s${name}`, { key: str(name), value: int(given.shape!.dims[i]!) });
    return cx.alloc({ kind: 'dict', isObject: false, entries, isOpen: false });
  },
  examples: [`einops.parse_shape(${x('2, 3')}, 'h w')`, `einops.parse_shape(${x('2, 3')}, 'b h w')  #! error[rank-mismatch]: 3 axes`],
});

export const functions: readonly FunctionDef[] = [rearrange, reduce, repeat, einsum, pack, unpack, parseShape];
