import type { Dim } from '../../values/dim';
import type { LayerDef } from './define';
import type { ParamSpec, Params } from './params';

/**
 * The same layer in TensorFlow.js: one configuration object, parameters in camel case, the lower-case factory name. The rule
 * itself is shared; what TensorFlow.js does differently is given in `changes`.
 */
export function portLayer(
  layer: LayerDef,
  to: {
    readonly name: string;
    readonly docs: string;
    readonly examples: readonly string[];
    /** Parameters that TensorFlow.js does not have. */
    readonly without?: readonly string[];
    readonly otherParams?: readonly string[];
    /** The constructor fails without a configuration. */
    readonly needsConfig?: boolean;
    readonly changes?: Partial<Pick<LayerDef, 'shape' | 'weights' | 'rank' | 'fixes' | 'codes' | 'flops' | 'refuses'>> & {
      readonly params?: Params;
    };
  },
): LayerDef {
  const without = new Set(to.without ?? []);
  const params: Record<string, ParamSpec<unknown>> = {};
  for (const [name, spec] of Object.entries({ ...layer.params, ...to.changes?.params }) as [string, ParamSpec<unknown>][]) {
    if (!without.has(name)) params[name] = spec;
  }
  const missing = Object.fromEntries(Object.entries(layer.params).filter(([name]) => without.has(name)));
  const withDefaults = (args: Record<string, unknown>): Record<string, unknown> => {
    const full = { ...args };
    for (const [name, spec] of Object.entries(missing) as [string, ParamSpec<unknown>][]) full[name] = spec.fallback;
    return full;
  };
  const source = { ...layer, ...to.changes };
  const { weights, fixes, flops, refuses } = source;
  return {
    ...source,
    name: to.name,
    aliases: [],
    docs: to.docs,
    examples: to.examples,
    framework: 'tfjs',
    style: 'config',
    params: params,
    otherParams: to.otherParams ?? layer.otherParams.map(camelCase),
    keywordParams: [],
    needsConfig: to.needsConfig ?? false,
    // Every layer of TensorFlow.js says that it gives float32, whatever comes in.
    dtype: () => 'float32',
    shape: (args, inputs, cx) => source.shape(withDefaults(args), inputs, cx),
    ...(refuses && { refuses: (args, label) => refuses(withDefaults(args), label) }),
    ...(weights && { weights: (args, inputs, cx) => weights(withDefaults(args), inputs, cx) }),
    ...(fixes && { fixes: (args, inputs) => fixes(withDefaults(args), inputs) }),
    ...(flops && { flops: (args, inputs, output): Dim => flops(withDefaults(args), inputs, output) }),
  };
}

/** `kernel_size` → `kernelSize`. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
