import type { CallContext, LibraryEntry } from '../kernel';
import { defineMethod, flag, msg, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, formatDim, freeDim, isLiteral, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { int, none, tuple, unknown } from '../../values/value';
import { packedClass, packedOf } from './packing';
import { made, torchOp, x } from './torchOp';

const room = 'nn.utils.rnn';

/** Sequences as one packing: their elements one after the other, and how many go on at each step. */
function packed(
  cx: CallContext,
  from: TensorValue,
  rest: MaybeShape,
  { batch, lengths }: { readonly batch: Dim; readonly lengths: readonly number[] | null },
  isSorted: boolean | null,
): Value {
  const time: Dim = lengths ? Math.max(...lengths) : unknownDim;
  const total: Dim = lengths ? lengths.reduce((sum, n) => sum + n, 0) : unknownDim;
  const order = (): Value => (isSorted === null ? unknown : isSorted ? none : made(cx, [], shapeOf([batch]), 'int64'));
  const counts = lengths && Array.from({ length: time as number }, (_, step) => lengths.filter((n) => n > step).length);
  return cx.object(packedClass, {
    data: made(cx, [from], rest && shapeOf([total, ...rest.dims]), from.dtype),
    batch_sizes: made(cx, [], shapeOf([time]), 'int64', { data: counts }),
    sorted_indices: order(),
    unsorted_indices: order(),
    '#batch': int(batch),
    '#time': int(time),
  });
}

/** Lengths are sorted from the longest to the shortest unless a call says that they need not be. */
function checkLengths(lengths: readonly number[], isSorted: boolean | null, cx: CallContext, at: string): boolean {
  if (lengths.some((n) => n <= 0)) {
    cx.report('non-positive-size', msg('{0} takes lengths of at least 1, it gets {1}', cx.label, Math.min(...lengths)), { at });
    return false;
  }
  if (isSorted !== true || lengths.every((n, i) => i === 0 || n <= lengths[i - 1]!)) return true;
  cx.report('unknown-argument', msg('{0} takes lengths from the longest to the shortest unless enforce_sorted is False', cx.label), {
    at,
    fixes: [{ set: 'enforce_sorted', value: false }],
  });
  return false;
}

function whole(data: readonly number[] | null | undefined): readonly number[] | null {
  return data?.length && data.every((n) => Number.isInteger(n)) ? data : null;
}

/** The sequences of a list: what each is, or how many and what any is. */
function sequencesOf(
  given: Value,
  cx: CallContext,
): { readonly items: readonly TensorValue[] | null; readonly any: TensorValue | null; readonly count: Dim } {
  const items = given.kind === 'tensor' ? null : cx.iterate(given);
  if (items?.length && items.every((item) => item.kind === 'tensor')) return { items, any: items[0]!, count: items.length };
  const any = given.kind === 'unknown' ? unknown : cx.elementOf(given);
  return { items: null, any: any.kind === 'tensor' ? any : null, count: given.kind === 'unknown' ? unknownDim : cx.countOf(given) };
}

/** What follows the first axis, and is the same in all; reports where it certainly is not. */
function restOf(items: readonly TensorValue[] | null, any: TensorValue | null, cx: CallContext): MaybeShape {
  const rest = (t: TensorValue): MaybeShape => (rankOf(t.shape) ? shapeOf(t.shape!.dims.slice(1)) : null);
  const odd = items?.find((t) => {
    const [p, q] = [rest(t), rest(items[0]!)];
    return p && q && (p.dims.length !== q.dims.length || p.dims.some((d, i) => compareDims(d, q.dims[i]!) === 'different'));
  });
  if (odd) {
    const code = rankOf(odd.shape) === rankOf(items![0]!.shape) ? 'dim-mismatch' : 'rank-mismatch';
    const shapes = [formatShape(items![0]!.shape), formatShape(odd.shape)] as const;
    cx.report(code, msg('{0} takes sequences that differ only on their first axis: {1} and {2}', cx.label, ...shapes), {
      at: 'sequences',
      from: [items![0]!, odd],
    });
  }
  return any && rest(any);
}

function longest(items: readonly TensorValue[] | null): Dim {
  const lengths = items?.map((t) => dimAt(t.shape, 0)) ?? [];
  if (lengths.length && lengths.every(isLiteral)) return Math.max(...lengths);
  return lengths.length && lengths.every((n) => n !== freeDim && compareDims(n, lengths[0]!) === 'equal') ? lengths[0]! : unknownDim;
}

/** Sequences of several lengths in one tensor, and back. */
export const packedSequences: readonly LibraryEntry[] = [
  ...torchOp({
    name: `${room}.pack_padded_sequence`,
    summary: 'Packs padded sequences, so that a recurrent module goes over none of the padding.',
    params: { input: x(), lengths: x(), batch_first: flag(false), enforce_sorted: flag(true) },
    codes: ['dim-mismatch', 'rank-mismatch', 'non-positive-size', 'unknown-argument'],
    call({ input, lengths, batch_first, enforce_sorted }, cx) {
      const rank = rankOf(input.shape);
      if (rank !== null && rank < 2)
        cx.report(
          'rank-mismatch',
          msg('{0}: {1} must have {2}, it is {3}', cx.label, 'input', msg('at least {0} axes', 2), formatShape(input.shape)),
          {
            at: 'input',
            from: [input],
          },
        );
      const batch = batch_first === null ? unknownDim : dimAt(input.shape, batch_first ? 0 : 1);
      const time = batch_first === null ? unknownDim : dimAt(input.shape, batch_first ? 1 : 0);
      const count = rankOf(lengths.shape) === 1 ? dimAt(lengths.shape, 0) : unknownDim;
      let known = whole(lengths.data);
      if (compareDims(count, batch) === 'different') {
        cx.report(
          'dim-mismatch',
          msg(
            '{0} takes a length for each of {1} sequences, it gets {2}: {3}',
            cx.label,
            formatDim(batch),
            formatDim(count),
            formatShape(input.shape),
          ),
          {
            at: 'lengths',
            from: [input],
            fixes:
              batch_first === false && compareDims(count, dimAt(input.shape, 0)) === 'equal' ? [{ set: 'batch_first', value: true }] : [],
          },
        );
        known = null;
      } else if (known && !checkLengths(known, enforce_sorted, cx, 'lengths')) known = null;
      // Beyond the end of the sequences there is no telling what is packed.
      else if (known && typeof time === 'number' && Math.max(...known) > time) known = null;
      return packed(
        cx,
        input,
        rank !== null && rank >= 2 ? shapeOf(input.shape!.dims.slice(2)) : null,
        { batch, lengths: known },
        enforce_sorted,
      );
    },
    examples: [
      'torch.nn.utils.rnn.pack_padded_sequence(torch.zeros(2, 5, 8), [5, 3], batch_first=True).data  #> [8, 8]',
      'torch.nn.utils.rnn.pack_padded_sequence(torch.zeros(5, 2, 8), [5, 3, 1])  #! error[dim-mismatch]: each of 2 sequences',
      'torch.nn.utils.rnn.pack_padded_sequence(torch.zeros(5), [5])  #! error[rank-mismatch]: at least 2 axes',
      'torch.nn.utils.rnn.pack_padded_sequence(torch.zeros(5, 2, 8), [5, 0])  #! error[non-positive-size]: at least 1',
      'torch.nn.utils.rnn.pack_padded_sequence(torch.zeros(5, 2, 8), [3, 5])  #! error[unknown-argument]: from the longest',
    ],
  }),
  ...torchOp({
    name: `${room}.pad_packed_sequence`,
    summary: 'Unpacks sequences into a padded tensor, and gives the length of each beside it.',
    params: { sequence: value(), batch_first: flag(false), padding_value: value(none), total_length: value(none) },
    codes: ['dim-mismatch'],
    call({ sequence, batch_first, total_length }, cx) {
      const found = packedOf(sequence, cx.heap);
      if (!found) return tuple([made(cx, [], null, null), made(cx, [], { dims: [unknownDim], hasPrefix: false }, 'int64')]);
      const { data, batch, time } = found;
      const total = total_length.kind === 'none' ? time : total_length.kind === 'int' ? total_length.value : unknownDim;
      if (typeof total === 'number' && typeof time === 'number' && total < time)
        cx.report('dim-mismatch', msg('{0}: total_length is {1}, the longest sequence has {2}', cx.label, total, time), {
          at: 'total_length',
        });
      const lead = batch_first === null ? [unknownDim, unknownDim] : batch_first ? [batch, total] : [total, batch];
      const rest = rankOf(data.shape) === null ? null : data.shape!.dims.slice(1);
      return tuple([made(cx, [data], rest && shapeOf([...lead, ...rest]), data.dtype), made(cx, [], shapeOf([batch]), 'int64')]);
    },
    examples: [
      'torch.nn.utils.rnn.pad_packed_sequence(torch.nn.utils.rnn.pack_padded_sequence(torch.zeros(5, 2, 8), [4, 3]))[0]  #> [4, 2, 8]',
      'torch.nn.utils.rnn.pad_packed_sequence(torch.nn.utils.rnn.pack_sequence([torch.zeros(5, 8)]), total_length=3)  #! error[dim-mismatch]: total_length is 3',
    ],
  }),
  ...torchOp({
    name: `${room}.pad_sequence`,
    summary: 'Puts sequences of several lengths into one tensor, the shorter ones padded.',
    params: { sequences: value(), batch_first: flag(false), padding_value: value(none) },
    other: ['padding_side'],
    codes: ['dim-mismatch', 'rank-mismatch'],
    call({ sequences, batch_first }, cx) {
      const { items, any, count } = sequencesOf(sequences, cx);
      const rest = restOf(items, any, cx);
      const lead = batch_first === null ? [unknownDim, unknownDim] : batch_first ? [count, longest(items)] : [longest(items), count];
      return made(cx, items ?? [], rest && shapeOf([...lead, ...rest.dims]), any?.dtype ?? null);
    },
    examples: [
      'torch.nn.utils.rnn.pad_sequence([torch.zeros(5, 8), torch.zeros(3, 8)], batch_first=True)  #> [2, 5, 8]',
      'torch.nn.utils.rnn.pad_sequence([torch.zeros(5, 8), torch.zeros(3, 7)])  #! error[dim-mismatch]: differ only on their first axis',
      'torch.nn.utils.rnn.pad_sequence([torch.zeros(5, 8), torch.zeros(3)])  #! error[rank-mismatch]: differ only on their first axis',
    ],
  }),
  ...torchOp({
    name: `${room}.pack_sequence`,
    summary: 'Packs sequences of several lengths, so that a recurrent module goes over none of the padding.',
    params: { sequences: value(), enforce_sorted: flag(true) },
    codes: ['dim-mismatch', 'rank-mismatch', 'non-positive-size', 'unknown-argument'],
    call({ sequences, enforce_sorted }, cx) {
      const { items, any, count } = sequencesOf(sequences, cx);
      const rest = restOf(items, any, cx);
      const dims = items?.map((t) => dimAt(t.shape, 0)) ?? null;
      const lengths = dims?.every(isLiteral) && checkLengths(dims, enforce_sorted, cx, 'sequences') ? dims : null;
      return packed(cx, any ?? made(cx, [], null, null), rest, { batch: count, lengths }, enforce_sorted);
    },
    examples: [
      'torch.nn.utils.rnn.pack_sequence([torch.zeros(5, 8), torch.zeros(3, 8)]).data  #> [8, 8]',
      'torch.nn.utils.rnn.pack_sequence([torch.zeros(5, 8), torch.zeros(3, 7)])  #! error[dim-mismatch]: differ only on their first axis',
      'torch.nn.utils.rnn.pack_sequence([torch.zeros(5, 8), torch.zeros(3)])  #! error[rank-mismatch]: differ only on their first axis',
      'torch.nn.utils.rnn.pack_sequence([torch.zeros(5, 8), torch.zeros(0, 8)])  #! error[non-positive-size]: at least 1',
      'torch.nn.utils.rnn.pack_sequence([torch.zeros(3, 8), torch.zeros(5, 8)])  #! error[unknown-argument]: from the longest',
    ],
  }),
  ...torchOp({
    name: `${room}.unpad_sequence`,
    summary: 'Takes a padded tensor apart into its sequences.',
    params: { padded_sequences: x(), lengths: x(), batch_first: flag(false) },
    codes: [],
    call({ padded_sequences, lengths, batch_first }, cx) {
      const { shape, dtype } = padded_sequences;
      const batch = batch_first === null ? unknownDim : dimAt(shape, batch_first ? 0 : 1);
      const known = whole(lengths.data);
      const rest = (rankOf(shape) ?? 0) >= 2 ? shape!.dims.slice(2) : null;
      const one = (length: Dim): TensorValue => made(cx, [padded_sequences], rest && shapeOf([length, ...rest]), dtype);
      const items =
        typeof batch === 'number' && batch <= 256 ? Array.from({ length: batch }, (_, i) => one(known?.[i] ?? unknownDim)) : null;
      return cx.alloc({ kind: 'list', isSet: false, items, element: one(unknownDim), count: batch });
    },
    examples: [],
  }),
  ...torchOp({
    name: `${room}.unpack_sequence`,
    summary: 'Takes packed sequences apart.',
    params: { packed_sequences: value() },
    codes: [],
    call({ packed_sequences }, cx) {
      const found = packedOf(packed_sequences, cx.heap);
      const rest = found && rankOf(found.data.shape) !== null ? found.data.shape!.dims.slice(1) : null;
      const element = found ? made(cx, [found.data], rest && shapeOf([unknownDim, ...rest]), found.data.dtype) : unknown;
      return cx.alloc({ kind: 'list', isSet: false, items: null, element, ...(found && { count: found.batch }) });
    },
    examples: [],
  }),
  ...['to', 'cuda', 'cpu', 'float', 'double', 'half', 'long', 'int', 'pin_memory'].map((name) =>
    defineMethod({
      name: `${packedClass}.${name}`,
      params: { self: value(), device: value(none) },
      takesAnyKeyword: true,
      call: ({ self }) => self,
    }),
  ),
];
