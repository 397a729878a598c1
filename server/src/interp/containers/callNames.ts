import { msg } from '../../../../extension/protocol/localize';
import { defaultSeverities } from '../../diagnostics/codes';
import type { Fix } from '../../diagnostics/diagnostic';
import type { LayerDef } from '../../ops/kernel';
import type { CallSite, LayerObject } from '../../values/value';
import { placeOf } from '../reports/checkArguments';
import { dropEdit, editOf } from '../reports/fixEdits';
import type { CallArgs } from '../functions';
import type { Machine } from '../machine';
import { labelOf } from '../reports/report';

/** What one or another of Keras's own layers takes when it is called. */
const known = new Set(
  (
    'inputs x sequences sequence training mask initial_state states constants count_weights reverse query value key query_mask value_mask key_mask ' +
    'attention_mask return_attention_scores use_causal_mask'
  ).split(' '),
);

/** Layers that hand on whatever they are called with. */
const open = new Set(
  'Layer Wrapper StackedRNNCells TFSMLayer TorchModuleWrapper JaxLayer FlaxLayer RNN'.split(' ').map((name) => `keras.layers.${name}`),
);

/** Reports an argument of a layer's call that no layer takes; most belong into its constructor. */
export function checkCallNames(m: Machine, layer: LayerObject, def: LayerDef, args: CallArgs, site: CallSite): void {
  if (!def.name.startsWith('keras.layers.') || open.has(def.name) || !args.positional.length) return;
  const taken = [...(def.inputs ?? []), ...(def.callParams ?? [])];
  for (const [name, arg] of args.keyword) {
    if (known.has(name) || taken.includes(name)) continue;
    const label = labelOf(def.name);
    const isOfConstructor = Object.hasOwn(def.params, name) || [...def.otherParams, ...def.keywordParams].includes(name);
    m.report({
      code: 'unknown-argument',
      severity: defaultSeverities['unknown-argument'],
      message: isOfConstructor
        ? msg('A call of {0} does not take {1}: it belongs to the constructor', label, name)
        : msg('A call of {0} does not take {1}', label, name),
      place: placeOf(site, arg.place),
      related: [],
      fixes: isOfConstructor ? moves(layer, site, name) : [],
    });
    return;
  }
}

/** Takes the argument out of the call and gives it to the constructor. */
function moves({ site: made }: LayerObject, { call, home }: CallSite, name: string): Fix[] {
  const arg = call?.args.find((each) => each.name === name);
  const drop = call && dropEdit(call, home, name);
  if (!arg || !drop || !made.call || made.call.args.some((each) => each.name === name || each.spread !== 'none')) return [];
  const text = home.code.text.slice(arg.from, arg.to);
  const last = made.call.args.at(-1);
  const at = last?.to ?? made.call.argsFrom;
  const add = editOf(made.home, at, at, last ? `, ${text}` : text);
  return [{ title: msg('Give {0} to the constructor', text), isPreferred: true, edits: [add, drop] }];
}
