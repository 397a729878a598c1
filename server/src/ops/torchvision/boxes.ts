import type { CallContext, LibraryEntry, Params } from '../kernel';
import { dims, defineOp, flag, msg, number, promoteDtypes, tensor, text, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, formatDim, isLiteral, unknownDim } from '../../values/dim';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';

const x = (): ReturnType<typeof tensor> => tensor(undefined, 'torch');

interface Facts<P extends Params> {
  readonly name: string;
  readonly file: string;
  readonly summary: string;
  readonly params: P;
  readonly other?: readonly string[];
  readonly examples: readonly string[];
  readonly category?: 'array' | 'loss' | 'regularization';
  readonly codes?: readonly ('dim-mismatch' | 'rank-mismatch')[];
  readonly call: (args: Readonly<Record<string, TensorValue>>, cx: CallContext, all: Readonly<Record<string, unknown>>) => Value;
}

/** A function of `torchvision.ops`. */
function op<const P extends Params>({
  name,
  file,
  other = [],
  category = 'array',
  codes = [],
  call: rule,
  ...facts
}: Facts<P>): LibraryEntry {
  return defineOp<Params>({
    ...facts,
    name: `torchvision.ops.${name}`,
    aliases: [`torchvision.ops.${file}.${name}`],
    docs: `https://docs.pytorch.org/vision/stable/generated/torchvision.ops.${name}.html`,
    category,
    otherParams: other,
    codes,
    call: (args, cx) => rule(args as unknown as Record<string, TensorValue>, cx, args),
  });
}

function made(cx: CallContext, from: readonly TensorValue[], shape: readonly Dim[] | null, dtype: string | null): TensorValue {
  return cx.result(from, shape && shapeOf(shape), dtype, { framework: 'torch' });
}

/** False, and reported, where boxes surely are not rows of four numbers. */
function checkBoxes(boxes: TensorValue, cx: CallContext, at: string): boolean {
  const rank = rankOf(boxes.shape);
  if (rank !== null && rank !== 2) {
    cx.report('rank-mismatch', msg('{0}: boxes are rows of four numbers, {1} has shape {2}', cx.label, at, formatShape(boxes.shape)), {
      at,
      from: [boxes],
    });
    return false;
  }
  if (rank !== 2 || compareDims(dimAt(boxes.shape, 1), 4) !== 'different') return true;
  cx.report('dim-mismatch', msg('{0}: boxes are rows of four numbers, {1} has shape {2}', cx.label, at, formatShape(boxes.shape)), {
    at,
    from: [boxes],
  });
  return false;
}

const pairwise = [
  ['box_iou', 'The share of their union that each two boxes of two lists have in common.'],
  ['generalized_box_iou', 'How much each two boxes of two lists overlap, less how far they are from filling the box around both.'],
  ['distance_box_iou', 'How much each two boxes of two lists overlap, less how far their centers are from each other.'],
  ['complete_box_iou', 'How much each two boxes of two lists overlap, less distance of the centers and difference of the proportions.'],
] as const;

const losses = [
  ['generalized_box_iou_loss', 'giou_loss', 'The loss of boxes against others, row by row, from their generalized overlap.'],
  [
    'distance_box_iou_loss',
    'diou_loss',
    'The loss of boxes against others, row by row, from their overlap and the distance of the centers.',
  ],
  ['complete_box_iou_loss', 'ciou_loss', 'The loss of boxes against others, row by row, from overlap, distance and proportions.'],
] as const;

const floating = (dtype: string | null): string | null => (dtype === null ? null : /^(?:float|bfloat)/.test(dtype) ? dtype : 'float32');

/** What is done with boxes. */
export const boxes: readonly LibraryEntry[] = [
  op({
    name: 'nms',
    file: 'boxes',
    summary: 'The positions of the boxes that no better one overlaps by more than a share.',
    params: { boxes: x(), scores: x(), iou_threshold: number(0.5) },
    codes: ['rank-mismatch', 'dim-mismatch'],
    call({ boxes: given, scores }, cx) {
      if (checkBoxes(given!, cx, 'boxes')) {
        const [n, m] = [dimAt(given!.shape, 0), dimAt(scores!.shape, 0)];
        if (rankOf(scores!.shape) === 1 && compareDims(n, m) === 'different')
          cx.report('dim-mismatch', msg('{0}: there are {1} boxes and {2} scores', cx.label, formatDim(n), formatDim(m)), { at: 'scores' });
      }
      return made(cx, [given!, scores!], [unknownDim], 'int64');
    },
    examples: [
      'torchvision.ops.nms(torch.rand(8, 5), torch.rand(8), 0.5)  #! error[dim-mismatch]: four numbers',
      'torchvision.ops.nms(torch.rand(4), torch.rand(8), 0.5)  #! error[rank-mismatch]: four numbers',
    ],
  }),
  op({
    name: 'batched_nms',
    file: 'boxes',
    summary: 'The positions of the boxes that no better one of the same class overlaps by more than a share.',
    params: { boxes: x(), scores: x(), idxs: x(), iou_threshold: number(0.5) },
    call: ({ boxes: given, scores }, cx) => made(cx, [given!, scores!], [unknownDim], 'int64'),
    examples: [],
  }),
  ...pairwise.map(([name, summary]) =>
    op({
      name,
      file: 'boxes',
      summary,
      params: { boxes1: x(), boxes2: x() },
      other: name === 'complete_box_iou' || name === 'distance_box_iou' ? ['eps'] : name === 'box_iou' ? ['fmt'] : [],
      call({ boxes1: a, boxes2: b }, cx) {
        const isKnown = rankOf(a!.shape) === 2 && rankOf(b!.shape) === 2;
        return made(cx, [a!, b!], isKnown ? [dimAt(a!.shape, 0), dimAt(b!.shape, 0)] : null, floating(promoteDtypes(a!.dtype, b!.dtype)));
      },
      examples: [`torchvision.ops.${name}(torch.rand(8, 4), torch.rand(3, 4))  #> [8, 3]`],
    }),
  ),
  op({
    name: 'box_area',
    file: 'boxes',
    summary: 'The area of each box.',
    params: { boxes: x() },
    other: ['fmt'],
    call: ({ boxes: given }, cx) => made(cx, [given!], rankOf(given!.shape) === 2 ? [dimAt(given!.shape, 0)] : null, given!.dtype),
    examples: ['torchvision.ops.box_area(torch.rand(8, 4))  #> [8]'],
  }),
  op({
    name: 'box_convert',
    file: 'boxes',
    summary: 'Boxes in another form: corners, a corner and the size, or the center and the size.',
    params: { boxes: x(), in_fmt: text(), out_fmt: text() },
    call: ({ boxes: given }, cx) => made(cx, [given!], given!.shape && !given!.shape.hasPrefix ? given!.shape.dims : null, given!.dtype),
    examples: ["torchvision.ops.box_convert(torch.rand(8, 4), 'xyxy', 'cxcywh')  #> [8, 4]"],
  }),
  op({
    name: 'clip_boxes_to_image',
    file: 'boxes',
    summary: 'Boxes cut off where the image ends.',
    params: { boxes: x(), size: value() },
    call: ({ boxes: given }, cx) => made(cx, [given!], given!.shape && !given!.shape.hasPrefix ? given!.shape.dims : null, given!.dtype),
    examples: ['torchvision.ops.clip_boxes_to_image(torch.rand(8, 4), (224, 224))  #> [8, 4]'],
  }),
  op({
    name: 'remove_small_boxes',
    file: 'boxes',
    summary: 'The positions of the boxes whose sides are all long enough.',
    params: { boxes: x(), min_size: number(0) },
    call: ({ boxes: given }, cx) => made(cx, [given!], [unknownDim], 'int64'),
    examples: [],
  }),
  op({
    name: 'masks_to_boxes',
    file: 'boxes',
    summary: 'The box around each mask.',
    params: { masks: x() },
    call: ({ masks }, cx) => made(cx, [masks!], rankOf(masks!.shape) === 3 ? [dimAt(masks!.shape, 0), 4] : null, 'float32'),
    examples: ['torchvision.ops.masks_to_boxes(torch.ones(8, 32, 32))  #> [8, 4]'],
  }),
  ...(['roi_align', 'roi_pool'] as const).map((name) =>
    op({
      name,
      file: name,
      summary:
        name === 'roi_align'
          ? 'What an image has in each of some boxes, resized to one size by interpolation.'
          : 'What an image has in each of some boxes, resized to one size by the largest values.',
      params: { input: x(), boxes: value(), output_size: dims() },
      other: name === 'roi_align' ? ['spatial_scale', 'sampling_ratio', 'aligned'] : ['spatial_scale'],
      call({ input }, cx, { boxes: given, output_size }) {
        const size = output_size as readonly Dim[] | null;
        const [height, width] = size?.length === 1 ? [size[0]!, size[0]!] : (size ?? []);
        const box = given as Value;
        let n: Dim = box.kind === 'tensor' ? dimAt(box.shape, 0) : unknownDim;
        const list = box.kind === 'tensor' ? null : cx.iterate(box);
        if (list) {
          const counts = list.map((each) => (each.kind === 'tensor' ? dimAt(each.shape, 0) : unknownDim));
          if (counts.every(isLiteral)) n = counts.reduce((sum, count) => sum + count, 0);
        }
        return made(cx, [input!], [n, dimAt(input!.shape, 1), height ?? unknownDim, width ?? unknownDim], input!.dtype);
      },
      examples: [
        `torchvision.ops.${name}(torch.rand(2, 16, 32, 32), torch.rand(8, 5), 7)  #> [8, 16, 7, 7]`,
        `torchvision.ops.${name}(torch.rand(2, 16, 32, 32), [torch.rand(3, 4), torch.rand(2, 4)], (7, 5))  #> [5, 16, 7, 5]`,
      ],
    }),
  ),
  ...losses.map(([name, file, summary]) =>
    op({
      name,
      file,
      summary,
      params: { boxes1: x(), boxes2: x(), reduction: text('none') },
      other: ['eps'],
      category: 'loss',
      call({ boxes1 }, cx, { reduction }) {
        const { shape } = boxes1!;
        if (reduction !== 'none' && reduction !== null) return made(cx, [boxes1!], [], floating(boxes1!.dtype));
        const isKnown = reduction === 'none' && shape !== null && !shape.hasPrefix;
        return made(cx, [boxes1!], isKnown ? shape.dims.slice(0, -1) : null, floating(boxes1!.dtype));
      },
      examples: [
        `torchvision.ops.${name}(torch.rand(8, 4), torch.rand(8, 4))  #> [8]`,
        `torchvision.ops.${name}(torch.rand(8, 4), torch.rand(8, 4), reduction='mean')  #> []`,
      ],
    }),
  ),
  op({
    name: 'sigmoid_focal_loss',
    file: 'focal_loss',
    summary: 'The loss of scores against zeros and ones that counts hard examples more.',
    params: { inputs: x(), targets: x(), alpha: number(0.25), gamma: number(2), reduction: text('none') },
    category: 'loss',
    call({ inputs }, cx, { reduction }) {
      const { shape } = inputs!;
      if (reduction !== 'none' && reduction !== null) return made(cx, [inputs!], [], inputs!.dtype);
      return made(cx, [inputs!], reduction === 'none' && shape && !shape.hasPrefix ? shape.dims : null, inputs!.dtype);
    },
    examples: [
      'torchvision.ops.sigmoid_focal_loss(torch.rand(8, 3), torch.ones(8, 3))  #> [8, 3]',
      "torchvision.ops.sigmoid_focal_loss(torch.rand(8, 3), torch.ones(8, 3), reduction='sum')  #> []",
    ],
  }),
  ...(
    [
      [
        'stochastic_depth',
        'stochastic_depth',
        'Sets whole examples, or the whole batch, to zero at random.',
        { p: number(0.5), mode: text('row'), training: flag(true) },
      ],
      ['drop_block2d', 'drop_block', 'Sets squares of images to zero at random.', { p: number(0.5), block_size: value() }],
      ['drop_block3d', 'drop_block', 'Sets cubes of volumes to zero at random.', { p: number(0.5), block_size: value() }],
    ] as const
  ).map(([name, file, summary, params]) =>
    op({
      name,
      file,
      summary,
      params: { input: x(), ...params },
      other: name === 'stochastic_depth' ? [] : ['inplace', 'eps', 'training'],
      category: 'regularization',
      call: ({ input }, cx) => made(cx, [input!], input!.shape && !input!.shape.hasPrefix ? input!.shape.dims : null, input!.dtype),
      examples: [
        name === 'drop_block3d'
          ? 'torchvision.ops.drop_block3d(torch.rand(2, 3, 8, 8, 8), 0.1, 3)  #> [2, 3, 8, 8, 8]'
          : `torchvision.ops.${name}(torch.rand(2, 3, 8, 8), 0.1, ${name === 'stochastic_depth' ? "'row'" : '3'})  #> [2, 3, 8, 8]`,
      ],
    }),
  ),
];
