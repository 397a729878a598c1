import { flag, msg, readDim, sequenceItems, single } from '../kernel';
import type { Dim } from '../../values/dim';
import { unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import type { Heap, TensorValue, Value } from '../../values/value';
import type { Takes } from './inputTypes';
import { floats, refuseElements } from './inputTypes';
import { over, poolExamples, withIndices } from './pooling';
import type { TwinContext } from './twins';
import { twins } from './twins';
import { refuseSpatialRank, spatialOf, window, withSpatial } from './windowSizes';

/** `output_size` of adaptive pooling: None leaves an axis as it is. */
function adaptiveSize(n: number) {
  return {
    ...window(n),
    type: n === 1 ? 'int | (int,)' : `int | None | (${Array(n).fill('int | None').join(', ')})`,
    fallback: null,
    unknownAs: null,
    read: (value: Value, heap: Heap) => readAdaptive(value, heap, n),
  };
}

function adaptivePool(kind: 'Avg' | 'Max', n: number) {
  const lower = kind.toLowerCase();
  const takes: Takes = floats;
  const rule = (isIndexed: boolean) =>
    ((
      args: { readonly output_size: AdaptiveSize; readonly return_indices?: boolean | null },
      [x]: readonly TensorValue[],
      cx: TwinContext,
    ) => {
      // An average of everything is a mean, which takes complex numbers too.
      refuseElements(x!, kind === 'Avg' ? (dtype) => takes(dtype) || dtype.startsWith('complex') : takes, cx);
      const shape = adaptiveShape(x!, n, args.output_size, cx);
      return kind === 'Avg' ? single(shape) : withIndices(shape, x!.dtype, isIndexed || (args.return_indices ?? null));
    }) as never;
  const output_size = adaptiveSize(n);
  const params = kind === 'Avg' ? { output_size } : { output_size, return_indices: flag(false) };
  const common = {
    category: 'pooling',
    params: params as { output_size: typeof output_size; return_indices: ReturnType<typeof flag> },
    shown: ['output_size'],
    codes: ['rank-mismatch', 'dtype-mismatch'],
  } as const;
  const [cls, fn] = [`Adaptive${kind}Pool${n}d`, `adaptive_${lower}_pool${n}d`];
  const what = kind === 'Avg' ? 'the mean' : 'the largest element';
  return [
    ...twins({
      ...common,
      module: `nn.${cls}`,
      fn: `nn.functional.${fn}`,
      ...(n === 1 && { also: [fn] }),
      summary: `Takes ${what} of each of as many windows ${over[n]} as are wanted.`,
      rule: rule(false),
      examples: poolExamples(cls, fn, n, '4', 4, 'bool', { tooSmall: false }),
    }),
    ...(kind === 'Avg'
      ? []
      : twins({
          ...common,
          fn: `nn.functional.${fn}_with_indices`,
          summary: `Takes the largest element of each of as many windows ${over[n]} as are wanted, and says where it stood.`,
          rule: rule(true),
          examples: {
            fn: poolExamples(null, `${fn}_with_indices`, n, '4', 4, 'bool', { tooSmall: false }).fn.map((text, i) =>
              i ? text : text.replace(', 4)', ', 4)[1]'),
            ),
          },
        })),
  ];
}

type AdaptiveSize = readonly (Dim | null)[] | null;

function readAdaptive(value: Value, heap: Heap, n: number): AdaptiveSize {
  const items = sequenceItems(value, heap);
  if (items === undefined) return value.kind === 'int' ? Array<Dim>(n).fill(readDim(value)) : null;
  return items?.map((item) => (item.kind === 'none' ? null : readDim(item))) ?? null;
}

function adaptiveShape(x: TensorValue, n: number, wanted: AdaptiveSize, cx: TwinContext): MaybeShape {
  if (refuseSpatialRank(x, n, cx)) return null;
  const dims = spatialOf(x.shape, n);
  if (!wanted)
    return withSpatial(
      x.shape,
      dims.map(() => unknownDim),
    );
  if (wanted.length !== n) {
    const message = msg('{0}: {1} takes one number or {2}, it gets {3}', cx.label, 'output_size', n, wanted.length);
    cx.report('rank-mismatch', message, { at: 'output_size' });
    return withSpatial(
      x.shape,
      dims.map(() => unknownDim),
    );
  }
  return withSpatial(
    x.shape,
    dims.map((d, i) => wanted[i] ?? d),
  );
}

export const adaptivePooling = [1, 2, 3].flatMap((n) => [...adaptivePool('Avg', n), ...adaptivePool('Max', n)]);
