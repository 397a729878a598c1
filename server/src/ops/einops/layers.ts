import type { LayerDef, LibraryEntry } from '../kernel';
import { defineClass, defineLayer, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { unknownDim } from '../../values/dim';
import type { TensorValue, Value } from '../../values/value';
import { reducedType } from './functions';
import { parsePattern } from './pattern';
import { transformed } from './transforming';

type Bound = (name: string) => Value | null;

/** The sizes that the constructor was given for axes of its pattern. */
function sizesFor(pattern: string, bound: Bound): ReadonlyMap<string, Dim> {
  const parsed = parsePattern(pattern);
  const sizes = new Map<string, Dim>();
  if (!('left' in parsed)) return sizes;
  for (const name of new Set([...parsed.left.names, ...parsed.right.names])) {
    const given = bound(name);
    if (given) sizes.set(name, given.kind === 'int' ? given.value : unknownDim);
  }
  return sizes;
}

const docs = 'https://einops.rocks/api/layers/';

/** Rearranges axes, as a module. */
const rearrange: LayerDef = defineLayer({
  name: 'einops.layers.torch.Rearrange',
  summary: 'Puts axes in another order, takes them apart and together, as a module.',
  docs,
  framework: 'torch',
  category: 'reshaping',
  params: { pattern: value() },
  takesAnyKeyword: true,
  shown: ['pattern'],
  dtype: (_: unknown, inputs: readonly TensorValue[]) => inputs[0]?.dtype ?? null,
  codes: ['rank-mismatch', 'dim-mismatch', 'reshape-size', 'unknown-argument', 'missing-argument'],
  shape({ pattern }, [x], cx) {
    const text = pattern.kind === 'str' ? pattern.value : null;
    return text === null ? null : transformed(text, 'rearrange', x!.shape, sizesFor(text, cx.bound.bind(cx)), true, cx);
  },
  weights: () => [],
  examples: [
    "einops.layers.torch.Rearrange('b (h w) -> b h w', h=3)(torch.ones(2, 12))  #> [2, 3, 4]",
    "einops.layers.torch.Rearrange('b h w -> b w h')(torch.ones(2, 12))  #! error[rank-mismatch]: 3 axes",
    "einops.layers.torch.Rearrange('b c -> c b', b=3)(torch.ones(2, 12))  #! error[dim-mismatch]: not 3",
    "einops.layers.torch.Rearrange('b (h w) -> b h w', h=5)(torch.ones(2, 12))  #! error[reshape-size]: divided by 5",
    "einops.layers.torch.Rearrange('b c -> b')(torch.ones(2, 12))  #! error[unknown-argument]: 'c'",
    "einops.layers.torch.Rearrange('b (h w) -> b h w')(torch.ones(2, 12))  #! error[missing-argument]: 'h', 'w'",
  ],
});

/** Reduces axes, as a module. */
const reduce: LayerDef = defineLayer({
  name: 'einops.layers.torch.Reduce',
  summary: 'Rearranges axes and reduces those that the right side does not have, as a module.',
  docs,
  framework: 'torch',
  category: 'reshaping',
  params: { pattern: value(), reduction: value() },
  takesAnyKeyword: true,
  shown: ['pattern', 'reduction'],
  dtype: ({ reduction }: { readonly reduction: Value }, inputs: readonly TensorValue[]) =>
    inputs[0] && reduction.kind === 'str' ? reducedType(inputs[0], reduction.value) : null,
  codes: ['rank-mismatch', 'dim-mismatch', 'reshape-size', 'unknown-argument', 'missing-argument'],
  shape({ pattern }, [x], cx) {
    const text = pattern.kind === 'str' ? pattern.value : null;
    return text === null ? null : transformed(text, 'reduce', x!.shape, sizesFor(text, cx.bound.bind(cx)), true, cx);
  },
  weights: () => [],
  examples: [
    "einops.layers.torch.Reduce('b c h w -> b c', 'mean')(torch.ones(2, 3, 8, 8))  #> [2, 3]",
    "einops.layers.torch.Reduce('b h w -> b', 'mean')(torch.ones(2, 12))  #! error[rank-mismatch]: 3 axes",
    "einops.layers.torch.Reduce('b c -> c', 'sum', b=3)(torch.ones(2, 12))  #! error[dim-mismatch]: not 3",
    "einops.layers.torch.Reduce('b (h 5) -> b h', 'sum')(torch.ones(2, 12))  #! error[reshape-size]: divided by 5",
    "einops.layers.torch.Reduce('b c -> d', 'sum')(torch.ones(2, 12))  #! error[unknown-argument]: 'd'",
    "einops.layers.torch.Reduce('b (h w) -> b', 'sum')(torch.ones(2, 12))  #! error[missing-argument]: 'h', 'w'",
  ],
});

/** The modules of the library. */
export const layers: readonly LibraryEntry[] = [rearrange, reduce].flatMap((layer) => [layer, defineClass(layer.name, 'torch.nn.Module')]);
