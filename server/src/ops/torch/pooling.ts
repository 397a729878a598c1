import type { LayerResult } from '../kernel';
import { any, flag, msg, number, several, single } from '../kernel';
import type { Dim } from '../../values/dim';
import { isLiteral, mulDims, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { unknown } from '../../values/value';
import { refuseSteps } from './convolutions';
import { floatType } from './elementTypes';
import { averaged, notBool, refuseElements } from './inputTypes';
import type { TwinContext } from './twins';
import { extentsOf, twins } from './twins';
import { formatExtents, optionalWindow, refuseSpatialRank, slideOver, slideOverCeil, spatialOf, window, withSpatial } from './windowSizes';

interface Pool {
  readonly size: readonly Dim[];
  readonly stride: readonly Dim[] | null;
  readonly padding: readonly Dim[];
  readonly dilation: readonly Dim[];
  readonly ceil: boolean | null;
  /** The window has to fit into the input without its padding. */
  readonly isWhole?: boolean;
}

/** The shape after taking one value of each window. */
function pool(
  x: TensorValue,
  n: number,
  { size, stride: given, padding, dilation, ceil, isWhole = false }: Pool,
  cx: TwinContext,
): MaybeShape {
  if (refuseSpatialRank(x, n, cx)) return null;
  const dims = spatialOf(x.shape, n);
  const stride = given ?? size;
  const open = withSpatial(
    x.shape,
    dims.map(() => unknownDim),
  );
  if (refuseSteps({ stride, dilation, padding }, cx)) return open;
  if (isWhole && size.some((k, i) => isLiteral(k) && isLiteral(dims[i]!) && k > dims[i])) {
    const message = msg('{0}: a window of {1} does not fit into {2}', cx.label, formatExtents(size), formatExtents(dims));
    cx.report('non-positive-size', message, { at: 'input' });
    return open;
  }
  for (const [i, p] of padding.entries()) {
    const [k, d] = [size[i]!, dilation[i]!];
    if (!isLiteral(p) || !isLiteral(k) || !isLiteral(d) || p <= Math.floor((d * (k - 1) + 1) / 2)) continue;
    const message = msg('{0}: padding of {1} is more than half of the window of {2}', cx.label, p, formatExtents(size));
    cx.report('non-positive-size', message, { at: 'padding' });
    return open;
  }
  let isTooSmall = false;
  const out = dims.map((n, i): Dim => {
    const slide = { size: size[i]!, stride: stride[i]!, padded: mulDims(2, padding[i]!), dilation: dilation[i]! };
    const [floor, up] = [slideOver(n, slide), slideOverCeil(n, slide, padding[i]!)];
    const one = ceil === null ? (floor === up ? floor : unknownDim) : ceil ? up : floor;
    if (!isLiteral(one) || one >= 1) return one;
    isTooSmall = true;
    return unknownDim;
  });
  if (isTooSmall) {
    const message = msg('{0}: a window of {1} does not fit into {2}', cx.label, formatExtents(size), formatExtents(dims));
    cx.report('non-positive-size', message, { at: 'input' });
  }
  return withSpatial(x.shape, out);
}

/** The largest elements, and where they stood if that is asked for. */
export function withIndices(shape: MaybeShape, dtype: string | null, hasIndices: boolean | null): LayerResult {
  if (hasIndices === null) return single(null, null);
  return hasIndices
    ? several([
        { shape, dtype },
        { shape, dtype: 'int64' },
      ])
    : single(shape, dtype);
}

export const over = ['', 'of a sequence', 'of an image', 'of a volume'];

function zeros(rank: number, n: number): string {
  return `torch.zeros(${[2, 3, ...Array<number>(rank).fill(n)].join(', ')})`;
}

function shapeText(rank: number, n: number): string {
  return `[${[2, 3, ...Array<number>(rank).fill(n)].join(', ')}]`;
}

/** Examples that all pooling has, of the module and of the function. */
export function poolExamples(
  cls: string | null,
  fn: string | null,
  n: number,
  size: string,
  out: number,
  refused: string,
  extra: Partial<Texts> = {},
) {
  const call = (x: string, how: { module: boolean }): string =>
    how.module ? `torch.nn.${cls}(${size})(${x})` : `torch.nn.functional.${fn}(${x}, ${size})`;
  const of = (module: boolean): readonly string[] => [
    `${call(zeros(n, 8), { module })}  #> ${shapeText(n, out)}`,
    ...(extra.tooSmall === false ? [] : [`${call(zeros(n, 1), { module })}  #! error[non-positive-size]: does not fit into`]),
    `${call(
      `torch.zeros(${Array(n + 3)
        .fill(4)
        .join(', ')})`,
      { module },
    )}  #! error[rank-mismatch]: takes ${n + 1} or ${n + 2} axes`,
    ...(refused
      ? [
          `${call(`${zeros(n, 8).slice(0, -1)}, dtype=torch.${refused})`, { module })}  #! error[dtype-mismatch]: no elements of type ${refused}`,
        ]
      : []),
  ];
  return { module: cls === null ? [] : of(true), fn: fn === null ? [] : of(false) };
}

interface Texts {
  readonly tooSmall: boolean;
}

function maxPool(n: number) {
  const params = {
    kernel_size: window(n),
    stride: optionalWindow(n),
    padding: window(n, 0),
    dilation: window(n, 1),
    return_indices: flag(false),
    ceil_mode: flag(false),
  };
  const rule = (isIndexed: boolean) =>
    ((args, [x], cx) => {
      const { kernel_size: size, stride, padding, dilation, ceil_mode: ceil, return_indices } = args;
      refuseElements(x!, notBool, cx);
      const shape = pool(x!, n, { size, stride, padding, dilation, ceil }, cx);
      return withIndices(shape, x!.dtype, isIndexed || return_indices);
    }) satisfies Parameters<typeof twins<typeof params>>[0]['rule'];
  const common = { category: 'pooling', params, shown: ['kernel_size', 'stride', 'padding'] } as const;
  const order = ['kernel_size', 'stride', 'padding', 'dilation', 'ceil_mode', 'return_indices'];
  const codes = ['rank-mismatch', 'non-positive-size', 'dtype-mismatch'] as const;
  return [
    ...twins({
      ...common,
      module: `nn.MaxPool${n}d`,
      fn: `nn.functional.max_pool${n}d`,
      also: [`max_pool${n}d`],
      summary: `Takes the largest element of each window ${over[n]}.`,
      order,
      codes,
      rule: rule(false),
      attributes: (_, given) => steps(given),
      examples: poolExamples(`MaxPool${n}d`, `max_pool${n}d`, n, '2', 4, 'bool'),
    }),
    ...twins({
      ...common,
      fn: `nn.functional.max_pool${n}d_with_indices`,
      summary: `Takes the largest element of each window ${over[n]}, and says where it stood.`,
      order,
      codes,
      rule: rule(true),
      examples: {
        fn: poolExamples(null, `max_pool${n}d_with_indices`, n, '2', 4, 'bool').fn.map((text, i) =>
          i ? text : text.replace(', 2)', ', 2)[1]'),
        ),
      },
    }),
  ];
}

/** Without a stride the windows lie side by side. */
function steps(given: (name: string) => Value | undefined): { readonly stride: Value } {
  const stride = given('stride');
  return { stride: stride === undefined || stride.kind === 'none' ? (given('kernel_size') ?? unknown) : stride };
}

export const maxPooling = [1, 2, 3].flatMap(maxPool);

function avgPool(n: number) {
  const params = {
    kernel_size: window(n),
    stride: optionalWindow(n),
    padding: window(n, 0),
    ceil_mode: flag(false),
    count_include_pad: flag(true),
    ...(n > 1 && { divisor_override: any() }),
  };
  return twins({
    module: `nn.AvgPool${n}d`,
    fn: `nn.functional.avg_pool${n}d`,
    ...(n === 1 && { also: ['avg_pool1d'] }),
    summary: `Takes the mean of each window ${over[n]}.`,
    category: 'pooling',
    params,
    shown: ['kernel_size', 'stride', 'padding'],
    codes: ['rank-mismatch', 'non-positive-size', 'dtype-mismatch'],
    rule({ kernel_size: size, stride, padding, ceil_mode: ceil }, [x], cx) {
      refuseElements(x!, averaged, cx);
      return single(pool(x!, n, { size, stride, padding, dilation: size.map(() => 1), ceil, isWhole: n === 3 }, cx));
    },
    attributes: ({ kernel_size, stride, padding }, given) =>
      n === 1
        ? { kernel_size: extentsOf(kernel_size), stride: extentsOf(stride ?? kernel_size), padding: extentsOf(padding) }
        : steps(given),
    examples: poolExamples(`AvgPool${n}d`, `avg_pool${n}d`, n, '2', 4, 'bool'),
  });
}

export const avgPooling = [1, 2, 3].flatMap(avgPool);

function lpPool(n: number) {
  const params = { norm_type: number(2), kernel_size: window(n), stride: optionalWindow(n), ceil_mode: flag(false) };
  return twins({
    module: `nn.LPPool${n}d`,
    fn: `nn.functional.lp_pool${n}d`,
    summary: `Takes a power mean of each window ${over[n]}.`,
    category: 'pooling',
    params: { ...params, norm_type: { ...params.norm_type, isRequired: true } },
    codes: ['rank-mismatch', 'non-positive-size'],
    rule({ kernel_size: size, stride, ceil_mode: ceil }, [x], cx) {
      const shape = pool(x!, n, { size, stride, padding: size.map(() => 0), dilation: size.map(() => 1), ceil }, cx);
      return single(shape, floatType(x!.dtype));
    },
    examples: poolExamples(`LPPool${n}d`, `lp_pool${n}d`, n, '2, 2', 4, ''),
  });
}

export const lpPooling = [1, 2, 3].flatMap(lpPool);
