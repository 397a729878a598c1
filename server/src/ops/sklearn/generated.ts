import type { FunctionDef, ParamSpec, Params } from '../kernel';
import { bunchClass } from './loaded';
import { arrayOf, defineOp, flag, integer, keyword, readDims, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { isLiteral, unknownDim } from '../../values/dim';
import { shapeOf } from '../../values/shape';
import type { TensorValue, Value, ValueRange } from '../../values/value';
import { int, none, str, tuple, unknown } from '../../values/value';

const docsOf = (name: string): string => `https://scikit-learn.org/stable/modules/generated/sklearn.datasets.${name}.html`;

/** Parameters that do not matter for shapes, by name only. */
function others(...names: readonly string[]): Record<string, ParamSpec<Value>> {
  return Object.fromEntries(names.map((name) => [name, keyword(value(none))]));
}

function floats(...dims: readonly Dim[]): TensorValue {
  return arrayOf('numpy', shapeOf(dims), 'float64');
}

function ids(n: Dim, classes: Dim): TensorValue {
  const range: ValueRange | null = isLiteral(classes) && classes > 0 ? { min: 0, max: classes - 1 } : null;
  return arrayOf('numpy', shapeOf([n]), 'int64', { range });
}

/** `n_samples` may be one number or one for each class. */
function samples(fallback: number): ParamSpec<Value> {
  return value(int(fallback), String(fallback));
}

/** The number of samples in all; null when one number for each class was given but not all are known. */
function totalOf(given: Value, heap: Parameters<typeof readDims>[1]): { readonly n: Dim; readonly each: number | null } {
  if (given.kind === 'int') return { n: given.value, each: null };
  const each = readDims(given, heap);
  if (!each) return { n: unknownDim, each: null };
  return { n: each.every(isLiteral) ? each.reduce((sum, n) => sum + n, 0) : unknownDim, each: each.length };
}

interface Shapes {
  readonly name: string;
  readonly summary: string;
  readonly params: Params;
  readonly example: string;
  readonly result: (args: Readonly<Record<string, unknown>>, cx: Parameters<FunctionDef['call']>[1]) => Value;
}

function define({ name, summary, params, example, result }: Shapes): FunctionDef {
  return defineOp({
    name: `sklearn.datasets.${name}`,
    summary,
    docs: docsOf(name),
    category: 'data',
    params,
    codes: [],
    call: (args, cx) => result(args, cx),
    examples: [example],
  });
}

function plane(name: string, summary: string, dims: number, params: Params, target: 'class' | 'position'): FunctionDef {
  return define({
    name,
    summary,
    params: { n_samples: samples(100), ...params },
    result: ({ n_samples }, cx) => {
      const { n } = totalOf(n_samples as Value, cx.heap);
      return tuple([floats(n, dims), target === 'class' ? ids(n, 2) : floats(n)]);
    },
    example: `sklearn.datasets.${name}(50)[0]  #> [50, ${dims}]`,
  });
}

function friedman(n: 2 | 3): FunctionDef {
  return define({
    name: `make_friedman${n}`,
    summary: `Samples of four features for the regression problem "Friedman #${n}".`,
    params: { n_samples: integer(100), ...others('noise', 'random_state') },
    result: ({ n_samples }) => tuple([floats(n_samples as Dim, 4), floats(n_samples as Dim)]),
    example: `sklearn.datasets.make_friedman${n}(50)[0]  #> [50, 4]`,
  });
}

/** Data sets that are made by chance, in shapes that the arguments give. */
export const generated: readonly FunctionDef[] = [
  define({
    name: 'make_classification',
    summary: 'A random problem of classes: a table of samples and features, and the class of each sample.',
    params: {
      n_samples: integer(100),
      n_features: integer(20),
      ...others('n_informative', 'n_redundant', 'n_repeated'),
      n_classes: keyword(integer(2)),
      ...others('n_clusters_per_class', 'weights', 'flip_y', 'class_sep', 'hypercube', 'shift', 'scale', 'shuffle', 'random_state'),
      return_X_y: keyword(flag(true)),
    },
    result: ({ n_samples, n_features, n_classes, return_X_y }, cx) => {
      const [x, y] = [floats(n_samples as Dim, n_features as Dim), ids(n_samples as Dim, n_classes as Dim)];
      if (return_X_y === null) return unknown;
      return return_X_y
        ? tuple([x, y])
        : cx.object(bunchClass, { X: x, y, DESCR: str(null), feature_info: unknown, parameters: unknown, weights: unknown });
    },
    example: 'sklearn.datasets.make_classification(50, n_features=8)[0]  #> [50, 8]',
  }),
  define({
    name: 'make_blobs',
    summary: 'Points around a few centers, with the number of the center of each.',
    params: {
      n_samples: samples(100),
      n_features: integer(2),
      centers: keyword(value(none)),
      ...others('cluster_std', 'center_box', 'shuffle', 'random_state'),
      return_centers: keyword(flag(false)),
    },
    result: ({ n_samples, n_features, centers, return_centers }, cx) => {
      const { n, each } = totalOf(n_samples as Value, cx.heap);
      const given = centers as Value;
      const array = given.kind === 'none' || given.kind === 'int' ? null : arrayOfCenters(given, cx);
      const count: Dim = given.kind === 'int' ? given.value : given.kind === 'none' ? (each ?? 3) : array ? array[0] : unknownDim;
      const features: Dim = given.kind === 'none' || given.kind === 'int' ? (n_features as Dim) : array ? array[1] : unknownDim;
      if (return_centers === null) return unknown;
      return tuple([floats(n, features), ids(n, count), ...(return_centers ? [floats(count, features)] : [])]);
    },
    example: 'sklearn.datasets.make_blobs(50, centers=4)[0]  #> [50, 2]',
  }),
  plane(
    'make_moons',
    'Points of two half circles that reach into each other, with their class.',
    2,
    others('shuffle', 'noise', 'random_state'),
    'class',
  ),
  plane(
    'make_circles',
    'Points of a large circle and a smaller one in it, with their class.',
    2,
    others('shuffle', 'noise', 'random_state', 'factor'),
    'class',
  ),
  plane(
    'make_swiss_roll',
    'Points in space on a rolled-up sheet, with their place along it.',
    3,
    others('noise', 'random_state', 'hole'),
    'position',
  ),
  plane(
    'make_s_curve',
    'Points in space on a sheet bent like an S, with their place along it.',
    3,
    others('noise', 'random_state'),
    'position',
  ),
  define({
    name: 'make_regression',
    summary: 'A random problem of regression: a table of samples and features, and one or more targets of each sample.',
    params: {
      n_samples: integer(100),
      n_features: integer(100),
      ...others('n_informative'),
      n_targets: keyword(integer(1)),
      ...others('bias', 'effective_rank', 'tail_strength', 'noise', 'shuffle'),
      coef: keyword(flag(false)),
      ...others('random_state'),
    },
    result: ({ n_samples, n_features, n_targets, coef }) => {
      const [n, features, targets] = [n_samples as Dim, n_features as Dim, n_targets as Dim];
      if (coef === null || !isLiteral(targets))
        return tuple([floats(n, features), unknown, ...(coef === false ? [] : [unknown])].slice(0, coef === false ? 2 : 3));
      const wide = targets === 1 ? [] : [targets];
      return tuple([floats(n, features), floats(n, ...wide), ...(coef ? [floats(features, ...wide)] : [])]);
    },
    example: 'sklearn.datasets.make_regression(50, n_features=8)[0]  #> [50, 8]',
  }),
  define({
    name: 'make_multilabel_classification',
    summary: 'A random problem in which a sample may have several classes: the labels are a table of zeros and ones.',
    params: {
      n_samples: integer(100),
      n_features: integer(20),
      n_classes: keyword(integer(5)),
      ...others('n_labels', 'length', 'allow_unlabeled', 'sparse', 'return_indicator', 'return_distributions', 'random_state'),
    },
    result: ({ n_samples, n_features, n_classes, sparse, return_indicator, return_distributions }) => {
      if ([sparse, return_indicator, return_distributions].some((v) => (v as Value).kind !== 'none')) return unknown;
      const labels = arrayOf('numpy', shapeOf([n_samples as Dim, n_classes as Dim]), 'int64', { range: { min: 0, max: 1 } });
      return tuple([floats(n_samples as Dim, n_features as Dim), labels]);
    },
    example: 'sklearn.datasets.make_multilabel_classification(50)[1]  #> [50, 5]',
  }),
  define({
    name: 'make_friedman1',
    summary: 'Samples for the regression problem "Friedman #1", of which five features matter.',
    params: { n_samples: integer(100), n_features: integer(10), ...others('noise', 'random_state') },
    result: ({ n_samples, n_features }) => tuple([floats(n_samples as Dim, n_features as Dim), floats(n_samples as Dim)]),
    example: 'sklearn.datasets.make_friedman1(50)[0]  #> [50, 10]',
  }),
  friedman(2),
  friedman(3),
  define({
    name: 'make_gaussian_quantiles',
    summary: 'Points of one normal distribution, with classes that are shells around its middle.',
    params: {
      ...others('mean', 'cov'),
      n_samples: keyword(integer(100)),
      n_features: keyword(integer(2)),
      n_classes: keyword(integer(3)),
      ...others('shuffle', 'random_state'),
    },
    result: ({ n_samples, n_features, n_classes }) =>
      tuple([floats(n_samples as Dim, n_features as Dim), ids(n_samples as Dim, n_classes as Dim)]),
    example: 'sklearn.datasets.make_gaussian_quantiles(n_samples=50)[0]  #> [50, 2]',
  }),
];

function arrayOfCenters(given: Value, cx: Parameters<FunctionDef['call']>[1]): readonly [Dim, Dim] | null {
  const rows = cx.iterate(given);
  const first = rows?.[0] && readDims(rows[0], cx.heap);
  if (given.kind === 'tensor' && given.shape?.dims.length === 2 && !given.shape.hasPrefix)
    return [given.shape.dims[0]!, given.shape.dims[1]!];
  return rows && first ? [rows.length, first.length] : null;
}
