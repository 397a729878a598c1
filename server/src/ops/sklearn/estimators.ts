import type { LibraryEntry } from '../kernel';
import { arrayOf, defineClass, defineMethod, value } from '../kernel';
import { shapeOf, rankOf } from '../../values/shape';
import type { Value } from '../../values/value';
import { float, int, none, unknown } from '../../values/value';
import { tableArray } from '../kernel';
import { checkSamples, readTable } from './samples';

const base = 'sklearn.base.Estimator';

const names = [
  'linear_model.LinearRegression',
  'linear_model.LogisticRegression',
  'linear_model.Ridge',
  'linear_model.Lasso',
  'linear_model.ElasticNet',
  'linear_model.SGDClassifier',
  'linear_model.SGDRegressor',
  'linear_model.Perceptron',
  'svm.SVC',
  'svm.SVR',
  'svm.LinearSVC',
  'neighbors.KNeighborsClassifier',
  'neighbors.KNeighborsRegressor',
  'tree.DecisionTreeClassifier',
  'tree.DecisionTreeRegressor',
  'ensemble.RandomForestClassifier',
  'ensemble.RandomForestRegressor',
  'ensemble.GradientBoostingClassifier',
  'ensemble.GradientBoostingRegressor',
  'ensemble.AdaBoostClassifier',
  'ensemble.ExtraTreesClassifier',
  'naive_bayes.GaussianNB',
  'naive_bayes.MultinomialNB',
  'neural_network.MLPClassifier',
  'neural_network.MLPRegressor',
];

const method = (name: string): string => `${base}.${name}`;

/** What was predicted has as many axes as the labels of the fit. */
function predicted(self: Value, x: Value, cx: Parameters<Parameters<typeof defineMethod>[0]['call']>[1], dtype: string | null): Value {
  const features = cx.attr(self, '#features');
  const { rows } = readTable(x, cx, 'X', features?.kind === 'int' ? features.value : undefined);
  const labels = cx.attr(self, '#labels');
  if (labels?.kind !== 'tensor' || rankOf(labels.shape) !== 1) return unknown;
  return arrayOf('numpy', shapeOf([rows]), dtype ?? labels.dtype);
}

/** The estimators that scripts compare a network with: only what goes in and comes out. */
export const estimators: readonly LibraryEntry[] = [
  defineClass(base),
  ...names.flatMap((name): LibraryEntry[] => {
    const cls = `sklearn.${name}`;
    return [
      defineMethod({
        name: cls,
        params: {},
        otherParams: ['first', 'second'],
        takesAnyKeyword: true,
        isMethod: false,
        call: (_, cx) => cx.object(cls),
      }),
      defineClass(cls, base),
    ];
  }),
  defineMethod({
    name: method('fit'),
    params: { self: value(), X: value(), y: value(), sample_weight: value(none) },
    otherParams: ['intercept_init', 'last'],
    takesAnyKeyword: true,
    call({ self, X, y }, cx) {
      const table = readTable(X, cx);
      checkSamples([X, y], cx, 'y');
      cx.setAttr(self, '#features', int(table.columns));
      cx.setAttr(self, '#labels', tableArray(y, cx));
      return self;
    },
  }),
  defineMethod({
    name: method('predict'),
    params: { self: value(), X: value() },
    takesAnyKeyword: true,
    call: ({ self, X }, cx) => predicted(self, X, cx, null),
  }),
  defineMethod({
    name: method('predict_proba'),
    params: { self: value(), X: value() },
    call({ self, X }, cx) {
      const { rows } = readTable(X, cx);
      const labels = cx.attr(self, '#labels');
      // Of several outputs it gives a list.
      return labels?.kind === 'tensor' && rankOf(labels.shape) === 1
        ? arrayOf('numpy', shapeOf([rows, cx.symbol('classes')]), 'float64')
        : unknown;
    },
  }),
  defineMethod({
    name: method('score'),
    params: { self: value(), X: value(), y: value(), sample_weight: value(none) },
    call({ X, y }, cx) {
      readTable(X, cx);
      checkSamples([X, y], cx, 'y');
      return float(null);
    },
  }),
];
