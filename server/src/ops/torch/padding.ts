import type { ParamSpec, Params } from '../kernel';
import { any, msg, readDims, single, text } from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, isLiteral, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { Heap, TensorValue, Value } from '../../values/value';
import { unknown } from '../../values/value';
import { notBool, refuseElements } from './inputTypes';
import type { TwinContext } from './twins';
import { extentsOf, twins } from './twins';

/** Pairs of extents from the last axis on: left, right, top, bottom …; null when not known. */
type Pads = readonly Dim[] | null;

function pads(n: number): ParamSpec<Pads> {
  return {
    ...any(null),
    type:
      n === 1
        ? 'int | (int, int)'
        : `int | (${Array(2 * n)
            .fill('int')
            .join(', ')})`,
    unknownAs: null,
    fallback: null,
    read: (value: Value, heap: Heap) => (value.kind === 'int' ? Array<Dim>(2 * n).fill(value.value) : readDims(value, heap)),
  };
}

/** The shape with extents added on both sides of the last axes. */
function padShape(x: TensorValue, pad: Pads, mode: string | null, cx: TwinContext): MaybeShape {
  const rank = rankOf(x.shape);
  if (!pad || rank === null) return rank === null ? null : shapeOf(x.shape!.dims.map(() => unknownDim));
  const refuse = (code: 'rank-mismatch' | 'non-positive-size', message: Parameters<TwinContext['report']>[1]): MaybeShape => {
    cx.report(code, message, { at: 'pad' });
    return null;
  };
  if (pad.length % 2) return refuse('rank-mismatch', msg('{0} takes pairs of extents, it gets {1} numbers', cx.label, pad.length));
  const n = pad.length / 2;
  if (n > rank)
    return refuse('rank-mismatch', msg('{0}: {1} axes are padded, the tensor has {2}: {3}', cx.label, n, rank, formatShape(x.shape)));
  const isPlain = mode === 'constant' || mode === null;
  if (!isPlain && (n < 1 || n > 3 || (rank !== n + 1 && rank !== n + 2))) {
    const message = msg(
      "{0}: mode '{1}' pads the last axes of a tensor of {2} or {3} axes, this one has {4}",
      cx.label,
      mode,
      n + 1,
      n + 2,
      rank,
    );
    return refuse('rank-mismatch', message);
  }
  const dims = [...x.shape!.dims];
  for (let i = 0; i < n; i++) {
    const axis = rank - 1 - i;
    const [d, left, right] = [dims[axis]!, pad[2 * i]!, pad[2 * i + 1]!];
    const most = [left, right].filter(isLiteral).reduce((a, b) => Math.max(a, b), 0);
    if (isLiteral(d) && ((mode === 'reflect' && most >= d) || (mode === 'circular' && most > d))) {
      cx.report(
        'non-positive-size',
        msg('{0}: padding of {1} needs more than the {2} elements of {3}', cx.label, most, d, formatShape(x.shape)),
        {
          at: 'pad',
        },
      );
    }
    const out = addDims(d, addDims(left, right));
    const least = isPlain || mode === 'circular' ? 0 : 1;
    if (isLiteral(out) && out < least) {
      refuse('non-positive-size', msg('{0}: nothing is left of axis {1} of {2}', cx.label, axis, formatShape(x.shape)));
      dims[axis] = unknownDim;
    } else dims[axis] = out;
  }
  return shapeOf(dims);
}

/** Modes that compute with the elements take no truth values. */
function refuseBools(x: TensorValue, mode: string | null, cx: TwinContext): void {
  if (mode === 'reflect' || mode === 'replicate') refuseElements(x, notBool, cx);
}

const kinds = [
  ['Zero', 'constant', 'Adds zeros on both sides of'],
  ['Constant', 'constant', 'Adds one value on both sides of'],
  ['Reflection', 'reflect', 'Adds what lies inside, mirrored, on both sides of'],
  ['Replication', 'replicate', 'Repeats the outermost elements on both sides of'],
  ['Circular', 'circular', 'Adds the elements of the other end on both sides of'],
] as const;

const what = ['', 'a sequence', 'an image', 'a volume'];

function padModule([kind, mode, summary]: (typeof kinds)[number], n: number) {
  const label = `torch.nn.${kind}Pad${n}d`;
  const more = kind === 'Constant' ? ', 0.5' : '';
  const params: { readonly padding: ParamSpec<Pads> } & Params =
    kind === 'Constant' ? { padding: pads(n), value: any(null) } : { padding: pads(n) };
  const shape = (size: number): string => [2, 3, ...Array<number>(n).fill(size)].join(', ');
  const isCalculated = mode === 'reflect' || mode === 'replicate';
  return twins({
    module: `nn.${kind}Pad${n}d`,
    summary: `${summary} ${what[n]}.`,
    category: 'reshaping',
    params,
    shown: ['padding'],
    codes: isCalculated ? ['rank-mismatch', 'non-positive-size', 'dtype-mismatch'] : ['rank-mismatch', 'non-positive-size'],
    attributes: ({ padding }) => ({ padding: padding ? extentsOf(padding) : unknown }),
    rule({ padding }, [x], cx) {
      refuseBools(x!, mode, cx);
      return single(padShape(x!, padding, mode, cx));
    },
    examples: {
      module: [
        `${label}(2${more})(torch.zeros(${shape(8)}))  #> [${shape(12)}]`,
        `${label}(-5${more})(torch.zeros(${shape(8)}))  #! error[non-positive-size]: nothing is left`,
        `${label}(${mode === 'constant' ? `(1, 1, 1)` : 1}${more})(torch.zeros(4${mode === 'constant' ? ', 4' : ''}))  #! error[rank-mismatch]`,
        ...(isCalculated ? [`${label}(2)(torch.zeros(${shape(8)}, dtype=torch.bool))  #! error[dtype-mismatch]: type bool`] : []),
      ],
    },
  });
}

export const padModules = kinds.flatMap((kind) => [1, 2, 3].flatMap((n) => padModule(kind, n)));

const modes = ['constant', 'reflect', 'replicate', 'circular'];

/** Adds elements on both sides of the last axes. */
export const pad = twins({
  fn: 'nn.functional.pad',
  summary: 'Adds elements on both sides of the last axes: `pad` holds a pair of extents an axis, from the last one on.',
  category: 'reshaping',
  params: { pad: pads(0), mode: text('constant'), value: any() },
  codes: ['rank-mismatch', 'non-positive-size', 'dtype-mismatch', 'unknown-argument'],
  rule({ pad: given, mode }, [x], cx) {
    if (mode !== null && !modes.includes(mode)) {
      const listed = modes.map((each) => `'${each}'`).join(', ');
      cx.report('unknown-argument', msg('{0}: {1} cannot be {2}; it is one of {3}', cx.label, 'mode', `'${mode}'`, listed), { at: 'mode' });
      return single(null);
    }
    refuseBools(x!, mode, cx);
    const filling = cx.given('value');
    if (mode !== null && mode !== 'constant' && (filling?.kind === 'int' || filling?.kind === 'float') && filling.value !== 0)
      cx.report('unknown-argument', msg("{0}: mode '{1}' takes no value to fill with", cx.label, mode), { at: 'value' });
    const number = cx.given('pad');
    if (number?.kind === 'int') {
      cx.report('dtype-mismatch', msg('{0}: {1} takes several numbers, it gets one', cx.label, 'pad'), { at: 'pad' });
      return single(null);
    }
    return single(padShape(x!, given, mode, cx));
  },
  examples: {
    fn: [
      'torch.nn.functional.pad(torch.zeros(2, 3, 4), (1, 2))  #> [2, 3, 7]',
      "torch.nn.functional.pad(torch.zeros(2, 3, 4, 4), (1, 1, 2, 2), mode='reflect')  #> [2, 3, 8, 6]",
      "torch.nn.functional.pad(torch.zeros(2, 3, 4, 4), (1, 1), mode='reflect')  #! error[rank-mismatch]: of 2 or 3 axes",
      "torch.nn.functional.pad(torch.zeros(2, 3, 4), (4, 4), mode='reflect')  #! error[non-positive-size]: needs more than",
      "torch.nn.functional.pad(torch.zeros(2, 3), (1, 1), mode='mirror')  #! error[unknown-argument]: cannot be 'mirror'",
      'torch.nn.functional.pad(torch.zeros(2, 3), 1)  #! error[dtype-mismatch]: takes several numbers',
    ],
  },
});
