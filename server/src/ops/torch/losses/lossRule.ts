import type { Message } from '../../../../../extension/protocol/localize';
import type { AppendSpec, LibraryEntry, ParamSpec } from '../../kernel';
import { broadcastAll, flag, integer, isSurelyOutside, keyword, msg, number, staysBelow, text, value } from '../../kernel';
import type { DiagnosticCode, Severity } from '../../../diagnostics/codes';
import type { Dim } from '../../../values/dim';
import { compareDims, isLiteral, productOf } from '../../../values/dim';
import type { MaybeShape } from '../../../values/shape';
import { formatShape, rankOf, shapeOf } from '../../../values/shape';
import type { TensorValue, Value } from '../../../values/value';
import { none } from '../../../values/value';
import { categoryOf } from '../elementTypes';
import { differs } from '../expectedShapes';
import { torchModule } from '../torchModule';
import { made, torchOp, x } from '../torchOp';

/** What a loss reports with, as a module and as a function. */
export interface LossReports {
  readonly label: string;
  report(
    code: DiagnosticCode,
    message: Message,
    more?: {
      readonly at?: string;
      readonly from?: readonly TensorValue[];
      readonly appends?: readonly AppendSpec[];
      readonly severity?: Severity;
    },
  ): void;
}

/** What a loss is before it is averaged or summed. */
export interface LossTerms {
  readonly shape: MaybeShape;
  readonly dtype: string | null;
}

export type LossOptions = Readonly<Record<string, unknown>>;

interface LossFacts {
  /** `MSELoss`. */
  readonly module: string;
  /** `mse_loss`. */
  readonly fn: string;
  readonly summary: { readonly module: string; readonly fn: string };
  /** The tensors that it compares. */
  readonly inputs: readonly string[];
  /** Names of the other parameters, of the module and of the function, in order; behind `*` by keyword only. */
  readonly params: { readonly module: string; readonly fn: string };
  readonly reductions?: readonly string[];
  /** What comes out of a call whose tensors fit, or of one that was reported. */
  terms(xs: readonly TensorValue[], options: LossOptions, cx: LossReports, given: (name: string) => Value | undefined): LossTerms;
  readonly codes: readonly DiagnosticCode[];
  readonly examples: { readonly module: readonly string[]; readonly fn: readonly string[] };
}

const kinds: Readonly<Record<string, ParamSpec<never> | ParamSpec<unknown>>> = {
  weight: x('None'),
  pos_weight: x('None'),
  size_average: value(none),
  reduce: value(none),
  reduction: text('mean'),
  ignore_index: integer(-100),
  label_smoothing: number(0),
  margin: number(1),
  p: number(2),
  eps: number(1e-6),
  beta: number(1),
  delta: number(1),
  blank: integer(0),
  full: flag(false),
  swap: flag(false),
  log_input: flag(true),
  log_target: flag(false),
  zero_infinity: flag(false),
  distance_function: value(none),
};

function paramsOf(names: string): Readonly<Record<string, ParamSpec<never> | ParamSpec<unknown>>> {
  const [first = '', second = ''] = names.split('*');
  const of = (part: string, byName: boolean): [string, ParamSpec<never> | ParamSpec<unknown>][] =>
    part
      .split(/\s+/)
      .filter(Boolean)
      .map((name) => [name, byName ? keyword(kinds[name] as ParamSpec<unknown>) : kinds[name]!]);
  return Object.fromEntries([...of(first, false), ...of(second, true)]);
}

/** How the terms become one number; null when it is not known. */
function reductionOf({ size_average, reduce, reduction }: LossOptions): string | null {
  const old = [size_average, reduce].filter((each): each is Value => each !== undefined);
  if (old.every(({ kind }) => kind === 'none')) return reduction as string | null;
  const [average, reduced] = [size_average, reduce].map((each) => {
    const given = each as Value;
    return given.kind === 'none' ? true : given.kind === 'bool' ? given.value : null;
  });
  if (reduced === null || (reduced && average === null)) return null;
  return reduced ? (average ? 'mean' : 'sum') : 'none';
}

function reduced(facts: LossFacts, terms: LossTerms, options: LossOptions, cx: LossReports, how: { readonly atCall: boolean }): LossTerms {
  const reduction = reductionOf(options);
  const known = facts.reductions ?? ['none', 'mean', 'sum'];
  if (reduction !== null && !known.includes(reduction)) {
    const listed = known.map((each) => `'${each}'`).join(', ');
    cx.report('unknown-argument', msg('{0}: {1} cannot be {2}; it is one of {3}', cx.label, 'reduction', `'${reduction}'`, listed), {
      ...(how.atCall && { at: 'reduction' }),
    });
  }
  if (reduction === null) return { shape: null, dtype: terms.dtype };
  return reduction === 'none' ? terms : { shape: shapeOf([]), dtype: terms.dtype };
}

/** A loss as a module and as a function. */
export function loss(facts: LossFacts): readonly LibraryEntry[] {
  const { module, fn, summary, inputs, params, examples } = facts;
  const codes = [...new Set<DiagnosticCode>([...facts.codes, 'unknown-argument'])];
  const wrong = (call: string): string => `${call}  #! error[unknown-argument]: reduction cannot be 'avg'`;
  const first = examples.module[0]!.split('  ')[0]!;
  const other = examples.fn[0]!.split('  ')[0]!;
  const avg = (call: string): string => (call.endsWith(')') ? `${call.slice(0, -1)}, reduction='avg')` : call);
  return [
    ...torchModule({
      name: `nn.${module}`,
      summary: summary.module,
      category: 'loss',
      params: paramsOf(params.module),
      inputs,
      callParams: [],
      codes,
      apply(args, xs, cx) {
        if (xs.length < inputs.length) return { outputs: [{ shape: null, dtype: null }], isMultiple: false };
        const terms = facts.terms(xs, args, cx, (name) => cx.given(name));
        return { outputs: [reduced(facts, terms, args, cx, { atCall: false })], isMultiple: false };
      },
      examples: [...examples.module, wrong(first.replace(`${module}(`, `${module}(reduction='avg'`).replace("'avg'r", "'avg', r"))],
    }),
    ...torchOp({
      name: `nn.functional.${fn}`,
      summary: summary.fn,
      category: 'loss',
      params: { ...Object.fromEntries(inputs.map((name) => [name, x()])), ...paramsOf(params.fn) },
      codes,
      call(args, cx, bound) {
        const xs = inputs.map((name) => (args as LossOptions)[name] as TensorValue);
        const terms = facts.terms(xs, args, cx, (name) => bound.values.get(name)?.value);
        const { shape, dtype } = reduced(facts, terms, args, cx, { atCall: true });
        return made(cx, xs, shape, dtype);
      },
      examples: [...examples.fn, wrong(avg(other))],
    }),
  ];
}

/** Reports tensors that have to be of one shape and certainly are not. True when it was reported. */
export function refuseOtherShape([a, b]: readonly [TensorValue, TensorValue], cx: LossReports, at = 'target'): boolean {
  if (!differs(a.shape, b.shape)) return false;
  cx.report(
    'loss-target-mismatch',
    msg('{0}: output and target must have the same shape: {1} and {2}', cx.label, formatShape(a.shape), formatShape(b.shape)),
    {
      at,
      from: [a, b],
      appends: alignedBy(a, b),
    },
  );
  return true;
}

/** What makes two tensors one shape where an axis of one element stands between them. */
export function alignedBy(a: TensorValue, b: TensorValue): readonly AppendSpec[] {
  const [p, q] = [rankOf(a.shape), rankOf(b.shape)];
  if (p === null || q === null || Math.abs(p - q) !== 1) return [];
  const [long, short] = p > q ? [a.shape!.dims, b.shape!.dims] : [b.shape!.dims, a.shape!.dims];
  const axis = long.findIndex((d, i) => d === 1 && same([...long.slice(0, i), ...long.slice(i + 1)], short));
  if (axis < 0) return [];
  return p > q
    ? [
        { behind: 'input', text: `.squeeze(${axis})` },
        { behind: 'target', text: `.unsqueeze(${axis})` },
      ]
    : [
        { behind: 'target', text: `.squeeze(${axis})` },
        { behind: 'input', text: `.unsqueeze(${axis})` },
      ];
}

function same(a: readonly Dim[], b: readonly Dim[]): boolean {
  return a.length === b.length && a.every((d, i) => compareDims(d, b[i]!) !== 'different');
}

/** The shape of tensors that are compared element by element; with `warns` it is said where one stretches to the other. */
export function broadcastTerms(xs: readonly TensorValue[], cx: LossReports, warns = false): MaybeShape {
  const merged = broadcastAll(xs.map(({ shape }) => shape));
  const shapes = xs.map(({ shape }) => formatShape(shape)).join(', ');
  const [a, b] = [xs[0]!, xs[1]!];
  if (!merged.fits) {
    cx.report('loss-target-mismatch', msg('{0}: the shapes of output and target do not fit each other: {1}', cx.label, shapes), {
      from: xs,
      appends: alignedBy(a, b),
    });
    return a.shape;
  }
  if (warns && differs(a.shape, b.shape) && !isOne(a) && !isOne(b))
    cx.report(
      'silent-broadcast',
      msg(
        '{0}: output and target are {1}: they are stretched to {2}, and what comes out is not the loss that is meant',
        cx.label,
        shapes,
        formatShape(merged.shape),
      ),
      { from: xs, appends: alignedBy(a, b) },
    );
  return merged.shape;
}

function isOne({ shape }: TensorValue): boolean {
  return rankOf(shape) !== null && shape!.dims.every((d) => d === 1);
}

/** True for a type of numbers without fractions. */
export function isWholeType({ dtype }: Pick<TensorValue, 'dtype'>): boolean {
  const category = dtype === null ? null : categoryOf(dtype);
  return category === 'whole' || category === 'bool';
}

/** Reports an output whose elements are no fractions. True when it was reported. */
export function refuseWholeOutput(out: TensorValue, cx: LossReports): boolean {
  if (!isWholeType(out)) return false;
  cx.report('dtype-mismatch', msg('{0} takes floats, it gets a tensor of type {1}', cx.label, out.dtype!), {
    from: [out],
    appends: [{ behind: 'input', text: '.float()' }],
  });
  return true;
}

/** Reports class ids outside of the classes, but for the one that does not count. */
export function checkClassIds(target: TensorValue, classes: Dim, ignored: Dim | null, cx: LossReports): void {
  const { data, range } = target;
  if (!isLiteral(classes) || !range || (ignored !== null && !isLiteral(ignored))) return;
  if (data) {
    const wrong = data.find((id) => id !== ignored && (id < 0 || id >= classes));
    if (wrong !== undefined) reportClass(target, classes, wrong, 'error', cx);
    return;
  }
  if (staysBelow(range, classes) || range.max === ignored) return;
  const below = range.min < 0 && range.min !== ignored;
  const above = range.max >= classes;
  if (!below && !above) return;
  const count = rankOf(target.shape) === null ? 0 : productOf(target.shape!.dims);
  const isCertain = range.min >= 0 && isSurelyOutside(range, 0, classes, count);
  reportClass(target, classes, below ? range.min : range.max, isCertain ? 'error' : 'warning', cx);
}

function reportClass(target: TensorValue, classes: number, wrong: number, severity: Severity, cx: LossReports): void {
  cx.report('class-count', msg('{0}: the output has {1} classes, numbered from 0, the target holds {2}', cx.label, classes, wrong), {
    from: [target],
    severity,
  });
}
