import { flag, integer, msg, tensor, value } from '../kernel';
import type { CallContext, LibraryEntry } from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, isLiteral, mulDims, subDims, unknownDim, formatDim } from '../../values/dim';
import type { TensorValue, Value } from '../../values/value';
import { none, tuple, unknown } from '../../values/value';
import { array, arrayWith, axisOf, differ, dimsOf, isGiven, meanOf, numpyOp, promoteValues } from './arrays';

/** The number of bins, where it is given as a number or as the edges. */
function binsOf(bins: Value, cx: CallContext): Dim {
  if (bins.kind === 'int') return bins.value;
  if (bins.kind === 'str') return unknownDim;
  const own = dimsOf(tensor().read(bins, cx.heap).shape);
  return own?.length === 1 ? subDims(own[0]!, 1) : unknownDim;
}

function histogramType(weights: Value, density: Value, cx: CallContext): string | null {
  if (density.kind === 'bool' && density.value === true) return 'float64';
  if (density.kind !== 'none' && density.kind !== 'bool') return null;
  return isGiven(weights) ? tensor().read(weights, cx.heap).dtype : 'int64';
}

/** Variables in rows (or columns): a matrix with a row and a column for each. */
function covariance(cx: CallContext, m: TensorValue, y: Value, rowvar: boolean | null): Value {
  const count = (x: TensorValue): Dim | null => {
    const own = dimsOf(x.shape);
    if (!own || rowvar === null) return null;
    if (own.length > 2) {
      cx.report('rank-mismatch', msg('{0} takes an array of at most {1} axes, it gets {2}', cx.label, 2, own.length), { from: [x] });
      return null;
    }
    return own.length < 2 ? 1 : rowvar ? own[0]! : own[1]!;
  };
  const own = count(m);
  const other = isGiven(y) ? count(tensor().read(y, cx.heap)) : 0;
  if (own === null || other === null) return array(null, null);
  const n = addDims(own, other);
  return array(n === 1 ? [] : [n, n], 'float64');
}

function convolved(cx: CallContext, a: TensorValue, v: TensorValue, mode: Value): TensorValue {
  const [x, y] = [dimsOf(a.shape), dimsOf(v.shape)];
  const type = promoteValues([a, v], cx.heap);
  if (x && y && (x.length > 1 || y.length > 1)) {
    cx.report('rank-mismatch', msg('{0} takes an array of one axis, it gets {1}', cx.label, Math.max(x.length, y.length)), {
      from: [a, v],
    });
    return array(null, type);
  }
  if (x?.length !== 1 || y?.length !== 1 || mode.kind !== 'str') return array([unknownDim], type);
  const [n, m] = [x[0]!, y[0]!];
  if (mode.value === 'full') return array([subDims(addDims(n, m), 1)], type);
  if (!isLiteral(n) || !isLiteral(m)) return array([unknownDim], type);
  return array([mode.value === 'same' ? Math.max(n, m) : mode.value === 'valid' ? Math.max(n, m) - Math.min(n, m) + 1 : unknownDim], type);
}

function convolution(name: string, summary: string, mode: string): LibraryEntry[] {
  return numpyOp({
    name: `numpy.${name}`,
    summary,
    params: { a: tensor(), v: tensor(), mode: value({ kind: 'str', value: mode }, `'${mode}'`) },
    codes: ['rank-mismatch'],
    call: (args, cx) => convolved(cx, args.a, args.v, args.mode),
    examples: [
      `np.${name}(np.ones(5), np.ones(3), 'same')  #> [5]`,
      `np.${name}(np.ones((5, 5)), np.ones(3))  #! error[rank-mismatch]: one axis`,
    ],
  });
}

function window(name: string, summary: string): LibraryEntry[] {
  return numpyOp({
    name: `numpy.${name}`,
    summary,
    params: { M: integer(), ...(name === 'kaiser' && { beta: value() }) },
    call: ({ M }) => array([M], 'float64'),
    examples: [`np.${name}(5${name === 'kaiser' ? ', 14' : ''})  #> [5]`],
  });
}

const complexOf = (type: string | null): string | null =>
  type === null ? null : type === 'float32' || type === 'complex64' ? 'complex64' : type === 'float16' ? null : 'complex128';

/** Fourier transforms along one axis. */
function fourier(name: string, summary: string, kind: 'full' | 'half' | 'whole'): LibraryEntry[] {
  return numpyOp({
    name: `numpy.fft.${name}`,
    summary,
    params: { a: tensor(), n: value(none), axis: integer(-1) },
    otherParams: ['norm', 'out'],
    codes: ['axis-out-of-range'],
    call({ a, n, axis }, cx) {
      const own = dimsOf(a.shape);
      const place = axisOf(cx, axis, own?.length ?? null, a);
      const given = n.kind === 'int' ? n.value : n.kind === 'none' ? null : unknownDim;
      const size = own && place !== null ? own[place]! : unknownDim;
      const length = ((): Dim => {
        if (kind === 'full') return given ?? size;
        if (kind === 'half') return isLiteral(given ?? size) ? Math.floor(((given ?? size) as number) / 2) + 1 : unknownDim;
        return given ?? mulDims(2, subDims(size, 1));
      })();
      const type = complexOf(a.dtype);
      return array(
        own && place !== null ? own.map((d, i) => (i === place ? length : d)) : null,
        kind === 'whole' ? (type === 'complex64' ? 'float32' : type && 'float64') : type,
      );
    },
    examples: [
      `np.fft.${name}(np.ones(8))  #> [${{ full: 8, half: 5, whole: 14 }[kind]}]`,
      `np.fft.${name}(np.ones(8), axis=1)  #! error[axis-out-of-range]: no axis 1`,
    ],
  });
}

export const statistics: readonly LibraryEntry[] = [
  numpyOp({
    name: 'numpy.histogram',
    summary: 'How many elements fall into each of several bins, and the edges of the bins.',
    params: { a: tensor(), bins: value({ kind: 'int', value: 10 }, '10'), range: value(none), density: value(none), weights: value(none) },
    call({ a, bins, density, weights }, cx) {
      const n = binsOf(bins, cx);
      const edges =
        bins.kind === 'int'
          ? a.dtype === 'float32' || a.dtype === 'float16'
            ? a.dtype
            : a.dtype === null
              ? null
              : 'float64'
          : bins.kind === 'str'
            ? null
            : tensor().read(bins, cx.heap).dtype;
      return tuple([array([n], histogramType(weights, density, cx)), array([addDims(n, 1)], edges)]);
    },
    examples: ['np.histogram(np.ones(5), bins=4)[1]  #> [5]'],
  }),
  numpyOp({
    name: 'numpy.histogram_bin_edges',
    summary: 'The edges of the bins of a histogram.',
    params: { a: tensor(), bins: value({ kind: 'int', value: 10 }, '10'), range: value(none), weights: value(none) },
    call: ({ bins }, cx) => array([addDims(binsOf(bins, cx), 1)], null),
    examples: ['np.histogram_bin_edges(np.ones(5), bins=4)  #> [5]'],
  }),
  numpyOp({
    name: 'numpy.histogram2d',
    summary: 'How many points fall into each cell of a grid, and the edges of the grid.',
    params: { x: tensor(), y: tensor(), bins: value({ kind: 'int', value: 10 }, '10') },
    otherParams: ['range', 'density', 'weights'],
    call({ bins }) {
      const n = bins.kind === 'int' ? bins.value : unknownDim;
      return tuple([array([n, n], 'float64'), array([addDims(n, 1)], 'float64'), array([addDims(n, 1)], 'float64')]);
    },
    examples: ['np.histogram2d(np.ones(5), np.ones(5), bins=4)[0]  #> [4, 4]'],
  }),
  numpyOp({
    name: 'numpy.cov',
    summary: 'The covariances of variables.',
    params: { m: tensor(), y: value(none), rowvar: flag(true) },
    otherParams: ['bias', 'ddof', 'fweights', 'aweights'],
    keywordParams: ['dtype'],
    codes: ['rank-mismatch'],
    call: ({ m, y, rowvar }, cx) => covariance(cx, m, y, rowvar),
    examples: ['np.cov(np.ones((3, 5)))  #> [3, 3]', 'np.cov(np.ones((3, 5, 2)))  #! error[rank-mismatch]: at most 2'],
  }),
  numpyOp({
    name: 'numpy.corrcoef',
    summary: 'The correlations of variables.',
    params: { x: tensor(), y: value(none), rowvar: flag(true) },
    otherParams: ['bias', 'ddof'],
    keywordParams: ['dtype'],
    codes: ['rank-mismatch'],
    call: ({ x, y, rowvar }, cx) => covariance(cx, x, y, rowvar),
    examples: ['np.corrcoef(np.ones(5), np.ones(5))  #> [2, 2]', 'np.corrcoef(np.ones((3, 5, 2)))  #! error[rank-mismatch]: at most 2'],
  }),
  convolution('convolve', 'The convolution of two vectors.', 'full'),
  convolution('correlate', 'The cross-correlation of two vectors.', 'valid'),
  numpyOp({
    name: 'numpy.interp',
    summary: 'The values at points of a function that is known at others.',
    params: { x: tensor(), xp: tensor(), fp: tensor() },
    otherParams: ['left', 'right', 'period'],
    codes: ['dim-mismatch'],
    call({ x, xp, fp }, cx) {
      const [a, b] = [dimsOf(xp.shape), dimsOf(fp.shape)];
      if (a?.length === 1 && b?.length === 1 && differ(a[0]!, b[0]!))
        cx.report('dim-mismatch', msg('{0}: {1} points are given with {2} values', cx.label, formatDim(a[0]!), formatDim(b[0]!)), {
          at: 'fp',
          from: [xp, fp],
        });
      return arrayWith(x.shape, fp.dtype === null ? null : fp.dtype.startsWith('complex') ? 'complex128' : 'float64');
    },
    examples: [
      'np.interp([1.5, 2.5], [1, 2, 3], [3, 2, 0])  #> [2]',
      'np.interp(1.5, [1, 2, 3], [3, 2])  #! error[dim-mismatch]: 3 points are given with 2 values',
    ],
  }),
  numpyOp({
    name: 'numpy.trapezoid',
    summary: 'The areas below curves, by the trapezoidal rule.',
    aliases: ['numpy.trapz'],
    params: { y: tensor(), x: value(none), dx: value(none), axis: integer(-1) },
    codes: ['axis-out-of-range'],
    call({ y, x, axis }, cx) {
      const own = dimsOf(y.shape);
      const place = axisOf(cx, axis, own?.length ?? null, y);
      return array(own && place !== null ? own.filter((_, i) => i !== place) : null, isGiven(x) ? null : meanOf(y.dtype));
    },
    examples: ['np.trapezoid(np.ones((2, 3)))  #> [2]', 'np.trapezoid(np.ones(3), axis=1)  #! error[axis-out-of-range]: no axis 1'],
  }),
  numpyOp({
    name: 'numpy.polyfit',
    summary: 'The coefficients of a polynomial that fits points best.',
    params: { x: tensor(), y: tensor(), deg: integer() },
    otherParams: ['rcond', 'full', 'w', 'cov'],
    codes: ['dim-mismatch'],
    call({ x, y, deg }, cx, bound) {
      const [a, b] = [dimsOf(x.shape), dimsOf(y.shape)];
      if (a?.length === 1 && b?.length && differ(a[0]!, b[0]!))
        cx.report('dim-mismatch', msg('{0}: {1} points are given with {2} values', cx.label, formatDim(a[0]!), formatDim(b[0]!)), {
          at: 'y',
          from: [x, y],
        });
      if (bound.values.has('full') || bound.values.has('cov') || !bound.isComplete) return unknown;
      return array([addDims(deg, 1), ...(b?.length === 2 ? [b[1]!] : [])], 'float64');
    },
    examples: [
      'np.polyfit([1, 2, 3], [1, 4, 9], 2)  #> [3]',
      'np.polyfit([1, 2, 3], [1, 4], 2)  #! error[dim-mismatch]: 3 points are given with 2 values',
    ],
  }),
  numpyOp({
    name: 'numpy.polyval',
    summary: 'The values of a polynomial.',
    params: { p: value(), x: tensor() },
    call({ p, x }, cx) {
      const own = tensor().read(p, cx.heap);
      return p.kind === 'unknown'
        ? arrayWith(x.shape, null)
        : arrayWith(x.shape, own.dtype === null || x.dtype === null ? null : promoteValues([own, x], cx.heap));
    },
    examples: ['np.polyval([1, 2, 3], np.ones(5))  #> [5]'],
  }),
  numpyOp({
    name: 'numpy.poly1d',
    summary: 'A polynomial as an object.',
    params: { c_or_r: value() },
    otherParams: ['r', 'variable'],
    call: () => unknown,
  }),
  numpyOp({
    name: 'numpy.polymul',
    summary: 'The product of polynomials.',
    params: { a1: tensor(), a2: tensor() },
    call: ({ a1, a2 }, cx) => array([sum1(a1, a2)], promoteValues([a1, a2], cx.heap)),
    examples: ['np.polymul([1, 2], [1, 2, 3])  #> [4]'],
  }),
  ...(['polyadd', 'polysub'] as const).map((name) =>
    numpyOp({
      name: `numpy.${name}`,
      summary: name === 'polyadd' ? 'The sum of polynomials.' : 'The difference of polynomials.',
      params: { a1: tensor(), a2: tensor() },
      call({ a1, a2 }, cx) {
        const [x, y] = [dimsOf(a1.shape), dimsOf(a2.shape)].map((d) => (d?.length === 1 && isLiteral(d[0]!) ? d[0] : null));
        return array([typeof x === 'number' && typeof y === 'number' ? Math.max(x, y) : unknownDim], promoteValues([a1, a2], cx.heap));
      },
      examples: [`np.${name}([1, 2], [1, 2, 3])  #> [3]`],
    }),
  ),
  numpyOp({ name: 'numpy.roots', summary: 'The roots of a polynomial.', params: { p: tensor() }, call: () => array([unknownDim], null) }),
  window('hanning', 'The Hann window.'),
  window('hamming', 'The Hamming window.'),
  window('blackman', 'The Blackman window.'),
  window('bartlett', 'The Bartlett window.'),
  window('kaiser', 'The Kaiser window.'),
  fourier('fft', 'The discrete Fourier transform.', 'full'),
  fourier('ifft', 'The inverse of the discrete Fourier transform.', 'full'),
  fourier('rfft', 'The discrete Fourier transform of real numbers.', 'half'),
  fourier('irfft', 'The inverse of the Fourier transform of real numbers.', 'whole'),
  ...['fft2', 'ifft2', 'fftn', 'ifftn'].map((name) =>
    numpyOp({
      name: `numpy.fft.${name}`,
      summary: {
        fft2: 'The discrete Fourier transform of two axes.',
        ifft2: 'The inverse of the Fourier transform of two axes.',
        fftn: 'The discrete Fourier transform of several axes.',
        ifftn: 'The inverse of the Fourier transform of several axes.',
      }[name]!,
      params: { a: tensor(), s: value(none) },
      otherParams: ['axes', 'norm', 'out'],
      call: ({ a, s }) => arrayWith(isGiven(s) ? null : a.shape, complexOf(a.dtype)),
      examples: [`np.fft.${name}(np.ones((4, 4)))  #> [4, 4]`],
    }),
  ),
  ...['fftshift', 'ifftshift'].map((name) =>
    numpyOp({
      name: `numpy.fft.${name}`,
      summary: name === 'fftshift' ? 'The zero frequency moved to the middle.' : 'The zero frequency moved back to the start.',
      params: { x: tensor() },
      otherParams: ['axes'],
      call: ({ x }) => arrayWith(x.shape, x.dtype),
      examples: [`np.fft.${name}(np.ones((4, 4)))  #> [4, 4]`],
    }),
  ),
  ...['fftfreq', 'rfftfreq'].map((name) =>
    numpyOp({
      name: `numpy.fft.${name}`,
      summary: name === 'fftfreq' ? 'The frequencies of a Fourier transform.' : 'The frequencies of a Fourier transform of real numbers.',
      params: { n: integer() },
      otherParams: ['d'],
      keywordParams: ['device'],
      call: ({ n }) => array([name === 'fftfreq' ? n : isLiteral(n) ? Math.floor(n / 2) + 1 : unknownDim], 'float64'),
      examples: [`np.fft.${name}(8)  #> [${name === 'fftfreq' ? 8 : 5}]`],
    }),
  ),
].flat();

function sum1(a: TensorValue, b: TensorValue): Dim {
  const [x, y] = [dimsOf(a.shape), dimsOf(b.shape)];
  return x?.length === 1 && y?.length === 1 ? subDims(addDims(x[0]!, y[0]!), 1) : unknownDim;
}
