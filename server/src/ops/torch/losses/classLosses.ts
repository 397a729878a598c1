import type { LibraryEntry } from '../../kernel';
import { msg } from '../../kernel';
import type { Dim } from '../../../values/dim';
import { compareDims, formatDim } from '../../../values/dim';
import type { MaybeShape } from '../../../values/shape';
import { dimAt, formatShape, rankOf, shapeOf } from '../../../values/shape';
import type { TensorValue } from '../../../values/value';
import { promoteTypes } from '../elementTypes';
import { differs } from '../expectedShapes';
import type { LossOptions, LossReports, LossTerms } from './lossRule';
import { alignedBy, checkClassIds, isWholeType, loss, refuseWholeOutput } from './lossRule';

/** Class ids against scores: one id for each place of the output without its axis of classes. */
function classTerms(out: TensorValue, target: TensorValue, options: LossOptions, cx: LossReports): LossTerms {
  const rank = rankOf(out.shape);
  const wanted = rank === null ? null : rank <= 1 ? shapeOf([]) : shapeOf([out.shape!.dims[0]!, ...out.shape!.dims.slice(2)]);
  const terms = { shape: rank === 1 ? target.shape : wanted, dtype: out.dtype };
  if (rank === 0) return { shape: null, dtype: out.dtype };
  if (refuseWholeOutput(out, cx)) return terms;
  // One example may have its target in a tensor of one.
  const isSingle = rank === 1 && rankOf(target.shape) === 1 && compareDims(dimAt(target.shape, 0), 1) !== 'different';
  if (wanted && !isSingle && differs(target.shape, wanted)) {
    cx.report(
      'loss-target-mismatch',
      msg(
        '{0}: for an output of shape {1} the target is {2}, one class for each; it has {3}',
        cx.label,
        formatShape(out.shape),
        formatShape(wanted),
        formatShape(target.shape),
      ),
      { at: 'target', from: [out, target], appends: repairs(out, target, wanted) },
    );
    return { shape: wanted, dtype: out.dtype };
  }
  // Pictures take ids of 64 bits only.
  if (target.dtype !== null && target.dtype !== 'int64' && (target.dtype !== 'uint8' || rank === 4) && target.shape && rank !== null) {
    cx.report('loss-target-mismatch', msg('{0}: class ids are of type int64, the target is of type {1}', cx.label, target.dtype), {
      at: 'target',
      from: [target],
      appends: [{ behind: 'target', text: '.long()' }],
    });
    return terms;
  }
  const classes = rank === 1 ? dimAt(out.shape, 0) : dimAt(out.shape, 1);
  if (!refuseClassWeight(options, classes, cx) && rank !== null)
    checkClassIds(target, classes, options['ignore_index'] === undefined ? -100 : (options['ignore_index'] as Dim), cx);
  return terms;
}

function repairs(out: TensorValue, target: TensorValue, wanted: MaybeShape): ReturnType<typeof alignedBy> {
  const squeezed = alignedBy({ ...out, shape: wanted }, target).filter(({ behind }) => behind === 'target');
  if (squeezed.length) return squeezed;
  // One-hot rows hold the class as their largest place.
  return rankOf(out.shape) === 2 && !differs(out.shape, target.shape) ? [{ behind: 'target', text: '.argmax(dim=1)' }] : [];
}

/** A weight for each class. True when it was reported. */
function refuseClassWeight(options: LossOptions, classes: Dim, cx: LossReports): boolean {
  const weight = options['weight'] as TensorValue | undefined;
  if (!weight || !differs(weight.shape, shapeOf([classes]))) return false;
  cx.report(
    'loss-target-mismatch',
    msg('{0} takes a weight for each of the {1} classes, it gets {2}', cx.label, formatDim(classes), formatShape(weight.shape)),
    {
      from: [weight],
    },
  );
  return true;
}

/** True where a target has the very shape of the output: then it holds probabilities. */
function isSameShape(out: TensorValue, target: TensorValue): boolean | null {
  const [p, q] = [rankOf(out.shape), rankOf(target.shape)];
  if (p === null || q === null) return null;
  if (p !== q) return false;
  const all = out.shape!.dims.map((d, i) => compareDims(d, target.shape!.dims[i]!));
  return all.includes('different') ? false : all.every((each) => each === 'equal') ? true : null;
}

/** Scores against class ids, or against probabilities of the same shape. */
function crossEntropy([out, target]: readonly TensorValue[], options: LossOptions, cx: LossReports): LossTerms {
  const same = isSameShape(out!, target!);
  const rank = rankOf(out!.shape);
  const wanted = rank === null ? null : rank <= 1 ? shapeOf([]) : shapeOf([out!.shape!.dims[0]!, ...out!.shape!.dims.slice(2)]);
  if (same === null) return { shape: wanted, dtype: out!.dtype };
  if (!same) return classTerms(out!, target!, options, cx);
  const dtype = promoteTypes(out!.dtype, target!.dtype);
  if (rank === 0 || refuseWholeOutput(out!, cx)) return { shape: wanted, dtype: out!.dtype };
  if (isWholeType(target!)) {
    cx.report(
      'loss-target-mismatch',
      msg(
        '{0}: a target of the shape of the output, {1}, holds probabilities, in floats; it is of type {2}',
        cx.label,
        formatShape(out!.shape),
        target!.dtype!,
      ),
      { at: 'target', from: [out!, target!], appends: [{ behind: 'target', text: '.float()' }] },
    );
    return { shape: wanted, dtype: out!.dtype };
  }
  const weight = options['weight'] as TensorValue | undefined;
  refuseClassWeight(options, rank === 1 ? dimAt(out!.shape, 0) : dimAt(out!.shape, 1), cx);
  return { shape: wanted, dtype: weight?.shape ? promoteTypes(dtype, weight.dtype) : dtype };
}

const ids = 'dtype=torch.int64';

/** Losses against class ids. */
export const classLosses: readonly LibraryEntry[] = [
  ...loss({
    module: 'CrossEntropyLoss',
    fn: 'cross_entropy',
    summary: {
      module: 'The loss of scores (logits) of classes on axis 1 against class ids, or against probabilities of the same shape.',
      fn: 'The loss of scores (logits) of classes on axis 1 against class ids, or against probabilities of the same shape.',
    },
    inputs: ['input', 'target'],
    params: {
      module: 'weight size_average ignore_index reduce reduction label_smoothing',
      fn: 'weight size_average ignore_index reduce reduction label_smoothing',
    },
    terms: crossEntropy,
    codes: ['loss-target-mismatch', 'dtype-mismatch'],
    examples: {
      module: [
        `torch.nn.CrossEntropyLoss()(torch.zeros(4, 3), torch.zeros(4, ${ids}))  #> []`,
        `torch.nn.CrossEntropyLoss()(torch.zeros(4, 3), torch.zeros(4, 1, ${ids}))  #! error[loss-target-mismatch]: the target is (4,)`,
        'torch.nn.CrossEntropyLoss()(torch.zeros(4, 3), torch.zeros(4))  #! error[loss-target-mismatch]: class ids are of type int64',
        `torch.nn.CrossEntropyLoss()(torch.zeros(4, 3, ${ids}), torch.zeros(4, ${ids}))  #! error[dtype-mismatch]: takes floats`,
      ],
      fn: [
        `torch.nn.functional.cross_entropy(torch.zeros(4, 3), torch.zeros(4, ${ids}))  #> []`,
        `torch.nn.functional.cross_entropy(torch.zeros(4, 3), torch.zeros(4, 3, ${ids}))  #! error[loss-target-mismatch]: probabilities`,
        `torch.nn.functional.cross_entropy(torch.zeros(4, 3, ${ids}), torch.zeros(4, ${ids}))  #! error[dtype-mismatch]: takes floats`,
      ],
    },
  }),
  ...loss({
    module: 'NLLLoss',
    fn: 'nll_loss',
    summary: {
      module: 'The loss of logarithms of probabilities, classes on axis 1, against class ids.',
      fn: 'The loss of logarithms of probabilities, classes on axis 1, against class ids.',
    },
    inputs: ['input', 'target'],
    params: { module: 'weight size_average ignore_index reduce reduction', fn: 'weight size_average ignore_index reduce reduction' },
    terms: ([out, target], options, cx) => classTerms(out!, target!, options, cx),
    codes: ['loss-target-mismatch', 'dtype-mismatch'],
    examples: {
      module: [
        `torch.nn.NLLLoss()(torch.zeros(4, 3), torch.zeros(4, ${ids}))  #> []`,
        `torch.nn.NLLLoss()(torch.zeros(4, 3), torch.zeros(5, ${ids}))  #! error[loss-target-mismatch]: the target is (4,)`,
        `torch.nn.NLLLoss()(torch.zeros(4, 3, ${ids}), torch.zeros(4, ${ids}))  #! error[dtype-mismatch]: takes floats`,
      ],
      fn: [
        `torch.nn.functional.nll_loss(torch.zeros(4, 3), torch.zeros(4, ${ids}))  #> []`,
        `torch.nn.functional.nll_loss(torch.zeros(4, 3), torch.zeros(5, ${ids}))  #! error[loss-target-mismatch]: the target is (4,)`,
        `torch.nn.functional.nll_loss(torch.zeros(4, 3, ${ids}), torch.zeros(4, ${ids}))  #! error[dtype-mismatch]: takes floats`,
      ],
    },
  }),
  ...loss({
    module: 'MultiMarginLoss',
    fn: 'multi_margin_loss',
    summary: {
      module: 'The margin by which the score of the right class stays behind others.',
      fn: 'The margin by which the score of the right class stays behind others.',
    },
    inputs: ['input', 'target'],
    params: { module: 'p margin weight size_average reduce reduction', fn: 'p margin weight size_average reduce reduction' },
    terms([out, target], options, cx) {
      const rank = rankOf(out!.shape);
      const wanted = rank === 2 ? shapeOf([out!.shape!.dims[0]!]) : rank === 1 ? target!.shape : null;
      const terms = { shape: wanted, dtype: out!.dtype };
      const isOne = rank === 1 && (rankOf(target!.shape) ?? 0) <= 1 && target!.shape?.dims.every((d) => compareDims(d, 1) !== 'different');
      if (rank !== null && (rank > 2 || (!isOne && differs(target!.shape, rank === 1 ? shapeOf([]) : wanted))))
        cx.report(
          'loss-target-mismatch',
          msg(
            '{0}: for an output of shape {1} the target is {2}, one class for each; it has {3}',
            cx.label,
            formatShape(out!.shape),
            formatShape(rank === 2 ? wanted : shapeOf([])),
            formatShape(target!.shape),
          ),
          { at: 'target', from: [out!, target!] },
        );
      else if (refuseWholeOutput(out!, cx)) return terms;
      else if (target!.dtype !== null && target!.dtype !== 'int64' && target!.shape && rank !== null)
        cx.report('loss-target-mismatch', msg('{0}: class ids are of type int64, the target is of type {1}', cx.label, target!.dtype), {
          at: 'target',
          appends: [{ behind: 'target', text: '.long()' }],
        });
      else if (rank !== null && !refuseClassWeight(options, dimAt(out!.shape, -1), cx))
        checkClassIds(target!, dimAt(out!.shape, -1), null, cx);
      return terms;
    },
    codes: ['loss-target-mismatch', 'dtype-mismatch'],
    examples: {
      module: [
        `torch.nn.MultiMarginLoss()(torch.zeros(4, 3), torch.zeros(4, ${ids}))  #> []`,
        `torch.nn.MultiMarginLoss()(torch.zeros(4, 3), torch.zeros(5, ${ids}))  #! error[loss-target-mismatch]: the target is (4,)`,
        `torch.nn.MultiMarginLoss()(torch.zeros(4, 3, ${ids}), torch.zeros(4, ${ids}))  #! error[dtype-mismatch]: takes floats`,
      ],
      fn: [
        `torch.nn.functional.multi_margin_loss(torch.zeros(4, 3), torch.zeros(4, ${ids}))  #> []`,
        `torch.nn.functional.multi_margin_loss(torch.zeros(4, 3), torch.zeros(5, ${ids}))  #! error[loss-target-mismatch]: the target is (4,)`,
        `torch.nn.functional.multi_margin_loss(torch.zeros(4, 3, ${ids}), torch.zeros(4, ${ids}))  #! error[dtype-mismatch]: takes floats`,
      ],
    },
  }),
  ...loss({
    module: 'MultiLabelMarginLoss',
    fn: 'multilabel_margin_loss',
    summary: {
      module: 'The margin by which the scores of the right classes, several for each example, stay behind others.',
      fn: 'The margin by which the scores of the right classes, several for each example, stay behind others.',
    },
    inputs: ['input', 'target'],
    params: { module: 'size_average reduce reduction', fn: 'size_average reduce reduction' },
    terms([out, target], _, cx) {
      const rank = rankOf(out!.shape);
      const terms = { shape: rank === 2 ? shapeOf([out!.shape!.dims[0]!]) : rank === null ? null : shapeOf([]), dtype: out!.dtype };
      if (rank !== null && (rank > 2 || differs(out!.shape, target!.shape)))
        cx.report(
          'loss-target-mismatch',
          msg(
            '{0}: output and target must have the same shape: {1} and {2}',
            cx.label,
            formatShape(out!.shape),
            formatShape(target!.shape),
          ),
          {
            at: 'target',
            from: [out!, target!],
          },
        );
      else if (refuseWholeOutput(out!, cx)) return terms;
      else if (target!.dtype !== null && target!.dtype !== 'int64' && target!.shape && rank !== null)
        cx.report('loss-target-mismatch', msg('{0}: class ids are of type int64, the target is of type {1}', cx.label, target!.dtype), {
          at: 'target',
          appends: [{ behind: 'target', text: '.long()' }],
        });
      // Behind the last label of an example stands -1.
      else if (target!.data && rank !== null) checkClassIds(target!, dimAt(out!.shape, -1), -1, cx);
      return terms;
    },
    codes: ['loss-target-mismatch', 'dtype-mismatch'],
    examples: {
      module: [
        `torch.nn.MultiLabelMarginLoss()(torch.zeros(4, 3), torch.zeros(4, 3, ${ids}))  #> []`,
        `torch.nn.MultiLabelMarginLoss()(torch.zeros(4, 3), torch.zeros(4, 2, ${ids}))  #! error[loss-target-mismatch]: the same shape`,
        `torch.nn.MultiLabelMarginLoss()(torch.zeros(4, 3, ${ids}), torch.zeros(4, 3, ${ids}))  #! error[dtype-mismatch]: takes floats`,
      ],
      fn: [
        `torch.nn.functional.multilabel_margin_loss(torch.zeros(4, 3), torch.zeros(4, 3, ${ids}))  #> []`,
        `torch.nn.functional.multilabel_margin_loss(torch.zeros(4, 3), torch.zeros(4, 2, ${ids}))  #! error[loss-target-mismatch]: the same shape`,
        `torch.nn.functional.multilabel_margin_loss(torch.zeros(4, 3, ${ids}), torch.zeros(4, 3, ${ids}))  #! error[dtype-mismatch]: takes floats`,
      ],
    },
  }),
];
