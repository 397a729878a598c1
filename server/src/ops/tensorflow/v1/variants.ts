import type { FunctionDef, LibraryEntry } from '../../kernel';
import type { Value } from '../../../values/value';
import { unknown } from '../../../values/value';
import { variantOf } from './firstVersion';

type Convert = Readonly<Record<string, (given: Value) => readonly [string, Value]>>;

interface Row {
  /** The function of today, without the library. */
  readonly of: string;
  /** Its names in TensorFlow 1. */
  readonly names: string;
  /** Its parameters then, in order; `old>new` where they have another name today. */
  readonly params: string;
  readonly convert?: Convert;
}

const reduction = 'input_tensor axis keepdims name reduction_indices>axis keep_dims>keepdims';
const pool = 'value>input ksize strides padding data_format name input';

/** What stays is what is dropped, the other way round. */
const keepProb: Convert = {
  keep_prob: (given) => ['rate', given.kind === 'float' && given.value !== null ? { kind: 'float', value: 1 - given.value } : unknown],
};

const rows: readonly Row[] = [
  ...['sum', 'mean', 'prod', 'max', 'min', 'logsumexp', 'any', 'all'].map((name) => ({
    of: `math.reduce_${name}`,
    names: `reduce_${name} math.reduce_${name}`,
    params: reduction,
  })),
  { of: 'math.argmax', names: 'argmax math.argmax', params: 'input axis name dimension>axis output_type' },
  { of: 'math.argmin', names: 'argmin math.argmin', params: 'input axis name dimension>axis output_type' },
  { of: 'math.argmax', names: 'arg_max', params: 'input dimension>axis output_type name' },
  { of: 'math.argmin', names: 'arg_min', params: 'input dimension>axis output_type name' },
  {
    of: 'image.resize',
    names: 'image.resize image.resize_images',
    params: 'images size method align_corners preserve_aspect_ratio name',
  },
  { of: 'boolean_mask', names: 'boolean_mask', params: 'tensor mask name axis' },
  { of: 'expand_dims', names: 'expand_dims', params: 'input axis name dim>axis' },
  { of: 'squeeze', names: 'squeeze', params: 'input axis name squeeze_dims>axis' },
  { of: 'gather', names: 'gather', params: 'params indices validate_indices name axis batch_dims' },
  { of: 'gather_nd', names: 'gather_nd manip.gather_nd', params: 'params indices name batch_dims bad_indices_policy' },
  { of: 'linalg.norm', names: 'norm linalg.norm', params: 'tensor ord axis keepdims name keep_dims>keepdims' },
  {
    of: 'math.count_nonzero',
    names: 'count_nonzero math.count_nonzero',
    params: 'input_tensor>input axis keepdims dtype name reduction_indices>axis keep_dims>keepdims input',
  },
  { of: 'math.in_top_k', names: 'nn.in_top_k math.in_top_k', params: 'predictions targets k name' },
  { of: 'nn.softmax', names: 'nn.softmax math.softmax', params: 'logits axis name dim>axis' },
  { of: 'nn.log_softmax', names: 'nn.log_softmax math.log_softmax', params: 'logits axis name dim>axis' },
  { of: 'nn.max_pool', names: 'nn.max_pool', params: pool },
  { of: 'nn.avg_pool', names: 'nn.avg_pool', params: pool },
  { of: 'nn.avg_pool2d', names: 'nn.avg_pool2d', params: pool },
  {
    of: 'nn.conv1d',
    names: 'nn.conv1d',
    params: 'value>input filters stride padding use_cudnn_on_gpu data_format name input dilations',
  },
  {
    of: 'nn.conv2d',
    names: 'nn.conv2d',
    params: 'input filter>filters strides padding use_cudnn_on_gpu data_format dilations name filters',
  },
  { of: 'nn.conv3d', names: 'nn.conv3d', params: 'input filter>filters strides padding data_format dilations name filters' },
  ...[2, 3].map((n) => ({
    of: `nn.conv${n}d_transpose`,
    names: `nn.conv${n}d_transpose`,
    params: 'value>input filter>filters output_shape strides padding data_format name input filters dilations',
  })),
  { of: 'nn.depthwise_conv2d', names: 'nn.depthwise_conv2d', params: 'input filter strides padding rate name data_format dilations' },
  { of: 'nn.depthwise_conv2d', names: 'nn.depthwise_conv2d_native', params: 'input filter strides padding data_format dilations name' },
  { of: 'nn.dropout', names: 'nn.dropout', params: 'x keep_prob noise_shape seed name rate', convert: keepProb },
  {
    of: 'nn.embedding_lookup',
    names: 'nn.embedding_lookup',
    params: 'params ids partition_strategy name validate_indices max_norm',
  },
  { of: 'nn.moments', names: 'nn.moments', params: 'x axes shift name keep_dims>keepdims keepdims' },
  {
    of: 'nn.softmax_cross_entropy_with_logits',
    names: 'nn.softmax_cross_entropy_with_logits',
    params: 'labels logits dim>axis name axis',
  },
  {
    of: 'nn.softmax_cross_entropy_with_logits',
    names: 'nn.softmax_cross_entropy_with_logits_v2',
    params: 'labels logits axis name dim>axis',
  },
  { of: 'cond', names: 'cond', params: 'pred true_fn false_fn strict name fn1>true_fn fn2>false_fn' },
  { of: 'ones_like', names: 'ones_like', params: 'tensor>input dtype name optimize' },
  { of: 'zeros_like', names: 'zeros_like', params: 'tensor>input dtype name optimize' },
  { of: 'pad', names: 'pad', params: 'tensor paddings mode name constant_values' },
  { of: 'shape', names: 'shape', params: 'input name out_type' },
  { of: 'size', names: 'size', params: 'input name out_type' },
  { of: 'transpose', names: 'transpose', params: 'a perm name conjugate' },
  { of: 'random.poisson', names: 'random.poisson random_poisson', params: 'lam shape dtype seed name' },
  { of: 'random.categorical', names: 'multinomial random.multinomial', params: 'logits num_samples seed name output_dtype>dtype' },
  { of: 'constant', names: 'constant', params: 'value dtype shape name verify_shape' },
  { of: 'convert_to_tensor', names: 'convert_to_tensor', params: 'value dtype name preferred_dtype dtype_hint' },
  { of: 'nn.space_to_depth', names: 'nn.space_to_depth space_to_depth', params: 'input block_size name data_format' },
  { of: 'nn.depth_to_space', names: 'nn.depth_to_space depth_to_space', params: 'input block_size name data_format' },
  {
    of: 'Variable',
    names: 'Variable',
    params:
      'initial_value trainable collections validate_shape caching_device name variable_def dtype expected_shape import_scope constraint ' +
      'use_resource synchronization aggregation shape',
  },
];

/** Old keywords of functions whose parameters are otherwise as they were. */
const furtherNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  concat: { concat_dim: 'axis' },
  split: { split_dim: 'axis', num_split: 'num_or_size_splits' },
};

function renamedOf(params: string): Readonly<Record<string, string>> {
  return Object.fromEntries(params.split(' ').flatMap((each) => (each.includes('>') ? [each.split('>')] : []))) as Record<string, string>;
}

/** The functions of TensorFlow 1 that take their arguments otherwise. */
export function variants(today: readonly LibraryEntry[]): readonly FunctionDef[] {
  const byName = new Map(today.map((entry) => [entry.name, entry]));
  return rows.flatMap(({ of, names, params, convert }) => {
    const op = byName.get(`tensorflow.${of}`);
    if (op?.kind !== 'function') return [];
    const own = params.replace(/>\S+/g, '');
    return [variantOf({ of: op, names: names.split(' '), params: own, renamed: renamedOf(params), ...(convert && { convert }) })];
  });
}

/** The functions of today, which know what their parameters were called. */
export function withFormerNames(today: readonly LibraryEntry[]): readonly LibraryEntry[] {
  const former = new Map<string, Record<string, string>>();
  const add = (of: string, names: Readonly<Record<string, string>>): void => {
    former.set(`tensorflow.${of}`, { ...former.get(`tensorflow.${of}`), ...names });
  };
  for (const { of, params } of rows) add(of, renamedOf(params));
  for (const [of, names] of Object.entries(furtherNames)) add(of, names);
  return today.map((entry) => {
    const names = entry.kind === 'function' ? former.get(entry.name) : undefined;
    if (entry.kind !== 'function' || !names) return entry;
    const taken = new Set([...Object.keys(entry.params), ...entry.otherParams]);
    const renamed = Object.fromEntries(Object.entries(names).filter(([old, now]) => !taken.has(old) && taken.has(now)));
    return Object.keys(renamed).length ? { ...entry, renamed: { ...entry.renamed, ...renamed } } : entry;
  });
}
