import type { LibraryEntry } from '../kernel';
import { any, defineMethod, flag, msg, plainDim, single, value, weight } from '../kernel';
import { compareDims, formatDim, isLiteral } from '../../values/dim';
import { dimAt, formatShape, rankOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { none } from '../../values/value';
import { floats, refuseElements, refuseOtherType } from './inputTypes';
import { placement } from './torchModule';
import type { TwinContext } from './twins';
import { twins } from './twins';

function params(affine: boolean, isTracking: boolean) {
  return {
    num_features: plainDim(),
    eps: any('1e-05'),
    momentum: any('0.1'),
    affine: flag(affine),
    track_running_stats: flag(isTracking),
  };
}

export type NormArgs = {
  readonly num_features: ReturnType<typeof plainDim>['fallback'];
  readonly affine: boolean | null;
  readonly track_running_stats: boolean | null;
};

function refuseRanks(x: TensorValue, ranks: readonly number[], cx: TwinContext): boolean {
  const rank = rankOf(x.shape);
  if (rank === null || ranks.includes(rank)) return false;
  const message =
    ranks.length === 1
      ? msg('{0} takes {1} axes, its input has {2}: {3}', cx.label, ranks[0]!, rank, formatShape(x.shape))
      : ranks.length === 2
        ? msg('{0} takes {1} or {2} axes, its input has {3}: {4}', cx.label, ranks[0]!, ranks[1]!, rank, formatShape(x.shape))
        : msg('{0} takes at least {1} axes, its input has {2}: {3}', cx.label, ranks[0]!, rank, formatShape(x.shape));
  cx.report('rank-mismatch', message, { at: 'input' });
  return true;
}

function refuseFeatures(x: TensorValue, axis: number, { num_features }: NormArgs, cx: TwinContext): void {
  const got = dimAt(x.shape, axis);
  if (compareDims(got, num_features) !== 'different') return;
  cx.report(
    'dim-mismatch',
    msg('{0} expects {1} channels, gets {2}: {3}', cx.label, formatDim(num_features), formatDim(got), formatShape(x.shape)),
    { at: 'num_features', fixes: isLiteral(got) ? [{ set: 'num_features', value: got }] : [] },
  );
}

function normWeights({ num_features, affine, track_running_stats }: NormArgs) {
  if (affine === null || track_running_stats === null) return null;
  return [
    ...(affine ? [weight('weight', [num_features]), weight('bias', [num_features])] : []),
    ...(track_running_stats
      ? [
          weight('running_mean', [num_features], false),
          weight('running_var', [num_features], false),
          weight('num_batches_tracked', [], false),
        ]
      : []),
  ];
}

/** What a normalization does without is None. */
function keptNone({ affine, track_running_stats }: NormArgs): Readonly<Record<string, Value>> {
  return {
    ...(affine === false && { weight: none, bias: none }),
    ...(track_running_stats === false && { running_mean: none, running_var: none, num_batches_tracked: none }),
  };
}

const sizes = ['', 'sequences or features', 'images', 'volumes'];
/** Ranks that the batch normalization of so many spatial axes takes; any above one without. */
const ranks = [[2, 3, 4, 5, 6, 7, 8], [2, 3], [4], [5]];

function batchNorm(name: string, n: number, summary: string) {
  const shape = [2, 4, ...Array<number>(n || 2).fill(6)].join(', ');
  return twins({
    module: `nn.${name}`,
    summary,
    category: 'normalization',
    params: params(true, true),
    other: name === 'SyncBatchNorm' ? ['process_group', ...placement] : placement,
    shown: ['num_features'],
    codes: ['rank-mismatch', 'dim-mismatch', 'dtype-mismatch'],
    rule(args, [x], cx) {
      if (refuseRanks(x!, ranks[n]!, cx)) return single(x!.shape);
      const isBare = args.affine === false && args.track_running_stats === false;
      if (args.affine || args.track_running_stats) refuseFeatures(x!, 1, args, cx);
      if (!refuseElements(x!, floats, cx) && !isBare && (args.affine ?? args.track_running_stats) !== null)
        refuseOtherType(x!, cx.ownType, cx, true);
      return single(x!.shape);
    },
    weights: normWeights,
    attributes: keptNone,
    examples: {
      module: [
        `torch.nn.${name}(4)(torch.zeros(${shape}))  #> [${shape}]`,
        `torch.nn.${name}(8)(torch.zeros(${shape}))  #! error[dim-mismatch]: expects 8 channels, gets 4`,
        `torch.nn.${name}(4)(torch.zeros(4))  #! error[rank-mismatch]: ${name} takes`,
        `torch.nn.${name}(4)(torch.zeros(${shape}, dtype=torch.float64))  #! error[dtype-mismatch]: weights of type float32`,
      ],
    },
  });
}

export const batchNorms: readonly LibraryEntry[] = [
  ...[1, 2, 3].flatMap((n) => batchNorm(`BatchNorm${n}d`, n, `Normalizes each channel of ${sizes[n]} over the batch.`)),
  ...batchNorm('SyncBatchNorm', 0, 'Normalizes each channel over the batches of all processes.'),
  defineMethod({
    name: 'torch.nn.SyncBatchNorm.convert_sync_batchnorm',
    params: { module: value() },
    otherParams: ['process_group'],
    call: ({ module }) => module,
  }),
];

function instanceNorm(n: number) {
  const shape = [2, 4, ...Array<number>(n).fill(6)].join(', ');
  const name = `InstanceNorm${n}d`;
  return twins({
    module: `nn.${name}`,
    summary: `Normalizes each channel of each of the ${n === 1 ? 'sequences' : sizes[n]} by itself.`,
    category: 'normalization',
    params: params(false, false),
    other: placement,
    shown: ['num_features'],
    codes: ['rank-mismatch', 'dim-mismatch', 'non-positive-size', 'dtype-mismatch'],
    rule(args, [x], cx) {
      if (refuseRanks(x!, [n + 1, n + 2], cx)) return single(x!.shape);
      if (args.affine || args.track_running_stats) refuseFeatures(x!, -n - 1, args, cx);
      if (!refuseElements(x!, floats, cx) && (args.affine || args.track_running_stats)) refuseOtherType(x!, cx.ownType, cx, true);
      if (args.track_running_stats === false) refuseOneElement(x!, n, cx);
      return single(x!.shape);
    },
    weights: normWeights,
    attributes: keptNone,
    examples: {
      module: [
        `torch.nn.${name}(4)(torch.zeros(${shape}))  #> [${shape}]`,
        `torch.nn.${name}(8, affine=True)(torch.zeros(${shape}))  #! error[dim-mismatch]: expects 8 channels, gets 4`,
        `torch.nn.${name}(4)(torch.zeros(4))  #! error[rank-mismatch]: ${name} takes`,
        `torch.nn.${name}(4)(torch.zeros(2, 4, ${Array(n).fill(1).join(', ')}))  #! error[non-positive-size]: more than one element`,
        `torch.nn.${name}(4)(torch.zeros(${shape}, dtype=torch.int64))  #! error[dtype-mismatch]: type int64`,
      ],
    },
  });
}

/** Nothing varies within one element. */
export function refuseOneElement(x: TensorValue, n: number, cx: TwinContext): void {
  const rank = rankOf(x.shape);
  if (rank === null || !x.shape!.dims.slice(rank - n).every((d) => d === 1)) return;
  cx.report('non-positive-size', msg('{0} needs more than one element to normalize: {1}', cx.label, formatShape(x.shape)), { at: 'input' });
}

export const instanceNorms = [1, 2, 3].flatMap(instanceNorm);
