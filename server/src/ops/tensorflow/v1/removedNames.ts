import type { RemovedName } from '../../kernel';
import { publicNames } from '../../publicNames';

/** The module that has all names of TensorFlow 1 to this day. */
export const firstVersion = 'tensorflow.compat.v1';

/** What is one and the same function under another name today: `old>new`, without the library. */
const sameToday = `
  FIFOQueue>queue.FIFOQueue FixedLenFeature>io.FixedLenFeature FixedLenSequenceFeature>io.FixedLenSequenceFeature
  NoGradient>no_gradient NotDifferentiable>no_gradient OpError>errors.OpError PaddingFIFOQueue>queue.PaddingFIFOQueue
  PriorityQueue>queue.PriorityQueue QueueBase>queue.QueueBase RandomShuffleQueue>queue.RandomShuffleQueue
  SparseFeature>io.SparseFeature VarLenFeature>io.VarLenFeature accumulate_n>math.accumulate_n angle>math.angle arg_max>argmax
  arg_min>argmin assert_proper_iterable>debugging.assert_proper_iterable
  assert_same_float_dtype>debugging.assert_same_float_dtype betainc>math.betainc ceil>math.ceil
  check_numerics>debugging.check_numerics cholesky>linalg.cholesky cholesky_solve>linalg.cholesky_solve conj>math.conj
  cross>linalg.cross cumprod>math.cumprod debugging.is_finite>math.is_finite debugging.is_inf>math.is_inf
  debugging.is_nan>math.is_nan debugging.is_non_decreasing>math.is_non_decreasing
  debugging.is_strictly_increasing>math.is_strictly_increasing decode_base64>io.decode_base64
  decode_compressed>io.decode_compressed decode_json_example>io.decode_json_example dequantize>quantization.dequantize
  deserialize_many_sparse>io.deserialize_many_sparse diag>linalg.tensor_diag diag_part>linalg.tensor_diag_part
  digamma>math.digamma div_no_nan>math.divide_no_nan encode_base64>io.encode_base64 erf>math.erf erfc>math.erfc
  expm1>math.expm1 fake_quant_with_min_max_args>quantization.fake_quant_with_min_max_args
  fake_quant_with_min_max_args_gradient>quantization.fake_quant_with_min_max_args_gradient
  fake_quant_with_min_max_vars>quantization.fake_quant_with_min_max_vars
  fake_quant_with_min_max_vars_gradient>quantization.fake_quant_with_min_max_vars_gradient
  fake_quant_with_min_max_vars_per_channel>quantization.fake_quant_with_min_max_vars_per_channel
  fake_quant_with_min_max_vars_per_channel_gradient>quantization.fake_quant_with_min_max_vars_per_channel_gradient
  fft>signal.fft fft2d>signal.fft2d fft3d>signal.fft3d floor_div>math.floordiv floordiv>math.floordiv floormod>math.floormod
  gfile.GFile>io.gfile.GFile gfile.Open>io.gfile.GFile global_norm>linalg.global_norm ifft>signal.ifft ifft2d>signal.ifft2d
  ifft3d>signal.ifft3d igamma>math.igamma igammac>math.igammac imag>math.imag
  image.resize_image_with_crop_or_pad>image.resize_with_crop_or_pad image.transpose_image>image.transpose
  invert_permutation>math.invert_permutation io.PaddingFIFOQueue>queue.PaddingFIFOQueue io.PriorityQueue>queue.PriorityQueue
  io.QueueBase>queue.QueueBase io.RandomShuffleQueue>queue.RandomShuffleQueue is_finite>math.is_finite is_inf>math.is_inf
  is_nan>math.is_nan is_non_decreasing>math.is_non_decreasing is_numeric_tensor>debugging.is_numeric_tensor
  is_strictly_increasing>math.is_strictly_increasing lbeta>math.lbeta lgamma>math.lgamma lin_space>linspace log>math.log
  log1p>math.log1p log_sigmoid>math.log_sigmoid logical_xor>math.logical_xor manip.reverse>reverse manip.roll>roll
  manip.scatter_nd>scatter_nd manip.space_to_batch_nd>space_to_batch_nd manip.tile>tile matching_files>io.matching_files
  matrix_band_part>linalg.band_part matrix_determinant>linalg.det matrix_diag>linalg.diag matrix_diag_part>linalg.diag_part
  matrix_inverse>linalg.inv matrix_set_diag>linalg.set_diag matrix_solve>linalg.solve matrix_solve_ls>linalg.lstsq
  matrix_transpose>linalg.matrix_transpose matrix_triangular_solve>linalg.triangular_solve mod>math.floormod
  nn.avg_pool_v2>nn.avg_pool nn.ctc_beam_search_decoder_v2>nn.ctc_beam_search_decoder
  nn.depthwise_conv2d_native_backprop_filter>nn.depthwise_conv2d_backprop_filter
  nn.depthwise_conv2d_native_backprop_input>nn.depthwise_conv2d_backprop_input
  nn.log_uniform_candidate_sampler>random.log_uniform_candidate_sampler nn.max_pool_v2>nn.max_pool
  nn.softmax_cross_entropy_with_logits_v2>nn.softmax_cross_entropy_with_logits
  nn.uniform_candidate_sampler>random.uniform_candidate_sampler parse_single_sequence_example>io.parse_single_sequence_example
  parse_tensor>io.parse_tensor polygamma>math.polygamma python_io.TFRecordOptions>io.TFRecordOptions
  python_io.TFRecordWriter>io.TFRecordWriter qr>linalg.qr quantize>quantization.quantize
  quantized_concat>quantization.quantized_concat random.set_random_seed>random.set_seed random_crop>image.random_crop
  random_gamma>random.gamma random_normal>random.normal random_shuffle>random.shuffle random_uniform>random.uniform
  read_file>io.read_file real>math.real reciprocal>math.reciprocal regex_replace>strings.regex_replace reverse_v2>reverse
  rint>math.rint rsqrt>math.rsqrt segment_max>math.segment_max segment_mean>math.segment_mean segment_min>math.segment_min
  segment_prod>math.segment_prod segment_sum>math.segment_sum self_adjoint_eig>linalg.eigh self_adjoint_eigvals>linalg.eigvalsh
  serialize_tensor>io.serialize_tensor set_random_seed>random.set_seed sets.set_difference>sets.difference
  sets.set_intersection>sets.intersection sets.set_size>sets.size sets.set_union>sets.union
  sparse.matmul>sparse.sparse_dense_matmul sparse_fill_empty_rows>sparse.fill_empty_rows sparse_mask>sparse.mask
  sparse_maximum>sparse.maximum sparse_minimum>sparse.minimum sparse_reorder>sparse.reorder
  sparse_reset_shape>sparse.reset_shape sparse_reshape>sparse.reshape sparse_retain>sparse.retain sparse_slice>sparse.slice
  sparse_softmax>sparse.softmax sparse_tensor_dense_matmul>sparse.sparse_dense_matmul sparse_tensor_to_dense>sparse.to_dense
  sparse_to_indicator>sparse.to_indicator sparse_transpose>sparse.transpose spectral.dct>signal.dct spectral.fft>signal.fft
  spectral.fft2d>signal.fft2d spectral.fft3d>signal.fft3d spectral.idct>signal.idct spectral.ifft>signal.ifft
  spectral.ifft2d>signal.ifft2d spectral.ifft3d>signal.ifft3d spectral.irfft>signal.irfft spectral.irfft2d>signal.irfft2d
  spectral.irfft3d>signal.irfft3d spectral.rfft>signal.rfft spectral.rfft2d>signal.rfft2d spectral.rfft3d>signal.rfft3d
  squared_difference>math.squared_difference string_join>strings.join string_strip>strings.strip
  string_to_hash_bucket_fast>strings.to_hash_bucket_fast string_to_hash_bucket_strong>strings.to_hash_bucket_strong
  svd>linalg.svd tensor_scatter_add>tensor_scatter_nd_add tensor_scatter_sub>tensor_scatter_nd_sub
  tensor_scatter_update>tensor_scatter_nd_update trace>linalg.trace train.Server>distribute.Server
  train.match_filenames_once>io.match_filenames_once train.write_graph>io.write_graph truncated_normal>random.truncated_normal
  unsorted_segment_max>math.unsorted_segment_max unsorted_segment_mean>math.unsorted_segment_mean
  unsorted_segment_min>math.unsorted_segment_min unsorted_segment_prod>math.unsorted_segment_prod
  unsorted_segment_sqrt_n>math.unsorted_segment_sqrt_n unsorted_segment_sum>math.unsorted_segment_sum where_v2>where
  write_file>io.write_file zeta>math.zeta
`;

/** Names older than TensorFlow 1.0, and those that have left it for good; nothing behind `>` where nothing does the same. */
const older = `
  mul>multiply sub>subtract neg>negative inv>math.reciprocal pack>stack unpack>unstack select>where batch_matmul>matmul complex_abs>abs
  initialize_all_variables>compat.v1.global_variables_initializer all_variables>compat.v1.global_variables
  scalar_summary>compat.v1.summary.scalar histogram_summary>compat.v1.summary.histogram image_summary>compat.v1.summary.image
  merge_summary>compat.v1.summary.merge merge_all_summaries>compat.v1.summary.merge_all
  train.SummaryWriter>compat.v1.summary.FileWriter nn.rnn>compat.v1.nn.static_rnn nn.bidirectional_rnn>compat.v1.nn.static_bidirectional_rnn
  nn.deconv2d>nn.conv2d_transpose contrib> examples> estimator> nn.seq2seq>
`;

/** What Keras 3 has nothing for. */
const ofKeras2 = /^tensorflow\.compat\.v1\.(?:layers|nn\.rnn_cell)\.\w+$/;

let table: ReadonlyMap<string, string> | null = null;

function renamedTo(name: string): string | undefined {
  table ??= new Map(
    `${sameToday} ${older}`
      .trim()
      .split(/\s+/)
      .map((row) => row.split('>') as [string, string]),
  );
  return table.get(name);
}

/** Names of `tensorflow.compat.v1` by what they are today. */
export function sameNames(): Readonly<Record<string, string>> {
  const names: Record<string, string> = {};
  for (const row of sameToday.trim().split(/\s+/)) {
    const [old, now] = row.split('>') as [string, string];
    if (!takenOtherwise.has(old)) names[`${firstVersion}.${old}`] = `tensorflow.${now}`;
  }
  return names;
}

/** Names whose parameters were called otherwise: they have rules of their own. */
const takenOtherwise = new Set(['arg_max', 'arg_min', 'nn.softmax_cross_entropy_with_logits_v2', 'set_random_seed']);

/** What became of a name of TensorFlow 1. */
export function removedFromTensorflow(path: string): RemovedName | undefined {
  const gone = ofKeras2.exec(path);
  if (gone) return { now: null, meant: path, isOfKeras2: true };
  if (!path.startsWith('tensorflow.') || path.startsWith('tensorflow.compat.')) return undefined;
  const name = path.slice('tensorflow.'.length);
  const renamed = renamedTo(name);
  const at = path.lastIndexOf('.');
  const module = publicNames(path.slice(0, at));
  const wasThere = module?.before.has(path.slice(at + 1)) ?? formerLosses.has(name);
  if (renamed === undefined && !wasThere) return undefined;
  if (renamed === '') return { now: null, meant: path };
  if (renamed !== undefined && !renamed.startsWith('compat.')) return { now: `tensorflow.${renamed}`, meant: `tensorflow.${renamed}` };
  const now = `tensorflow.${renamed ?? `compat.v1.${name}`}`;
  const eager = optimizers.get(name);
  return {
    now,
    meant: now,
    ...(eager && { eager: `tensorflow.keras.optimizers.${eager}` }),
    home: { module: firstVersion, call: 'disable_v2_behavior' },
  };
}

/** Optimizers whose arguments stand in the same order in Keras. */
const optimizers: ReadonlyMap<string, string> = new Map([
  ['train.GradientDescentOptimizer', 'SGD'],
  ['train.MomentumOptimizer', 'SGD'],
  ['train.AdamOptimizer', 'Adam'],
  ['train.AdagradOptimizer', 'Adagrad'],
  ['train.AdadeltaOptimizer', 'Adadelta'],
  ['train.RMSPropOptimizer', 'RMSprop'],
]);

/** Names that the modules had which are Keras' today. */
const formerLosses: ReadonlySet<string> = new Set(
  `
  losses.absolute_difference losses.add_loss losses.compute_weighted_loss losses.cosine_distance losses.get_losses losses.get_total_loss
  losses.get_regularization_loss losses.get_regularization_losses losses.hinge_loss losses.huber_loss losses.log_loss
  losses.mean_pairwise_squared_error losses.mean_squared_error losses.sigmoid_cross_entropy losses.softmax_cross_entropy
  losses.sparse_softmax_cross_entropy
  metrics.accuracy metrics.auc metrics.average_precision_at_k metrics.false_negatives metrics.false_positives metrics.mean
  metrics.mean_absolute_error metrics.mean_iou metrics.mean_per_class_accuracy metrics.mean_relative_error metrics.mean_squared_error
  metrics.precision metrics.precision_at_k metrics.recall metrics.recall_at_k metrics.root_mean_squared_error metrics.true_negatives
  metrics.true_positives initializers.uniform_unit_scaling initializers.global_variables initializers.variables
  `
    .trim()
    .split(/\s+/),
);
