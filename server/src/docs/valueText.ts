import { formatDim } from '../values/dim';
import type { ModelObject, TensorValue, Value } from '../values/value';
import type { HoverContext } from './hover';
import { layerText } from './layerText';
import { groupedCount } from './parameterCount';
import { shapeText } from './shapeText';

/** What a name or an expression holds; null for values that the language's own tools show as well as we would. */
export function valueText(cx: HoverContext, source: string, value: Value): string | null {
  if (value.kind === 'tensor') return tensorText(cx, source, value);
  if (value.kind !== 'ref') return null;
  const object = cx.analysis.state.get(value.id);
  if (object?.kind === 'layer') return layerText(cx, object, cx.analysis.layerCalls.filter((call) => call.layer === value.id));
  if (object?.kind === 'model') return modelText(cx, source, value.id, object);
  return null;
}

function tensorText({ analysis, localizer }: HoverContext, source: string, tensor: TensorValue): string | null {
  if (!tensor.shape && tensor.dtype === null) return null;
  const facts = [`\`${shapeText(tensor.shape, analysis.language)}\``, ...(tensor.dtype === null ? [] : [tensor.dtype])].join(' ');
  const head = `${nameOf(source)}${facts}`;
  const producer = tensor.producer;
  if (!producer || producer.op === 'input') return head;
  return `${head}\n\n${localizer.t('from {0}', `\`${producer.op.slice(producer.op.lastIndexOf('.') + 1)}\``)}`;
}

function modelText({ analysis, localizer }: HoverContext, source: string, id: number, object: ModelObject): string | null {
  const model = analysis.models.find((m) => m.id === id);
  if (!model) return null;
  const shapes = (list: typeof model.inputs): string => list.map((shape) => `\`${shapeText(shape, analysis.language)}\``).join(', ') || '`?`';
  const count = typeof model.params === 'number' ? groupedCount(model.params) : formatDim(model.params);
  const fixed = typeof model.params === 'number' && typeof model.trainableParams === 'number' ? model.params - model.trainableParams : 0;
  const params = fixed > 0 ? localizer.t('{0} parameters, {1} of them not trainable', count, groupedCount(fixed)) : localizer.t('{0} parameters', count);
  const kind = object.container === 'sequential' ? 'Sequential' : 'Model';
  return [`${nameOf(source)}${kind}`, `${shapes(model.inputs)} → ${shapes(model.outputs)}`, params].join('\n\n');
}

/** Short names are repeated; a long expression is what the pointer is on anyway. */
function nameOf(source: string): string {
  return /^[\w.$]{1,60}$/.test(source) ? `**\`${source}\`** · ` : '';
}
