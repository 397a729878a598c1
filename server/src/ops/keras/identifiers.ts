/**
 * The words that Keras takes for a loss, a metric or an optimizer, and the classes behind them. A loss goes by the name of its class or
 * function, a metric by its class or the same in snake case, an optimizer by its class in any case.
 */
export const lossClasses = [
  'KLDivergence',
  'Poisson',
  'BinaryCrossentropy',
  'BinaryFocalCrossentropy',
  'CategoricalCrossentropy',
  'CategoricalFocalCrossentropy',
  'SparseCategoricalCrossentropy',
  'MeanSquaredError',
  'MeanAbsoluteError',
  'MeanAbsolutePercentageError',
  'MeanSquaredLogarithmicError',
  'CosineSimilarity',
  'LogCosh',
  'Huber',
  'Hinge',
  'SquaredHinge',
  'CategoricalHinge',
  'Dice',
  'Tversky',
  'Circle',
  'CTC',
] as const;

export const lossFunctions = [
  'kl_divergence',
  'poisson',
  'binary_crossentropy',
  'binary_focal_crossentropy',
  'categorical_crossentropy',
  'categorical_focal_crossentropy',
  'sparse_categorical_crossentropy',
  'mean_squared_error',
  'mean_absolute_error',
  'mean_absolute_percentage_error',
  'mean_squared_logarithmic_error',
  'cosine_similarity',
  'log_cosh',
  'huber',
  'hinge',
  'squared_hinge',
  'categorical_hinge',
  'dice',
  'tversky',
  'circle',
  'ctc',
] as const;

export const metricClasses = [
  'Mean',
  'Sum',
  'MeanSquaredError',
  'RootMeanSquaredError',
  'MeanAbsoluteError',
  'MeanAbsolutePercentageError',
  'MeanSquaredLogarithmicError',
  'CosineSimilarity',
  'LogCoshError',
  'R2Score',
  'AUC',
  'FalseNegatives',
  'FalsePositives',
  'Precision',
  'PrecisionAtRecall',
  'Recall',
  'RecallAtPrecision',
  'SensitivityAtSpecificity',
  'SpecificityAtSensitivity',
  'TrueNegatives',
  'TruePositives',
  'ConcordanceCorrelation',
  'PearsonCorrelation',
  'Hinge',
  'SquaredHinge',
  'CategoricalHinge',
  'KLDivergence',
  'Poisson',
  'BinaryCrossentropy',
  'CategoricalCrossentropy',
  'SparseCategoricalCrossentropy',
  'Accuracy',
  'BinaryAccuracy',
  'CategoricalAccuracy',
  'SparseCategoricalAccuracy',
  'TopKCategoricalAccuracy',
  'SparseTopKCategoricalAccuracy',
  'F1Score',
  'FBetaScore',
  'IoU',
  'BinaryIoU',
  'MeanIoU',
  'OneHotIoU',
  'OneHotMeanIoU',
] as const;

export const optimizerClasses = [
  'Adam',
  'SGD',
  'RMSprop',
  'Adadelta',
  'AdamW',
  'Adagrad',
  'Adamax',
  'Adafactor',
  'Muon',
  'Nadam',
  'Ftrl',
  'Lion',
  'Lamb',
  'ScheduleFreeAdamW',
] as const;

const shortLosses = ['bce', 'BCE', 'kld', 'KLD', 'mae', 'MAE', 'mse', 'MSE', 'mape', 'MAPE', 'msle', 'MSLE'];
const shortMetrics = ['bce', 'BCE', 'mse', 'MSE', 'mae', 'MAE', 'mape', 'MAPE', 'msle', 'MSLE'];

export const lossNames: ReadonlySet<string> = new Set([...lossFunctions, ...lossClasses, ...shortLosses, 'crossentropy', 'ce']);

/** True for a text that Keras takes for a metric. */
export function isMetricName(name: string): boolean {
  return metricNames.has(name) || chosenByLabels.has(name.toLowerCase());
}

/** What Keras takes in any case, and chooses by the labels. */
const chosenByLabels: ReadonlySet<string> = new Set(['accuracy', 'acc', 'crossentropy', 'ce']);

export const metricNames: ReadonlySet<string> = new Set([
  ...metricClasses.map(snakeCase),
  ...metricClasses,
  ...shortMetrics,
  'accuracy',
  'acc',
  'crossentropy',
  'ce',
]);
/** In lower case. */
export const optimizerNames: ReadonlySet<string> = new Set(optimizerClasses.map((name) => name.toLowerCase()));

/** As Keras does it: `AUC` is `auc`, `MeanIoU` is `mean_io_u`, `R2Score` is `r2_score`. */
function snakeCase(name: string): string {
  return name
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
