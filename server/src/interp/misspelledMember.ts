import { msg } from '../../../extension/protocol/localize';
import { defaultSeverities } from '../diagnostics/codes';
import type { NodeBase } from '../ir/ir';
import { tensorClass } from '../ops/kernel';
import { publicNames } from '../ops/publicNames';
import type { Value } from '../values/value';
import { isResolvable } from './attributes';
import { renameMember } from './fixEdits';
import type { Machine } from './machine';
import { nearest } from './nearest';

/**
 * Reports a name that a library's module or array never had but that is close to one that it has, and gives the one that is meant. What an
 * earlier version had, or what is close to nothing, may be right in the version at hand.
 *
 * @param at where it raises; `name` ends at `to`
 */
export function memberMeant(m: Machine, object: Value, name: string, at: NodeBase, to: number): string {
  if (m.frame.semantics.language !== 'python' || name.startsWith('_') || m.facts.has('import of private modules')) return name;
  const owner = object.kind === 'library' ? object.path : object.kind === 'tensor' ? tensorClass(object) : null;
  const names = owner === null ? undefined : publicNames(owner);
  if (owner === null || !names || names.now.has(name) || names.before.has(name) || isResolvable(`${owner}.${name}`)) return name;
  const meant = nearest(name, names.now);
  if (meant === null) return name;
  const fix = renameMember(m.frame.home, to, name, meant);
  m.report({
    code: 'missing-attribute',
    severity: defaultSeverities['missing-attribute'],
    message: msg('{0} has no {1}; is {2} meant?', owner, name, meant),
    place: m.place(at),
    related: [],
    fixes: fix ? [fix] : [],
  });
  return meant;
}
