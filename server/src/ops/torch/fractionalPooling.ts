import type { ParamSpec } from '../kernel';
import { any, flag, msg, sequenceItems } from '../kernel';
import type { Dim } from '../../values/dim';
import { formatDim, isLiteral, unknownDim } from '../../values/dim';
import { formatShape } from '../../values/shape';
import type { Heap, Value } from '../../values/value';
import { unknown } from '../../values/value';
import { floats, refuseElements } from './inputTypes';
import { over, poolExamples, withIndices } from './pooling';
import { extentsOf, twins } from './twins';
import { optionalWindow, refuseSpatialRank, spatialOf, window, withSpatial } from './windowSizes';

/** The share of each axis that is left; null where it is not known. */
function ratios(n: number): ParamSpec<readonly (number | null)[] | null> {
  return { ...any(), type: 'float | None', fallback: null, unknownAs: null, read: (value, heap) => readRatios(value, heap, n) };
}

function readRatios(value: Value, heap: Heap, n: number): readonly (number | null)[] | null {
  const one = (each: Value): number | null =>
    each.kind === 'float' ? each.value : each.kind === 'int' && typeof each.value === 'number' ? each.value : null;
  const items = sequenceItems(value, heap);
  if (items === undefined) return value.kind === 'float' ? Array<number | null>(n).fill(one(value)) : null;
  return items?.length === n ? items.map(one) : null;
}

/** Windows whose places are drawn at random; they have to leave one place at least. */
function fractionalPool(n: number) {
  const params = {
    kernel_size: window(n),
    output_size: optionalWindow(n),
    output_ratio: ratios(n),
    return_indices: flag(false),
    _random_samples: any(),
  };
  const [cls, fn] = [`FractionalMaxPool${n}d`, `fractional_max_pool${n}d`];
  const rule = (isIndexed: boolean) =>
    ((args, [x], cx) => {
      refuseElements(x!, floats, cx);
      if (refuseSpatialRank(x!, n, cx)) return withIndices(null, x!.dtype, isIndexed || args.return_indices);
      const dims = spatialOf(x!.shape, n);
      const out = dims.map((d, i): Dim => {
        if (args.output_size) return args.output_size[i]!;
        const ratio = args.output_ratio?.[i] ?? null;
        return ratio !== null && isLiteral(d) ? Math.trunc(d * ratio) : unknownDim;
      });
      const wrong = out.findIndex(
        (o, i) =>
          isLiteral(o) && isLiteral(dims[i]!) && isLiteral(args.kernel_size[i]!) && o + args.kernel_size[i] - (n === 3 ? 0 : 1) > dims[i],
      );
      if (wrong >= 0) {
        const message = msg(
          '{0}: {1} windows of {2} do not fit into {3}',
          cx.label,
          formatDim(out[wrong]!),
          formatDim(args.kernel_size[wrong]!),
          formatShape(x!.shape),
        );
        cx.report('non-positive-size', message, { at: 'kernel_size' });
      }
      return withIndices(withSpatial(x!.shape, out), x!.dtype, isIndexed || args.return_indices);
    }) satisfies Parameters<typeof twins<typeof params>>[0]['rule'];
  const common = { category: 'pooling', params, codes: ['rank-mismatch', 'non-positive-size', 'dtype-mismatch'] } as const;
  const withSize = poolExamples(cls, fn, n, '2, 3', 3, 'int64');
  return [
    ...twins({
      ...common,
      module: `nn.${cls}`,
      fn: `nn.functional.${fn}`,
      summary: `Takes the largest element of windows ${over[n]} whose places are drawn at random.`,
      rule: rule(false),
      attributes: (args) => ({ kernel_size: extentsOf(args.kernel_size), output_size: unknown, output_ratio: unknown }),
      examples: { module: withSize.module.map(tooMany), fn: withSize.fn.map(tooMany) },
    }),
    ...twins({
      ...common,
      fn: `nn.functional.${fn}_with_indices`,
      summary: `Takes the largest element of windows ${over[n]} whose places are drawn at random, and says where it stood.`,
      rule: rule(true),
      examples: {
        fn: withSize.fn.map((text, i) => tooMany(text.replace(fn, `${fn}_with_indices`)).replace(i ? '\0' : ', 2, 3)', ', 2, 3)[1]')),
      },
    }),
  ];
}

function tooMany(example: string): string {
  return example.replace('does not fit into', 'do not fit into');
}

export const fractionalPooling = [2, 3].flatMap(fractionalPool);
