import { msg } from '../../../../extension/protocol/localize';
import { defaultSeverities } from '../../diagnostics/codes';
import type { Fix } from '../../diagnostics/diagnostic';
import { findLibraryMember } from '../../ops/registry';
import type { CallSite, HeapObject, Value } from '../../values/value';
import { unknown } from '../../values/value';
import { callSpecial } from '../libraryMembers';
import { elementValue, takeNext } from '../loops/iterate';
import { isLegacyKeras } from '../containers/kerasFlavor';
import { editOf } from '../reports/fixEdits';
import type { Machine } from '../machine';

/** True for an iterator of today's Python: it has `__next__`, and no `next` as Python 2 and the iterators of Keras 2 had. */
export function lacksNext(m: Machine, object: HeapObject | undefined): boolean {
  if (m.frame.semantics.language !== 'python') return false;
  if (object?.kind === 'iterator') return true;
  if (object?.kind !== 'object' || findLibraryMember(object.cls, 'next')) return false;
  return findLibraryMember(object.cls, '__next__') !== undefined;
}

/** `iterator.next()`, said to be wrong and taken for `next(iterator)`. */
export function calledNext(m: Machine, self: Value, site: CallSite): Value {
  const { call, home } = site;
  const object = call?.callee.k === 'attr' && call.args.length === 0 ? call.callee.object : null;
  const text = object && home.code.text.slice(object.from, object.to);
  const fix: Fix | null =
    call && text !== null
      ? {
          title: msg('Change {0} to {1}', `${text}.next()`, `next(${text})`),
          isPreferred: true,
          edits: [editOf(home, call.from, call.to, `next(${text})`)],
        }
      : null;
  const held = self.kind === 'ref' ? m.get(self.id) : undefined;
  if (held?.kind === 'object' && held.cls.startsWith('keras.') && isLegacyKeras(m))
    return callSpecial(m, self, '__next__', [], site) ?? unknown;
  m.report({
    code: 'missing-attribute',
    severity: defaultSeverities['missing-attribute'],
    message: msg('The iterator has no method next: next(…) gives the next item'),
    place: site.place,
    related: [],
    fixes: fix ? [fix] : [],
  });
  m.raise({ kind: 'library', path: 'python.AttributeError' });
  if (held?.kind === 'object') return callSpecial(m, self, '__next__', [], site) ?? elementValue(m, self);
  const item = takeNext(m, self);
  return item === 'end' ? elementValue(m, self) : item;
}
