import { lossKind, type LossKind } from '../../../ops/keras/lossTargets';
import { isMetricName, lossNames } from '../../../ops/keras/identifiers';
import { findMember } from '../../classes';
import type { CallSite, FunctionValue, LibraryObject, RefValue, Value } from '../../../values/value';
import type { Machine } from '../../machine';

/** Class of the object that keeps what `compile` was given: its attributes are the arguments, its site the call. */
export const compiledClass = 'keras.#compiled';

/** Where an instance of a program's own model class keeps it. */
export const compiledAttribute = '#compiled';

export function compiledOf(m: Machine, self: RefValue): LibraryObject | null {
  const object = m.get(self.id);
  const kept = object?.kind === 'model' ? object.compiled : object?.kind === 'instance' ? object.attrs.get(compiledAttribute) : null;
  const compiled = kept?.kind === 'ref' ? m.get(kept.id) : undefined;
  return compiled?.kind === 'object' && compiled.cls === compiledClass ? compiled : null;
}

/** What compares labels with an output. */
export interface Comparison {
  /** As the user would call it. */
  readonly label: string;
  readonly kind: LossKind | null;
  /** The program's own function of labels and output. */
  readonly own: FunctionValue | null;
  /** A name that Keras does not know. */
  readonly isUnknownName: boolean;
  /** Outputs are logits, not probabilities; null when that is not known. */
  readonly fromLogits: boolean | null;
  /** Where it is made, for a class or function of Keras that is written there. */
  readonly site: CallSite | null;
  readonly isText: boolean;
}

const nothing: Comparison = { label: '', kind: null, own: null, isUnknownName: false, fromLogits: null, site: null, isText: false };

/** A loss or metric as it is given to `compile`: a name, a class, an instance, a function; null when nothing is known of it. */
export function comparisonOf(m: Machine, value: Value, of: 'loss' | 'metric'): Comparison | null {
  switch (value.kind) {
    case 'str': {
      if (value.value === null) return null;
      const isUnknownName = !(of === 'loss' ? lossNames.has(value.value) : isMetricName(value.value));
      return { ...nothing, label: value.value, kind: kindOf(value.value, of), isUnknownName, fromLogits: false, isText: true };
    }
    case 'library':
      return fromPath(value.path);
    case 'function':
      return { ...nothing, label: value.fn.name ?? '', own: value };
    case 'ref': {
      const object = m.get(value.id);
      if (object?.kind === 'object') {
        const found = fromPath(object.cls);
        const logits = object.attrs.get('from_logits');
        return found && { ...found, fromLogits: logits?.kind === 'bool' ? logits.value : logits ? null : false, site: object.site };
      }
      if (object?.kind !== 'instance') return null;
      const call = findMember(m, object.cls, of === 'loss' ? 'call' : 'update_state');
      return call?.kind === 'function' ? { ...nothing, label: call.fn.name ?? '', own: { ...call, self: value } } : null;
    }
    default:
      return null;
  }
}

function fromPath(path: string): Comparison | null {
  const parts = path.split('.');
  const name = parts.at(-1)!;
  const home = parts.at(-2);
  if (parts[0] !== 'keras' || (home !== 'losses' && home !== 'metrics')) return null;
  return { ...nothing, label: name, kind: kindOf(name, home === 'losses' ? 'loss' : 'metric'), fromLogits: false };
}

const accuracies: Readonly<Record<string, LossKind>> = {
  accuracy: 'elements',
  binaryaccuracy: 'elements',
  sparsecategoricalaccuracy: 'indices',
  sparsetopkcategoricalaccuracy: 'indices',
};

function kindOf(name: string, of: 'loss' | 'metric'): LossKind | null {
  const found = lossKind(name);
  if (of === 'loss') return found;
  // By name it is one of the accuracies, whichever the shapes ask for.
  return found ?? (/^acc(uracy)?$/.test(name) ? null : (accuracies[name.replaceAll('_', '').toLowerCase()] ?? null));
}
