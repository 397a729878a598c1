import { msg } from '../../../../../extension/protocol/localize';
import { moduleParts, modulesIn } from '../../../ops/torch/moduleTree';
import type { Value } from '../../../values/value';
import type { Machine } from '../../machine';
import { moduleOf } from './modules';

/**
 * Modules in a plain list or dict of a module: their parameters are not found by `parameters()`, so that nothing trains them, moves them
 * to another device or saves them. Looked at once the constructor has run: what the list holds may have been registered otherwise.
 */
export function checkRegistration(m: Machine, instance: Value): void {
  const own = moduleOf(m, instance);
  const object = instance.kind === 'ref' ? m.get(instance.id) : undefined;
  if (!own?.object.own || object?.kind !== 'instance' || m.isDead) return;
  const registered = new Set(modulesIn(m, instance).flatMap(([, each]) => (each.kind === 'ref' ? [each.id] : [])));
  for (const [name, held] of object.attrs.entries()) {
    const list = held.kind === 'ref' ? m.get(held.id) : undefined;
    const isDict = list?.kind === 'dict' && !list.isObject;
    if (list?.kind !== 'list' && !isDict) continue;
    const items = list.kind === 'list' ? (list.items ?? []) : [...list.entries.values()].map(({ value }) => value);
    const lost = items.find((item) => item.kind === 'ref' && !registered.has(item.id) && moduleParts(m, item));
    const part = lost && moduleOf(m, lost);
    if (!part) continue;
    const [kind, use] = isDict ? ['dict', 'nn.ModuleDict'] : ['list', 'nn.ModuleList'];
    m.report({
      code: 'suspicious-training',
      severity: 'warning',
      message: msg('{0} is a plain {1}: the parameters of the modules in it are not registered; use {2}', `self.${name}`, kind, use),
      place: part.object.site.place,
      related: [],
      fixes: [],
    });
  }
}
