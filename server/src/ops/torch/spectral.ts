import type { CallContext, FunctionDef } from '../kernel';
import { dtype, flag, integer, keyword, msg, number, refuseRank, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, floorDivDims, isLiteral, mulDims, subDims, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { dimAt, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { none, tuple } from '../../values/value';
import { axesIn, axis, axisIn, extentAt, readAxes, replacedAt } from './axisArguments';
import { categoryOf, defaultFloat, realType } from './elementTypes';
import { t, typeBy } from './operands';
import { made, torchOp } from './torchOp';

/** What becomes of the last extent that is transformed: kept, halved (real in), or doubled (real out). */
type Half = 'whole' | 'half' | 'double';

const kinds: Readonly<Record<string, readonly [Half, string]>> = {
  fft: ['whole', 'transform'],
  ifft: ['whole', 'inverse transform'],
  rfft: ['half', 'transform of real numbers'],
  irfft: ['double', 'inverse of the transform of real numbers'],
  hfft: ['double', 'transform of numbers that are symmetric'],
  ihfft: ['half', 'inverse transform of real numbers into half a symmetric one'],
};

function complexOf(type: string | null): string | null {
  const category = type === null ? null : categoryOf(type);
  if (category === 'complex') return type;
  if (category === 'bool' || category === 'whole') return 'complex64';
  return type === 'float64' ? 'complex128' : type === 'float32' ? 'complex64' : null;
}

function typeOf(x: TensorValue, half: Half, cx: CallContext): string | null {
  if (half === 'half') typeBy('===x', x.dtype, cx, 'input', [x]);
  const complex = complexOf(x.dtype);
  return half === 'double' ? realType(complex) : complex;
}

/** The last extent of a result. */
function lengthOf(n: Dim, half: Half, isGiven: boolean): Dim {
  if (half === 'half') return addDims(floorDivDims(n, 2), 1);
  return half === 'double' && !isGiven ? mulDims(subDims(n, 1), 2) : n;
}

function refuseLength(n: Dim, cx: CallContext): void {
  if (isLiteral(n) && n < 1) cx.report('non-positive-size', msg('{0}: {1} must be positive, it is {2}', cx.label, 'n', n), { at: 'n' });
}

const wrongType = (name: string, half: Half): string[] =>
  half === 'half' ? [`torch.fft.${name}(torch.ones(4, 8, dtype=torch.complex64))  #! error[dtype-mismatch]: does not take complex64`] : [];

const shown: Readonly<Record<Half, number>> = { whole: 8, half: 5, double: 14 };

/** Fourier transforms along one axis. */
export const transforms: readonly FunctionDef[] = Object.entries(kinds).flatMap(([name, [half, words]]) =>
  torchOp({
    name: `fft.${name}`,
    summary: `The Fourier ${words}, along one axis.`,
    params: { input: t(), n: value(none), dim: axis(-1), norm: value(none) },
    keywords: ['out'],
    codes: ['axis-out-of-range', 'non-positive-size', ...(half === 'half' ? (['dtype-mismatch'] as const) : [])],
    call({ input, n, dim }, cx) {
      const type = typeOf(input, half, cx);
      const at = rankOf(input.shape) === null ? null : axisIn(input, dim, cx);
      const size: Dim = n.kind === 'int' ? n.value : n.kind === 'none' ? extentAt(input, at) : unknownDim;
      if (n.kind === 'int') refuseLength(n.value, cx);
      return made(cx, [input], replacedAt(input, at, lengthOf(size, half, n.kind !== 'none')), type);
    },
    examples: [
      `torch.fft.${name}(torch.ones(4, 8))  #> [4, ${shown[half]}]`,
      `torch.fft.${name}(torch.ones(4, 8), dim=2)  #! error[axis-out-of-range]: no axis 2`,
      `torch.fft.${name}(torch.ones(4, 8), n=0)  #! error[non-positive-size]: n must be positive`,
      ...wrongType(name, half),
    ],
  }),
);

/** The shape of a transform along several axes. */
function severalShape(x: TensorValue, s: Value, dim: Value, half: Half, cx: CallContext): MaybeShape {
  const rank = rankOf(x.shape);
  const sizes = s.kind === 'none' ? 'all' : readAxes(s, cx.heap);
  if (rank === null || sizes === null) return null;
  const given = sizes === 'all' ? null : sizes;
  const axes =
    dim.kind === 'none' && given
      ? Array.from({ length: given.length }, (_, i) => rank - given.length + i)
      : axesIn(x, readAxes(dim, cx.heap), cx);
  if (!axes || axes.some((each) => each < 0)) return null;
  if (given && given.length !== axes.length) {
    cx.report('rank-mismatch', msg('{0}: there are {1} sizes for {2} axes', cx.label, given.length, axes.length), { at: 's' });
    return null;
  }
  const dims = [...x.shape!.dims];
  for (const [i, each] of axes.entries()) {
    const size = given?.[i];
    const isGiven = size !== undefined && size !== -1;
    const n = isGiven ? size : dims[each]!;
    dims[each] = i === axes.length - 1 ? lengthOf(n, half, isGiven) : n;
  }
  return shapeOf(dims);
}

/** Fourier transforms along several axes. */
export const manyTransforms: readonly FunctionDef[] = Object.entries(kinds).flatMap(([name, [half, words]]) =>
  (['2', 'n'] as const).flatMap((suffix) =>
    torchOp({
      name: `fft.${name}${suffix}`,
      summary: `The Fourier ${words}, along ${suffix === '2' ? 'two axes' : 'several axes'}.`,
      params: {
        input: t(),
        s: value(none),
        dim:
          suffix === '2'
            ? value(
                tuple([
                  { kind: 'int', value: -2 },
                  { kind: 'int', value: -1 },
                ]),
                '(-2, -1)',
              )
            : value(none),
        norm: value(none),
      },
      keywords: ['out'],
      codes: ['axis-out-of-range', 'rank-mismatch', ...(half === 'half' ? (['dtype-mismatch'] as const) : [])],
      call({ input, s, dim }, cx) {
        const type = typeOf(input, half, cx);
        return made(cx, [input], severalShape(input, s, dim, half, cx), type);
      },
      examples: [
        `torch.fft.${name}${suffix}(torch.ones(4, 8))  #> [4, ${shown[half]}]`,
        `torch.fft.${name}${suffix}(torch.ones(4, 8), dim=(0, 2))  #! error[axis-out-of-range]: no axis 2`,
        `torch.fft.${name}${suffix}(torch.ones(4, 8), s=(4, 5), dim=(0,))  #! error[rank-mismatch]: 2 sizes`,
        ...wrongType(`${name}${suffix}`, half),
      ],
    }),
  ),
);

/** The frequencies of a transform. */
export const frequencies: readonly FunctionDef[] = (
  [
    ['fftfreq', 'The frequencies that a Fourier transform tells apart.'],
    ['rfftfreq', 'The frequencies that the Fourier transform of real numbers tells apart.'],
  ] as const
).flatMap(([name, summary]) =>
  torchOp({
    name: `fft.${name}`,
    summary,
    params: { n: integer(), d: number(1), dtype: keyword(dtype()) },
    keywords: ['out', 'layout', 'device', 'requires_grad'],
    codes: [],
    call: ({ n, dtype: type }, cx) =>
      made(cx, [], shapeOf([name === 'fftfreq' ? n : addDims(floorDivDims(n, 2), 1)]), type === 'absent' ? defaultFloat : type),
    examples: [`torch.fft.${name}(8)  #> [${name === 'fftfreq' ? 8 : 5}]`],
  }),
);

/** Moves the frequency 0 into the middle, and back. */
export const shifts: readonly FunctionDef[] = (
  [
    ['fftshift', 'Moves the frequency 0 into the middle.'],
    ['ifftshift', 'Moves the frequency 0 from the middle to the front.'],
  ] as const
).flatMap(([name, summary]) =>
  torchOp({
    name: `fft.${name}`,
    summary,
    params: { input: t(), dim: value(none) },
    codes: ['axis-out-of-range'],
    call({ input, dim }, cx) {
      axesIn(input, readAxes(dim, cx.heap), cx);
      return made(cx, [input], input.shape, input.dtype);
    },
    examples: [
      `torch.fft.${name}(torch.ones(4, 8))  #> [4, 8]`,
      `torch.fft.${name}(torch.ones(4, 8), dim=2)  #! error[axis-out-of-range]: no axis 2`,
    ],
  }),
);

const dimOf = (given: Value): Dim | null => (given.kind === 'int' ? given.value : given.kind === 'none' ? null : unknownDim);

/** Transforms of short pieces of a signal. */
export const stft = torchOp({
  name: 'stft',
  summary: 'The Fourier transforms of short pieces of a signal: frequencies by pieces.',
  method: true,
  params: {
    input: t(),
    n_fft: integer(),
    hop_length: value(none),
    win_length: value(none),
    window: value(none),
    center: flag(true),
    pad_mode: value(none),
    normalized: flag(false),
    onesided: value(none),
    return_complex: value(none),
  },
  other: ['align_to_window'],
  codes: ['rank-mismatch', 'missing-argument'],
  call({ input, n_fft, hop_length, center, onesided, return_complex }, cx) {
    if (refuseRank(input, { min: 1, max: 2 }, cx, 'input')) return made(cx, [input], null, null);
    const category = input.dtype === null ? null : categoryOf(input.dtype);
    if (return_complex.kind === 'none' && category === 'floating')
      cx.report('missing-argument', msg('{0} needs return_complex for real numbers', cx.label), { at: 'return_complex' });
    const isComplex =
      return_complex.kind === 'bool' ? return_complex.value : category === 'complex' || return_complex.kind === 'none' ? true : null;
    const isHalf =
      onesided.kind === 'bool' ? onesided.value : onesided.kind === 'none' && category !== null ? category !== 'complex' : null;
    if (rankOf(input.shape) === null || isComplex === null) return made(cx, [input], null, null);
    const hop = dimOf(hop_length) ?? floorDivDims(n_fft, 4);
    const padded =
      center === null ? unknownDim : center ? addDims(dimAt(input.shape, -1), mulDims(floorDivDims(n_fft, 2), 2)) : dimAt(input.shape, -1);
    const pieces = hop === 0 ? unknownDim : addDims(floorDivDims(subDims(padded, n_fft), hop), 1);
    const bands = isHalf === null ? unknownDim : isHalf ? addDims(floorDivDims(n_fft, 2), 1) : n_fft;
    const complex = complexOf(input.dtype);
    const dims = [...input.shape!.dims.slice(0, -1), bands, pieces, ...(isComplex ? [] : [2])];
    return made(cx, [input], shapeOf(dims), isComplex ? complex : realType(complex));
  },
  examples: [
    'torch.stft(torch.ones(2, 400), 64, return_complex=True)  #> [2, 33, 26]',
    'torch.stft(torch.ones(1, 2, 400), 64, return_complex=True)  #! error[rank-mismatch]: 1 to 2 axes',
    'torch.stft(torch.ones(2, 400), 64)  #! error[missing-argument]: return_complex',
  ],
});

/** A signal from the transforms of its pieces. */
export const istft = torchOp({
  name: 'istft',
  summary: 'The signal of which the Fourier transforms of short pieces are given.',
  method: true,
  params: {
    input: t(),
    n_fft: integer(),
    hop_length: value(none),
    win_length: value(none),
    window: value(none),
    center: flag(true),
    normalized: flag(false),
    onesided: value(none),
    length: value(none),
    return_complex: flag(false),
  },
  codes: ['rank-mismatch', 'dtype-mismatch'],
  call({ input, n_fft, hop_length, center, length, return_complex }, cx) {
    const isFlat = refuseRank(input, { min: 2, max: 3 }, cx, 'input');
    const type = typeBy('xxx=', input.dtype, cx, 'input', [input]);
    if (isFlat || rankOf(input.shape) === null) return made(cx, [input], null, null);
    const hop = dimOf(hop_length) ?? floorDivDims(n_fft, 4);
    const whole = addDims(n_fft, mulDims(hop, subDims(dimAt(input.shape, -1), 1)));
    const cut = center === null ? unknownDim : center ? subDims(whole, mulDims(floorDivDims(n_fft, 2), 2)) : whole;
    const out = return_complex === null ? null : return_complex ? type : realType(type);
    return made(cx, [input], shapeOf([...input.shape!.dims.slice(0, -2), dimOf(length) ?? cut]), out);
  },
  examples: [
    'torch.istft(torch.ones(33, 26, dtype=torch.complex64), 64)  #> [400]',
    'torch.istft(torch.ones(33, dtype=torch.complex64), 64)  #! error[rank-mismatch]: 2 to 3 axes',
    'torch.istft(torch.ones(33, 26), 64)  #! error[dtype-mismatch]: does not take float32',
  ],
});

/** Weights for the pieces of a signal. */
export const windows: readonly FunctionDef[] = (
  [
    ['hann_window', 'Weights for a piece of a signal, after Hann.', []],
    ['hamming_window', 'Weights for a piece of a signal, after Hamming.', ['alpha', 'beta']],
    ['blackman_window', 'Weights for a piece of a signal, after Blackman.', []],
    ['bartlett_window', 'Weights for a piece of a signal, after Bartlett.', []],
    ['kaiser_window', 'Weights for a piece of a signal, after Kaiser.', ['beta']],
  ] as const
).flatMap(([name, summary, other]) =>
  torchOp({
    name,
    summary,
    params: { window_length: integer(), periodic: flag(true) },
    other,
    keywords: ['dtype', 'layout', 'device', 'requires_grad', 'pin_memory'],
    codes: ['non-positive-size'],
    call({ window_length }, cx, bound) {
      if (isLiteral(window_length) && window_length < 0)
        cx.report('non-positive-size', msg('{0}: {1} must be positive, it is {2}', cx.label, 'window_length', window_length), {
          at: 'window_length',
        });
      const given = bound.values.get('dtype')?.value;
      const type = given && given.kind !== 'none' ? dtype().read(given, cx.heap) : defaultFloat;
      return made(cx, [], shapeOf([window_length]), type);
    },
    examples: [`torch.${name}(8)  #> [8]`, `torch.${name}(-1)  #! error[non-positive-size]: must be positive`],
  }),
);
