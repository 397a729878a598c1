import { any, defineMethod, dtype, flag, integer, msg, readDims, rest, tensor, value } from '../kernel';
import type { CallContext, LibraryEntry } from '../kernel';
import type { Dim } from '../../values/dim';
import { isLiteral, unknownDim, formatDim } from '../../values/dim';
import { formatShape, shapeOf } from '../../values/shape';
import type { TensorValue, Value, ValueRange } from '../../values/value';
import { int, none, unknown } from '../../values/value';
import { array, axisOf, broadcastOf, differ, dimsOf, dtypeOr, numpyOp, sizeOf } from './arrays';

type Kind = 'float' | 'int';

/** Distributions: their own parameters come first, `size` last. */
const distributions: readonly (readonly [name: string, summary: string, params: readonly string[], kind?: Kind, range?: ValueRange])[] = [
  ['normal', 'Numbers from a normal distribution.', ['loc', 'scale']],
  ['uniform', 'Numbers from an interval, all equally likely.', ['low', 'high']],
  ['standard_normal', 'Numbers from the normal distribution around 0.', []],
  ['standard_exponential', 'Numbers from the exponential distribution of scale 1.', []],
  ['standard_cauchy', 'Numbers from the Cauchy distribution.', []],
  ['standard_gamma', 'Numbers from a gamma distribution of scale 1.', ['*shape']],
  ['standard_t', "Numbers from Student's t distribution.", ['*df']],
  ['beta', 'Numbers from a beta distribution.', ['*a', '*b']],
  ['binomial', 'How many of n trials succeed.', ['*n', '*p'], 'int'],
  ['chisquare', 'Numbers from a chi-square distribution.', ['*df']],
  ['exponential', 'Numbers from an exponential distribution.', ['scale']],
  ['f', 'Numbers from an F distribution.', ['*dfnum', '*dfden']],
  ['gamma', 'Numbers from a gamma distribution.', ['*shape', 'scale']],
  ['geometric', 'How many trials it takes to succeed.', ['*p'], 'int'],
  ['gumbel', 'Numbers from a Gumbel distribution.', ['loc', 'scale']],
  ['hypergeometric', 'How many good ones are drawn without putting back.', ['*ngood', '*nbad', '*nsample'], 'int'],
  ['laplace', 'Numbers from a Laplace distribution.', ['loc', 'scale']],
  ['logistic', 'Numbers from a logistic distribution.', ['loc', 'scale']],
  ['lognormal', 'Numbers whose logarithms are normally distributed.', ['mean', 'sigma']],
  ['logseries', 'Numbers from a logarithmic series.', ['*p'], 'int'],
  ['negative_binomial', 'How many trials fail before n succeed.', ['*n', '*p'], 'int'],
  ['noncentral_chisquare', 'Numbers from a noncentral chi-square distribution.', ['*df', '*nonc']],
  ['noncentral_f', 'Numbers from a noncentral F distribution.', ['*dfnum', '*dfden', '*nonc']],
  ['pareto', 'Numbers from a Pareto distribution.', ['*a']],
  ['poisson', 'How many events happen in an interval.', ['lam'], 'int'],
  ['power', 'Numbers from 0 to 1 from a power distribution.', ['*a']],
  ['rayleigh', 'Numbers from a Rayleigh distribution.', ['scale']],
  ['triangular', 'Numbers from a triangular distribution.', ['*left', '*mode', '*right']],
  ['vonmises', 'Angles from a von Mises distribution.', ['*mu', '*kappa']],
  ['wald', 'Numbers from a Wald distribution.', ['*mean', '*scale']],
  ['weibull', 'Numbers from a Weibull distribution.', ['*a']],
  ['zipf', 'Numbers from a Zipf distribution.', ['*a'], 'int'],
];

const unit: ValueRange = { min: 0, max: 1, isContinuous: true };

function number(kind: Kind): Value {
  return kind === 'int' ? int(unknownDim) : { kind: 'float', value: null };
}

/** What is drawn: one number without a size and with plain parameters, else an array. */
function drawn(
  cx: CallContext,
  size: Value,
  params: readonly TensorValue[],
  type: string | null,
  kind: Kind,
  range: ValueRange | null = null,
): Value {
  const own = broadcastOf(cx, params);
  if (size.kind === 'none') return own?.dims.length === 0 && !own.hasPrefix ? number(kind) : array(dimsOf(own), type, { range });
  const given = readDims(size, cx.heap);
  const negative = given?.find((d) => isLiteral(d) && d < 0);
  if (negative !== undefined && isLiteral(negative)) {
    cx.report('non-positive-size', msg('{0}: an extent cannot be negative: {1}', cx.label, negative), { at: 'size' });
    return array(null, type, { range });
  }
  const inner = dimsOf(own);
  if (
    given &&
    inner &&
    (inner.length > given.length || inner.some((d, i) => d !== 1 && differ(d, given[given.length - inner.length + i]!)))
  )
    cx.report(
      'broadcast-mismatch',
      msg('{0}: parameters of shape {1} do not fit the size {2}', cx.label, formatShape(own), formatShape(shapeOf(given))),
      { at: 'size' },
    );
  return array(given, type, { range });
}

const homes = ['numpy.random', 'numpy.random.RandomState', 'numpy.random.Generator'] as const;
type Home = (typeof homes)[number];

/** The same rule as a function of the module and as a method of the generators of random numbers. */
function everywhere(make: (home: Home) => LibraryEntry[], where: readonly Home[] = homes): LibraryEntry[] {
  return where.flatMap((home) =>
    make(home).map((entry) => (home === 'numpy.random' || entry.kind !== 'function' ? entry : withSelf(entry))),
  );
}

function withSelf(op: Extract<LibraryEntry, { kind: 'function' }>): LibraryEntry {
  return {
    ...op,
    params: { self: any(null), ...op.params },
    aliases: [],
    codes: [],
    examples: [],
    docs: '',
    isMethod: true,
    isSecondary: true,
  };
}

function distribution([name, summary, params, kind = 'float', range]: (typeof distributions)[number]): LibraryEntry[] {
  const names = params.map((p) => p.replace('*', ''));
  const specs = Object.fromEntries(
    params.map((p) => [p.replace('*', ''), p.startsWith('*') ? value() : value({ kind: 'float', value: null }, '1.0')]),
  );
  const needed = params.filter((p) => p.startsWith('*')).map(() => '0.5');
  const sample =
    { binomial: ['5', '0.5'], hypergeometric: ['5', '5', '3'], negative_binomial: ['5', '0.5'], triangular: ['0', '1', '2'], zipf: ['2'] }[
      name
    ] ?? needed;
  const isTyped = name.startsWith('standard_') && name !== 'standard_cauchy' && name !== 'standard_t';
  return everywhere((home) =>
    numpyOp({
      name: `${home}.${name}`,
      summary,
      category: 'random',
      params: { ...specs, size: value(none), ...(isTyped && home.endsWith('Generator') ? { dtype: dtype('float64') } : {}) },
      otherParams: home.endsWith('Generator') && isTyped ? ['out', 'method'] : [],
      codes: names.length ? ['broadcast-mismatch', 'non-positive-size'] : ['non-positive-size'],
      call(args, cx) {
        const given = args as unknown as Record<string, Value> & { dtype?: never };
        const tensors = names.map((n) => tensor().read(given[n]!, cx.heap));
        const type = kind === 'int' ? 'int64' : given.dtype === undefined ? 'float64' : dtypeOr(given.dtype, 'float64');
        return drawn(cx, given['size']!, tensors, type, kind, range ?? (name === 'uniform' ? between(tensors) : null));
      },
      examples: [
        `np.random.${name}(${[...sample, 'size=(2, 3)'].join(', ')})  #> [2, 3]`,
        `np.random.${name}(${[...sample, 'size=(2, -3)'].join(', ')})  #! error[non-positive-size]: -3`,
        names.length
          ? `np.random.${name}(${[...(sample.length ? sample.slice(1) : []).reduce((all, s) => [...all, s], ['[0.5, 0.5]']), 'size=3'].join(', ')})  #! error[broadcast-mismatch]: do not fit`
          : '',
      ].filter(Boolean),
    }),
  );
}

/** Bounds of what is drawn evenly between two numbers. */
function between([low, high]: readonly TensorValue[]): ValueRange | null {
  const [min, max] = [low?.data?.[0], high?.data?.[0]];
  return min !== undefined && max !== undefined && low!.data!.length === 1 && high!.data!.length === 1 && min < max
    ? { min, max, isContinuous: true }
    : null;
}

/** `rand(2, 3)`: the extents as arguments. */
function spread(name: string, summary: string, range: ValueRange | null): LibraryEntry[] {
  return everywhere(
    (home) =>
      numpyOp({
        name: `${home}.${name}`,
        summary,
        category: 'random',
        params: { shape: rest() },
        codes: ['dtype-mismatch', 'non-positive-size'],
        call({ shape }, cx) {
          if (shape?.length === 0) return number('float');
          const wrong = shape?.map((extent) => notWhole(extent, cx)).find((type) => type !== null);
          if (wrong) cx.report('dtype-mismatch', msg('{0}: an extent is a whole number, not {1}', cx.label, wrong));
          const given = shape?.map((d) => integer().read(d, cx.heap)) ?? null;
          const negative = given?.find((d) => isLiteral(d) && d < 0);
          if (negative !== undefined && isLiteral(negative))
            cx.report('non-positive-size', msg('{0}: an extent cannot be negative: {1}', cx.label, negative));
          return array(negative === undefined ? given : null, 'float64', { range });
        },
        examples: [
          `np.random.${name}(2, 3)  #> [2, 3]`,
          `np.random.${name}(2, -3)  #! error[non-positive-size]: -3`,
          `np.random.${name}((2, 3))  #! error[dtype-mismatch]: not tuple`,
        ],
      }),
    ['numpy.random', 'numpy.random.RandomState'],
  );
}

/** The type of what cannot be an extent; a shape in brackets above all. */
function notWhole(extent: Value, cx: CallContext): string | null {
  if (extent.kind === 'tensor') return (dimsOf(extent.shape)?.length ?? 0) > 0 ? 'ndarray' : null;
  const type = cx.plainType(extent);
  return type === null || type === 'int' || type === 'function' ? null : type;
}

function bound(x: Value, cx: CallContext): number | null {
  return tensor().read(x, cx.heap).data?.[0] ?? null;
}

/** Whole numbers from an interval; the upper end is left out. */
function whole(home: Home): LibraryEntry[] {
  const isNew = home.endsWith('Generator');
  return numpyOp({
    name: `${home}.${isNew ? 'integers' : 'randint'}`,
    summary: 'Whole numbers from an interval, whose upper end is left out.',
    category: 'random',
    params: { low: value(), high: value(none), size: value(none), dtype: dtype('int64'), ...(isNew ? { endpoint: flag(false) } : {}) },
    codes: ['broadcast-mismatch', 'non-positive-size'],
    call(args, cx) {
      const isOpen = args.high.kind === 'none';
      const [low, high] = [isOpen ? 0 : bound(args.low, cx), bound(isOpen ? args.low : args.high, cx)];
      const ends = [args.low, ...(isOpen ? [] : [args.high])].map((v) => tensor().read(v, cx.heap));
      const includes = (args as { endpoint?: boolean | null }).endpoint;
      const single = ends.every((t) => dimsOf(t.shape)?.length === 0);
      const range =
        single && low !== null && high !== null && includes !== null && high > low ? { min: low, max: includes ? high : high - 1 } : null;
      return drawn(cx, args.size, ends, dtypeOr(args.dtype, 'int64'), 'int', range);
    },
    examples: [
      'np.random.randint(0, 10, size=(2, 3))  #> [2, 3]',
      'np.random.randint(0, 10, size=(2, -3))  #! error[non-positive-size]: -3',
      'np.random.randint(0, [5, 6], size=3)  #! error[broadcast-mismatch]: do not fit',
    ],
  });
}

/** Elements drawn from an array, or from the numbers below one. */
function choice(home: Home): LibraryEntry[] {
  const isNew = home.endsWith('Generator');
  return numpyOp({
    name: `${home}.choice`,
    summary: 'Elements drawn from an array, or from the whole numbers below a number.',
    category: 'random',
    params: {
      a: value(),
      size: value(none),
      replace: flag(true),
      p: value(none),
      ...(isNew ? { axis: integer(0), shuffle: flag(true) } : {}),
    },
    codes: ['dim-mismatch', 'rank-mismatch'],
    call(args, cx) {
      const x = tensor().read(args.a, cx.heap);
      const own = dimsOf(x.shape);
      const isNumber = args.a.kind === 'int' || (own?.length === 0 && args.a.kind === 'tensor');
      const n = isNumber ? (args.a.kind === 'int' ? args.a.value : (x.data?.[0] ?? unknownDim)) : own?.[0];
      const bounds = isNumber && n !== undefined && isLiteral(n) && n > 0 ? { min: 0, max: n - 1 } : (x.range ?? null);
      const range = bounds && args.p.kind !== 'none' ? { ...bounds, isLoose: true } : bounds;
      if (!isNew && own && own.length > 1) {
        cx.report(
          'rank-mismatch',
          msg('{0} draws from an array of one axis, it gets {1}: {2}', cx.label, own.length, formatShape(x.shape)),
          { at: 'a', from: [x] },
        );
        return array(null, x.dtype);
      }
      const p = tensor().read(args.p, cx.heap);
      const shares = args.p.kind === 'none' ? null : dimsOf(p.shape);
      if (shares && shares.length !== 1)
        cx.report(
          'rank-mismatch',
          msg('{0}: the probabilities have one axis, these have {1}: {2}', cx.label, shares.length, formatShape(p.shape)),
          {
            at: 'p',
            from: [p],
          },
        );
      const drawnCount = args.size.kind === 'none' ? 1 : sizeOf(readDims(args.size, cx.heap));
      // What a program draws from is hardly empty: a dict that fills as a loop runs looks so.
      if (args.replace === false && n !== undefined && isLiteral(n) && n > 0 && drawnCount !== null && drawnCount > n)
        cx.report('dim-mismatch', msg('{0}: {1} different elements cannot be drawn from {2}', cx.label, drawnCount, n), {
          at: 'size',
          from: [x],
        });
      if (shares?.length === 1 && n !== undefined && differ(shares[0]!, n))
        cx.report('dim-mismatch', msg('{0}: {1} probabilities are given for {2} elements', cx.label, formatDim(shares[0]!), formatDim(n)), {
          at: 'p',
          from: [x],
        });
      const type = isNumber ? 'int64' : x.dtype;
      const axis = (args as { axis?: Dim }).axis ?? 0;
      const place = isNumber || !own ? 0 : axisOf(cx, axis, own.length, x);
      const rest = isNumber ? [] : own && place !== null ? own.filter((_, i) => i !== place) : null;
      if (args.size.kind === 'none')
        return isNumber ? int(unknownDim) : own?.length === 1 ? array([], type, { range }) : array(rest, type, { range });
      const size = readDims(args.size, cx.heap);
      const before = isNumber || !own || place === null ? 0 : place;
      return array(size && rest ? [...rest.slice(0, before), ...size, ...rest.slice(before)] : null, type, { range });
    },
    examples: [
      'np.random.choice(10, size=(2, 3))  #> [2, 3]',
      'np.random.choice([1, 2, 3], 2, p=[0.5, 0.5])  #! error[dim-mismatch]: 2 probabilities are given for 3',
      'np.random.choice(3, 4, replace=False)  #! error[dim-mismatch]: 4 different elements',
      'np.random.choice(np.ones((2, 3)), 2)  #! error[rank-mismatch]: one axis',
    ],
  });
}

function permutation(home: Home): LibraryEntry[] {
  return numpyOp({
    name: `${home}.permutation`,
    summary: 'An array with its rows in random order, or the whole numbers below a number in random order.',
    category: 'random',
    params: { x: value(), ...(home.endsWith('Generator') ? { axis: integer(0) } : {}) },
    call({ x }, cx) {
      if (x.kind === 'int')
        return array([x.value], 'int64', { range: isLiteral(x.value) && x.value > 0 ? { min: 0, max: x.value - 1 } : null });
      const given = tensor().read(x, cx.heap);
      return array(dimsOf(given.shape)?.length === 0 ? [given.data?.[0] ?? unknownDim] : dimsOf(given.shape), given.dtype, {
        range: given.range ?? null,
      });
    },
    examples: ['np.random.permutation(10)  #> [10]'],
  });
}

const nothing = (home: Home, name: string, summary: string, result: (cx: CallContext) => Value = () => none): LibraryEntry[] =>
  numpyOp({
    name: `${home}.${name}`,
    summary,
    category: 'random',
    params: { args: rest() },
    takesAnyKeyword: true,
    call: (_, cx) => result(cx),
  });

function fractions(home: Home, name: string): LibraryEntry[] {
  return numpyOp({
    name: `${home}.${name}`,
    summary: 'Numbers from 0 to 1, all equally likely.',
    category: 'random',
    params: { size: value(none), ...(home.endsWith('Generator') ? { dtype: dtype('float64') } : {}) },
    otherParams: home.endsWith('Generator') ? ['out'] : [],
    codes: ['non-positive-size'],
    call(args, cx) {
      const type = (args as { dtype?: string | null }).dtype;
      return drawn(cx, args.size, [], type === undefined ? 'float64' : dtypeOr(type, 'float64'), 'float', unit);
    },
    examples: [`np.random.${name}((2, 3))  #> [2, 3]`, `np.random.${name}((2, -3))  #! error[non-positive-size]: -3`],
  });
}

/** Vectors as results: `size` counts them. */
function vectors(
  home: Home,
  name: string,
  summary: string,
  first: readonly string[],
  type: string,
  length: (args: Readonly<Record<string, Value>>, cx: CallContext) => Dim,
  ...examples: readonly string[]
): LibraryEntry[] {
  return numpyOp({
    name: `${home}.${name}`,
    summary,
    category: 'random',
    params: { ...Object.fromEntries(first.map((p) => [p, value()])), size: value(none) },
    otherParams: name === 'multivariate_normal' ? ['check_valid', 'tol'] : [],
    keywordParams: name === 'multivariate_normal' ? ['method'] : [],
    codes: name === 'multinomial' ? ['rank-mismatch'] : [],
    call(args, cx) {
      const given = args as Record<string, Value>;
      const shares = name === 'multinomial' && !home.endsWith('Generator') ? tensor().read(given['pvals']!, cx.heap) : null;
      const axes = dimsOf(shares?.shape ?? null)?.length ?? 1;
      if (shares && axes > 1)
        cx.report(
          'rank-mismatch',
          msg('{0}: the probabilities have one axis, these have {1}: {2}', cx.label, axes, formatShape(shares.shape)),
          {
            at: 'pvals',
            from: [shares],
          },
        );
      const size = given['size']!.kind === 'none' ? [] : readDims(given['size']!, cx.heap);
      return array(size && [...size, length(given, cx)], type);
    },
    examples,
  });
}

const lastOf =
  (name: string) =>
  (args: Readonly<Record<string, Value>>, cx: CallContext): Dim => {
    const own = dimsOf(tensor().read(args[name]!, cx.heap).shape);
    return own?.length === 1 ? own[0]! : unknownDim;
  };

const oldHomes: readonly Home[] = ['numpy.random', 'numpy.random.RandomState'];

/** Random numbers, in the old style (functions of the module) and the new (methods of a generator). */
export const random: readonly LibraryEntry[] = [
  ...distributions.map(distribution),
  spread('rand', 'Numbers from 0 to 1 in an array whose extents are the arguments.', unit),
  spread('randn', 'Numbers from a normal distribution in an array whose extents are the arguments.', null),
  everywhere(whole),
  everywhere(choice),
  everywhere(permutation),
  everywhere((home) =>
    numpyOp({
      name: `${home}.shuffle`,
      summary: 'Puts the rows of an array in random order, in place.',
      category: 'random',
      params: { x: value(), ...(home.endsWith('Generator') ? { axis: integer(0) } : {}) },
      call({ x }, cx) {
        if (x.kind === 'tensor') cx.forget(x, x.range && { ...x.range });
        return none;
      },
    }),
  ),
  everywhere((home) => nothing(home, 'bytes', 'Random bytes.', () => unknown)),
  everywhere((home) => nothing(home, 'seed', 'Starts the sequence of random numbers at a given place.'), oldHomes),
  everywhere((home) => nothing(home, 'get_state', 'The state of the sequence of random numbers.', () => unknown), oldHomes),
  everywhere((home) => nothing(home, 'set_state', 'Puts the sequence of random numbers into a state.'), oldHomes),
  ...['random', 'random_sample'].map((name) => everywhere((home) => fractions(home, name), oldHomes)),
  ...['ranf', 'sample'].map((name) => everywhere((home) => fractions(home, name), ['numpy.random'])),
  everywhere((home) => fractions(home, 'random'), ['numpy.random.Generator']),
  everywhere((home) =>
    vectors(
      home,
      'multinomial',
      'How often each of several outcomes comes in n trials.',
      ['n', 'pvals'],
      'int64',
      lastOf('pvals'),
      'np.random.multinomial(5, [0.5, 0.5], size=3)  #> [3, 2]',
      'np.random.multinomial(1, [[0.5, 0.5]])  #! error[rank-mismatch]: one axis',
    ),
  ),
  everywhere((home) =>
    vectors(
      home,
      'dirichlet',
      'Vectors of shares that sum to 1.',
      ['alpha'],
      'float64',
      lastOf('alpha'),
      'np.random.dirichlet([1, 2, 3], size=4)  #> [4, 3]',
    ),
  ),
  everywhere((home) =>
    vectors(
      home,
      'multivariate_normal',
      'Vectors from a normal distribution of several dimensions.',
      ['mean', 'cov'],
      'float64',
      lastOf('mean'),
      'np.random.multivariate_normal([0, 0], np.eye(2), size=5)  #> [5, 2]',
    ),
  ),
  defineMethod({
    name: 'numpy.random.Generator.permuted',
    params: { self: any(null), x: tensor() },
    keywordParams: ['axis', 'out'],
    call: ({ x }) => array(dimsOf(x.shape), x.dtype, { range: x.range ?? null }),
  }),
  defineMethod({ name: 'numpy.random.Generator.spawn', params: { self: any(null), n_children: integer() }, call: () => unknown }),
  defineMethod({
    name: 'numpy.random.RandomState.tomaxint',
    params: { self: any(null), size: value(none) },
    call: ({ size }, cx) => drawn(cx, size, [], 'int64', 'int'),
  }),
  numpyOp({
    name: 'numpy.random.default_rng',
    summary: 'A generator of random numbers, in the new style.',
    category: 'random',
    params: { seed: value(none) },
    call: (_, cx) => cx.object('numpy.random.Generator'),
    examples: ['np.random.default_rng(0).normal(size=(2, 3))  #> [2, 3]'],
  }),
  numpyOp({
    name: 'numpy.random.RandomState',
    summary: 'A generator of random numbers, in the old style.',
    category: 'random',
    params: { seed: value(none) },
    call: (_, cx) => cx.object('numpy.random.RandomState'),
    examples: ['np.random.RandomState(0).rand(2, 3)  #> [2, 3]'],
  }),
  numpyOp({
    name: 'numpy.random.Generator',
    summary: 'A generator of random numbers on a source of random bits.',
    category: 'random',
    params: { bit_generator: value() },
    call: (_, cx) => cx.object('numpy.random.Generator'),
  }),
].flat();
