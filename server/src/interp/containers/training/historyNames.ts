import type { BoundArgs, LibraryObject, RefValue, Value } from '../../../values/value';
import type { Machine } from '../../machine';
import { isSurelyKeras3 } from '../kerasFlavor';

/** Callbacks that put nothing into the numbers of an epoch. */
const quiet = new Set(['EarlyStopping', 'ModelCheckpoint', 'TensorBoard', 'CSVLogger', 'TerminateOnNaN', 'BackupAndRestore']);

interface FitCall {
  readonly self: RefValue;
  readonly bound: BoundArgs;
}

/**
 * The keys of `history.history`: the loss and the metrics, and the same of the validation. Null where they are not all known. With `besideOwn`
 * those that Keras itself puts there, before the callbacks of the program.
 */
export function historyNames(
  m: Machine,
  compiled: LibraryObject | null,
  { self, bound }: FitCall,
  besideOwn = false,
): readonly string[] | null {
  const model = m.get(self.id);
  if (!compiled || model?.kind !== 'model' || model.framework !== 'keras' || model.own || !bound.isComplete || !isSurelyKeras3(m))
    return null;
  if (model.outputs?.length !== 1 || model.isMultiple.outputs || model.outputKeys || m.uncertain > 0) return null;
  const given = (name: string): Value | undefined => {
    const value = compiled.attrs.get(name);
    return value?.kind === 'none' ? undefined : value;
  };
  if (compiled.attrs.get('#escaped') || given('weighted_metrics') || given('loss_weights') || !given('loss')) return null;
  const metrics = given('metrics');
  const names = metrics ? (itemsOf(m, metrics)?.map((metric) => nameOf(m, metric)) ?? null) : [];
  if (!names?.every((name): name is string => name !== null) || !callbacksAreQuiet(m, bound.values.get('callbacks')?.value, besideOwn))
    return null;
  const own = ['loss', ...names];
  const validation = ['validation_data', 'validation_split']
    .flatMap((name) => bound.values.get(name)?.value ?? [])
    .filter(({ kind }) => kind !== 'none');
  if (!validation.length) return own;
  if (validation.some((value) => value.kind === 'unknown' || (value.kind === 'float' && value.value === 0))) return null;
  // With a frequency some epochs are not validated, but one may be.
  return bound.values.has('validation_freq') ? null : [...own, ...own.map((name) => `val_${name}`)];
}

/** What Keras calls a metric: a text as it is, a function or an instance by its name. */
function nameOf(m: Machine, metric: Value): string | null {
  if (metric.kind === 'str') return metric.value;
  if (metric.kind === 'function') return metric.fn.isArrow ? null : metric.fn.name;
  const object = metric.kind === 'ref' ? m.get(metric.id) : undefined;
  const name = object?.kind === 'object' ? object.attrs.get('name') : undefined;
  return name?.kind === 'str' ? name.value : null;
}

function callbacksAreQuiet(m: Machine, callbacks: Value | undefined, besideOwn: boolean): boolean {
  if (!callbacks || callbacks.kind === 'none') return true;
  const items = itemsOf(m, callbacks) ?? [callbacks];
  return items.every((item) => {
    const object = item.kind === 'ref' ? m.get(item.id) : undefined;
    if (besideOwn && (object?.kind === 'instance' || (object?.kind === 'object' && object.cls === 'keras.callbacks.LambdaCallback')))
      return true;
    return object?.kind === 'object' && object.cls.startsWith('keras.callbacks.') && quiet.has(object.cls.slice('keras.callbacks.'.length));
  });
}

/** True where all callbacks are Keras's own, and none of them ends the training. */
export function neverStops(m: Machine, callbacks: Value | undefined): boolean {
  if (!callbacks || callbacks.kind === 'none') return true;
  return (itemsOf(m, callbacks) ?? [callbacks]).every((item) => {
    const object = item.kind === 'ref' ? m.get(item.id) : undefined;
    return object?.kind === 'object' && lasting.has(object.cls);
  });
}

const lasting = new Set(
  ['ModelCheckpoint', 'TensorBoard', 'CSVLogger', 'BackupAndRestore', 'LearningRateScheduler', 'ReduceLROnPlateau', 'History'].map(
    (name) => `keras.callbacks.${name}`,
  ),
);

function itemsOf(m: Machine, value: Value): readonly Value[] | null {
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  return value.kind === 'tuple' ? value.items : object?.kind === 'list' ? object.items : null;
}
