import { msg } from '../../../../extension/protocol/localize';
import type { CallSite, LayerObject, ModelObject } from '../../values/value';
import { findMember } from '../classes';
import { editOf } from '../reports/fixEdits';
import type { Fix } from '../../diagnostics/diagnostic';
import type { Machine } from '../machine';
import { refuse } from '../reports/refusal';
import { isSurelyKeras3 } from './kerasFlavor';

/**
 * Reports a layer or model of the program whose constructor leaves out that of its base class: Keras notices when it is used. Once an
 * instance.
 */
export function refuseUninitialized(m: Machine, object: LayerObject | ModelObject, site: CallSite): void {
  const { own } = object;
  const instance = own && m.get(own.instance);
  if (!own || object.framework !== 'keras' || instance?.kind !== 'instance' || !isSurelyKeras3(m)) return;
  const constructor = findMember(m, instance.cls, '__init__');
  if (constructor?.kind !== 'function') return;
  const { fn, home } = constructor;
  const text = home.code.text.slice(fn.body[0]?.from ?? 0, fn.body.at(-1)?.to);
  // What calls it in another way also names it.
  if (text.includes('__init__') || text.includes('super') || !fn.params.length) return;
  const key = `uninitialized ${own.instance}`;
  if (m.facts.has(key)) return;
  m.facts = m.facts.set(key, '');
  const first = fn.body[0];
  const line = first && home.code.text.slice(0, first.from);
  const indent = line?.slice(line.lastIndexOf('\n') + 1) ?? null;
  const fix: Fix | null =
    first && indent !== null && !indent.trim()
      ? {
          title: msg('Add {0}', 'super().__init__()'),
          isPreferred: true,
          edits: [editOf(home, first.from, first.from, `super().__init__()\n${indent}`)],
        }
      : null;
  const message = msg('The constructor of {0} does not call super().__init__(), which every layer and model needs first', own.className);
  refuse(m, 'RuntimeError', 'missing-argument', message, { place: site.place, fixes: [fix] });
}
