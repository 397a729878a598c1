import type { LibraryEntry } from '../../kernel';
import { broadcastShapes, msg } from '../../kernel';
import type { DiagnosticCode } from '../../../diagnostics/codes';
import type { MaybeShape } from '../../../values/shape';
import { formatShape, rankOf, shapeOf } from '../../../values/shape';
import type { TensorValue } from '../../../values/value';
import { defaultFloat, promoteTypes, resultType } from '../elementTypes';
import { differs } from '../expectedShapes';
import type { LossOptions, LossReports, LossTerms } from './lossRule';
import { broadcastTerms, isWholeType, loss, refuseOtherShape, refuseWholeOutput } from './lossRule';

type Terms = (xs: readonly TensorValue[], options: LossOptions, cx: LossReports) => LossTerms;

/** A weight that has to stretch to the shape of the output. True when it certainly does not. */
function refuseWeight(name: string, options: LossOptions, out: MaybeShape, cx: LossReports): boolean {
  const weight = options[name] as TensorValue | undefined;
  if (!weight?.shape || !out) return false;
  const merged = broadcastShapes(weight.shape, out);
  if (merged.fits && !differs(merged.shape, out)) return false;
  cx.report(
    'loss-target-mismatch',
    msg('{0}: {1} of shape {2} does not stretch to the output, {3}', cx.label, name, formatShape(weight.shape), formatShape(out)),
    {
      from: [weight],
    },
  );
  return true;
}

/** Probabilities or logits against truth values, as floats of the same shape. */
function binary(isOfLogits: boolean): Terms {
  return ([out, target], options, cx) => {
    const weight = options['weight'] as TensorValue;
    const plain = isOfLogits ? (out!.dtype && target!.dtype ? (isWholeType(target!) ? out!.dtype : target!.dtype) : null) : out!.dtype;
    const terms = { shape: out!.shape, dtype: weight.shape ? promoteTypes(plain, weight.dtype) : plain };
    if (refuseOtherShape([out!, target!], cx) || refuseWholeOutput(out!, cx)) return terms;
    const isOther = isOfLogits ? isWholeType(target!) : out!.dtype !== null && target!.dtype !== null && out!.dtype !== target!.dtype;
    if (isOther && out!.shape && target!.shape) {
      const wanted = isWholeType(target!) ? '.float()' : null;
      cx.report(
        'loss-target-mismatch',
        msg('{0}: the target must be of type {1}, it is of type {2}', cx.label, out!.dtype ?? defaultFloat, target!.dtype!),
        {
          at: 'target',
          from: [target!],
          appends: wanted === null ? [] : [{ behind: 'target', text: wanted }],
        },
      );
      return terms;
    }
    if (!refuseWeight('weight', options, out!.shape, cx) && isOfLogits) refuseWeight('pos_weight', options, out!.shape, cx);
    return { ...terms, dtype: isOfLogits && terms.dtype ? promotedBy(options['pos_weight'] as TensorValue, terms.dtype) : terms.dtype };
  };
}

function promotedBy(weight: TensorValue | undefined, dtype: string): string | null {
  return weight?.shape ? promoteTypes(dtype, weight.dtype) : dtype;
}

/** Distances between numbers; `keeps` says which whole numbers a kind can handle. */
function distance(wholeNumbers: 'refused' | 'of both' | 'unless averaged', type: 'promoted' | 'first' = 'promoted'): Terms {
  return (xs, options, cx) => {
    const [out, target] = xs as [TensorValue, TensorValue];
    const shape = broadcastTerms(xs, cx, true);
    const dtype = type === 'first' && !isWholeType(out) ? out.dtype : resultType(out, target);
    const terms = { shape, dtype };
    const weight = options['weight'] as TensorValue | undefined;
    if (weight?.shape && differs(weight.shape, out.shape)) {
      cx.report(
        'loss-target-mismatch',
        msg(
          '{0}: {1} must have the shape of the output, {2}, it is {3}',
          cx.label,
          'weight',
          formatShape(out.shape),
          formatShape(weight.shape),
        ),
        {
          from: [weight],
        },
      );
      return terms;
    }
    const isRefused = wholeNumbers === 'refused' || (wholeNumbers === 'unless averaged' && isAveraged(options));
    if (isRefused && isWholeType(out) && isWholeType(target)) refuseWholeOutput(out, cx);
    return { shape, dtype: weight?.shape && dtype ? promoteTypes(dtype, weight.dtype) : dtype };
  };
}

function isAveraged({ size_average, reduce, reduction }: LossOptions): boolean {
  const isNew = [size_average, reduce].every((each) => each === undefined || (each as { kind: string }).kind === 'none');
  return isNew && reduction === 'mean';
}

interface ElementLoss {
  readonly module: string;
  readonly fn: string;
  readonly summary: string;
  readonly params: { readonly module: string; readonly fn: string };
  readonly terms: Terms;
  /** What the call refuses, in examples: code, arguments and text. */
  readonly refused: readonly (readonly [DiagnosticCode, string, string])[];
  readonly warned?: boolean;
  readonly reductions?: readonly string[];
}

const mismatch = ['loss-target-mismatch', 'torch.zeros(4, 3), torch.zeros(5, 3)', 'do not fit each other'] as const;
const whole = ['dtype-mismatch', 'torch.zeros(4, dtype=torch.int64), torch.zeros(4, dtype=torch.int64)', 'takes floats'] as const;
const other = ['loss-target-mismatch', 'torch.zeros(4, 1), torch.zeros(4)', 'the same shape'] as const;
const old = 'size_average reduce reduction';

const table: readonly ElementLoss[] = [
  {
    module: 'BCELoss',
    fn: 'binary_cross_entropy',
    summary: 'The loss of probabilities against truth values, as floats of the same shape.',
    params: { module: `weight ${old}`, fn: `weight ${old}` },
    terms: binary(false),
    refused: [other, ['dtype-mismatch', 'torch.zeros(4, dtype=torch.int64), torch.zeros(4)', 'takes floats']],
  },
  {
    module: 'BCEWithLogitsLoss',
    fn: 'binary_cross_entropy_with_logits',
    summary: 'The loss of logits against truth values, as floats of the same shape.',
    params: { module: `weight ${old} pos_weight`, fn: `weight ${old} pos_weight` },
    terms: binary(true),
    refused: [other, ['dtype-mismatch', 'torch.zeros(4, dtype=torch.int64), torch.zeros(4)', 'takes floats']],
  },
  {
    module: 'MSELoss',
    fn: 'mse_loss',
    summary: 'The squared differences of two tensors of the same shape.',
    params: { module: old, fn: `${old} weight` },
    terms: distance('refused'),
    refused: [mismatch, whole],
    warned: true,
  },
  {
    module: 'L1Loss',
    fn: 'l1_loss',
    summary: 'The absolute differences of two tensors of the same shape.',
    params: { module: old, fn: `${old} weight` },
    terms: distance('unless averaged'),
    refused: [mismatch, whole],
    warned: true,
  },
  {
    module: 'SmoothL1Loss',
    fn: 'smooth_l1_loss',
    summary: 'Differences of two tensors of the same shape: squared where they are small, absolute where they are not.',
    params: { module: `${old} beta`, fn: `${old} beta` },
    terms: distance('refused'),
    refused: [mismatch, whole],
    warned: true,
  },
  {
    module: 'HuberLoss',
    fn: 'huber_loss',
    summary: 'Differences of two tensors of the same shape: squared up to `delta`, absolute beyond.',
    params: { module: 'reduction delta', fn: 'reduction delta weight' },
    terms: distance('refused', 'first'),
    refused: [mismatch, whole],
    warned: true,
  },
  {
    module: 'KLDivLoss',
    fn: 'kl_div',
    summary: 'How far probabilities, given as logarithms, are from those of the target.',
    params: { module: `${old} log_target`, fn: `${old} log_target` },
    reductions: ['none', 'mean', 'batchmean', 'sum'],
    terms(xs, _, cx) {
      const shape = broadcastTerms(xs, cx);
      const wrong = xs.find(isWholeType);
      if (wrong) refuseWholeOutput(wrong, cx);
      return { shape, dtype: resultType(xs[0]!, xs[1]!) };
    },
    refused: [mismatch, whole],
  },
  {
    module: 'PoissonNLLLoss',
    fn: 'poisson_nll_loss',
    summary: 'The loss of expected counts, or their logarithms, against counts.',
    params: { module: 'log_input full size_average eps reduce reduction', fn: 'log_input full size_average eps reduce reduction' },
    terms: (xs, { log_input }, cx) => {
      const both = resultType(xs[0]!, xs[1]!);
      const isWhole = xs.every(isWholeType);
      return { shape: broadcastTerms(xs, cx), dtype: isWhole ? (log_input === true ? defaultFloat : null) : both };
    },
    refused: [mismatch],
  },
  {
    module: 'HingeEmbeddingLoss',
    fn: 'hinge_embedding_loss',
    summary: 'The loss of distances against 1 for what is alike and -1 for what is not.',
    params: { module: `margin ${old}`, fn: `margin ${old}` },
    terms: (xs, options, cx) => {
      const shape = broadcastTerms(xs, cx);
      const margin = options['margin'] as number | null;
      if (isAveraged(options) && xs.every(isWholeType) && margin !== null && Number.isInteger(margin)) return { shape, dtype: null };
      return { shape, dtype: isWholeType(xs[0]!) ? null : xs[0]!.dtype };
    },
    refused: [mismatch],
  },
  {
    module: 'SoftMarginLoss',
    fn: 'soft_margin_loss',
    summary: 'The logistic loss of scores against 1 and -1.',
    params: { module: old, fn: old },
    terms(xs, _, cx) {
      const shape = broadcastTerms(xs, cx);
      refuseWholeOutput(xs[0]!, cx);
      // It is computed in the place of the output.
      return { shape, dtype: xs[0]!.dtype };
    },
    refused: [mismatch, ['dtype-mismatch', 'torch.zeros(4, dtype=torch.int64), torch.zeros(4)', 'takes floats']],
  },
  {
    module: 'MultiLabelSoftMarginLoss',
    fn: 'multilabel_soft_margin_loss',
    summary: 'The logistic loss of scores of classes, on the last axis, against truth values.',
    params: { module: `weight ${old}`, fn: `weight ${old}` },
    terms(xs, options, cx) {
      const shape = broadcastTerms(xs, cx);
      const weight = options['weight'] as TensorValue;
      const all = weight.shape && shape ? broadcastShapes(weight.shape, shape) : null;
      if (all && !all.fits) refuseWeight('weight', options, shape, cx);
      refuseWholeOutput(xs[0]!, cx);
      const merged = all?.fits ? all.shape : shape;
      // The axis of classes is counted on the output, also where the target has more axes.
      const axis = rankOf(xs[0]!.shape);
      const rest = merged && axis && rankOf(merged) ? shapeOf(merged.dims.filter((_, i) => i !== axis - 1)) : null;
      return { shape: rest, dtype: isWholeType(xs[1]!) ? xs[0]!.dtype : promoteTypes(xs[0]!.dtype, xs[1]!.dtype) };
    },
    refused: [mismatch, ['dtype-mismatch', 'torch.zeros(4, dtype=torch.int64), torch.zeros(4)', 'takes floats']],
  },
];

/** Losses that compare element by element. */
export const elementLosses: readonly LibraryEntry[] = table.flatMap(
  ({ module, fn, summary, params, terms, refused, warned, reductions }) => {
    const codes = [...new Set(refused.map(([code]) => code)), ...(warned ? (['silent-broadcast'] as const) : [])];
    const shown = (call: string): readonly string[] => [
      `${call}(torch.zeros(4, 3), torch.zeros(4, 3))  #> []`,
      `${call}(torch.zeros(4, 3), torch.zeros(4, 3), reduction='none')  #> [4${fn.startsWith('multilabel') ? '' : ', 3'}]`,
      ...refused.map(([code, args, text]) => `${call}(${args})  #! error[${code}]: ${text}`),
      ...(warned ? [`${call}(torch.zeros(4), torch.zeros(4, 1))  #! warning[silent-broadcast]: stretched to (4, 4)`] : []),
    ];
    const ofModule = shown(`torch.nn.${module}()`).map((line) =>
      line.includes("reduction='none'") ? line.replace('()(', "(reduction='none')(").replace(", reduction='none')  #", ')  #') : line,
    );
    return loss({
      module,
      fn,
      summary: { module: summary, fn: summary },
      inputs: ['input', 'target'],
      params,
      terms,
      codes,
      ...(reductions && { reductions }),
      examples: { module: ofModule, fn: shown(`torch.nn.functional.${fn}`) },
    });
  },
);
