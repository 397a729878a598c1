import type { CallSite, ModelObject, TensorValue, Value } from '../../values/value';
import { unknown } from '../../values/value';
import { plainArgs } from '../calls';
import type { Machine } from '../machine';
import { applyLayer } from './layers';
import { inOrder } from './models';

/** A layer that stands for a whole network, with its arguments by name. */
export interface NetworkLayer {
  readonly op: string;
  readonly args: Readonly<Record<string, Value>>;
  readonly name: string | null;
  /** What the program calls the model. */
  readonly called: string | null;
}

/** A functional model of one layer, whose rule says what a network gives that is not known part by part. */
export function networkModel(m: Machine, { op, args, name, called }: NetworkLayer, on: TensorValue, site: CallSite): Value {
  const values = new Map(Object.entries(args).map(([key, value]) => [key, { value, expr: null, place: null }] as const));
  const layer = m.alloc({
    kind: 'layer',
    op,
    framework: on.framework,
    name: name ?? '',
    args: { values, isComplete: true },
    site,
    built: null,
    nCalls: 0,
  });
  const output = applyLayer(m, layer.id, plainArgs([on]), site);
  if (output.kind !== 'tensor') return unknown;
  const roots = inOrder([on]).filter(({ producer }) => producer?.op === 'input');
  const model: ModelObject = {
    kind: 'model',
    framework: on.framework,
    op: 'keras.Model',
    name: called,
    site,
    container: 'functional',
    layers: [],
    chain: [],
    inputs: roots.length ? roots : [on],
    outputs: [output],
    isMultiple: { inputs: false, outputs: false },
    isComplete: true,
    nCalls: 0,
  };
  const value = m.alloc(model);
  m.log.models.push(value.id);
  return value;
}
