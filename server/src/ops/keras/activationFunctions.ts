import type { FunctionDef } from '../kernel';
import { activationNames, axisOf, defineOp, integer, tensor, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { floorDivDims } from '../../values/dim';
import { shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { none, str, unknown } from '../../values/value';

const shared = { docs: 'https://keras.io/api/layers/activations/', category: 'activation', codes: [], isSecondary: true } as const;

/** Parameters behind the tensor. */
const others: Readonly<Record<string, readonly string[]>> = {
  celu: ['alpha'],
  elu: ['alpha'],
  gelu: ['approximate'],
  hard_shrink: ['threshold'],
  leaky_relu: ['negative_slope'],
  relu: ['negative_slope', 'max_value', 'threshold'],
  soft_shrink: ['threshold'],
  squareplus: ['b'],
  threshold: ['threshold', 'default_value'],
};

const alongAxis = new Set(['softmax', 'log_softmax', 'sparsemax', 'glu']);

function activation(name: string): FunctionDef {
  return defineOp({
    ...shared,
    name: `keras.activations.${name}`,
    params: { x: tensor(undefined, 'keras'), ...(alongAxis.has(name) && { axis: integer(-1) }) },
    otherParams: others[name] ?? [],
    call(args, cx) {
      const { x, axis } = args as unknown as { x: TensorValue; axis?: Dim };
      const at = name === 'glu' && axis !== undefined ? axisOf(x, axis, cx) : null;
      const halved = at === null || !x.shape ? null : shapeOf(x.shape.dims.map((d, i) => (i === at ? floorDivDims(d, 2) : d)));
      return cx.result([x], name === 'glu' ? halved : x.shape, x.dtype, { framework: 'keras' });
    },
    examples: [],
  });
}

/** Activations as functions, and what finds one by its name. */
export const activationFunctions: readonly FunctionDef[] = [
  ...activationNames.keras.map(activation),
  defineOp({
    ...shared,
    name: 'keras.activations.get',
    params: { identifier: value() },
    call({ identifier }): Value {
      if (identifier.kind === 'none') return { kind: 'library', path: 'keras.activations.linear' };
      if (identifier.kind !== 'str') return identifier.kind === 'function' || identifier.kind === 'library' ? identifier : unknown;
      const { value: name } = identifier;
      return name !== null && (activationNames.keras as readonly string[]).includes(name)
        ? { kind: 'library', path: `keras.activations.${name}` }
        : unknown;
    },
    examples: [],
  }),
  defineOp({ ...shared, name: 'keras.activations.serialize', params: { activation: value() }, call: () => str(null), examples: [] }),
  defineOp({
    ...shared,
    name: 'keras.activations.deserialize',
    params: { config: value(), custom_objects: value(none) },
    call: () => unknown,
    examples: [],
  }),
];
