import type { CallContext, LibraryEntry } from '../kernel';
import { arrayOf, defineMethod, dim, msg, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, isLiteral, unknownDim } from '../../values/dim';
import { PersistentMap } from '../../values/persistentMap';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import type { DictObject, TensorValue, Value } from '../../values/value';
import { none, str, unknown } from '../../values/value';
import { keyOf } from '../../values/keys';
import { mode, moduleParts } from '../torch/moduleTree';

/** Under which names losses and findings come, by the class of the network. */
const kinds = [
  {
    cls: 'generalized_rcnn.GeneralizedRCNN',
    losses: ['loss_classifier', 'loss_box_reg', 'loss_objectness', 'loss_rpn_box_reg'],
  },
  { cls: 'retinanet.RetinaNet', losses: ['classification', 'bbox_regression'] },
  { cls: 'ssd.SSD', losses: ['bbox_regression', 'classification'] },
  { cls: 'fcos.FCOS', losses: ['classification', 'bbox_regression', 'bbox_ctrness'] },
] as const;

function tensorOf(dims: readonly Dim[], dtype = 'float32'): TensorValue {
  return arrayOf('torch', shapeOf(dims), dtype);
}

function dictOf(cx: CallContext, entries: readonly (readonly [string, Value])[]): Value {
  const all: DictObject['entries'] = PersistentMap.from(
    entries.map(([key, each]) => [keyOf(str(key))!, { key: str(key), value: each }] as const),
  );
  return cx.alloc({ kind: 'dict', isObject: false, isOpen: false, entries: all });
}

/** Whether a module is in training: as it was made, unless the program has said otherwise; null where nobody knows. */
function isTraining(self: Value, cx: CallContext): boolean | null {
  const set = moduleParts(cx.heap, self)?.module.attrs?.get(mode);
  if (set === undefined) return true;
  return set.kind === 'bool' ? set.value : null;
}

/** The class of a recorded network without its module: `MaskRCNN`. */
function classOf(self: Value, cx: CallContext): string {
  const op = moduleParts(cx.heap, self)?.module.op ?? '';
  return op.slice(op.lastIndexOf('.') + 1);
}

function findings(cx: CallContext, cls: string, image: Value): Value {
  const n = cx.symbol('found');
  const found: (readonly [string, Value])[] = [
    ['boxes', tensorOf([n, 4])],
    ['labels', tensorOf([n], 'int64')],
    ['scores', tensorOf([n])],
  ];
  const { shape } = image.kind === 'tensor' ? image : { shape: null };
  if (cls === 'MaskRCNN') found.push(['masks', tensorOf([n, 1, dimAt(shape, -2), dimAt(shape, -1)])]);
  if (cls === 'KeypointRCNN') found.push(['keypoints', tensorOf([n, unknownDim, 3])], ['keypoints_scores', tensorOf([n, unknownDim])]);
  return dictOf(cx, found);
}

/** `model(images, targets)` of the networks that find objects. */
export const detection: readonly LibraryEntry[] = [
  ...kinds.map(({ cls, losses }) =>
    defineMethod({
      name: `torchvision.models.detection.${cls}.forward`,
      params: { self: value(), images: value(), targets: value(none) },
      codes: ['rank-mismatch', 'missing-argument'],
      call({ self, images, targets }, cx): Value {
        const training = isTraining(self, cx);
        const items = images.kind === 'tensor' ? null : cx.iterate(images);
        const given = items ?? (images.kind === 'tensor' ? [images] : []);
        for (const image of given) {
          const rank = image.kind === 'tensor' ? rankOf(image.shape) : null;
          const expected = images.kind === 'tensor' ? 4 : 3;
          if (rank === null || rank === expected || image.kind !== 'tensor') continue;
          cx.report(
            'rank-mismatch',
            msg(
              '{0} takes a list of images with channels, height and width; there is one of shape {1}',
              classOf(self, cx),
              formatShape(image.shape),
            ),
            {
              at: 'images',
              from: [image],
            },
          );
          return unknown;
        }
        if (training === null) return unknown;
        if (training) {
          if (targets.kind === 'none' && !cx.site.call?.args.some(({ spread }) => spread !== 'none')) {
            cx.report('missing-argument', msg('{0} is in training mode: it needs targets, or model.eval() before', classOf(self, cx)));
            return unknown;
          }
          const all = [
            ...losses,
            ...(classOf(self, cx) === 'MaskRCNN' ? ['loss_mask'] : classOf(self, cx) === 'KeypointRCNN' ? ['loss_keypoint'] : []),
          ];
          return dictOf(
            cx,
            all.map((name) => [name, tensorOf([])] as const),
          );
        }
        const cls = classOf(self, cx);
        const n = images.kind === 'tensor' ? dimAt(images.shape, 0) : unknownDim;
        const row: Value = images.kind === 'tensor' ? { ...images, shape: images.shape && shapeOf(images.shape.dims.slice(1)) } : unknown;
        const known = items?.length ?? (isLiteral(n) && n <= 64 ? n : null);
        const list = known === null ? null : Array.from({ length: known }, (_, i) => findings(cx, cls, items?.[i] ?? row));
        return cx.alloc({ kind: 'list', isSet: false, items: list, element: list ? unknown : findings(cx, cls, unknown) });
      },
    }),
  ),
  defineMethod({
    name: 'torchvision.models.optical_flow.raft.RAFT.forward',
    params: { self: value(), image1: value(), image2: value(), num_flow_updates: dim(12) },
    codes: ['dim-mismatch'],
    call({ image1, image2, num_flow_updates }, cx): Value {
      const [shape, other] = [image1, image2].map((image) => (image.kind === 'tensor' && rankOf(image.shape) === 4 ? image.shape : null));
      const report = (message: ReturnType<typeof msg>): Value => {
        cx.report('dim-mismatch', message, { from: [image1, image2].filter((image): image is TensorValue => image.kind === 'tensor') });
        return unknown;
      };
      if (shape && other && [-1, -2].some((axis) => compareDims(dimAt(shape, axis), dimAt(other, axis)) === 'different'))
        return report(msg('{0}: both images must be of one size, they are {1} and {2}', 'RAFT', formatShape(shape), formatShape(other)));
      if (shape && [-1, -2].some((axis) => isLiteral(dimAt(shape, axis)) && (dimAt(shape, axis) as number) % 8))
        return report(msg('{0}: height and width must be divisible by {1}: {2}', 'RAFT', 8, formatShape(shape)));
      const flow = arrayOf('torch', shapeOf([dimAt(shape ?? null, 0), 2, dimAt(shape ?? null, 2), dimAt(shape ?? null, 3)]), 'float32');
      const n = isLiteral(num_flow_updates) && num_flow_updates <= 64 ? num_flow_updates : null;
      return cx.alloc({ kind: 'list', isSet: false, items: n === null ? null : Array.from({ length: n }, () => flow), element: flow });
    },
  }),
];
