/**
 * Classes and functions of Keras around a model that are all alike: an instance keeps its arguments, and what it does hangs on its family.
 */

/** Name, parameters as Python writes them, what it is, and other names of the same. */
export type ClassRow = readonly [name: string, signature: string, summary: string, aliases?: readonly string[]];

/** Losses, made once and called on labels and output. */
export const lossClassRows: readonly ClassRow[] = [
  [
    'BinaryCrossentropy',
    "from_logits=False, label_smoothing=0.0, axis=-1, reduction='sum_over_batch_size', name='binary_crossentropy', dtype=None",
    'The cross-entropy of yes-or-no labels: one probability a label, of the same shape.',
  ],
  [
    'BinaryFocalCrossentropy',
    "apply_class_balancing=False, alpha=0.25, gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1, reduction='sum_over_batch_size', name='binary_focal_crossentropy', dtype=None",
    'The binary cross-entropy with less weight on what is easy.',
  ],
  [
    'CategoricalCrossentropy',
    "from_logits=False, label_smoothing=0.0, axis=-1, reduction='sum_over_batch_size', name='categorical_crossentropy', dtype=None",
    "The cross-entropy of one-hot labels of the output's own shape.",
  ],
  [
    'CategoricalFocalCrossentropy',
    "alpha=0.25, gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1, reduction='sum_over_batch_size', name='categorical_focal_crossentropy', dtype=None",
    'The categorical cross-entropy with less weight on what is easy.',
  ],
  [
    'CategoricalGeneralizedCrossEntropy',
    "q=0.5, reduction='sum_over_batch_size', name='categorical_generalized_cross_entropy', dtype=None",
    'A cross-entropy of class numbers that bears wrong labels.',
  ],
  ['CategoricalHinge', "reduction='sum_over_batch_size', name='categorical_hinge', dtype=None", 'The hinge loss of one-hot labels.'],
  ['CTC', "reduction='sum_over_batch_size', name='ctc', dtype=None", 'The loss of sequences whose labels are not aligned with the output.'],
  [
    'Circle',
    "gamma=80.0, margin=0.4, remove_diagonal=True, reduction='sum_over_batch_size', name='circle', dtype=None",
    'The circle loss of embeddings by their class numbers.',
  ],
  [
    'CosineSimilarity',
    "axis=-1, reduction='sum_over_batch_size', name='cosine_similarity', dtype=None",
    'The negative cosine of the angle between labels and output.',
  ],
  ['Dice', "reduction='sum_over_batch_size', name='dice', axis=None, dtype=None", 'One minus the Dice coefficient, for segmentation.'],
  ['Hinge', "reduction='sum_over_batch_size', name='hinge', dtype=None", 'The hinge loss of labels that are -1 or 1.'],
  [
    'Huber',
    "delta=1.0, reduction='sum_over_batch_size', name='huber_loss', dtype=None",
    'Squared for small errors, linear for large ones.',
  ],
  [
    'KLDivergence',
    "reduction='sum_over_batch_size', name='kl_divergence', dtype=None",
    'The Kullback-Leibler divergence of two distributions.',
  ],
  ['LogCosh', "reduction='sum_over_batch_size', name='log_cosh', dtype=None", 'The logarithm of the hyperbolic cosine of the error.'],
  ['MeanAbsoluteError', "reduction='sum_over_batch_size', name='mean_absolute_error', dtype=None", 'The mean of the absolute errors.'],
  [
    'MeanAbsolutePercentageError',
    "reduction='sum_over_batch_size', name='mean_absolute_percentage_error', dtype=None",
    'The mean of the absolute errors as a percentage of the labels.',
  ],
  ['MeanSquaredError', "reduction='sum_over_batch_size', name='mean_squared_error', dtype=None", 'The mean of the squared errors.'],
  [
    'MeanSquaredLogarithmicError',
    "reduction='sum_over_batch_size', name='mean_squared_logarithmic_error', dtype=None",
    'The mean of the squared errors of the logarithms.',
  ],
  ['Poisson', "reduction='sum_over_batch_size', name='poisson', dtype=None", 'The Poisson loss: for counts.'],
  [
    'SparseCategoricalCrossentropy',
    "from_logits=False, ignore_class=None, reduction='sum_over_batch_size', axis=-1, name='sparse_categorical_crossentropy', dtype=None",
    'The cross-entropy of class numbers, one for each output.',
  ],
  ['SquaredHinge', "reduction='sum_over_batch_size', name='squared_hinge', dtype=None", 'The square of the hinge loss.'],
  [
    'Tversky',
    "alpha=0.5, beta=0.5, reduction='sum_over_batch_size', name='tversky', axis=None, dtype=None",
    'One minus the Tversky index, for segmentation.',
  ],
];

/** Losses as functions: a number for each sample. */
export const lossFunctionRows: readonly ClassRow[] = [
  [
    'binary_crossentropy',
    'y_true, y_pred, from_logits=False, label_smoothing=0.0, axis=-1',
    'The cross-entropy of yes-or-no labels: one probability a label, of the same shape, by sample.',
  ],
  [
    'binary_focal_crossentropy',
    'y_true, y_pred, apply_class_balancing=False, alpha=0.25, gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1',
    'The binary cross-entropy with less weight on what is easy, by sample.',
  ],
  [
    'categorical_crossentropy',
    'y_true, y_pred, from_logits=False, label_smoothing=0.0, axis=-1',
    "The cross-entropy of one-hot labels of the output's own shape, by sample.",
  ],
  [
    'categorical_focal_crossentropy',
    'y_true, y_pred, alpha=0.25, gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1',
    'The categorical cross-entropy with less weight on what is easy, by sample.',
  ],
  ['categorical_generalized_cross_entropy', 'y_true, y_pred, q', 'A cross-entropy of class numbers that bears wrong labels, by sample.'],
  ['categorical_hinge', 'y_true, y_pred', 'The hinge loss of one-hot labels, by sample.'],
  ['ctc', 'y_true, y_pred', 'The loss of sequences whose labels are not aligned with the output, by sample.'],
  [
    'circle',
    'y_true, y_pred, ref_labels=None, ref_embeddings=None, remove_diagonal=True, gamma=80, margin=0.4',
    'The circle loss of embeddings by their class numbers, by sample.',
  ],
  ['cosine_similarity', 'y_true, y_pred, axis=-1', 'The negative cosine of the angle between labels and output, by sample.'],
  ['dice', 'y_true, y_pred, axis=None', 'One minus the Dice coefficient, for segmentation, by sample.'],
  ['hinge', 'y_true, y_pred', 'The hinge loss of labels that are -1 or 1, by sample.'],
  ['huber', 'y_true, y_pred, delta=1.0', 'Squared for small errors, linear for large ones, by sample.'],
  ['kl_divergence', 'y_true, y_pred', 'The Kullback-Leibler divergence of two distributions, by sample.'],
  ['log_cosh', 'y_true, y_pred', 'The logarithm of the hyperbolic cosine of the error, by sample.'],
  ['mean_absolute_error', 'y_true, y_pred', 'The mean of the absolute errors, by sample.'],
  ['mean_absolute_percentage_error', 'y_true, y_pred', 'The mean of the absolute errors as a percentage of the labels, by sample.'],
  ['mean_squared_error', 'y_true, y_pred', 'The mean of the squared errors, by sample.'],
  ['mean_squared_logarithmic_error', 'y_true, y_pred', 'The mean of the squared errors of the logarithms, by sample.'],
  ['poisson', 'y_true, y_pred', 'The Poisson loss: for counts, by sample.'],
  [
    'sparse_categorical_crossentropy',
    'y_true, y_pred, from_logits=False, ignore_class=None, axis=-1',
    'The cross-entropy of class numbers, one for each output, by sample.',
  ],
  ['squared_hinge', 'y_true, y_pred', 'The square of the hinge loss, by sample.'],
  ['tversky', 'y_true, y_pred, alpha=0.5, beta=0.5, axis=None', 'One minus the Tversky index, for segmentation, by sample.'],
];

/** Metrics: they gather over batches. */
export const metricClassRows: readonly ClassRow[] = [
  ['Accuracy', "name='accuracy', dtype=None", 'How often labels and predictions are equal.'],
  ['BinaryAccuracy', "name='binary_accuracy', dtype=None, threshold=0.5", 'How often probabilities fall on the right side of a threshold.'],
  ['CategoricalAccuracy', "name='categorical_accuracy', dtype=None", 'How often the most likely class is that of one-hot labels.'],
  [
    'SparseCategoricalAccuracy',
    "name='sparse_categorical_accuracy', dtype=None",
    'How often the most likely class is that of the class numbers.',
  ],
  [
    'TopKCategoricalAccuracy',
    "k=5, name='top_k_categorical_accuracy', dtype=None",
    'How often the class of one-hot labels is among the `k` most likely.',
  ],
  [
    'SparseTopKCategoricalAccuracy',
    "k=5, name='sparse_top_k_categorical_accuracy', dtype=None, from_sorted_ids=False",
    'How often the class number is among the `k` most likely.',
  ],
  [
    'AUC',
    "num_thresholds=200, curve='ROC', summation_method='interpolation', name=None, dtype=None, thresholds=None, multi_label=False, num_labels=None, label_weights=None, from_logits=False",
    'The area under the ROC or precision-recall curve.',
  ],
  ['FalseNegatives', 'thresholds=None, name=None, dtype=None', 'Counts the positives that are missed.'],
  ['FalsePositives', 'thresholds=None, name=None, dtype=None', 'Counts the negatives that are taken for positives.'],
  ['TrueNegatives', 'thresholds=None, name=None, dtype=None', 'Counts the negatives that are found.'],
  ['TruePositives', 'thresholds=None, name=None, dtype=None', 'Counts the positives that are found.'],
  [
    'Precision',
    'thresholds=None, top_k=None, class_id=None, name=None, dtype=None',
    'The share of true positives among the predicted ones.',
  ],
  ['Recall', 'thresholds=None, top_k=None, class_id=None, name=None, dtype=None', 'The share of the positives that are found.'],
  ['PrecisionAtRecall', 'recall, num_thresholds=200, class_id=None, name=None, dtype=None', 'The precision at a given recall.'],
  ['RecallAtPrecision', 'precision, num_thresholds=200, class_id=None, name=None, dtype=None', 'The recall at a given precision.'],
  [
    'SensitivityAtSpecificity',
    'specificity, num_thresholds=200, class_id=None, name=None, dtype=None',
    'The sensitivity at a given specificity.',
  ],
  [
    'SpecificityAtSensitivity',
    'sensitivity, num_thresholds=200, class_id=None, name=None, dtype=None',
    'The specificity at a given sensitivity.',
  ],
  [
    'ConcordanceCorrelation',
    "name='concordance_correlation', dtype=None, axis=-1",
    "How well predictions agree with labels, by Lin's coefficient.",
  ],
  ['PearsonCorrelation', "name='pearson_correlation', dtype=None, axis=-1", 'The linear correlation of labels and predictions.'],
  ['F1Score', "average=None, threshold=None, name='f1_score', dtype=None", 'The harmonic mean of precision and recall, by class.'],
  [
    'FBetaScore',
    "average=None, beta=1.0, threshold=None, name='fbeta_score', dtype=None",
    'A weighted harmonic mean of precision and recall, by class.',
  ],
  ['CategoricalHinge', "name='categorical_hinge', dtype=None", 'The hinge of one-hot labels as a metric.'],
  ['Hinge', "name='hinge', dtype=None", 'The hinge of labels that are -1 or 1 as a metric.'],
  ['SquaredHinge', "name='squared_hinge', dtype=None", 'The squared hinge as a metric.'],
  ['BinaryIoU', 'target_class_ids=(0, 1), threshold=0.5, name=None, dtype=None', 'Intersection over union of two classes.'],
  [
    'IoU',
    'num_classes, target_class_ids, name=None, dtype=None, ignore_class=None, sparse_y_true=True, sparse_y_pred=True, axis=-1',
    'Intersection over union of chosen classes.',
  ],
  [
    'MeanIoU',
    'num_classes, name=None, dtype=None, ignore_class=None, sparse_y_true=True, sparse_y_pred=True, axis=-1',
    'The mean of intersection over union of all classes.',
  ],
  [
    'OneHotIoU',
    'num_classes, target_class_ids, name=None, dtype=None, ignore_class=None, sparse_y_pred=False, axis=-1',
    'Intersection over union with one-hot labels.',
  ],
  [
    'OneHotMeanIoU',
    'num_classes, name=None, dtype=None, ignore_class=None, sparse_y_pred=False, axis=-1',
    'The mean of intersection over union with one-hot labels.',
  ],
  [
    'BinaryCrossentropy',
    "name='binary_crossentropy', dtype=None, from_logits=False, label_smoothing=0",
    'The binary cross-entropy as a metric.',
  ],
  [
    'CategoricalCrossentropy',
    "name='categorical_crossentropy', dtype=None, from_logits=False, label_smoothing=0, axis=-1",
    'The categorical cross-entropy as a metric.',
  ],
  [
    'SparseCategoricalCrossentropy',
    "name='sparse_categorical_crossentropy', dtype=None, from_logits=False, ignore_class=None, axis=-1",
    'The cross-entropy of class numbers as a metric.',
  ],
  ['KLDivergence', "name='kl_divergence', dtype=None", 'The Kullback-Leibler divergence as a metric.'],
  ['Poisson', "name='poisson', dtype=None", 'The Poisson loss as a metric.'],
  ['Mean', "name='mean', dtype=None", 'The mean of all values that it was given.'],
  ['MeanMetricWrapper', 'fn, name=None, dtype=None, **kwargs', 'The mean of a function of labels and predictions.'],
  ['Sum', "name='sum', dtype=None", 'The sum of all values that it was given.'],
  ['CosineSimilarity', "name='cosine_similarity', dtype=None, axis=-1", 'The cosine of the angle between labels and predictions.'],
  ['LogCoshError', "name='logcosh', dtype=None", 'The logarithm of the hyperbolic cosine of the error as a metric.'],
  ['MeanAbsoluteError', "name='mean_absolute_error', dtype=None", 'The mean absolute error as a metric.'],
  ['MeanAbsolutePercentageError', "name='mean_absolute_percentage_error', dtype=None", 'The mean absolute percentage error as a metric.'],
  ['MeanSquaredError', "name='mean_squared_error', dtype=None", 'The mean squared error as a metric.'],
  ['MeanSquaredLogarithmicError', "name='mean_squared_logarithmic_error', dtype=None", 'The mean squared logarithmic error as a metric.'],
  [
    'R2Score',
    "class_aggregation='uniform_average', num_regressors=0, name='r2_score', dtype=None",
    'The share of the variance that predictions explain.',
  ],
  ['RootMeanSquaredError', "name='root_mean_squared_error', dtype=None", 'The root of the mean squared error.'],
];

/** Metrics as functions: a number for each sample. */
export const metricFunctionRows: readonly ClassRow[] = [
  ['binary_accuracy', 'y_true, y_pred, threshold=0.5', 'How often each probability falls on the right side of a threshold, by sample.'],
  ['categorical_accuracy', 'y_true, y_pred', 'Whether the most likely class is that of one-hot labels, by sample.'],
  ['sparse_categorical_accuracy', 'y_true, y_pred', 'Whether the most likely class is that of the class numbers, by sample.'],
  [
    'sparse_top_k_categorical_accuracy',
    'y_true, y_pred, k=5, from_sorted_ids=False',
    'Whether the class number is among the `k` most likely, by sample.',
  ],
  ['top_k_categorical_accuracy', 'y_true, y_pred, k=5', 'Whether the class of one-hot labels is among the `k` most likely, by sample.'],
  ['concordance_correlation', 'y_true, y_pred, axis=-1', 'How well predictions agree with labels, by sample.'],
  ['pearson_correlation', 'y_true, y_pred, axis=-1', 'The linear correlation of labels and predictions, by sample.'],
];

/** Optimizers. */
export const optimizerRows: readonly ClassRow[] = [
  [
    'Adadelta',
    'learning_rate=0.001, rho=0.95, epsilon=1e-07, weight_decay=None, clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99, ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None, name=None, **kwargs',
    'Steps that adapt to a window of past gradients.',
  ],
  [
    'Adafactor',
    'learning_rate=0.001, beta_2_decay=-0.8, epsilon_1=1e-30, epsilon_2=0.001, clip_threshold=1.0, relative_step=True, weight_decay=None, clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99, ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None, name=None, **kwargs',
    'Adaptive steps that need little memory.',
  ],
  [
    'Adagrad',
    'learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-07, weight_decay=None, clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99, ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None, name=None, **kwargs',
    'Steps that shrink with the sum of past gradients.',
  ],
  [
    'Adam',
    'learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-07, amsgrad=False, weight_decay=None, clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99, ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None, name=None, **kwargs',
    'Adaptive steps from the mean and variance of the gradients.',
  ],
  [
    'Adamax',
    'learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-07, weight_decay=None, clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99, ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None, name=None, **kwargs',
    'Adam with the largest past gradient in place of the variance.',
  ],
  [
    'AdamW',
    'learning_rate=0.001, weight_decay=0.004, beta_1=0.9, beta_2=0.999, epsilon=1e-07, amsgrad=False, clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99, ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None, name=None, **kwargs',
    'Adam with decoupled weight decay.',
  ],
  [
    'Ftrl',
    'learning_rate=0.001, learning_rate_power=-0.5, initial_accumulator_value=0.1, l1_regularization_strength=0.0, l2_regularization_strength=0.0, l2_shrinkage_regularization_strength=0.0, beta=0.0, weight_decay=None, clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99, ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None, name=None, **kwargs',
    'Follow the regularized leader: for sparse, wide models.',
  ],
  [
    'Lamb',
    'learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-07, weight_decay=None, clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99, ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None, name=None, **kwargs',
    'Adam with steps scaled by layer, for large batches.',
  ],
  [
    'Lion',
    'learning_rate=0.001, beta_1=0.9, beta_2=0.99, weight_decay=None, clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99, ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None, name=None, **kwargs',
    "Steps of one size in the direction of the momentum's sign.",
  ],
  [
    'LossScaleOptimizer',
    'inner_optimizer, initial_scale=32768.0, dynamic_growth_steps=2000, name=None, **kwargs',
    'Scales the loss so that small gradients survive half precision.',
  ],
  [
    'Muon',
    'learning_rate=0.001, adam_beta_1=0.9, adam_beta_2=0.999, adam_weight_decay=0.004, epsilon=1e-07, weight_decay=0.004, clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99, ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None, name=None, exclude_layers=None, exclude_embeddings=True, muon_a=3.4445, muon_b=-4.775, muon_c=2.0315, adam_lr_ratio=1, momentum=0.95, ns_steps=5, nesterov=True, rms_rate=0.2, **kwargs',
    'Momentum whose matrix steps are made orthogonal.',
  ],
  [
    'Nadam',
    'learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-07, weight_decay=None, clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99, ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None, name=None, **kwargs',
    "Adam with Nesterov's momentum.",
  ],
  [
    'RMSprop',
    'learning_rate=0.001, rho=0.9, momentum=0.0, epsilon=1e-07, centered=False, weight_decay=None, clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99, ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None, name=None, **kwargs',
    "Steps divided by a running mean of the gradients' size.",
  ],
  [
    'ScheduleFreeAdamW',
    'learning_rate=0.0025, beta_1=0.9, beta_2=0.999, epsilon=1e-08, warmup_steps=0, weight_decay=None, clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99, ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None, name=None, **kwargs',
    'AdamW that needs no learning rate schedule.',
  ],
  [
    'SGD',
    'learning_rate=0.01, momentum=0.0, nesterov=False, weight_decay=None, clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99, ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None, name=None, **kwargs',
    'Gradient descent, with or without momentum.',
  ],
];

/** Learning rates that change as training goes on. */
export const scheduleRows: readonly ClassRow[] = [
  [
    'CosineDecay',
    "initial_learning_rate, decay_steps, alpha=0.0, name='CosineDecay', warmup_target=None, warmup_steps=0",
    'A learning rate that falls along a cosine.',
  ],
  [
    'CosineDecayRestarts',
    "initial_learning_rate, first_decay_steps, t_mul=2.0, m_mul=1.0, alpha=0.0, name='SGDRDecay'",
    'A learning rate that falls along a cosine, again and again.',
  ],
  [
    'ExponentialDecay',
    "initial_learning_rate, decay_steps, decay_rate, staircase=False, name='ExponentialDecay'",
    'A learning rate that falls by a factor.',
  ],
  [
    'InverseTimeDecay',
    "initial_learning_rate, decay_steps, decay_rate, staircase=False, name='InverseTimeDecay'",
    'A learning rate that falls with the inverse of time.',
  ],
  ['PiecewiseConstantDecay', "boundaries, values, name='PiecewiseConstant'", 'A learning rate that is constant between boundaries.'],
  [
    'PolynomialDecay',
    "initial_learning_rate, decay_steps, end_learning_rate=0.0001, power=1.0, cycle=False, name='PolynomialDecay'",
    'A learning rate that falls along a polynomial.',
  ],
];

/** What weights are filled with. */
export const initializerRows: readonly ClassRow[] = [
  [
    'STFT',
    "side='real', window='hann', scaling='density', periodic=False",
    'The weights of a short-time Fourier transform.',
    ['STFTInitializer', 'stft'],
  ],
  ['Constant', 'value=0.0', 'Weights of one value.', ['constant']],
  ['Identity', 'gain=1.0', 'The identity matrix.', ['IdentityInitializer', 'identity']],
  ['Ones', '', 'Weights of one.', ['ones']],
  ['Zeros', '', 'Weights of zero.', ['zeros']],
  [
    'GlorotNormal',
    'seed=None, input_axes=None, output_axes=None',
    'Normal weights by the number of inputs and outputs.',
    ['glorot_normal'],
  ],
  [
    'GlorotUniform',
    'seed=None, input_axes=None, output_axes=None',
    'Uniform weights by the number of inputs and outputs.',
    ['glorot_uniform'],
  ],
  ['HeNormal', 'seed=None, input_axes=None, output_axes=None', 'Normal weights by the number of inputs, for ReLU.', ['he_normal']],
  ['HeUniform', 'seed=None, input_axes=None, output_axes=None', 'Uniform weights by the number of inputs, for ReLU.', ['he_uniform']],
  ['LecunNormal', 'seed=None, input_axes=None, output_axes=None', 'Normal weights by the number of inputs.', ['lecun_normal']],
  ['LecunUniform', 'seed=None, input_axes=None, output_axes=None', 'Uniform weights by the number of inputs.', ['lecun_uniform']],
  ['Orthogonal', 'gain=1.0, seed=None', 'An orthogonal matrix.', ['OrthogonalInitializer', 'orthogonal']],
  ['RandomNormal', 'mean=0.0, stddev=0.05, seed=None', 'Normal weights.', ['random_normal']],
  ['RandomUniform', 'minval=-0.05, maxval=0.05, seed=None', 'Uniform weights.', ['random_uniform']],
  ['TruncatedNormal', 'mean=0.0, stddev=0.05, seed=None', 'Normal weights without far outliers.', ['truncated_normal']],
  [
    'VarianceScaling',
    "scale=1.0, mode='fan_in', distribution='truncated_normal', seed=None, input_axes=None, output_axes=None",
    'Random weights whose variance fits the layer.',
    ['variance_scaling'],
  ],
];

/** Penalties on weights. */
export const regularizerRows: readonly ClassRow[] = [
  ['L1', 'l1=0.01', 'A penalty on the sum of absolute weights.', ['l1']],
  ['L1L2', 'l1=0.0, l2=0.0', 'Both penalties, on absolute and on squared weights.', ['l1_l2']],
  ['L2', 'l2=0.01', 'A penalty on the sum of squared weights.', ['l2']],
  [
    'OrthogonalRegularizer',
    "factor=0.01, mode='rows'",
    'A penalty on rows or columns that are not orthogonal.',
    ['orthogonal_regularizer'],
  ],
];

/** What weights must keep to. */
export const constraintRows: readonly ClassRow[] = [
  ['MaxNorm', 'max_value=2, axis=0', 'Keeps the norm of weights below a bound.', ['max_norm']],
  ['MinMaxNorm', 'min_value=0.0, max_value=1.0, rate=1.0, axis=0', 'Keeps the norm of weights between two bounds.', ['min_max_norm']],
  ['NonNeg', '', 'Keeps weights from being negative.', ['non_neg']],
  ['UnitNorm', 'axis=0', 'Keeps the norm of weights at one.', ['unit_norm']],
];

/** What looks on while a model trains. */
export const callbackRows: readonly ClassRow[] = [
  [
    'BackupAndRestore',
    "backup_dir, save_freq='epoch', double_checkpoint=False, delete_checkpoint=True",
    'Goes on from where an interrupted training stopped.',
  ],
  ['CSVLogger', "filename, separator=',', append=False", 'Writes the numbers of each epoch to a file.'],
  [
    'EarlyStopping',
    "monitor='val_loss', min_delta=0, patience=0, verbose=0, mode='auto', baseline=None, restore_best_weights=False, start_from_epoch=0",
    'Stops when a number no longer gets better.',
  ],
  [
    'LambdaCallback',
    'on_epoch_begin=None, on_epoch_end=None, on_train_begin=None, on_train_end=None, on_train_batch_begin=None, on_train_batch_end=None, **kwargs',
    'Calls functions at points of the training.',
  ],
  ['LearningRateScheduler', 'schedule, verbose=0', 'Sets the learning rate of each epoch by a function.'],
  [
    'ModelCheckpoint',
    "filepath, monitor='val_loss', verbose=0, save_best_only=False, save_weights_only=False, mode='auto', save_freq='epoch', initial_value_threshold=None",
    'Saves the model as it trains.',
  ],
  [
    'OrbaxCheckpoint',
    "directory, monitor='val_loss', verbose=0, save_best_only=False, mode='auto', save_freq='epoch', initial_value_threshold=None, max_to_keep=1, save_on_background=True, save_weights_only=False",
    'Saves the state of training by Orbax.',
  ],
  ['ProgbarLogger', '', 'Prints a progress bar.'],
  [
    'ReduceLROnPlateau',
    "monitor='val_loss', factor=0.1, patience=10, verbose=0, mode='auto', min_delta=0.0001, cooldown=0, min_lr=0.0, **kwargs",
    'Lowers the learning rate when a number no longer gets better.',
  ],
  [
    'RemoteMonitor',
    "root='http://localhost:9000', path='/publish/epoch/end/', field='data', headers=None, send_as_json=False",
    'Sends the numbers of each epoch to a server.',
  ],
  ['SwapEMAWeights', 'swap_on_epoch=False', 'Uses the averaged weights for evaluation.'],
  [
    'TensorBoard',
    "log_dir='logs', histogram_freq=0, write_graph=True, write_images=False, write_steps_per_second=False, update_freq='epoch', profile_batch=0, embeddings_freq=0, embeddings_metadata=None",
    'Writes what TensorBoard shows.',
  ],
  ['TerminateOnNaN', 'raise_error=False', 'Stops when the loss is not a number.'],
];
