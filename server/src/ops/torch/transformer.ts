import type { Args, InnerLayer, LayerContext, LibraryEntry, Params, Weight } from '../kernel';
import { any, defineOp, flag, integer, msg, number, plainDim, value, weight } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, isLiteral } from '../../values/dim';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { none } from '../../values/value';
import { attentionWeights, refuseAttention, refuseHeads, refuseHint } from './attention';
import { placement, torchModule } from './torchModule';
import { made } from './torchOp';

const layerParams = {
  d_model: plainDim(),
  nhead: plainDim(),
  dim_feedforward: plainDim(2048),
  dropout: number(0.1),
  activation: any("'relu'"),
  layer_norm_eps: number(1e-5),
  batch_first: flag(false),
  norm_first: flag(false),
  bias: flag(true),
} satisfies Params;

type LayerArgs = Pick<Args<typeof layerParams>, 'd_model' | 'nhead' | 'dim_feedforward' | 'batch_first' | 'bias'>;

/** One layer of an encoder or of a decoder; `names` are those of the arguments of the call. */
type Part = 'encoder' | 'decoder';

function checkPart(
  part: Part,
  args: LayerArgs,
  [x, memory]: readonly TensorValue[],
  masks: (name: string) => Value | undefined,
  cx: Reports,
): void {
  const { d_model, nhead, batch_first } = args;
  const heads = { embed: d_model, heads: nhead, key: d_model, value: d_model, isBatchFirst: batch_first };
  const own = part === 'encoder' ? 'src' : 'tgt';
  const mask = masks(`${own}_mask`) ?? (part === 'encoder' ? masks('mask') : undefined);
  if (refuseAttention([x!, x!, x!], heads, { attention: mask, padding: masks(`${own}_key_padding_mask`) }, cx, [own, own, own])) return;
  if (part === 'decoder' && memory)
    refuseAttention([x!, memory, memory], heads, { attention: masks('memory_mask'), padding: masks('memory_key_padding_mask') }, cx, [
      'tgt',
      'memory',
      'memory',
    ]);
}

type Reports = Pick<LayerContext, 'label' | 'report'>;

function norm(prefix: string, width: Dim, bias: boolean): readonly Weight[] {
  return [weight(`${prefix}.weight`, [width]), ...(bias ? [weight(`${prefix}.bias`, [width])] : [])];
}

function partWeights(part: Part, { d_model, dim_feedforward, bias }: LayerArgs, prefix = ''): readonly Weight[] | null {
  if (bias === null) return null;
  const linear = (name: string, from: Dim, to: Dim): Weight[] => [
    weight(`${prefix}${name}.weight`, [to, from]),
    ...(bias ? [weight(`${prefix}${name}.bias`, [to])] : []),
  ];
  const norms = part === 'encoder' ? [1, 2] : [1, 2, 3];
  return [
    ...attentionWeights(`${prefix}self_attn.`, d_model, { bias }),
    ...(part === 'decoder' ? attentionWeights(`${prefix}multihead_attn.`, d_model, { bias }) : []),
    ...linear('linear1', d_model, dim_feedforward),
    ...linear('linear2', dim_feedforward, d_model),
    ...norms.flatMap((n) => norm(`${prefix}norm${n}`, d_model, bias)),
  ];
}

const codes = ['dim-mismatch', 'rank-mismatch', 'dtype-mismatch', 'missing-argument'] as const;
const inputsOf: Readonly<Record<Part, readonly string[]>> = { encoder: ['src'], decoder: ['tgt', 'memory'] };

/** The arguments of a call behind its inputs. */
const layerCall: Readonly<Record<Part, readonly string[]>> = {
  encoder: ['src_mask', 'src_key_padding_mask', 'is_causal'],
  decoder: ['tgt_mask', 'memory_mask', 'tgt_key_padding_mask', 'memory_key_padding_mask', 'tgt_is_causal', 'memory_is_causal'],
};

const zeros = (...shapes: readonly string[]): string => shapes.map((shape) => `torch.zeros(${shape})`).join(', ');

const parts = (
  [
    ['encoder', 'One layer of an encoder: attention of a sequence to itself, and sums over the features.'],
    ['decoder', 'One layer of a decoder: attention of a sequence to itself and to the memory, and sums over the features.'],
  ] as const
).flatMap(([part, summary]) => {
  const name = part === 'encoder' ? 'TransformerEncoderLayer' : 'TransformerDecoderLayer';
  const call = (x: string, memory = '6, 4, 8'): string => (part === 'encoder' ? zeros(x) : zeros(x, memory));
  return torchModule({
    name: `nn.${name}`,
    summary,
    category: 'attention',
    params: layerParams,
    other: placement,
    inputs: inputsOf[part],
    callParams: layerCall[part],
    rank: { min: 2, max: 3 },
    shown: ['d_model', 'nhead'],
    codes,
    refuses: ({ d_model, nhead }, label) => refuseHeads(d_model, nhead, ['d_model', 'nhead'], label),
    shape(args, inputs, cx) {
      if (part === 'decoder' && inputs.length < 2) {
        cx.report('missing-argument', msg('{0} needs {1} as well', cx.label, 'memory'));
        return inputs[0]!.shape;
      }
      checkPart(part, args, inputs, (given) => cx.given(given), cx);
      if (part === 'encoder') refuseHint(cx, 'is_causal', 'src_mask');
      else refuseHint(cx, 'tgt_is_causal', 'tgt_mask');
      return inputs[0]!.shape;
    },
    weights: (args) => partWeights(part, args),
    examples: [
      `torch.nn.${name}(8, 2)(${call('5, 4, 8')})  #> [5, 4, 8]`,
      `torch.nn.${name}(8, 2)(${call('5, 4, 9')})  #! error[dim-mismatch]: must have 8 features`,
      `torch.nn.${name}(8, 2)(${call('1, 5, 4, 8')})  #! error[rank-mismatch]: at most 3 axes`,
      `torch.nn.${name}(8, 2)(${call('5, 4, 8, dtype=torch.int64')})  #! error[dtype-mismatch]: takes floats`,
      part === 'encoder'
        ? `torch.nn.${name}(8, 2)(${call('5, 4, 8')}, is_causal=True)  #! error[missing-argument]: needs src_mask`
        : `torch.nn.${name}(8, 2)(torch.zeros(5, 4, 8))  #! error[missing-argument]: needs memory`,
    ],
  });
});

/** The layer that a stack copies, where it is the library's. */
function layerOf(inner: InnerLayer | null, part: Part): LayerArgs | null {
  const name = part === 'encoder' ? 'torch.nn.TransformerEncoderLayer' : 'torch.nn.TransformerDecoderLayer';
  return inner?.op === name ? (inner.args as unknown as LayerArgs) : null;
}

const stackCall: Readonly<Record<Part, readonly string[]>> = {
  encoder: ['mask', 'src_key_padding_mask', 'is_causal'],
  decoder: layerCall.decoder,
};

const stacks = (
  [
    ['encoder', 'A stack of copies of one layer of an encoder.'],
    ['decoder', 'A stack of copies of one layer of a decoder.'],
  ] as const
).flatMap(([part, summary]) => {
  const name = part === 'encoder' ? 'TransformerEncoder' : 'TransformerDecoder';
  const layer = `${part}_layer`;
  const made = `torch.nn.${name}(torch.nn.${name}Layer(8, 2), 2)`;
  const call = (x: string): string => (part === 'encoder' ? zeros(x) : zeros(x, '6, 4, 8'));
  return torchModule({
    name: `nn.${name}`,
    summary,
    category: 'attention',
    params: { [layer]: value(), num_layers: integer(), norm: value(none) },
    other: part === 'encoder' ? ['enable_nested_tensor', 'mask_check'] : [],
    inputs: inputsOf[part],
    callParams: stackCall[part],
    shown: ['num_layers'],
    codes: ['dim-mismatch', 'rank-mismatch', 'dtype-mismatch'],
    shape(args, inputs, cx) {
      const own = layerOf(cx.inner((args as Record<string, unknown>)[layer] as Value), part);
      if (!own) return null;
      const rank = rankOf(inputs[0]!.shape);
      if (rank !== null && (rank < 2 || rank > 3)) {
        cx.report(
          'rank-mismatch',
          msg(
            '{0}: {1} must have {2}, it is {3}',
            cx.label,
            inputsOf[part][0]!,
            msg('{0} to {1} axes', 2, 3),
            formatShape(inputs[0]!.shape),
          ),
        );
        return inputs[0]!.shape;
      }
      checkPart(part, own, inputs, (given) => cx.given(given), cx);
      return inputs[0]!.shape;
    },
    weights(args, _, cx) {
      const { num_layers, norm: last } = args;
      const own = layerOf(cx.inner((args as unknown as Record<string, unknown>)[layer] as Value), part);
      const count = isLiteral(num_layers) && num_layers <= 256 ? num_layers : null;
      const behind = last.kind === 'none' ? [] : cx.inner(last)?.weights([]);
      if (!own || own.bias === null || count === null || !behind) return null;
      const copies = Array.from({ length: count }, (__, i) => partWeights(part, own, `layers.${i}.`) ?? []).flat();
      return [...copies, ...behind.map((each) => ({ ...each, name: `norm.${each.name}` }))];
    },
    examples: [
      `${made}(${call('5, 4, 8')})  #> [5, 4, 8]`,
      `${made}(${call('5, 4, 9')})  #! error[dim-mismatch]: must have 8 features`,
      `${made}(${call('8')})  #! error[rank-mismatch]: 2 to 3 axes`,
      `${made}(${call('5, 4, 8, dtype=torch.int64')})  #! error[dtype-mismatch]: takes floats`,
    ],
  });
});

export const transformer: readonly LibraryEntry[] = [
  ...parts,
  ...stacks,
  ...torchModule({
    name: 'nn.Transformer',
    summary: 'An encoder over the source and a decoder that looks at what it gave.',
    category: 'attention',
    params: {
      d_model: plainDim(512),
      nhead: plainDim(8),
      num_encoder_layers: integer(6),
      num_decoder_layers: integer(6),
      dim_feedforward: plainDim(2048),
      dropout: number(0.1),
      activation: any("'relu'"),
      custom_encoder: value(none),
      custom_decoder: value(none),
      layer_norm_eps: number(1e-5),
      batch_first: flag(false),
      norm_first: flag(false),
      bias: flag(true),
    },
    other: placement,
    inputs: ['src', 'tgt'],
    callParams: [
      ...['src_mask', 'tgt_mask', 'memory_mask', 'src_key_padding_mask', 'tgt_key_padding_mask', 'memory_key_padding_mask'],
      ...['src_is_causal', 'tgt_is_causal', 'memory_is_causal'],
    ],
    rank: { min: 2, max: 3 },
    shown: ['d_model', 'nhead'],
    codes,
    refuses: ({ d_model, nhead }, label) => refuseHeads(d_model, nhead, ['d_model', 'nhead'], label),
    apply(args, [src, tgt], cx) {
      if (!tgt) {
        cx.report('missing-argument', msg('{0} needs {1} as well', cx.label, 'tgt'));
        return { outputs: [{ shape: null }], isMultiple: false };
      }
      const isOwn = args.custom_encoder.kind === 'none' && args.custom_decoder.kind === 'none';
      if (isOwn) checkBoth(args, src!, tgt, cx);
      return { outputs: [{ shape: isOwn ? tgt.shape : null, dtype: tgt.dtype }], isMultiple: false };
    },
    weights(args) {
      const { num_encoder_layers, num_decoder_layers, d_model, bias, custom_encoder, custom_decoder } = args;
      if (!isLiteral(num_encoder_layers) || !isLiteral(num_decoder_layers) || bias === null) return null;
      if (custom_encoder.kind !== 'none' || custom_decoder.kind !== 'none' || num_encoder_layers + num_decoder_layers > 256) return null;
      const stack = (part: Part, n: number): readonly Weight[] => [
        ...Array.from({ length: n }, (_, i) => partWeights(part, args, `${part}.layers.${i}.`) ?? []).flat(),
        ...norm(`${part}.norm`, d_model, bias),
      ];
      return [...stack('encoder', num_encoder_layers), ...stack('decoder', num_decoder_layers)];
    },
    examples: [
      `torch.nn.Transformer(8, 2)(${zeros('5, 4, 8', '6, 4, 8')})  #> [6, 4, 8]`,
      `torch.nn.Transformer(8, 2)(${zeros('5, 4, 8', '6, 3, 8')})  #! error[dim-mismatch]: the same batch`,
      `torch.nn.Transformer(8, 2)(${zeros('5, 4, 8', '6, 8')})  #! error[rank-mismatch]: same number of axes`,
      `torch.nn.Transformer(8, 2)(${zeros('5, 8, dtype=torch.int64', '6, 8')})  #! error[dtype-mismatch]: takes floats`,
      'torch.nn.Transformer(8, 2)(torch.zeros(5, 8))  #! error[missing-argument]: needs tgt',
    ],
  }),
  defineOp({
    name: 'torch.nn.Transformer.generate_square_subsequent_mask',
    docs: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.Transformer.html',
    summary: 'A mask by which each step sees itself and those before it.',
    category: 'attention',
    isSecondary: true,
    params: { sz: integer() },
    otherParams: ['device', 'dtype'],
    codes: [],
    call: ({ sz }, cx, bound) => made(cx, [], shapeOf([sz, sz]), bound.values.has('dtype') ? null : 'float32'),
    examples: ['torch.nn.Transformer.generate_square_subsequent_mask(5)  #> [5, 5]'],
  }),
];

function checkBoth(args: LayerArgs, src: TensorValue, tgt: TensorValue, cx: LayerContext): void {
  const at = args.batch_first ? 0 : 1;
  const isBatched = rankOf(src.shape) === 3;
  const batches = [src, tgt].map(({ shape }) => (args.batch_first === null || rankOf(shape) !== 3 ? null : dimAt(shape, at)));
  if (isBatched && batches[0] != null && batches[1] != null && compareDims(batches[0], batches[1]) === 'different') {
    const shapes = [formatShape(src.shape), formatShape(tgt.shape)] as const;
    cx.report('dim-mismatch', msg('{0}: {1} and {2} must have the same batch: {3} and {4}', cx.label, 'src', 'tgt', ...shapes));
    return;
  }
  let reported = false;
  const reports: Reports = {
    label: cx.label,
    report(...given) {
      reported = true;
      cx.report(...given);
    },
  };
  checkPart('encoder', args, [src], (name) => cx.given(name), reports);
  if (!reported) checkPart('decoder', args, [tgt, { ...src, dtype: tgt.dtype }], (name) => cx.given(name), reports);
}
