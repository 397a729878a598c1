import type { FunctionDef } from '../kernel';
import { flag, integer, number, optionalDim, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, floorDivDims, mulDims, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { dimAt, rankOf, shapeOf, withLast } from '../../values/shape';
import { checkType } from './elementTypes';
import { made, tensorflowOp, x } from './tensorflowOp';

const complexOf = (dtype: string | null): string | null => (dtype === 'float32' ? 'complex64' : dtype === 'float64' ? 'complex128' : dtype);

/** The smallest power of two that is not below an extent. */
function powerOfTwo(n: Dim): Dim {
  return typeof n === 'number' && n > 0 ? 2 ** Math.ceil(Math.log2(n)) : unknownDim;
}

/** How many frames of a length a signal has. */
function frameCount(n: Dim, length: Dim, step: Dim, padEnd: boolean | null): Dim {
  if (typeof n !== 'number' || typeof length !== 'number' || typeof step !== 'number' || step <= 0 || padEnd === null) return unknownDim;
  return padEnd ? Math.ceil(n / step) : Math.max(0, 1 + Math.floor((n - length) / step));
}

function framed(shape: MaybeShape, count: Dim, length: Dim): MaybeShape {
  return rankOf(shape) === null ? null : shapeOf([...shape!.dims.slice(0, -1), count, length]);
}

export const stft = tensorflowOp({
  name: 'signal.stft',
  summary: 'The Fourier transforms of the frames of a signal.',
  params: {
    signals: x(),
    frame_length: integer(),
    frame_step: integer(),
    fft_length: optionalDim(),
    window_fn: value({ kind: 'none', isUndefined: false }),
    pad_end: flag(false),
  },
  codes: ['dtype-mismatch'],
  call({ signals, frame_length, frame_step, fft_length, pad_end }, cx) {
    checkType(signals, 'single', cx, 'signals');
    const length = fft_length ?? powerOfTwo(frame_length);
    const bins = addDims(floorDivDims(length, 2), 1);
    const count = frameCount(dimAt(signals.shape, -1), frame_length, frame_step, pad_end);
    return made(cx, [signals], framed(signals.shape, count, bins), complexOf(signals.dtype));
  },
  examples: [
    'tf.signal.stft(tf.zeros((2, 1000)), frame_length=256, frame_step=128)  #> [2, 6, 129]',
    'tf.signal.stft(tf.constant([1, 2]), 1, 1)  #! error[dtype-mismatch]: int32',
  ],
});

export const frame = tensorflowOp({
  name: 'signal.frame',
  summary: 'A signal cut into frames that overlap.',
  params: { signal: x(), frame_length: integer(), frame_step: integer(), pad_end: flag(false), pad_value: number(0), axis: integer(-1) },
  codes: [],
  call({ signal, frame_length, frame_step, pad_end, axis }, cx) {
    const isLast = axis === -1 || (typeof axis === 'number' && axis === (rankOf(signal.shape) ?? 0) - 1);
    const count = frameCount(dimAt(signal.shape, -1), frame_length, frame_step, pad_end);
    return made(cx, [signal], isLast ? framed(signal.shape, count, frame_length) : null, signal.dtype);
  },
  examples: ['tf.signal.frame(tf.zeros((2, 1000)), 256, 128)  #> [2, 6, 256]'],
});

/** Fourier transforms of the last axes that keep the shape. */
export const transforms: readonly FunctionDef[] = [
  ['fft', 'The discrete Fourier transform of the last axis.'],
  ['fft2d', 'The discrete Fourier transform of the last two axes.'],
  ['fft3d', 'The discrete Fourier transform of the last three axes.'],
  ['ifft', 'The inverse Fourier transform of the last axis.'],
  ['ifft2d', 'The inverse Fourier transform of the last two axes.'],
  ['ifft3d', 'The inverse Fourier transform of the last three axes.'],
].map(([name, summary]) =>
  tensorflowOp({
    name: `signal.${name}`,
    summary: summary!,
    params: { input: x() },
    codes: ['dtype-mismatch'],
    call({ input }, cx) {
      checkType(input, 'complex', cx, 'input');
      return made(cx, [input], input.shape, input.dtype);
    },
    examples: [
      `tf.signal.${name}(tf.zeros((2, 4, 8), tf.complex64))  #> [2, 4, 8]`,
      `tf.signal.${name}(tf.zeros((2, 4, 8)))  #! error[dtype-mismatch]: float32`,
    ],
  }),
);

export const rfft = tensorflowOp({
  name: 'signal.rfft',
  summary: 'The Fourier transform of real numbers along the last axis.',
  params: { input_tensor: x(), fft_length: value({ kind: 'none', isUndefined: false }) },
  codes: ['dtype-mismatch'],
  call({ input_tensor: input, fft_length }, cx) {
    checkType(input, 'single', cx, 'input');
    const n = fft_length.kind === 'none' ? dimAt(input.shape, -1) : unknownDim;
    return made(cx, [input], withLast(input.shape, addDims(floorDivDims(n, 2), 1)), complexOf(input.dtype));
  },
  examples: ['tf.signal.rfft(tf.zeros((2, 8)))  #> [2, 5]', 'tf.signal.rfft(tf.constant([1, 2]))  #! error[dtype-mismatch]: int32'],
});

export const irfft = tensorflowOp({
  name: 'signal.irfft',
  summary: 'The inverse of the Fourier transform of real numbers.',
  params: { input_tensor: x(), fft_length: value({ kind: 'none', isUndefined: false }) },
  codes: ['dtype-mismatch'],
  call({ input_tensor: input, fft_length }, cx) {
    checkType(input, 'complex', cx, 'input');
    const n = fft_length.kind === 'none' ? mulDims(addDims(dimAt(input.shape, -1), -1), 2) : unknownDim;
    const dtype = input.dtype === 'complex64' ? 'float32' : input.dtype === 'complex128' ? 'float64' : null;
    return made(cx, [input], withLast(input.shape, n), dtype);
  },
  examples: [
    'tf.signal.irfft(tf.zeros((2, 5), tf.complex64))  #> [2, 8]',
    'tf.signal.irfft(tf.zeros((2, 5)))  #! error[dtype-mismatch]: float32',
  ],
});

/** Windows of a length. */
export const windows: readonly FunctionDef[] = [
  ['hann_window', 'A Hann window.', ['periodic', 'dtype', 'name']],
  ['hamming_window', 'A Hamming window.', ['periodic', 'dtype', 'name']],
  ['kaiser_window', 'A Kaiser window.', ['beta', 'dtype', 'name']],
  ['kaiser_bessel_derived_window', 'A window derived from a Kaiser window.', ['beta', 'dtype', 'name']],
  ['vorbis_window', 'The window of Vorbis.', ['dtype', 'name']],
].map(([name, summary, other]) =>
  tensorflowOp({
    name: `signal.${name as string}`,
    summary: summary as string,
    params: { window_length: integer() },
    other: other as string[],
    codes: [],
    call: ({ window_length }, cx, bound) => made(cx, [], shapeOf([window_length]), bound.values.has('dtype') ? null : 'float32'),
    examples: [`tf.signal.${name as string}(16)  #> [16]`],
  }),
);

export const melWeights = tensorflowOp({
  name: 'signal.linear_to_mel_weight_matrix',
  summary: 'The matrix that turns a spectrogram into one of the mel scale.',
  params: { num_mel_bins: integer(20), num_spectrogram_bins: integer(129) },
  other: ['sample_rate', 'lower_edge_hertz', 'upper_edge_hertz', 'dtype', 'name'],
  codes: [],
  call: ({ num_mel_bins, num_spectrogram_bins }, cx, bound) =>
    made(cx, [], shapeOf([num_spectrogram_bins, num_mel_bins]), bound.values.has('dtype') ? null : 'float32'),
  examples: ['tf.signal.linear_to_mel_weight_matrix(40, 257, 16000)  #> [257, 40]'],
});

/** What keeps shape and type of real numbers. */
export const sameSignals: readonly FunctionDef[] = [
  ['dct', 'The discrete cosine transform of the last axis.', 'input', ['type', 'n', 'axis', 'norm', 'name']],
  ['idct', 'The inverse cosine transform of the last axis.', 'input', ['type', 'n', 'axis', 'norm', 'name']],
  ['mfccs_from_log_mel_spectrograms', 'Cepstral coefficients of spectrograms of the mel scale.', 'log_mel_spectrograms', ['name']],
  ['fftshift', 'Moves the zero frequency into the middle.', 'x', ['axes', 'name']],
  ['ifftshift', 'Moves the zero frequency back to the front.', 'x', ['axes', 'name']],
].map(([name, summary, param, other]) =>
  tensorflowOp({
    name: `signal.${name as string}`,
    summary: summary as string,
    params: { [param as string]: x() },
    other: other as string[],
    codes: [],
    call(args, cx, bound) {
      const input = (args as Record<string, ReturnType<ReturnType<typeof x>['read']>>)[param as string]!;
      const n = bound.values.get('n');
      return made(cx, [input], n && n.value.kind !== 'none' ? null : input.shape, input.dtype);
    },
    examples: [`tf.signal.${name as string}(tf.zeros((2, 8)))  #> [2, 8]`],
  }),
);

export const overlapAndAdd = tensorflowOp({
  name: 'signal.overlap_and_add',
  summary: 'A signal put together from frames that overlap.',
  params: { signal: x(), frame_step: integer() },
  codes: [],
  call({ signal, frame_step }, cx) {
    const rank = rankOf(signal.shape);
    if (rank === null || rank < 2) return made(cx, [signal], null, signal.dtype);
    const dims = signal.shape!.dims;
    const n = addDims(mulDims(addDims(dims.at(-2)!, -1), frame_step), dims.at(-1)!);
    return made(cx, [signal], shapeOf([...dims.slice(0, -2), n]), signal.dtype);
  },
  examples: ['tf.signal.overlap_and_add(tf.zeros((2, 6, 256)), 128)  #> [2, 896]'],
});
