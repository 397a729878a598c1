import { any, msg, single } from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, isLiteral, mulDims, subDims } from '../../values/dim';
import { dimAt, formatShape, rankOf } from '../../values/shape';
import { askedSize } from './convolutions';
import { twins } from './twins';
import { optionalWindow, refuseSpatialRank, spatialOf, window, withSpatial } from './windowSizes';

function unpooled(n: Dim, size: Dim, stride: Dim, padding: Dim): Dim {
  return addDims(subDims(mulDims(subDims(n, 1), stride), mulDims(2, padding)), size);
}

/** Puts the largest elements back to where they stood. */
function maxUnpool(n: number) {
  const [cls, fn] = [`MaxUnpool${n}d`, `max_unpool${n}d`];
  const [small, big] = [Array(n).fill(4), Array(n).fill(8)].map((dims) => dims.join(', '));
  const at = `torch.zeros(2, 3, ${small}, dtype=torch.int64)`;
  const wrong = `torch.zeros(2, 3, ${big}, dtype=torch.int64)`;
  const flat = `torch.zeros(${Array(n + 3)
    .fill(2)
    .join(', ')}`;
  return twins({
    module: `nn.${cls}`,
    fn: `nn.functional.${fn}`,
    summary: `Puts the largest elements that \`MaxPool${n}d\` found back to where they stood, with zeros between.`,
    category: 'pooling',
    params: { kernel_size: window(n), stride: optionalWindow(n), padding: window(n, 0) },
    fnParams: { output_size: any() },
    inputs: ['input', 'indices'],
    callParams: ['output_size'],
    codes: ['rank-mismatch', 'dim-mismatch', 'dtype-mismatch'],
    rule({ kernel_size, stride, padding }, [x, indices], cx) {
      if (refuseSpatialRank(x!, n, cx)) return single(null);
      if (indices?.dtype && indices.dtype !== 'int64')
        cx.report('dtype-mismatch', msg('{0}: the indices are of type {1}, they must be int64', cx.label, indices.dtype), {
          at: 'indices',
          from: [indices],
        });
      const rank = rankOf(x!.shape);
      if (indices && rank !== null && rankOf(indices.shape) !== null) {
        const differs =
          rankOf(indices.shape) !== rank ||
          x!.shape!.dims.some((d, i) => isLiteral(d) && isLiteral(dimAt(indices.shape, i)) && d !== dimAt(indices.shape, i));
        if (differs)
          cx.report(
            'dim-mismatch',
            msg(
              '{0}: the indices are of shape {1}, the input is of shape {2}',
              cx.label,
              formatShape(indices.shape),
              formatShape(x!.shape),
            ),
            {
              at: 'indices',
              from: [x!, indices],
            },
          );
      }
      const steps = stride ?? kernel_size;
      const least = spatialOf(x!.shape, n).map((d, i) => unpooled(d, kernel_size[i]!, steps[i]!, padding[i]!));
      return single(withSpatial(x!.shape, askedSize(cx.given('output_size'), x!, n, least, steps, cx, true) ?? least));
    },
    examples: {
      module: [
        `torch.nn.${cls}(2)(torch.zeros(2, 3, ${small}), ${at})  #> [2, 3, ${big}]`,
        `torch.nn.${cls}(2)(torch.zeros(2, 3, ${small}), ${wrong})  #! error[dim-mismatch]: the indices are of shape`,
        `torch.nn.${cls}(2)(torch.zeros(2, 3, ${small}), torch.zeros(2, 3, ${small}))  #! error[dtype-mismatch]: must be int64`,
        `torch.nn.${cls}(2)(${flat}), ${flat}, dtype=torch.int64))  #! error[rank-mismatch]: takes ${n + 1} or ${n + 2} axes`,
      ],
      fn: [
        `torch.nn.functional.${fn}(torch.zeros(2, 3, ${small}), ${at}, 2)  #> [2, 3, ${big}]`,
        `torch.nn.functional.${fn}(torch.zeros(2, 3, ${small}), ${wrong}, 2)  #! error[dim-mismatch]: the indices are of shape`,
        `torch.nn.functional.${fn}(torch.zeros(2, 3, ${small}), torch.zeros(2, 3, ${small}), 2)  #! error[dtype-mismatch]: must be int64`,
        `torch.nn.functional.${fn}(${flat}), ${flat}, dtype=torch.int64), 2)  #! error[rank-mismatch]: takes ${n + 1} or ${n + 2} axes`,
      ],
    },
  });
}

export const unpooling = [1, 2, 3].flatMap(maxUnpool);
