import { msg } from '../../../../../extension/protocol/localize';
import { int } from '../../../values/value';
import type { CallSite, RefValue } from '../../../values/value';
import type { Machine } from '../../machine';
import { layersOf } from '../modelLayers';
import { isSurelyKeras3 } from '../kerasFlavor';
import { compiledOf } from './compiled';

/** Under this an optimizer keeps the model that it trained first. */
const trainedAttribute = '#trained';

/**
 * An optimizer knows the variables of the model that it trains first, and since Keras 3 refuses all others. False once that was reported.
 * Models that share layers share variables, so only those that certainly have none in common are told apart.
 */
export function checkOptimizer(m: Machine, self: RefValue, site: CallSite): boolean {
  const given = compiledOf(m, self)?.attrs.get('optimizer');
  const optimizer = given?.kind === 'ref' ? m.get(given.id) : undefined;
  if (given?.kind !== 'ref' || optimizer?.kind !== 'object' || !optimizer.cls.startsWith('keras.optimizers.')) return true;
  const first = optimizer.attrs.get(trainedAttribute);
  if (!first) {
    m.set(given.id, { ...optimizer, attrs: optimizer.attrs.set(trainedAttribute, int(self.id)) });
    return true;
  }
  if (first.kind !== 'int' || typeof first.value !== 'number' || first.value === self.id) return true;
  if (m.uncertain > 0 || m.isUncalled || !isSurelyKeras3(m) || !areApart(m, first.value, self.id)) return true;
  m.report({
    code: 'removed-api',
    severity: 'error',
    message: msg(
      '{0} has trained another model already; since Keras 3 an optimizer serves one model, make another for this one',
      'optimizer',
    ),
    place: site.place,
    related: optimizer.site ? [{ place: optimizer.site.place, message: msg('The optimizer is made here') }] : [],
    fixes: [],
  });
  return false;
}

function areApart(m: Machine, first: number, second: number): boolean {
  const [own, others] = [first, second].map((id) => leavesOf(m, id, new Set()));
  return !!own && !!others && own.size > 0 && others.size > 0 && [...own].every((id) => !others.has(id));
}

/** The layers of a model and of the models in it; null where not all are known. */
function leavesOf(m: Machine, id: number, seen: Set<number>): ReadonlySet<number> | null {
  const model = m.get(id);
  if (model?.kind !== 'model') return null;
  const layers = layersOf(m, model);
  if (!layers) return null;
  for (const layer of layers) {
    if (layer.kind !== 'ref') return null;
    const object = m.get(layer.id);
    if (object?.kind === 'instance' || seen.size > 2000) return null;
    seen.add(layer.id);
    if (object?.kind === 'model' && !leavesOf(m, layer.id, seen)) return null;
  }
  return seen;
}
