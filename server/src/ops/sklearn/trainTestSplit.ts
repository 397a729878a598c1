import type { CallContext } from '../kernel';
import { any, defineOp, flag, keyword, msg, rest, samplesOf, value, withSamples } from '../kernel';
import type { Dim } from '../../values/dim';
import { isKnown, isLiteral, mulDims, namedQuotient, subDims } from '../../values/dim';
import type { Value } from '../../values/value';
import { none, unknown } from '../../values/value';
import { checkSamples } from './samples';

const absent = none;

/** Splits arrays, lists or tables into a part for training and one for testing, each argument the same way. */
export const trainTestSplit = defineOp({
  name: 'sklearn.model_selection.train_test_split',
  aliases: ['sklearn.cross_validation.train_test_split'],
  docs: 'https://scikit-learn.org/stable/modules/generated/sklearn.model_selection.train_test_split.html',
  category: 'data',
  params: {
    arrays: rest(),
    test_size: keyword(value(absent)),
    train_size: keyword(value(absent)),
    random_state: keyword(any()),
    shuffle: keyword(flag(true)),
    stratify: keyword(value(absent)),
  },
  codes: ['dim-mismatch', 'non-positive-size', 'missing-argument'],
  call({ arrays, test_size, train_size, stratify }, cx) {
    if (!arrays) return unknown;
    if (arrays.length === 0) {
      cx.report('missing-argument', msg('{0} needs at least one array', cx.label));
      return unknown;
    }
    checkSamples([...arrays, stratify], cx);
    const total = arrays.map((array) => samplesOf(array, cx)).find(isLiteral) ?? samplesOf(arrays[0]!, cx);
    const [train, test] = partSizes(total, test_size, train_size, cx);
    const items = arrays.flatMap((array) => [withSamples(array, train, cx), withSamples(array, test, cx)]);
    return cx.alloc({ kind: 'list', isSet: false, items, element: unknown });
  },
  examples: [
    'sklearn.model_selection.train_test_split(np.zeros((150, 4)), test_size=0.2)[1]  #> [30, 4]',
    'sklearn.model_selection.train_test_split(np.zeros((150, 4)), np.zeros(100))  #! error[dim-mismatch]: 150 and 100',
    'sklearn.model_selection.train_test_split(np.zeros((150, 4)), test_size=1.5)  #! error[non-positive-size]: test_size',
    'sklearn.model_selection.train_test_split()  #! error[missing-argument]: at least one array',
  ],
});

/** A share of the samples or a number of them; null when it was not given, undefined when it is not known. */
function sizeOf(given: Value): { readonly share: number } | { readonly count: Dim } | null | undefined {
  if (given.kind === 'none') return null;
  if (given.kind === 'float') return given.value === null ? undefined : { share: given.value };
  return given.kind === 'int' ? { count: given.value } : undefined;
}

/** The test set is rounded up, the training set down; a quarter is for testing unless something else is said. */
export function partSizes(total: Dim, testSize: Value, trainSize: Value, cx: CallContext): readonly [Dim, Dim] {
  let test = sizeOf(testSize);
  const train = sizeOf(trainSize);
  if (test === undefined || train === undefined) return open(total, cx);
  for (const [name, size] of [
    ['test_size', test],
    ['train_size', train],
  ] as const) {
    if (size && isRefused(size, total)) {
      const shown = 'share' in size ? size.share : isLiteral(size.count) ? size.count : 0;
      const message = isLiteral(total)
        ? msg('{0}: {1} is a share between 0 and 1 or fewer than the {2} samples, it cannot be {3}', cx.label, name, total, shown)
        : msg('{0}: {1} is a share between 0 and 1 or a number of samples, it cannot be {2}', cx.label, name, shown);
      cx.report('non-positive-size', message, { at: name });
      return open(total, cx);
    }
  }
  if (!test && !train) test = { share: 0.25 };
  if (!isLiteral(total)) {
    // A number of samples is known whatever there is in all.
    if (test && 'count' in test && !train) return [isKnown(total) ? subDims(total, test.count) : cx.symbol('train'), test.count];
    if (train && 'count' in train && !test) return [train.count, isKnown(total) ? subDims(total, train.count) : cx.symbol('test')];
    const share = test && 'share' in test && !train ? 1 - test.share : train && 'share' in train && !test ? train.share : null;
    return open(total, cx, share);
  }
  let nTest = test && ('share' in test ? Math.ceil(test.share * total) : test.count);
  let nTrain = train && ('share' in train ? Math.floor(train.share * total) : train.count);
  nTest ??= subDims(total, nTrain!);
  nTrain ??= subDims(total, nTest);
  if (!isLiteral(nTrain) || !isLiteral(nTest)) return [nTrain, nTest];
  if (nTrain + nTest > total || nTrain <= 0) {
    cx.report(
      'non-positive-size',
      nTrain <= 0
        ? msg('{0}: of {1} samples none is left for training', cx.label, total)
        : msg('{0}: {1} samples for training and {2} for testing are more than there are: {3}', cx.label, nTrain, nTest, total),
      { at: test && testSize.kind !== 'none' ? 'test_size' : 'train_size' },
    );
    return open(total, cx);
  }
  return [nTrain, nTest];
}

function isRefused(size: { readonly share: number } | { readonly count: Dim }, total: Dim): boolean {
  if ('share' in size) return !(size.share > 0 && size.share < 1);
  return isLiteral(size.count) && (size.count <= 0 || (isLiteral(total) && size.count >= total));
}

/** Both parts of a number of samples that nobody knows: so many percent for training, where that is known. */
function open(total: Dim, cx: CallContext, share: number | null = null): readonly [Dim, Dim] {
  const name = cx.symbol('train');
  const percent = share === null ? null : share * 100;
  const isExact = percent !== null && Math.abs(percent - Math.round(percent)) < 1e-9;
  const train = isExact && isKnown(total) ? namedQuotient(name, mulDims(total, Math.round(percent)), 100) : name;
  return [train, isKnown(total) ? subDims(total, train) : cx.symbol('test')];
}
