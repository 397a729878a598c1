import type { ParamSpec } from '../kernel';
import { any, flag, msg, sequenceItems, single, text } from '../kernel';
import type { Dim } from '../../values/dim';
import { isLiteral, mulDims, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { Heap, TensorValue, Value } from '../../values/value';
import { none, unknown } from '../../values/value';
import { images, refuseElements } from './inputTypes';
import type { TwinContext } from './twins';
import { twins } from './twins';

/** A number for all spatial axes, one an axis, `null` for None; `unknown` when nobody knows. */
type PerAxis<T> = { readonly all: T } | readonly T[] | null | 'unknown';

function readPer<T>(value: Value, heap: Heap, one: (each: Value) => T): PerAxis<T> {
  if (value.kind === 'none') return null;
  const items = sequenceItems(value, heap);
  if (items === undefined) return value.kind === 'int' || value.kind === 'float' ? { all: one(value) } : 'unknown';
  return items ? items.map(one) : 'unknown';
}

function per<T>(type: string, one: (each: Value) => T): ParamSpec<PerAxis<T>> {
  return { ...any(), type, fallback: null, unknownAs: 'unknown', read: (value, heap) => readPer(value, heap, one) };
}

const size = (): ParamSpec<PerAxis<Dim>> => per('int | (int, …) | None', (each): Dim => (each.kind === 'int' ? each.value : unknownDim));

/** A whole factor may be symbolic; of others only known ones say anything. */
const factor = (): ParamSpec<PerAxis<Dim | null>> =>
  per('float | (float, …) | None', (each): Dim | null => (each.kind === 'int' ? each.value : each.kind === 'float' ? each.value : null));

const ranks: Readonly<Record<string, number>> = { linear: 3, bilinear: 4, bicubic: 4, lanczos: 4, trilinear: 5 };
const plain = ['nearest', 'area', 'nearest-exact'];

interface Wanted {
  readonly size: PerAxis<Dim>;
  readonly scale_factor: PerAxis<Dim | null>;
  readonly mode: string | null;
}

/** The shape after resizing; the rules are those of `interpolate`, whichever name it has. */
function resize(x: TensorValue, { size: given, scale_factor, mode }: Wanted, cx: TwinContext): MaybeShape {
  const isGiven = (value: unknown): boolean => value !== null;
  if (!isGiven(given) && !isGiven(scale_factor)) {
    cx.report('missing-argument', msg('{0} needs either size or scale_factor', cx.label));
    return null;
  }
  if (isGiven(given) && isGiven(scale_factor) && given !== 'unknown' && scale_factor !== 'unknown') {
    cx.report('unknown-argument', msg('{0} takes either size or scale_factor, not both', cx.label), { at: 'scale_factor' });
    return null;
  }
  const rank = rankOf(x.shape);
  if (mode !== null && !plain.includes(mode) && ranks[mode] === undefined) {
    const listed = [...plain, ...Object.keys(ranks)].map((each) => `'${each}'`).join(', ');
    cx.report('unknown-argument', msg('{0}: {1} cannot be {2}; it is one of {3}', cx.label, 'mode', `'${mode}'`, listed), { at: 'mode' });
    return null;
  }
  if (rank === null) return null;
  const wanted = mode === null ? undefined : ranks[mode];
  if (rank < 3 || rank > 5 || (wanted !== undefined && rank !== wanted)) {
    const message =
      wanted === undefined
        ? msg('{0} takes 3 to 5 axes, with a batch and channels, its input is {1}', cx.label, formatShape(x.shape))
        : msg("{0}: mode '{1}' takes {2} axes, its input is {3}", cx.label, mode!, wanted, formatShape(x.shape));
    cx.report('rank-mismatch', message, { at: 'input' });
    return null;
  }
  const { dims } = x.shape!;
  const spatial = dims.slice(2);
  const at = isGiven(given) ? 'size' : 'scale_factor';
  const listed = isGiven(given) ? given : scale_factor;
  if (listed instanceof Array && listed.length !== spatial.length) {
    const message = msg(
      '{0}: {1} has {2} numbers, the input has {3} axes behind the channels',
      cx.label,
      at,
      listed.length,
      spatial.length,
    );
    cx.report('rank-mismatch', message, { at });
    return shapeOf([...dims.slice(0, 2), ...spatial.map(() => unknownDim)]);
  }
  const out = spatial.map((d, i): Dim => {
    if (isGiven(given))
      return given === 'unknown' || given === null ? unknownDim : given instanceof Array ? given[i]! : (given as { all: Dim }).all;
    if (scale_factor === 'unknown' || scale_factor === null) return unknownDim;
    const by = scale_factor instanceof Array ? scale_factor[i]! : (scale_factor as { all: Dim | null }).all;
    return scaled(d, by);
  });
  const wrong = out.findIndex((d, i) => isLiteral(d) && d <= 0 && isLiteral(spatial[i]!));
  if (wrong >= 0 && mode !== 'area') {
    cx.report('non-positive-size', msg('{0}: nothing is left of axis {1} of {2}', cx.label, wrong + 2, formatShape(x.shape)), { at });
    out[wrong] = unknownDim;
  }
  return shapeOf([...dims.slice(0, 2), ...out]);
}

/** Rounded down, as floats of Python are. */
function scaled(d: Dim, by: Dim | null): Dim {
  if (by === null) return unknownDim;
  if (isLiteral(by) && !Number.isInteger(by)) return isLiteral(d) ? Math.floor(d * by) : unknownDim;
  return mulDims(d, by);
}

const codes = ['rank-mismatch', 'non-positive-size', 'missing-argument', 'unknown-argument', 'dtype-mismatch'] as const;

function refuseCorners(mode: string | null, corners: Value | undefined, cx: TwinContext): void {
  if (mode === null || !plain.includes(mode) || corners?.kind !== 'bool') return;
  cx.report('unknown-argument', msg("{0}: mode '{1}' takes no align_corners", cx.label, mode), { at: 'align_corners' });
}

const refusals = (call: (args: string, x: string) => string): readonly string[] => [
  `${call('scale_factor=2', 'torch.zeros(1, 3, 8, 8)')}  #> [1, 3, 16, 16]`,
  `${call("size=(5, 7), mode='bilinear'", 'torch.zeros(1, 3, 8, 8)')}  #> [1, 3, 5, 7]`,
  `${call("size=5, mode='bilinear'", 'torch.zeros(1, 3, 8)')}  #! error[rank-mismatch]: takes 4 axes`,
  `${call('scale_factor=0.1', 'torch.zeros(1, 3, 8, 8)')}  #! error[non-positive-size]: nothing is left`,
  `${call('', 'torch.zeros(1, 3, 8, 8)')}  #! error[missing-argument]: either size or scale_factor`,
  `${call("size=5, mode='cubic'", 'torch.zeros(1, 3, 8, 8)')}  #! error[unknown-argument]: cannot be 'cubic'`,
  `${call('size=5', 'torch.zeros(1, 3, 8, 8, dtype=torch.int64)')}  #! error[dtype-mismatch]: no elements of type int64`,
];

/** Resizes sequences, images or volumes. */
export const upsample = twins({
  module: 'nn.Upsample',
  summary: 'Makes sequences, images or volumes larger, to a size or by a factor.',
  category: 'reshaping',
  params: { size: size(), scale_factor: factor(), mode: text('nearest'), align_corners: any(), recompute_scale_factor: any() },
  shown: ['size', 'scale_factor', 'mode'],
  codes,
  attributes: (_, given) => ({ scale_factor: given('scale_factor') ? unknown : none }),
  rule(args, [x], cx) {
    refuseElements(x!, images, cx);
    refuseCorners(args.mode, args.align_corners, cx);
    return single(resize(x!, args, cx));
  },
  examples: { module: refusals((args, x) => `torch.nn.Upsample(${args})(${x})`) },
});

/** Resizes sequences, images or volumes. */
export const interpolate = twins({
  fn: 'nn.functional.interpolate',
  summary: 'Resizes sequences, images or volumes, to a size or by a factor.',
  category: 'reshaping',
  params: {
    size: size(),
    scale_factor: factor(),
    mode: text('nearest'),
    align_corners: any(),
    recompute_scale_factor: any(),
    antialias: flag(false),
  },
  codes,
  rule(args, [x], cx) {
    refuseElements(x!, images, cx);
    refuseCorners(args.mode, cx.given('align_corners'), cx);
    if (args.antialias && args.mode !== null && !['bilinear', 'bicubic', 'lanczos'].includes(args.mode))
      cx.report('unknown-argument', msg("{0}: mode '{1}' takes no antialias", cx.label, args.mode), { at: 'antialias' });
    return single(resize(x!, args, cx));
  },
  examples: { fn: refusals((args, x) => `torch.nn.functional.interpolate(${x}${args && `, ${args}`})`) },
});

function old(module: string | null, fn: string, mode: 'nearest' | 'bilinear' | null, summary: string) {
  const all = refusals((args, x) => `torch.nn.functional.${fn}(${x}${args && `, ${args}`})`);
  const params = { size: size(), scale_factor: factor(), ...(mode === null && { mode: text('nearest'), align_corners: any() }) };
  const fixed = (texts: readonly string[]): readonly string[] =>
    mode === null ? texts : texts.filter((each) => !each.includes('cubic')).map((each) => each.replace(", mode='bilinear'", ''));
  const rankless = mode === 'nearest' ? fixed(all).filter((each) => !each.includes('rank-mismatch')) : fixed(all);
  const example = (texts: readonly string[]): readonly string[] => [
    ...texts,
    ...(mode === 'nearest' ? [`torch.nn.functional.${fn}(torch.zeros(3, 8), size=5)  #! error[rank-mismatch]: takes 3 to 5 axes`] : []),
    ...(mode === null
      ? []
      : [`torch.nn.functional.${fn}(torch.zeros(1, 3, 8, 8), size=5, scale_factor=2)  #! error[unknown-argument]: not both`]),
  ];
  return twins({
    ...(module !== null && { module: `nn.${module}` }),
    fn: `nn.functional.${fn}`,
    summary,
    category: 'reshaping',
    params: params,
    codes,
    rule({ size: given, scale_factor, mode: set }, [x], cx) {
      refuseElements(x!, images, cx);
      return single(resize(x!, { size: given, scale_factor, mode: mode ?? set ?? null }, cx));
    },
    examples: {
      fn: example(rankless),
      module: example(rankless).map((each) =>
        each.replace(/^torch\.nn\.functional\.\w+\((torch\.zeros\([^)]*\))(?:, )?(.*?)\)  #/, `torch.nn.${module}($2)($1)  #`),
      ),
    },
  });
}

export const oldNames = [
  ...old(null, 'upsample', null, 'Makes sequences, images or volumes larger; `interpolate` is its name today.'),
  ...old('UpsamplingNearest2d', 'upsample_nearest', 'nearest', 'Makes images larger by repeating their nearest elements.'),
  ...old('UpsamplingBilinear2d', 'upsample_bilinear', 'bilinear', 'Makes images larger by weighing the four nearest elements.'),
];
