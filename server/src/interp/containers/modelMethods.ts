import { defaultSeverities } from '../../diagnostics/codes';
import { refuseFileName } from '../../ops/keras/fileNames';
import { int, none, unknown } from '../../values/value';
import type { CallSite, LayerObject, ModelObject, RefValue, Value } from '../../values/value';
import { placeOf, replaceWord } from '../reports/checkArguments';
import type { CallArgs } from '../functions';
import type { Machine } from '../machine';
import { isSince } from '../versions/versions';
import { isSurelyKeras3 } from './kerasFlavor';
import { layerNamed, layersOf } from './modelLayers';
import { networkPart } from './networkParts';
import { refuseLayerName } from './modelReports';
import { checkSetWeights } from './setWeights';
import { weightArrays } from './weightLists';
import { countWeights } from './weights';

const giveNothing = new Set('summary save save_weights load_weights set_weights reset_metrics reset_states reset_state export'.split(' '));

/** Methods that ask layers and models of any kind what they are; null for others. */
export function inspect(
  m: Machine,
  self: RefValue,
  object: LayerObject | ModelObject,
  name: string,
  args: CallArgs,
  site: CallSite,
): Value | null {
  if (m.frame.semantics.language !== 'python') return null;
  if (name === 'count_params') return int(countWeights(m, self.id).params);
  if ((name === 'save' || name === 'save_weights') && object.framework === 'keras') checkFileName(m, name, args, site);
  if (name === 'get_weights' && !args.positional.length) return weightArrays(m, object);
  if (name === 'set_weights') checkSetWeights(m, object, args, site);
  if (giveNothing.has(name)) return none;
  if (name === 'get_layer' && object.kind === 'model') {
    const layers = layersOf(m, object);
    const key = args.keyword.get('name')?.value ?? args.positional[0]?.value;
    const index = args.keyword.get('index')?.value ?? args.positional[1]?.value;
    if (!layers) return key?.kind === 'str' && key.value !== null ? (networkPart(m, object, key.value, args, site) ?? unknown) : unknown;
    if (key?.kind === 'str' && key.value !== null) return layerNamed(m, layers, key.value) ?? absentLayer(m, layers, key.value, args, site);
    if (index?.kind !== 'int' || typeof index.value !== 'number') return unknown;
    return layers.at(index.value) ?? unknown;
  }
  return null;
}

function absentLayer(m: Machine, layers: readonly Value[], name: string, args: CallArgs, site: CallSite): Value {
  refuseLayerName(m, layers, name, args, site);
  return unknown;
}

/** Keras 3 tells from the name of a file how to write it. */
function checkFileName(m: Machine, name: 'save' | 'save_weights', args: CallArgs, site: CallSite): void {
  const given = args.keyword.get('filepath') ?? args.positional[0];
  const refusal = given && !args.keyword.has('zipped') ? refuseFileName(given.value, name) : null;
  if (!refusal || !isSurelyKeras3(m) || !isSince(m, 'keras', refusal.since!)) return;
  const { code, message, instead } = refusal;
  const fix = replaceWord(given!, instead!, site);
  m.report({ code, severity: defaultSeverities[code], message, place: placeOf(site, given!.place), related: [], fixes: fix ? [fix] : [] });
}
