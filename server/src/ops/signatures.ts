import matplotlib from './signatures/matplotlib.json';
import numpy from './signatures/numpy.json';
import pandas from './signatures/pandas.json';
import python from './signatures/python.json';
import sklearn from './signatures/sklearn.json';

/** A parameter as far as it decides which arguments a call takes. */
export interface Slot {
  readonly name: string;
  readonly kind: 'positional' | 'positionalOnly' | 'keywordOnly' | 'rest' | 'keywordRest';
  readonly isNeeded: boolean;
}

/** Which arguments a function of a library takes, as it was recorded (`scripts/oracles/names/signatures.py`). */
export interface Signature {
  readonly slots: readonly Slot[];
  /** Keywords that it hands on, and nothing else takes any other: those that are its own matter, and all that anything takes. */
  readonly handsOn: { readonly own: ReadonlySet<string>; readonly all: ReadonlySet<string> } | null;
}

/** One text a module or class: it is taken apart when the first call of one of its functions is seen. */
const recorded: Readonly<Record<string, string>> = { ...python, ...numpy, ...pandas, ...sklearn, ...matplotlib };
const owners = new Map<string, ReadonlyMap<string, string>>();
const read = new Map<string, Signature>();

/** What is known of the arguments of a function, class or method, by its qualified name. */
export function signatureOf(path: string): Signature | undefined {
  let signature = read.get(path);
  if (signature) return signature;
  const at = path.lastIndexOf('.');
  const text = at < 0 ? undefined : entriesOf(path.slice(0, at))?.get(path.slice(at + 1));
  if (text === undefined) return undefined;
  read.set(path, (signature = parsed(text)));
  return signature;
}

/** True when a class was recorded and has none of these special methods (`__len__`). */
export function lacksSpecial(cls: string, names: readonly string[]): boolean {
  const entries = entriesOf(cls);
  if (!entries) return false;
  const special = entries.get('@')?.split(' ') ?? [];
  return !names.some((name) => special.includes(name));
}

/** True when the methods of a class were recorded. */
export function isRecordedClass(cls: string): boolean {
  return Object.hasOwn(recorded, cls) && entriesOf(cls.slice(0, cls.lastIndexOf('.')))?.has(cls.slice(cls.lastIndexOf('.') + 1)) === true;
}

function entriesOf(owner: string): ReadonlyMap<string, string> | undefined {
  let entries = owners.get(owner);
  if (!entries && Object.hasOwn(recorded, owner)) {
    entries = new Map(
      recorded[owner]!.split(';').map((entry) => {
        const end = entry.indexOf(' ');
        return end < 0 ? [entry, ''] : [entry.slice(0, end), entry.slice(end + 1)];
      }),
    );
    owners.set(owner, entries);
  }
  return entries;
}

function parsed(text: string): Signature {
  const words = text === '' ? [] : text.split(' ');
  const positionalOnly = words.indexOf('/');
  const slots: Slot[] = [];
  let isByName = false;
  let handsOn: Signature['handsOn'] = null;
  for (const [i, word] of words.entries()) {
    if (word === '/') continue;
    if (word === '*') isByName = true;
    else if (word === '+') {
      slots.push({ name: '', kind: 'rest', isNeeded: false });
      isByName = true;
    } else if (word.startsWith('**')) {
      const [, home] = word.split(':');
      if (home !== undefined) handsOn = { own: home === 'Any' ? new Set() : propertiesOf(home), all: propertiesOf('Any') };
      slots.push({ name: '', kind: 'keywordRest', isNeeded: false });
    } else {
      const isNeeded = !word.endsWith('?');
      const kind = i < positionalOnly ? 'positionalOnly' : isByName ? 'keywordOnly' : 'positional';
      slots.push({ name: isNeeded ? word : word.slice(0, -1), kind, isNeeded });
    }
  }
  return { slots, handsOn };
}

function propertiesOf(cls: string): ReadonlySet<string> {
  return new Set(signatureOf(`matplotlib.${cls}.set`)?.slots.map(({ name }) => name));
}
