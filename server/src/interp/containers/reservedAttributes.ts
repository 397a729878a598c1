import { msg } from '../../../../extension/protocol/localize';
import type { Target } from '../../ir/ir';
import type { Value } from '../../values/value';
import { findMember } from '../classes';
import type { Machine } from '../machine';
import { refuse } from '../reports/refusal';
import { isSince } from '../versions/versions';
import { isSurelyKeras3 } from './kerasFlavor';

/** Properties of layers that cannot be set. */
const ofLayers: ReadonlySet<string> = new Set(
  (
    'compute_dtype dtype input input_dtype losses metrics metrics_variables non_trainable_variables non_trainable_weights output path ' +
    'quantization_mode trainable_variables trainable_weights variable_dtype variables weights'
  ).split(' '),
);

/** And those that models have besides. */
const ofModels: ReadonlySet<string> = new Set(['compiled_metrics', 'distribute_strategy', 'layers', 'metrics_names']);

/** Reports `self.layers = …` in a class of the program: Keras computes what goes by this name, and refuses to have it set. */
export function refuseReserved(m: Machine, object: Value, target: Extract<Target, { k: 'attrTarget' }>): void {
  const { name } = target;
  const instance = object.kind === 'ref' ? m.get(object.id) : undefined;
  if (instance?.kind !== 'instance' || instance.base === undefined || m.isDead) return;
  const base = m.get(instance.base);
  const isModel = base?.kind === 'model';
  if ((!isModel && base?.kind !== 'layer') || base.framework !== 'keras') return;
  if (!ofLayers.has(name) && !(isModel && ofModels.has(name))) return;
  // The class has a member of its own in its place, which may be set.
  if (findMember(m, instance.cls, name) || findMember(m, instance.cls, '__setattr__')) return;
  if (!isSurelyKeras3(m) || !isSince(m, 'keras', '3')) return;
  const message = isModel
    ? msg('A model of Keras has {0} of its own, which cannot be set; take another name', name)
    : msg('A layer of Keras has {0} of its own, which cannot be set; take another name', name);
  refuse(m, 'AttributeError', 'missing-attribute', message, { place: m.place(target) });
}
