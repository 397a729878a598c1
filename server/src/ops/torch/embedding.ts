import type { CallContext, LibraryEntry } from '../kernel';
import { any, choice, defineOp, flag, isSurelyOutside, msg, number, plainDim, staysBelow, text, value, weight } from '../kernel';
import type { Dim } from '../../values/dim';
import { formatDim, isLiteral, productOf, subDims, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import type { BoundArgs, TensorValue, Value } from '../../values/value';
import { int, none } from '../../values/value';
import { differs, refuseIndices } from './expectedShapes';
import type { Reports } from './expectedShapes';
import { placement, torchModule } from './torchModule';
import { made, torchOp, x } from './torchOp';

/** Reports ids that certainly lie outside of a table. True when it was reported. */
function refuseIds(ids: TensorValue, rows: Dim, cx: Reports, at = 'num_embeddings'): boolean {
  const { range } = ids;
  if (!range || range.isContinuous || !isLiteral(rows) || staysBelow(range, rows)) return false;
  const wrong = range.min < 0 ? range.min : range.max;
  const count = rankOf(ids.shape) === null ? 0 : productOf(ids.shape!.dims);
  const isCertain = !!ids.data || isSurelyOutside(range, 0, rows, count);
  const more = {
    at,
    severity: isCertain ? ('error' as const) : ('warning' as const),
    ...(wrong > 0 && at === 'num_embeddings' && { fixes: [{ set: at, value: wrong + 1 }] }),
  };
  cx.report('class-count', msg('{0} has a row for each id from 0 to {1}, it gets the id {2}', cx.label, rows - 1, wrong), more);
  return true;
}

/** The ids' own axes, and behind them those of a row. */
function looked(ids: TensorValue, row: readonly Dim[] | null): MaybeShape {
  if (!row) return null;
  return ids.shape ? { ...ids.shape, dims: [...ids.shape.dims, ...row] } : { dims: row, hasPrefix: true };
}

function refusePadding(padding: Value, rows: Dim): boolean {
  return padding.kind === 'int' && isLiteral(padding.value) && isLiteral(rows) && (padding.value >= rows || padding.value < -rows);
}

const table = { num_embeddings: plainDim(), embedding_dim: plainDim() };

export const embedding: readonly LibraryEntry[] = [
  ...torchModule({
    name: 'nn.Embedding',
    summary: 'Replaces each id by a trained row of a table: a new last axis of `embedding_dim`.',
    category: 'embedding',
    params: { ...table, padding_idx: value(none) },
    other: ['max_norm', 'norm_type', 'scale_grad_by_freq', 'sparse', '_weight', '_freeze', ...placement],
    shown: ['num_embeddings', 'embedding_dim'],
    codes: ['dtype-mismatch', 'class-count'],
    dtype: () => 'float32',
    refuses: ({ padding_idx, num_embeddings }, label) =>
      refusePadding(padding_idx, num_embeddings)
        ? {
            at: 'padding_idx',
            code: 'class-count',
            message: msg('{0}: padding_idx lies outside of the {1} rows', label, formatDim(num_embeddings)),
          }
        : null,
    shape({ num_embeddings, embedding_dim }, [ids], cx) {
      if (!refuseIndices(ids!, cx)) refuseIds(ids!, num_embeddings, cx);
      return looked(ids!, [embedding_dim]);
    },
    weights: ({ num_embeddings, embedding_dim }) => [weight('weight', [num_embeddings, embedding_dim])],
    examples: [
      'torch.nn.Embedding(100, 16)(torch.zeros(4, 7, dtype=torch.int64))  #> [4, 7, 16]',
      'torch.nn.Embedding(100, 16)(torch.zeros(4, 7))  #! error[dtype-mismatch]: indices of type int64',
      'torch.nn.Embedding(100, 16, padding_idx=100)  #! error[class-count]: padding_idx',
    ],
  }),
  ...torchModule({
    name: 'nn.EmbeddingBag',
    summary: 'Sums or averages the trained rows of each bag of ids.',
    category: 'embedding',
    params: {
      ...table,
      max_norm: any(),
      norm_type: number(2),
      scale_grad_by_freq: flag(false),
      mode: text('mean'),
      sparse: flag(false),
      _weight: any(),
      include_last_offset: flag(false),
      padding_idx: value(none),
    },
    other: placement,
    inputs: ['input'],
    callParams: ['offsets', 'per_sample_weights'],
    shown: ['num_embeddings', 'embedding_dim'],
    codes: ['dtype-mismatch', 'class-count', 'rank-mismatch', 'missing-argument', 'unknown-argument'],
    dtype: () => 'float32',
    refuses: ({ padding_idx, num_embeddings }, label) =>
      refusePadding(padding_idx, num_embeddings)
        ? {
            at: 'padding_idx',
            code: 'class-count',
            message: msg('{0}: padding_idx lies outside of the {1} rows', label, formatDim(num_embeddings)),
          }
        : null,
    shape({ num_embeddings, embedding_dim, include_last_offset }, [ids], cx) {
      const bags = bagsOf(ids!, cx.given('offsets'), include_last_offset, cx);
      if (!refuseIndices(ids!, cx)) refuseIds(ids!, num_embeddings, cx);
      return shapeOf([bags, embedding_dim]);
    },
    weights: ({ num_embeddings, embedding_dim }) => [weight('weight', [num_embeddings, embedding_dim])],
    examples: [
      'torch.nn.EmbeddingBag(100, 16)(torch.zeros(4, 7, dtype=torch.int64))  #> [4, 16]',
      'torch.nn.EmbeddingBag(100, 16)(torch.zeros(4, 7))  #! error[dtype-mismatch]: indices of type int64',
      'torch.nn.EmbeddingBag(100, 16)(torch.zeros(4, 7, 2, dtype=torch.int64))  #! error[rank-mismatch]: 1 to 2 axes',
      'torch.nn.EmbeddingBag(100, 16)(torch.zeros(7, dtype=torch.int64))  #! error[missing-argument]: offsets',
      'torch.nn.EmbeddingBag(100, 16)(torch.zeros(4, 7, dtype=torch.int64), torch.zeros(4, dtype=torch.int64))  #! error[unknown-argument]: offsets',
      'torch.nn.EmbeddingBag(100, 16, padding_idx=100)  #! error[class-count]: padding_idx',
    ],
  }),
  ...torchOp({
    name: 'nn.functional.embedding',
    summary: 'Replaces each id by a row of a table.',
    category: 'embedding',
    params: { input: x(), weight: x(), padding_idx: value(none) },
    other: ['max_norm', 'norm_type', 'scale_grad_by_freq', 'sparse'],
    codes: ['dtype-mismatch', 'class-count', 'rank-mismatch'],
    call({ input, weight: rows, padding_idx }, cx) {
      if (rankOf(rows.shape) !== null && rankOf(rows.shape) !== 2)
        cx.report(
          'rank-mismatch',
          msg('{0}: {1} must have {2}, it is {3}', cx.label, 'weight', msg('{0} axes', 2), formatShape(rows.shape)),
          {
            at: 'weight',
            from: [rows],
          },
        );
      else if (refusePadding(padding_idx, dimAt(rows.shape, 0)))
        cx.report('class-count', msg('{0}: padding_idx lies outside of the {1} rows', cx.label, formatDim(dimAt(rows.shape, 0))));
      else if (!refuseIndices(input, cx)) refuseIds(input, dimAt(rows.shape, 0), cx, 'input');
      return made(cx, [input, rows], looked(input, rankOf(rows.shape) === 2 ? rows.shape!.dims.slice(1) : [unknownDim]), rows.dtype);
    },
    examples: [
      'torch.nn.functional.embedding(torch.zeros(4, 7, dtype=torch.int64), torch.zeros(100, 16))  #> [4, 7, 16]',
      'torch.nn.functional.embedding(torch.zeros(4, 7), torch.zeros(100, 16))  #! error[dtype-mismatch]: indices of type int64',
      'torch.nn.functional.embedding(torch.zeros(4, dtype=torch.int64), torch.zeros(100))  #! error[rank-mismatch]: 2 axes',
      'torch.nn.functional.embedding(torch.zeros(4, dtype=torch.int64), torch.zeros(9, 2), 9)  #! error[class-count]: padding_idx',
    ],
  }),
  ...torchOp({
    name: 'nn.functional.embedding_bag',
    summary: 'Sums or averages the rows of a table for each bag of ids.',
    category: 'embedding',
    params: {
      input: x(),
      weight: x(),
      offsets: value(none),
      max_norm: any(),
      norm_type: number(2),
      scale_grad_by_freq: flag(false),
      mode: choice('mean', 'sum', 'mean', 'max'),
      sparse: flag(false),
      per_sample_weights: value(none),
      include_last_offset: flag(false),
    },
    other: ['padding_idx'],
    codes: ['dtype-mismatch', 'rank-mismatch', 'missing-argument', 'unknown-argument'],
    call({ input, weight: rows, offsets, include_last_offset }, cx) {
      const bags = bagsOf(input, offsets, include_last_offset, cx);
      if (!refuseIndices(input, cx)) refuseIds(input, dimAt(rows.shape, 0), cx, 'input');
      return made(cx, [input, rows], shapeOf([bags, dimAt(rows.shape, -1)]), rows.dtype);
    },
    examples: [
      'torch.nn.functional.embedding_bag(torch.zeros(4, 7, dtype=torch.int64), torch.zeros(100, 16))  #> [4, 16]',
      'torch.nn.functional.embedding_bag(torch.zeros(4, 7), torch.zeros(100, 16))  #! error[dtype-mismatch]: indices of type int64',
      'torch.nn.functional.embedding_bag(torch.zeros(4, 7, 2, dtype=torch.int64), torch.zeros(9, 16))  #! error[rank-mismatch]: 1 to 2 axes',
      'torch.nn.functional.embedding_bag(torch.zeros(7, dtype=torch.int64), torch.zeros(9, 16))  #! error[missing-argument]: offsets',
      "torch.nn.functional.embedding_bag(torch.zeros(4, 7, dtype=torch.int64), torch.zeros(9, 16), mode='avg')  #! error[unknown-argument]: mode",
    ],
  }),
  defineOp({
    name: 'torch.nn.Embedding.from_pretrained',
    docs: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.Embedding.html',
    summary: 'An embedding whose rows are given.',
    category: 'embedding',
    isSecondary: true,
    params: { embeddings: x(), freeze: flag(true), padding_idx: value(none) },
    otherParams: ['max_norm', 'norm_type', 'scale_grad_by_freq', 'sparse'],
    codes: ['rank-mismatch'],
    call: ({ embeddings }, cx, bound) => fromRows('torch.nn.Embedding', embeddings, cx, bound),
    examples: [
      'torch.nn.Embedding.from_pretrained(torch.zeros(100, 16))(torch.zeros(4, dtype=torch.int64))  #> [4, 16]',
      'torch.nn.Embedding.from_pretrained(torch.zeros(100))  #! error[rank-mismatch]: 2 axes',
    ],
  }),
  defineOp({
    name: 'torch.nn.EmbeddingBag.from_pretrained',
    docs: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.EmbeddingBag.html',
    summary: 'A bag of embeddings whose rows are given.',
    category: 'embedding',
    isSecondary: true,
    params: { embeddings: x(), freeze: flag(true), max_norm: any() },
    otherParams: ['norm_type', 'scale_grad_by_freq', 'mode', 'sparse', 'include_last_offset', 'padding_idx'],
    codes: ['rank-mismatch'],
    call: ({ embeddings }, cx, bound) => fromRows('torch.nn.EmbeddingBag', embeddings, cx, bound),
    examples: [
      'torch.nn.EmbeddingBag.from_pretrained(torch.zeros(100, 16))(torch.zeros(4, 3, dtype=torch.int64))  #> [4, 16]',
      'torch.nn.EmbeddingBag.from_pretrained(torch.zeros(100))  #! error[rank-mismatch]: 2 axes',
    ],
  }),
];

function fromRows(path: string, rows: TensorValue, cx: CallContext, bound: BoundArgs): Value {
  const rank = rankOf(rows.shape);
  if (rank !== null && rank !== 2)
    cx.report(
      'rank-mismatch',
      msg('{0}: {1} must have {2}, it is {3}', cx.label, 'embeddings', msg('{0} axes', 2), formatShape(rows.shape)),
      {
        at: 'embeddings',
        from: [rows],
      },
    );
  const kept = ['padding_idx', 'include_last_offset'].flatMap((name) => {
    const given = bound.values.get(name);
    return given ? [[name, given.value] as const] : [];
  });
  return cx.callWith({ kind: 'library', path }, [int(dimAt(rows.shape, 0)), int(dimAt(rows.shape, 1))], new Map(kept));
}

/** How many bags there are: the rows of a matrix of ids, or where bags begin in one long row. */
function bagsOf(ids: TensorValue, offsets: Value | undefined, includesLast: boolean | null, cx: Reports): Dim {
  const rank = rankOf(ids.shape);
  const isGiven = offsets !== undefined && offsets.kind !== 'none';
  if (rank === 2) {
    if (isGiven && offsets.kind === 'tensor')
      cx.report('unknown-argument', msg('{0} takes no offsets beside ids of two axes: {1}', cx.label, formatShape(ids.shape)), {
        from: [ids],
      });
    return dimAt(ids.shape, 0);
  }
  if (rank === 1) {
    if (!isGiven) {
      cx.report('missing-argument', msg('{0} needs offsets for ids of one axis: {1}', cx.label, formatShape(ids.shape)), { from: [ids] });
      return unknownDim;
    }
    if (offsets.kind !== 'tensor') return unknownDim;
    if (differs(offsets.shape, shapeOf([unknownDim])))
      cx.report(
        'rank-mismatch',
        msg('{0}: {1} must have {2}, it is {3}', cx.label, 'offsets', msg('{0} axes', 1), formatShape(offsets.shape)),
      );
    const n = dimAt(offsets.shape, 0);
    return includesLast === null ? unknownDim : includesLast ? subDims(n, 1) : n;
  }
  if (rank !== null)
    cx.report(
      'rank-mismatch',
      msg('{0}: {1} must have {2}, it is {3}', cx.label, 'input', msg('{0} to {1} axes', 1, 2), formatShape(ids.shape)),
      {
        from: [ids],
      },
    );
  return unknownDim;
}
