import type { LibraryEntry } from '../../kernel';
import { broadcastAll, msg } from '../../kernel';
import type { DiagnosticCode } from '../../../diagnostics/codes';
import { compareDims, isLiteral } from '../../../values/dim';
import type { MaybeShape } from '../../../values/shape';
import { dimAt, formatShape, rankOf, shapeOf } from '../../../values/shape';
import type { TensorValue } from '../../../values/value';
import { floatType, promoteTypes } from '../elementTypes';
import { differs } from '../expectedShapes';
import type { LossReports, LossTerms } from './lossRule';
import { isWholeType, loss, refuseWholeOutput } from './lossRule';

function shapesOf(xs: readonly TensorValue[]): string {
  return xs.map(({ shape }) => formatShape(shape)).join(', ');
}

/** Tensors of the same number of axes that fit each other; null when they do not, which is reported. */
function alike(xs: readonly TensorValue[], cx: LossReports): MaybeShape | 'reported' {
  const ranks = new Set(xs.map(({ shape }) => rankOf(shape)).filter((rank) => rank !== null));
  const merged = broadcastAll(xs.map(({ shape }) => shape));
  if (ranks.size <= 1 && merged.fits) return merged.shape;
  cx.report('loss-target-mismatch', msg('{0}: the tensors must have the same shape: {1}', cx.label, shapesOf(xs)), { from: xs });
  return 'reported';
}

/** Distances of an anchor from what is like it and what is not. */
function triplet(xs: readonly TensorValue[], cx: LossReports): LossTerms {
  const shape = alike(xs, cx);
  const type = xs.reduce<string | null>((dtype, each) => promoteTypes(dtype, each.dtype), xs[0]!.dtype);
  if (shape === 'reported' || !shape || shape.hasPrefix) return { shape: null, dtype: floatType(type) };
  return { shape: shapeOf(shape.dims.slice(0, -1)), dtype: floatType(type) };
}

const ones = (...shapes: readonly string[]): string => shapes.map((shape) => `torch.zeros(${shape})`).join(', ');
const examples = (
  module: string,
  fn: string,
  good: string,
  out: string,
  bad: string,
  text: string,
  code: DiagnosticCode = 'loss-target-mismatch',
) => ({
  module: [`torch.nn.${module}()(${good})  #> ${out}`, `torch.nn.${module}()(${bad})  #! error[${code}]: ${text}`],
  fn: [`torch.nn.functional.${fn}(${good})  #> ${out}`, `torch.nn.functional.${fn}(${bad})  #! error[${code}]: ${text}`],
});

const old = 'size_average reduce reduction';
const similar = {
  module: 'The loss of pairs of rows by their cosine, against 1 for what is alike and -1 for what is not.',
  fn: 'The loss of pairs of rows by their cosine, against 1 for what is alike and -1 for what is not.',
};

/** Losses that compare several outputs with each other. */
export const comparingLosses: readonly LibraryEntry[] = [
  ...loss({
    module: 'CosineEmbeddingLoss',
    fn: 'cosine_embedding_loss',
    summary: similar,
    inputs: ['input1', 'input2', 'target'],
    params: { module: `margin ${old}`, fn: `margin ${old}` },
    terms([a, b, target], _, cx) {
      const rank = rankOf(target!.shape);
      const inputs = broadcastAll([a!.shape, b!.shape]);
      const rows = [a!, b!].map(({ shape }) => rankOf(shape)).filter((each) => each !== null);
      const isWrong =
        (rank !== null && rank > 1) ||
        !inputs.fits ||
        (rank !== null && rows.some((each) => each !== rank + 1)) ||
        (inputs.fits && rank === 1 && rankOf(inputs.shape) === 2 && !broadcastAll([shapeOf([dimAt(inputs.shape, 0)]), target!.shape]).fits);
      if (isWrong)
        cx.report(
          'loss-target-mismatch',
          msg('{0} takes pairs of rows, and 1 or -1 for each of them: {1}', cx.label, shapesOf([a!, b!, target!])),
          {
            from: [a!, b!, target!],
          },
        );
      const merged =
        inputs.fits && rank === 1
          ? broadcastAll([rankOf(inputs.shape) === 2 ? shapeOf([dimAt(inputs.shape, 0)]) : null, target!.shape])
          : null;
      const dtype =
        isWholeType(a!) || isWholeType(b!)
          ? isWholeType(a!) && isWholeType(b!)
            ? null
            : promoteTypes(a!.dtype, b!.dtype)
          : promoteTypes(a!.dtype, b!.dtype);
      return { shape: rank === 0 ? shapeOf([]) : merged?.fits ? merged.shape : null, dtype };
    },
    codes: ['loss-target-mismatch'],
    examples: examples(
      'CosineEmbeddingLoss',
      'cosine_embedding_loss',
      ones('4, 8', '4, 8', '4'),
      '[]',
      ones('4, 8', '4, 8', '4, 1'),
      'pairs of rows',
    ),
  }),
  ...loss({
    module: 'MarginRankingLoss',
    fn: 'margin_ranking_loss',
    summary: {
      module: 'The loss of pairs of scores against 1 where the first should be larger and -1 where the second should.',
      fn: 'The loss of pairs of scores against 1 where the first should be larger and -1 where the second should.',
    },
    inputs: ['input1', 'input2', 'target'],
    params: { module: `margin ${old}`, fn: `margin ${old}` },
    terms(xs, _, cx) {
      const shape = alike(xs, cx);
      const dtype = xs.some(isWholeType)
        ? isWholeType(xs[0]!) && isWholeType(xs[1]!)
          ? null
          : promoteTypes(xs[0]!.dtype, xs[1]!.dtype)
        : promoteTypes(promoteTypes(xs[0]!.dtype, xs[1]!.dtype), xs[2]!.dtype);
      return { shape: shape === 'reported' ? null : shape, dtype };
    },
    codes: ['loss-target-mismatch'],
    examples: examples('MarginRankingLoss', 'margin_ranking_loss', ones('4', '4', '4'), '[]', ones('4', '4, 1', '4'), 'the same shape'),
  }),
  ...loss({
    module: 'TripletMarginLoss',
    fn: 'triplet_margin_loss',
    summary: {
      module: 'The loss of rows that should lie nearer to a positive example than to a negative one.',
      fn: 'The loss of rows that should lie nearer to a positive example than to a negative one.',
    },
    inputs: ['anchor', 'positive', 'negative'],
    params: { module: `margin p eps swap ${old}`, fn: `margin p eps swap ${old}` },
    terms: (xs, _, cx) => triplet(xs, cx),
    codes: ['loss-target-mismatch'],
    examples: examples(
      'TripletMarginLoss',
      'triplet_margin_loss',
      ones('4, 8', '4, 8', '4, 8'),
      '[]',
      ones('4, 8', '4, 8', '8'),
      'the same shape',
    ),
  }),
  ...loss({
    module: 'TripletMarginWithDistanceLoss',
    fn: 'triplet_margin_with_distance_loss',
    summary: {
      module: 'The loss of rows that should lie nearer to a positive example than to a negative one, by a distance of one’s own.',
      fn: 'The loss of rows that should lie nearer to a positive example than to a negative one, by a distance of one’s own.',
    },
    inputs: ['anchor', 'positive', 'negative'],
    params: { module: '* distance_function margin swap reduction', fn: '* distance_function margin swap reduction' },
    terms(xs, { distance_function }, cx) {
      const terms = triplet(xs, cx);
      return (distance_function as { kind: string }).kind === 'none' ? terms : { shape: null, dtype: null };
    },
    codes: ['loss-target-mismatch'],
    examples: examples(
      'TripletMarginWithDistanceLoss',
      'triplet_margin_with_distance_loss',
      ones('4, 8', '4, 8', '4, 8'),
      '[]',
      ones('4, 8', '4, 8', '8'),
      'the same shape',
    ),
  }),
  ...loss({
    module: 'GaussianNLLLoss',
    fn: 'gaussian_nll_loss',
    summary: {
      module: 'The loss of expected values and their variances against what came.',
      fn: 'The loss of expected values and their variances against what came.',
    },
    inputs: ['input', 'target', 'var'],
    params: { module: '* full eps reduction', fn: 'full eps reduction' },
    terms([out, target, variance], _, cx) {
      const both = broadcastAll([out!.shape, target!.shape]);
      const dtype = isWholeType(out!)
        ? null
        : [target!, variance!].reduce<string | null>(
            (type, each) => (isWholeType(each) || rankOf(each.shape) === 0 ? type : promoteTypes(type, each.dtype)),
            out!.dtype,
          );
      if (!both.fits) {
        cx.report(
          'loss-target-mismatch',
          msg('{0}: the shapes of output and target do not fit each other: {1}', cx.label, shapesOf([out!, target!])),
          {
            from: [out!, target!],
          },
        );
        return { shape: out!.shape, dtype };
      }
      const rank = rankOf(out!.shape);
      if (rank !== null && rankOf(variance!.shape) !== null && rankOf(variance!.shape) !== 0) {
        const rest = out!.shape!.dims.slice(0, -1);
        const fitting = [out!.shape, shapeOf(rest), shapeOf([...rest, 1])];
        if (fitting.every((shape) => differs(variance!.shape, shape)))
          cx.report(
            'loss-target-mismatch',
            msg(
              '{0}: {1} must have the shape of the output, {2}, it is {3}',
              cx.label,
              'var',
              formatShape(out!.shape),
              formatShape(variance!.shape),
            ),
            {
              from: [variance!],
            },
          );
      }
      return { shape: both.shape, dtype };
    },
    codes: ['loss-target-mismatch'],
    examples: examples(
      'GaussianNLLLoss',
      'gaussian_nll_loss',
      ones('4, 3', '4, 3', '4, 3'),
      '[]',
      ones('4, 3', '4, 3', '3'),
      'the shape of the output',
    ),
  }),
  ...loss({
    module: 'CTCLoss',
    fn: 'ctc_loss',
    summary: {
      module: 'The loss of a sequence of logarithms of probabilities, time on the first axis, against a shorter sequence of class ids.',
      fn: 'The loss of a sequence of logarithms of probabilities, time on the first axis, against a shorter sequence of class ids.',
    },
    inputs: ['log_probs', 'targets', 'input_lengths', 'target_lengths'],
    params: { module: 'blank reduction zero_infinity', fn: 'blank reduction zero_infinity' },
    terms([out, target, lengths, targetLengths], { blank }, cx) {
      const rank = rankOf(out!.shape);
      const batch = rank === 3 ? dimAt(out!.shape, 1) : rank === 2 ? 1 : null;
      const terms = { shape: rank === 3 ? shapeOf([batch!]) : rank === 2 ? shapeOf([]) : null, dtype: out!.dtype };
      if (refuseWholeOutput(out!, cx) || batch === null) return terms;
      const classes = dimAt(out!.shape, -1);
      if (isLiteral(blank as number) && isLiteral(classes) && ((blank as number) < 0 || (blank as number) >= classes)) {
        cx.report(
          'class-count',
          msg('{0}: the output has {1} classes, numbered from 0, the target holds {2}', cx.label, classes, blank as number),
        );
        return terms;
      }
      for (const [name, each] of [
        ['input_lengths', lengths!],
        ['target_lengths', targetLengths!],
      ] as const) {
        if (rankOf(each.shape) === 1 && compareDims(dimAt(each.shape, 0), batch) === 'different') {
          cx.report(
            'loss-target-mismatch',
            msg(
              '{0} takes {1} for each of the {2} examples, it gets {3}',
              cx.label,
              name,
              formatShape(shapeOf([batch])),
              formatShape(each.shape),
            ),
            {
              from: [out!],
            },
          );
          return terms;
        }
        if (each.dtype !== null && !isWholeType(each) && each.shape) {
          cx.report('loss-target-mismatch', msg('{0}: {1} are whole numbers, not {2}', cx.label, name, each.dtype));
          return terms;
        }
      }
      if (rank === 3 && rankOf(target!.shape) === 2 && compareDims(dimAt(target!.shape, 0), batch) === 'different') {
        cx.report(
          'loss-target-mismatch',
          msg(
            '{0}: for an output of shape {1} the target has {2} rows, it is {3}',
            cx.label,
            formatShape(out!.shape),
            typeof batch === 'number' ? batch : '',
            formatShape(target!.shape),
          ),
          {
            from: [out!, target!],
          },
        );
        return terms;
      }
      const limits = [
        ['input_lengths', lengths!, dimAt(out!.shape, 0)],
        ['target_lengths', targetLengths!, rankOf(target!.shape) === 2 ? dimAt(target!.shape, 1) : null],
      ] as const;
      for (const [name, each, limit] of limits) {
        const most = each.data?.length ? Math.max(...each.data) : null;
        if (most === null || limit === null || !isLiteral(limit) || most <= limit) continue;
        cx.report('loss-target-mismatch', msg('{0}: {1} go up to {2}, there are {3} steps', cx.label, name, most, limit), { from: [out!] });
        break;
      }
      return terms;
    },
    codes: ['loss-target-mismatch', 'dtype-mismatch', 'class-count'],
    examples: {
      module: [
        'torch.nn.CTCLoss()(torch.zeros(10, 2, 5), torch.ones(2, 3, dtype=torch.int64), (10, 10), (3, 3))  #> []',
        'torch.nn.CTCLoss()(torch.zeros(10, 2, 5), torch.ones(2, 3, dtype=torch.int64), (10,), (3, 3))  #! error[loss-target-mismatch]: input_lengths',
        'torch.nn.CTCLoss()(torch.zeros(10, 2, 5, dtype=torch.int64), torch.ones(2, 3), (10, 10), (3, 3))  #! error[dtype-mismatch]: takes floats',
        'torch.nn.CTCLoss(blank=5)(torch.zeros(10, 2, 5), torch.ones(2, 3), (10, 10), (3, 3))  #! error[class-count]: 5 classes',
      ],
      fn: [
        'torch.nn.functional.ctc_loss(torch.zeros(10, 2, 5), torch.ones(2, 3), (10, 10), (3, 3))  #> []',
        'torch.nn.functional.ctc_loss(torch.zeros(10, 2, 5), torch.ones(2, 3), (10,), (3, 3))  #! error[loss-target-mismatch]: input_lengths',
        'torch.nn.functional.ctc_loss(torch.zeros(10, 2, 5, dtype=torch.int64), torch.ones(2, 3), (10, 10), (3, 3))  #! error[dtype-mismatch]: takes floats',
        'torch.nn.functional.ctc_loss(torch.zeros(10, 2, 5), torch.ones(2, 3), (10, 10), (3, 3), blank=5)  #! error[class-count]: 5 classes',
      ],
    },
  }),
];
