import { msg } from '../../../ops/kernel';
import { moduleParts } from '../../../ops/torch/moduleTree';
import { findLibraryMember } from '../../../ops/registry';
import type { LayerObject, Value } from '../../../values/value';
import { callValue } from '../../calls';
import { findMember } from '../../classes';
import type { CallArgs } from '../../functions';
import { nodeSite } from '../../libraryMembers';
import type { Machine } from '../../machine';
import { editOf } from '../../reports/fixEdits';
import { refuse } from '../../reports/refusal';
import type { Fix } from '../../../diagnostics/diagnostic';
import { handleOfModule, isInitialized, isModuleObject, markInitialized } from './modules';

/** What the constructor of a module does with its arguments; a class of the program hands them to `super().__init__`. */
export function initModule(m: Machine, id: number, args: CallArgs): void {
  const module = m.get(id);
  if (!isModuleObject(module)) return;
  if (module.own) markInitialized(m, id);
  // Containers put what they are given into themselves: their rule does it.
  const fill = findLibraryMember(module.op, '#fill');
  if (fill?.kind === 'function') callValue(m, { kind: 'method', self: handleOfModule(id, module), fn: fill.name }, args, nodeSite(m));
}

/** Before the constructor of the base class has run a module takes neither modules nor parameters. */
export function checkInitialized(m: Machine, id: number, module: LayerObject, value: Value): void {
  if (isInitialized(module) || m.isUncalled) return;
  const isParameter = value.kind === 'tensor' && value.isVariable === true;
  if (!isParameter && !moduleParts(m, value)) return;
  const instance = m.get(module.own!.instance);
  const constructor = instance?.kind === 'instance' ? findMember(m, instance.cls, '__init__') : undefined;
  if (constructor?.kind !== 'function' || m.frame.fn !== constructor.fn) return;
  markInitialized(m, id);
  const { fn, home } = constructor;
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
  const message = msg('{0} takes modules and parameters only after super().__init__()', module.own!.className);
  refuse(m, 'AttributeError', 'missing-argument', message, { fixes: [fix] });
}
