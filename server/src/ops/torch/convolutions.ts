import type { Args, ParamSpec, Weight } from '../kernel';
import { flag, integer, msg, plainDim, sequenceItems, single, text, weight } from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, compareDims, floorDivDims, formatDim, isLiteral, mulDims, productOf, subDims, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import type { Heap, TensorValue, Value } from '../../values/value';
import { none, str, unknown } from '../../values/value';
import { refuseOtherType } from './inputTypes';
import { placement } from './torchModule';
import { made, torchOp, x } from './torchOp';
import type { TwinContext } from './twins';
import { extentsOf, twins } from './twins';
import { formatExtents, refuseSpatialRank, slideOver, spatialOf, window, withSpatial } from './windowSizes';

/** Extents on both sides, or one of the two words. */
type Padding = readonly Dim[] | 'same' | 'valid' | null;

function padding(n: number): ParamSpec<Padding> {
  const inner = window(n, 0);
  return {
    ...inner,
    type: `${inner.type} | 'same' | 'valid'`,
    choices: ['same', 'valid'],
    unknownAs: null,
    fallback: inner.fallback,
    read(given: Value, heap: Heap): Padding {
      if (given.kind !== 'str') return inner.read(given, heap);
      return given.value === 'same' || given.value === 'valid' ? given.value : null;
    },
    refuses(given, _, { label, param }) {
      if (given.kind !== 'str' || given.value === null || given.value === 'same' || given.value === 'valid') return null;
      const instead = ['same', 'valid'].find((word) => word === given.value!.toLowerCase());
      const message = msg('{0}: {1} cannot be {2}; it is one of {3}', label, param, `'${given.value}'`, "'same', 'valid'");
      return { code: 'unknown-argument', message, ...(instead !== undefined && { instead }) };
    },
  };
}

const modes = ['zeros', 'reflect', 'replicate', 'circular'];

function paddingMode(): ParamSpec<string | null> {
  return {
    ...text('zeros'),
    choices: modes,
    refuses(given, _, { label, param }) {
      if (given.kind !== 'str' || given.value === null || modes.includes(given.value)) return null;
      const listed = modes.map((mode) => `'${mode}'`).join(', ');
      const message = msg('{0}: {1} cannot be {2}; it is one of {3}', label, param, `'${given.value}'`, listed);
      return { code: 'unknown-argument', message };
    },
  };
}

function params(n: number) {
  return {
    in_channels: plainDim(),
    out_channels: plainDim(),
    kernel_size: window(n),
    stride: window(n, 1),
    padding: padding(n),
    dilation: window(n, 1),
    groups: integer(1),
    bias: flag(true),
    padding_mode: paddingMode(),
  };
}

interface Kernel {
  readonly size: readonly Dim[];
  readonly stride: readonly Dim[];
  readonly padding: Padding;
  readonly dilation: readonly Dim[];
}

/** The extents behind the channels; reports a window that does not fit, and arguments that no window has. */
function slideAll(x: TensorValue, n: number, { size, stride, padding: pad, dilation }: Kernel, cx: TwinContext): readonly Dim[] {
  const dims = spatialOf(x.shape, n);
  if (refuseSteps({ stride, dilation, padding: typeof pad === 'string' ? null : pad }, cx)) return dims.map(() => unknownDim);
  const padded = size.map((k, i): Dim => {
    if (pad === 'valid') return 0;
    if (pad === null) return unknownDim;
    if (pad !== 'same') return mulDims(2, pad[i] ?? unknownDim);
    return mulDims(dilation[i] ?? unknownDim, subDims(k, 1));
  });
  const reaches = size.map((k, i) => addDims(mulDims(dilation[i]!, subDims(k, 1)), 1));
  let isTooLarge = false;
  const out = dims.map((d, i): Dim => {
    if (pad === 'same') return d;
    // Rounding takes what is just below one step for nothing: a window fits where it reaches no further than the padded input.
    const left = subDims(addDims(d, padded[i]!), reaches[i]!);
    if (!isLiteral(left) || left >= 0)
      return slideOver(d, { size: size[i]!, stride: stride[i]!, padded: padded[i]!, dilation: dilation[i]! });
    isTooLarge = true;
    return unknownDim;
  });
  if (isTooLarge) {
    const whole = dims.map((d, i) => addDims(d, padded[i]!));
    const message = msg('{0}: a kernel of {1} does not fit into {2}', cx.label, formatExtents(reaches), formatExtents(whole));
    cx.report('non-positive-size', message, { at: 'input' });
  }
  return out;
}

/** Reports steps of zero and negative padding. */
export function refuseSteps(
  {
    stride,
    dilation,
    padding: pad,
  }: { readonly stride: readonly Dim[]; readonly dilation: readonly Dim[]; readonly padding: readonly Dim[] | null },
  cx: TwinContext,
): boolean {
  for (const [at, dims] of [
    ['stride', stride],
    ['dilation', dilation],
  ] as const) {
    const wrong = dims.find((d) => isLiteral(d) && d <= 0);
    if (wrong === undefined) continue;
    cx.report('non-positive-size', msg('{0}: {1} must be positive, it is {2}', cx.label, at, formatDim(wrong)), { at });
    return true;
  }
  const negative = pad?.find((d) => isLiteral(d) && d < 0);
  if (negative === undefined) return false;
  cx.report('non-positive-size', msg('{0}: {1} cannot be negative, it is {2}', cx.label, 'padding', formatDim(negative)), {
    at: 'padding',
  });
  return true;
}

/** The groups split the channels evenly. */
export function refuseGroups(
  { in_channels, out_channels, groups }: { readonly in_channels: Dim; readonly out_channels: Dim; readonly groups: Dim },
  label: string,
) {
  if (!isLiteral(groups)) return null;
  if (groups <= 0) {
    return {
      code: 'non-positive-size',
      message: msg('{0}: {1} must be positive, it is {2}', label, 'groups', groups),
      at: 'groups',
    } as const;
  }
  for (const [at, channels] of [
    ['in_channels', in_channels],
    ['out_channels', out_channels],
  ] as const) {
    if (!isLiteral(channels) || channels % groups === 0) continue;
    const message = msg('{0}: {1} of {2} cannot be split into {3} groups', label, at, channels, groups);
    return { code: 'dim-mismatch', message, at: 'groups' } as const;
  }
  return null;
}

/** Reports another number of channels than the weights take, with the number that would fit. */
export function refuseChannels(x: TensorValue, n: number, wanted: Dim, cx: TwinContext, set: string | null): void {
  const got = dimAt(x.shape, -n - 1);
  if (compareDims(got, wanted) !== 'different') return;
  cx.report(
    'dim-mismatch',
    msg('{0} expects {1} channels, gets {2}: {3}', cx.label, formatDim(wanted), formatDim(got), formatShape(x.shape)),
    { at: set ?? 'input', fixes: set !== null && isLiteral(got) ? [{ set, value: got }] : [] },
  );
}

function refuseSame(pad: Padding, stride: readonly Dim[]): boolean {
  return pad === 'same' && stride.some((s) => isLiteral(s) && s !== 1);
}

const words = ['', 'the length of a sequence', 'the height and width of an image', 'the depth, height and width of a volume'];

type ConvArgs = Args<ReturnType<typeof params>>;

/** What the padding of other modes needs of the input. */
function refuseMode({ padding: pad, padding_mode, dilation, kernel_size }: ConvArgs, x: TensorValue, n: number, cx: TwinContext): void {
  if (padding_mode !== 'reflect' && padding_mode !== 'circular') return;
  spatialOf(x.shape, n).forEach((d, i) => {
    const total = pad === 'same' ? mulDims(dilation[i]!, subDims(kernel_size[i]!, 1)) : null;
    const most = pad === 'same' ? subDims(total!, floorDivDims(total!, 2)) : typeof pad === 'string' || pad === null ? 0 : (pad[i] ?? 0);
    if (!isLiteral(d) || !isLiteral(most)) return;
    if (padding_mode === 'reflect' ? most < d : most <= d) return;
    cx.report(
      'non-positive-size',
      msg('{0}: padding of {1} needs more than the {2} elements of {3}', cx.label, most, d, formatShape(x.shape)),
      {
        at: 'padding',
      },
    );
  });
}

function convModule(n: number) {
  return twins({
    module: `nn.Conv${n}d`,
    summary: `Slides \`out_channels\` kernels over ${words[n]} and sums over the channels that come in.`,
    category: 'convolution',
    params: params(n),
    other: placement,
    shown: ['out_channels', 'kernel_size', 'stride', 'padding'],
    codes: ['rank-mismatch', 'dim-mismatch', 'non-positive-size', 'dtype-mismatch', 'unknown-argument'],
    refuses: (args, label) =>
      refuseGroups(args, label) ??
      (refuseSame(args.padding, args.stride)
        ? { code: 'unknown-argument', message: msg("{0}: padding='same' takes a stride of 1 only", label), at: 'stride' }
        : null),
    rule(args, [input], cx) {
      const { in_channels, out_channels, kernel_size: size } = args;
      if (refuseSpatialRank(input!, n, cx)) return single(null, cx.ownType);
      refuseChannels(input!, n, in_channels, cx, 'in_channels');
      refuseOtherType(input!, cx.ownType, cx);
      refuseMode(args, input!, n, cx);
      const { stride, padding: pad, dilation } = args;
      return single(withSpatial(input!.shape, slideAll(input!, n, { size, stride, padding: pad, dilation }, cx), out_channels), cx.ownType);
    },
    weights: (args) => convWeights(args),
    attributes: ({ kernel_size, stride, padding: pad, dilation, bias }) => ({
      kernel_size: extentsOf(kernel_size),
      stride: extentsOf(stride),
      padding: typeof pad === 'string' ? str(pad) : pad === null ? unknown : extentsOf(pad),
      dilation: extentsOf(dilation),
      bias: bias === false ? none : unknown,
    }),
    flops: ({ in_channels, kernel_size, groups }, _, output) =>
      mulDims(2, mulDims(productOf(output?.dims.slice(1) ?? []), mulDims(floorDivDims(in_channels, groups), productOf(kernel_size)))),
    examples: { module: moduleExamples(n) },
  });
}

function convWeights({ in_channels, out_channels, kernel_size, groups, bias }: ConvArgs): readonly Weight[] {
  const own = weight('weight', [out_channels, floorDivDims(in_channels, groups), ...kernel_size]);
  return bias === false ? [own] : [own, weight('bias', [out_channels])];
}

function moduleExamples(n: number): readonly string[] {
  const [image, small, flat] = [Array(n).fill(8), Array(n).fill(2), Array(n + 2).fill(6)].map((dims) => dims.join(', '));
  const out = Array(n).fill(6).join(', ');
  const same = Array(n).fill(8).join(', ');
  return [
    `torch.nn.Conv${n}d(3, 4, 3)(torch.zeros(2, 3, ${image}))  #> [2, 4, ${out}]`,
    `torch.nn.Conv${n}d(3, 4, 3, padding='same')(torch.zeros(2, 3, ${image}))  #> [2, 4, ${same}]`,
    `torch.nn.Conv${n}d(3, 4, 3)(torch.zeros(2, 5, ${image}))  #! error[dim-mismatch]: expects 3 channels, gets 5`,
    `torch.nn.Conv${n}d(3, 4, 3)(torch.zeros(2, 3, ${small}))  #! error[non-positive-size]: does not fit into`,
    `torch.nn.Conv${n}d(3, 4, 3)(torch.zeros(2, ${flat}))  #! error[rank-mismatch]: takes ${n + 1} or ${n + 2} axes`,
    `torch.nn.Conv${n}d(3, 4, 3)(torch.zeros(2, 3, ${image}, dtype=torch.int64))  #! error[dtype-mismatch]: weights of type float32`,
    `torch.nn.Conv${n}d(3, 4, 3, padding='equal')  #! error[unknown-argument]: cannot be 'equal'`,
  ];
}

export const modules = [1, 2, 3].flatMap((n) => convModule(n));

/** The kernel of a function as its rule reads it: what it takes, gives and slides over. */
function kernelOf(kernel: TensorValue, n: number, cx: TwinContext): readonly Dim[] | null {
  const rank = rankOf(kernel.shape);
  if (rank === null) return Array<Dim>(n + 2).fill(unknownDim);
  if (rank === n + 2) return kernel.shape!.dims;
  cx.report(
    'rank-mismatch',
    msg('{0}: {1} must have {2}, it is {3}', cx.label, 'weight', msg('{0} axes', n + 2), formatShape(kernel.shape)),
    {
      at: 'weight',
    },
  );
  return null;
}

/** A bias has one number for each channel that comes out. */
function refuseBias(bias: TensorValue | null, channels: Dim, cx: TwinContext): void {
  if (!bias || rankOf(bias.shape) === null) return;
  const { dims } = bias.shape!;
  if (dims.length === 1 && compareDims(dims[0]!, channels) !== 'different') return;
  cx.report(
    'dim-mismatch',
    msg('{0}: the bias must have the shape {1}, it is {2}', cx.label, `(${formatDim(channels)},)`, formatShape(bias.shape)),
    {
      at: 'bias',
      from: [bias],
    },
  );
}

function convFunction(n: number) {
  return twins({
    fn: `nn.functional.conv${n}d`,
    also: [`conv${n}d`],
    summary: `Slides the kernels that it gets over ${words[n]} and sums over the channels that come in.`,
    category: 'convolution',
    params: { stride: window(n, 1), padding: padding(n), dilation: window(n, 1), groups: integer(1) },
    inputs: ['input', 'weight', 'bias'],
    nNeeded: 2,
    codes: ['rank-mismatch', 'dim-mismatch', 'non-positive-size', 'dtype-mismatch', 'unknown-argument'],
    rule({ stride, padding: pad, dilation, groups }, [input, kernel, bias], cx) {
      if (refuseSpatialRank(input!, n, cx)) return single(null);
      const dims = kernelOf(kernel!, n, cx);
      if (!dims) return single(null);
      if (refuseSame(pad, stride))
        cx.report('unknown-argument', msg("{0}: padding='same' takes a stride of 1 only", cx.label), { at: 'stride' });
      const [out, taken, ...size] = dims;
      if (isLiteral(out!) && isLiteral(groups) && groups > 0 && (out % groups !== 0 || out < groups)) {
        cx.report('dim-mismatch', msg('{0}: {1} of {2} cannot be split into {3} groups', cx.label, 'out_channels', out, groups), {
          at: 'groups',
        });
      }
      refuseChannels(input!, n, mulDims(taken!, groups), cx, null);
      refuseOtherType(input!, kernel!.dtype, cx);
      refuseBias(bias ?? null, out!, cx);
      return single(withSpatial(input!.shape, slideAll(input!, n, { size, stride, padding: pad, dilation }, cx), out));
    },
    examples: { fn: functionExamples(n) },
  });
}

function functionExamples(n: number): readonly string[] {
  const [image, small, size, flat] = [Array(n).fill(8), Array(n).fill(2), Array(n).fill(3), Array(n + 3).fill(2)].map((d) => d.join(', '));
  const name = `torch.nn.functional.conv${n}d`;
  const kernel = `torch.zeros(4, 3, ${size})`;
  return [
    `${name}(torch.zeros(2, 3, ${image}), ${kernel})  #> [2, 4, ${Array(n).fill(6).join(', ')}]`,
    `${name}(torch.zeros(2, 3, ${image}), ${kernel}, stride=2, padding=1)  #> [2, 4, ${Array(n).fill(4).join(', ')}]`,
    `${name}(torch.zeros(2, 5, ${image}), ${kernel})  #! error[dim-mismatch]: expects 3 channels, gets 5`,
    `${name}(torch.zeros(2, 3, ${small}), ${kernel})  #! error[non-positive-size]: does not fit into`,
    `${name}(torch.zeros(${flat}), ${kernel})  #! error[rank-mismatch]: takes ${n + 1} or ${n + 2} axes`,
    `${name}(torch.zeros(2, 3, ${image}, dtype=torch.int64), ${kernel})  #! error[dtype-mismatch]: of type int64`,
    `${name}(torch.zeros(2, 3, ${image}), ${kernel}, padding='equal')  #! error[unknown-argument]: cannot be 'equal'`,
  ];
}

export const functions = [1, 2, 3].flatMap(convFunction);

function transposedParams(n: number) {
  return {
    in_channels: plainDim(),
    out_channels: plainDim(),
    kernel_size: window(n),
    stride: window(n, 1),
    padding: window(n, 0),
    output_padding: window(n, 0),
    groups: integer(1),
    bias: flag(true),
    dilation: window(n, 1),
    padding_mode: text('zeros'),
  };
}

interface Stretch {
  readonly size: readonly Dim[];
  readonly stride: readonly Dim[];
  readonly padding: readonly Dim[];
  readonly outputPadding: readonly Dim[];
  readonly dilation: readonly Dim[];
}

/** `(n − 1) · stride − 2 · padding + dilation · (size − 1) + output_padding + 1` behind the channels. */
function stretchAll(x: TensorValue, n: number, how: Stretch, cx: TwinContext): readonly Dim[] {
  const { size, stride, padding: pad, outputPadding, dilation } = how;
  const dims = spatialOf(x.shape, n);
  if (refuseSteps({ stride, dilation, padding: pad }, cx)) return dims.map(() => unknownDim);
  outputPadding.forEach((extra, i) => {
    const [s, d] = [stride[i]!, dilation[i]!];
    if (!isLiteral(extra) || !isLiteral(s) || !isLiteral(d) || extra < s || extra < d) return;
    const message = msg('{0}: output_padding of {1} must be smaller than the stride or the dilation, {2} and {3}', cx.label, extra, s, d);
    cx.report('non-positive-size', message, { at: 'output_padding' });
  });
  const out = dims.map((d, i) => {
    const grown = subDims(mulDims(subDims(d, 1), stride[i]!), mulDims(2, pad[i]!));
    return addDims(addDims(grown, mulDims(dilation[i]!, subDims(size[i]!, 1))), addDims(outputPadding[i]!, 1));
  });
  // A volume may come out empty.
  const least = n === 3 ? 0 : 1;
  if (!out.some((d) => isLiteral(d) && d < least)) return out;
  cx.report('non-positive-size', msg('{0}: nothing is left of {1}', cx.label, formatShape(x.shape)), { at: 'padding' });
  return out.map((d) => (isLiteral(d) && d < least ? unknownDim : d));
}

/** The extents that a call asks for, less than a step larger than the least, or also smaller; null without them. */
export function askedSize(
  asked: Value | undefined,
  x: TensorValue,
  n: number,
  least: readonly Dim[],
  step: readonly Dim[],
  cx: TwinContext,
  isEitherWay = false,
): readonly Dim[] | null {
  if (!asked || asked.kind === 'none') return null;
  const items = sequenceItems(asked, cx.heap);
  if (!items) return least.map(() => unknownDim);
  const rank = rankOf(x.shape);
  const dims = items.map((item): Dim => (item.kind === 'int' ? item.value : unknownDim));
  if (dims.length !== n && rank !== null && dims.length !== rank) {
    cx.report('rank-mismatch', msg('{0}: output_size has {1} extents, it takes {2} or {3}', cx.label, dims.length, n, rank), {
      at: 'output_size',
    });
    return least.map(() => unknownDim);
  }
  const wanted = dims.slice(-n);
  wanted.forEach((d, i) => {
    const [low, s] = [least[i]!, step[i]!];
    if (!isLiteral(d) || !isLiteral(low) || !isLiteral(s)) return;
    const [from, to] = [isEitherWay ? low - s + 1 : low, low + s - 1];
    if (d >= from && d <= to) return;
    const message = msg('{0}: output_size cannot be {1} here, only {2} to {3}', cx.label, d, from, to);
    cx.report('dim-mismatch', message, { at: 'output_size' });
  });
  return wanted;
}

function transposedModule(n: number) {
  const label = `torch.nn.ConvTranspose${n}d`;
  const image = Array(n).fill(8).join(', ');
  return twins({
    module: `nn.ConvTranspose${n}d`,
    summary: `The convolution that makes ${words[n]} larger: the gradient of \`Conv${n}d\` with respect to its input.`,
    category: 'convolution',
    params: transposedParams(n),
    other: placement,
    callParams: ['output_size'],
    shown: ['out_channels', 'kernel_size', 'stride', 'padding'],
    codes: ['rank-mismatch', 'dim-mismatch', 'non-positive-size', 'dtype-mismatch', 'unknown-argument'],
    refuses: (args, called) =>
      refuseGroups(args, called) ??
      (args.padding_mode !== null && args.padding_mode !== 'zeros'
        ? { code: 'unknown-argument', message: msg("{0}: padding_mode can only be 'zeros'", called), at: 'padding_mode' }
        : null),
    rule(args, [input], cx) {
      if (refuseSpatialRank(input!, n, cx)) return single(null, cx.ownType);
      refuseChannels(input!, n, args.in_channels, cx, 'in_channels');
      refuseOtherType(input!, cx.ownType, cx);
      const { kernel_size: size, stride, padding: pad, output_padding, dilation, out_channels } = args;
      const asked = cx.given('output_size');
      const hasAsked = asked !== undefined && asked.kind !== 'none';
      const outputPadding = hasAsked ? output_padding.map(() => 0) : output_padding;
      const out = stretchAll(input!, n, { size, stride, padding: pad, outputPadding, dilation }, cx);
      return single(withSpatial(input!.shape, askedSize(asked, input!, n, out, stride, cx) ?? out, out_channels), cx.ownType);
    },
    attributes: ({ kernel_size, stride, padding: pad, output_padding, dilation, bias }) => ({
      kernel_size: extentsOf(kernel_size),
      stride: extentsOf(stride),
      padding: extentsOf(pad),
      output_padding: extentsOf(output_padding),
      dilation: extentsOf(dilation),
      bias: bias === false ? none : unknown,
    }),
    weights({ in_channels, out_channels, kernel_size, groups, bias }) {
      const own = weight('weight', [in_channels, floorDivDims(out_channels, groups), ...kernel_size]);
      return bias === false ? [own] : [own, weight('bias', [out_channels])];
    },
    examples: {
      module: [
        `${label}(3, 4, 2, stride=2)(torch.zeros(2, 3, ${image}))  #> [2, 4, ${Array(n).fill(16).join(', ')}]`,
        `${label}(3, 4, 3, stride=2, padding=1, output_padding=1)(torch.zeros(2, 3, ${image}))  #> [2, 4, ${Array(n).fill(16).join(', ')}]`,
        `${label}(3, 4, 2)(torch.zeros(2, 5, ${image}))  #! error[dim-mismatch]: expects 3 channels, gets 5`,
        `${label}(3, 4, 2, output_padding=1)(torch.zeros(2, 3, ${image}))  #! error[non-positive-size]: output_padding of 1`,
        `${label}(3, 4, 2)(torch.zeros(${Array(n + 3)
          .fill(2)
          .join(', ')}))  #! error[rank-mismatch]: takes ${n + 1} or ${n + 2} axes`,
        `${label}(3, 4, 2)(torch.zeros(2, 3, ${image}, dtype=torch.int64))  #! error[dtype-mismatch]: weights of type float32`,
        `${label}(3, 4, 2, padding_mode='reflect')  #! error[unknown-argument]: can only be 'zeros'`,
      ],
    },
  });
}

function transposedFunction(n: number) {
  const name = `torch.nn.functional.conv_transpose${n}d`;
  const [image, size] = [Array(n).fill(8), Array(n).fill(2)].map((d) => d.join(', '));
  return twins({
    fn: `nn.functional.conv_transpose${n}d`,
    also: [`conv_transpose${n}d`],
    summary: `The convolution that makes ${words[n]} larger, with the kernels that it gets.`,
    category: 'convolution',
    params: { stride: window(n, 1), padding: window(n, 0), output_padding: window(n, 0), groups: integer(1), dilation: window(n, 1) },
    inputs: ['input', 'weight', 'bias'],
    nNeeded: 2,
    codes: ['rank-mismatch', 'dim-mismatch', 'non-positive-size', 'dtype-mismatch'],
    rule({ stride, padding: pad, output_padding: outputPadding, groups, dilation }, [input, kernel, bias], cx) {
      if (refuseSpatialRank(input!, n, cx)) return single(null);
      const dims = kernelOf(kernel!, n, cx);
      if (!dims) return single(null);
      const [taken, each, ...size] = dims;
      refuseChannels(input!, n, taken!, cx, null);
      if (isLiteral(taken!) && isLiteral(groups) && groups > 0 && taken % groups !== 0)
        cx.report('dim-mismatch', msg('{0}: {1} of {2} cannot be split into {3} groups', cx.label, 'in_channels', taken, groups), {
          at: 'groups',
        });
      refuseOtherType(input!, kernel!.dtype, cx);
      const out = mulDims(each!, groups);
      refuseBias(bias ?? null, out, cx);
      return single(withSpatial(input!.shape, stretchAll(input!, n, { size, stride, padding: pad, outputPadding, dilation }, cx), out));
    },
    examples: {
      fn: [
        `${name}(torch.zeros(2, 3, ${image}), torch.zeros(3, 4, ${size}), stride=2)  #> [2, 4, ${Array(n).fill(16).join(', ')}]`,
        `${name}(torch.zeros(2, 5, ${image}), torch.zeros(3, 4, ${size}))  #! error[dim-mismatch]: expects 3 channels, gets 5`,
        `${name}(torch.zeros(2, 3, ${image}), torch.zeros(3, 4, ${size}), output_padding=1)  #! error[non-positive-size]: output_padding of 1`,
        `${name}(torch.zeros(2, 3, ${image}), torch.zeros(3, 4))  #! error[rank-mismatch]: weight must have`,
        `${name}(torch.zeros(2, 3, ${image}, dtype=torch.int64), torch.zeros(3, 4, ${size}))  #! error[dtype-mismatch]: of type int64`,
      ],
    },
  });
}

export const transposed = [1, 2, 3].flatMap((n) => [...transposedModule(n), ...transposedFunction(n)]);

/** Slides kernels over the first axis of `(time, batch, channels)`. */
export const convTbc = torchOp({
  name: 'nn.functional.conv_tbc',
  also: ['conv_tbc'],
  summary: 'Slides kernels over the first axis of `(time, batch, channels)`.',
  category: 'convolution',
  params: { input: x(), weight: x(), bias: x(), pad: integer(0) },
  codes: ['dim-mismatch'],
  call({ input, weight: kernel, pad }, cx) {
    const [time, batch] = [dimAt(input.shape, 0), dimAt(input.shape, 1)];
    const [got, taken] = [dimAt(input.shape, 2), dimAt(kernel.shape, 1)];
    if (compareDims(got, taken) === 'different')
      cx.report(
        'dim-mismatch',
        msg('{0} expects {1} channels, gets {2}: {3}', cx.label, formatDim(taken), formatDim(got), formatShape(input.shape)),
        {
          at: 'input',
          from: [input, kernel],
        },
      );
    const slide = { size: dimAt(kernel.shape, 0), stride: 1, padded: mulDims(2, pad), dilation: 1 };
    const shape: MaybeShape = shapeOf([slideOver(time, slide), batch, dimAt(kernel.shape, 2)]);
    return made(cx, [input, kernel], shape, input.dtype);
  },
  examples: [
    'torch.nn.functional.conv_tbc(torch.zeros(5, 2, 3), torch.zeros(2, 3, 4), torch.zeros(4))  #> [4, 2, 4]',
    'torch.nn.functional.conv_tbc(torch.zeros(5, 2, 6), torch.zeros(2, 3, 4), torch.zeros(4))  #! error[dim-mismatch]: expects 3 channels',
  ],
});
