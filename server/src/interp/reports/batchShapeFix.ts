import { msg } from '../../../../extension/protocol/localize';
import type { Fix, FixEdit } from '../../diagnostics/diagnostic';
import type { CallSite } from '../../values/value';
import { dropEdit, editOf } from './fixEdits';

/**
 * `LSTM(3, batch_input_shape=(2, 5, 3))` of Keras 2: today an `Input(batch_shape=…)` stands in front of the layer. Null where the layer is
 * not written in a list or an `add`, or the program has no name for `Input` at hand.
 */
export function batchShapeFix({ call, home }: CallSite, name: string): Fix | null {
  const written = name === 'batch_input_shape' || name === 'batch_shape' ? call?.args.find((arg) => arg.name === name) : undefined;
  const drop = call && dropEdit(call, home, name);
  if (!written || !drop || call.callee.k !== 'attr') return null;
  const { text } = home.code;
  const layers = text.slice(call.callee.object.from, call.callee.object.to);
  const made = `${layers}.Input(batch_shape=${text.slice(written.value.from, written.value.to)})`;
  const before = text.slice(0, call.from);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const add = /^(\s*)([\w.]+)\.add\($/.exec(line);
  let edit: FixEdit;
  if (add) {
    const at = call.from - line.length + add[1]!.length;
    edit = editOf(home, at, at, `${add[2]!}.add(${made})\n${add[1]!}`);
  } else if (/[[,]\s*$/.test(before)) edit = editOf(home, call.from, call.from, line.trim() ? `${made}, ` : `${made},\n${line}`);
  else return null;
  return { title: msg('Add {0}', made), isPreferred: true, edits: [edit, drop] };
}
