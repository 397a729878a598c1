import { msg } from '../../../../extension/protocol/localize';
import type { Fix } from '../../diagnostics/diagnostic';
import type { AttrExpr } from '../../ir/ir';
import { canonicalPath, findLibraryMember, findOp } from '../../ops/registry';
import { publicNames, type PublicNames } from '../../ops/publicNames';
import { knownLabels } from '../../ops/pandas/frame';
import type { ClassObject, HeapObject, InstanceObject, TensorValue, Value } from '../../values/value';
import { unknown } from '../../values/value';
import { getAttr, isResolvable } from '../attributes';
import { assignsMember } from './assignedMembers';
import { findMember, mroOf } from '../classes';
import { meantNames } from '../containers/training/missingMethod';
import { currentNames } from '../containers/training/oldCalls';
import { renameMember, replaceText } from '../reports/fixEdits';
import { libraryBase } from '../libraryMembers';
import type { Machine } from '../machine';
import { nearest } from './nearest';
import { refuse } from '../reports/refusal';
import { labelOf } from '../reports/report';
import { isSurelyKeras3 } from '../containers/kerasFlavor';
import { comesFromInput } from '../containers/kerasTensors';
import { isSince, latest } from '../versions/versions';

/** What is known of the members of a value. */
interface Members {
  /** The value as people call it: `list`, `numpy.ndarray`. */
  readonly label: string;
  readonly names: Iterable<string>;
  has(name: string): boolean;
  /** What an earlier version had, and may still be there in the one at hand. */
  had?(name: string): boolean;
  /** It may also be of a class that inherits from this one: only a misspelling is surely one. */
  readonly isVague?: boolean;
}

/** Reports a member that a value certainly lacks, and gives the one that is meant, if that is plain; null where nothing is wrong or known. */
export function checkMember(m: Machine, object: Value, e: AttrExpr): Value | null {
  const { name } = e;
  if (m.frame.semantics.language !== 'python' || name.startsWith('_') || m.isDead) return null;
  if (goneFromLayer(m, object, e)) return unknown;
  const ofOptimizer = goneFromOptimizer(m, object, e);
  if (ofOptimizer) return ofOptimizer;
  const ofModule = calledModule(m, object, e);
  if (ofModule) return ofModule;
  const members = membersOf(m, object) ?? (m.called === e ? calledOfTable(m, object) : null);
  if (!members || members.has(name) || members.had?.(name) || m.facts.has(`member ${name}`)) return null;
  const meant = nearest(name, members.names);
  if (meant === null && members.isVague) return null;
  const { label } = members;
  const message = meant === null ? msg('{0} has no {1}', label, name) : msg('{0} has no {1}; is {2} meant?', label, name, meant);
  const fixes = [meant === null ? null : renameMember(m.frame.home, e.to, name, meant), asArray(m, object, e)];
  refuse(m, 'AttributeError', 'missing-attribute', message, { place: m.place(e), fixes });
  // Another number may be another thing: what `fc3` would have been nobody knows from `fc1`.
  const isOtherNumber = meant !== null && meant.replace(/\d/g, '') === name.replace(/\d/g, '');
  return meant === null || isOtherNumber ? unknown : getAttr(m, object, meant);
}

/** `optim.adam(…)`: a module of PyTorch where the class in it is meant. */
function calledModule(m: Machine, object: Value, e: AttrExpr): Value | null {
  if (object.kind !== 'library' || object.path !== 'torch.optim' || m.called !== e || isCallable(`torch.optim.${e.name}`)) return null;
  const names = [...(publicNames(object.path)?.now ?? [])];
  const meant = names.find((name) => name !== e.name && name.toLowerCase() === e.name.toLowerCase() && isCallable(`torch.optim.${name}`));
  if (meant === undefined || !names.includes(e.name)) return null;
  const message = msg('{0} is a module and cannot be called; is {1} meant?', `torch.optim.${e.name}`, meant);
  refuse(m, 'TypeError', 'missing-attribute', message, { place: m.place(e), fixes: [renameMember(m.frame.home, e.to, e.name, meant)] });
  return getAttr(m, object, meant);
}

function isCallable(path: string): boolean {
  return findOp(path) !== undefined;
}

/** What layers had in Keras 2, and what says it today; null where nothing does. Models still have the shapes. */
const goneFromLayers: Readonly<Record<string, string | null>> = {
  output_shape: 'output.shape',
  input_shape: 'input.shape',
  inbound_nodes: '_inbound_nodes',
  outbound_nodes: '_outbound_nodes',
  output_mask: null,
  input_mask: null,
  updates: null,
  get_output_at: null,
  get_input_at: null,
  get_output_shape_at: null,
  get_input_shape_at: null,
};

function goneFromLayer(m: Machine, value: Value, e: AttrExpr): boolean {
  const layer = value.kind === 'ref' ? m.get(value.id) : undefined;
  if (layer?.kind !== 'layer' || layer.framework !== 'keras' || layer.own || !Object.hasOwn(goneFromLayers, e.name)) return false;
  if (m.facts.has(`member ${e.name}`) || !isSurelyKeras3(m) || !isSince(m, 'keras', '3')) return false;
  const instead = goneFromLayers[e.name]!;
  const message = instead
    ? msg('The {0} of a layer is gone since Keras 3; {1} says the same', e.name, instead)
    : msg('The {0} of a layer is gone since Keras 3', e.name);
  const fixes = [instead ? renameMember(m.frame.home, e.to, e.name, instead) : null];
  refuse(m, 'AttributeError', 'removed-api', message, { place: m.place(e), fixes });
  return true;
}

/** What optimizers had in Keras 2, and what says it today; null where nothing does. */
const goneFromOptimizers: Readonly<Record<string, string | null>> = {
  lr: 'learning_rate',
  weights: 'variables',
  get_weights: null,
  minimize: null,
  get_updates: null,
  get_gradients: null,
  get_slot: null,
  add_slot: null,
  decay: null,
};

function goneFromOptimizer(m: Machine, value: Value, e: AttrExpr): Value | null {
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  if (object?.kind !== 'object' || !/^keras\.optimizers\.[A-Z]\w*$/.test(object.cls) || !Object.hasOwn(goneFromOptimizers, e.name))
    return null;
  if (object.attrs.has(e.name) || m.facts.has(`member ${e.name}`) || !isSurelyKeras3(m) || !isSince(m, 'keras', '3')) return null;
  const instead = goneFromOptimizers[e.name]!;
  const message = instead
    ? msg('The {0} of an optimizer is gone since Keras 3; {1} says the same', e.name, instead)
    : msg('The {0} of an optimizer is gone since Keras 3', e.name);
  const fixes = [instead ? renameMember(m.frame.home, e.to, e.name, instead) : null];
  refuse(m, 'AttributeError', 'removed-api', message, { place: m.place(e), fixes });
  return instead ? getAttr(m, value, instead) : unknown;
}

/** A column cannot be called: a call of what a table lacks is of a method that is misspelled, whatever its columns are. */
function calledOfTable(m: Machine, value: Value): Members | null {
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  if (object?.kind !== 'object' || (object.cls !== 'pandas.DataFrame' && object.cls !== 'pandas.Series')) return null;
  const own = named(labelOf(object.cls), [object.cls]);
  const has = (name: string): boolean => own!.has(name) || object.attrs.has(name) || findLibraryMember(object.cls, name) !== undefined;
  return own && { ...own, has, isVague: true };
}

function membersOf(m: Machine, value: Value): Members | null {
  switch (value.kind) {
    case 'library':
      return ofLibrary(m, value);
    case 'tensor':
      return ofTensor(m, value);
    case 'str':
      // Element types of arrays and labels of tables are read as texts.
      return onlyTaken(named('str', ['python.str', 'numpy.dtype', 'tensorflow.DType']), [
        'numpy.ndarray',
        'python.list',
        'python.dict',
        'python.bytes',
      ]);
    case 'int':
      // In TensorFlow 1 an extent was an object with a value.
      return onlyTaken(named('int', ['python.int', 'tensorflow.DType'], ['value', 'item']), [
        'numpy.ndarray',
        'python.list',
        'python.dict',
        'python.str',
        'tensorflow.Tensor',
      ]);
    case 'float':
      return onlyTaken(named('float', ['python.float', 'numpy.number']), ['python.list', 'python.dict', 'python.str', 'tensorflow.Tensor']);
    case 'tuple':
      if (value.names === undefined && value.cls === undefined)
        return onlyTaken(named('tuple', value.isPlain ? ['python.tuple'] : ['python.tuple', 'tensorflow.TensorShape']), [
          ...(value.isPlain ? ['tensorflow.TensorShape'] : []),
          'numpy.ndarray',
          'python.list',
          'python.dict',
          'python.str',
        ]);
      return value.cls === undefined ? null : ofNamedTuple(m, value);
    case 'range':
      return named('range', ['python.range']);
    case 'none':
      return null;
    case 'ref':
      return ofObject(m, m.get(value.id));
    default:
      return null;
  }
}

function named(label: string, owners: readonly string[], more: readonly string[] = []): Members | null {
  const all = owners.map(publicNames);
  if (!all.every((names): names is PublicNames => names !== undefined)) return null;
  return {
    label,
    names: all[0]!.now,
    has: (name) => more.includes(name) || all.some((names) => names.now.has(name) || names.elsewhere.has(name)),
    had: (name) => all.some((names) => names.before.has(name)),
  };
}

function ofLibrary(m: Machine, { path, spelled = path }: Extract<Value, { kind: 'library' }>): Members | null {
  // Names inside of these have several homes; what is misspelled there is known elsewhere.
  if (path.startsWith('keras') || path.startsWith('tensorflow') || !latest(m, path)) return null;
  const own = named(
    path.startsWith('python.') ? path.slice('python.'.length) : spelled,
    builtinTypes.has(path) ? [path, 'numpy.dtype'] : [spelled],
  );
  const isThere = (name: string): boolean => isResolvable(canonicalPath(`${spelled}.${name}`) ?? `${path}.${name}`);
  return own && { ...own, has: (name) => own.has(name) || isThere(name) || m.facts.has(`member ${spelled}.${name}`) };
}

/** They stand for the element types of arrays as well. */
const builtinTypes = new Set(['int', 'float', 'bool', 'complex', 'str'].map((name) => `python.${name}`));

function ofTensor(m: Machine, tensor: TensorValue): Members | null {
  const { framework, shape } = tensor;
  const withRules = (cls: string, members: Members | null): Members | null =>
    members && { ...members, has: (name) => members.has(name) || findLibraryMember(cls, name) !== undefined };
  if (framework === 'numpy') {
    const isScalar = !shape || shape.hasPrefix || shape.dims.length === 0;
    // An element may be anything.
    if (isScalar && tensor.dtype === 'object') return null;
    const members = withRules('numpy.ndarray', named('numpy.ndarray', [isScalar ? 'numpy.generic' : 'numpy.ndarray', 'numpy.special']));
    // What a table holds may be an array of its own kind.
    const has = (name: string): boolean => members!.has(name) || (isScalar && publicNames('pandas.Series')!.now.has(name));
    return members && { ...members, has, names: publicNames('numpy.ndarray')!.now, isVague: !shape || tensor.dtype === null };
  }
  if (framework === 'torch') {
    const members = latest(m, 'torch') ? withRules('torch.Tensor', named('Tensor', ['torch.Tensor'])) : null;
    // What a function that nobody calls is given may be of a kind of its own: several tensors as one.
    return members && { ...members, isVague: m.isUncalled || m.uncertain > 0 };
  }
  if (framework === 'tensorflow')
    return m.facts.has('numpy behavior') ? null : withRules('tensorflow.Tensor', named('tf.Tensor', ['tensorflow.Tensor']));
  // What comes of something unknown may be computed at once. Inside of a layer of the program its tensors are those of the backend.
  if (framework !== 'keras' || !tensor.isSymbolic || m.callers || m.frame.fn !== null || !comesFromInput(m, tensor)) return null;
  return withRules('keras.KerasTensor', named('KerasTensor', ['keras.KerasTensor']));
}

/** Of values that libraries may give in a form of their own: only what these others have is surely asked of the wrong one. */
function onlyTaken(own: Members | null, others: readonly string[]): Members | null {
  const all = others.map((path) => publicNames(path)!);
  const isTaken = (name: string): boolean => all.some(({ now }) => now.has(name)) || nearest(name, own!.names) !== null;
  return own && { ...own, has: (name) => own.has(name) || !isTaken(name) };
}

function ofNamedTuple(m: Machine, value: Extract<Value, { kind: 'tuple' }>): Members | null {
  const cls = { kind: 'ref', id: value.cls! } as const;
  const own = named(value.name ?? 'tuple', ['python.tuple'], value.names);
  return own && { ...own, names: value.names ?? [], has: (name) => own.has(name) || findMember(m, cls, name) !== undefined };
}

function ofObject(m: Machine, object: HeapObject | undefined): Members | null {
  switch (object?.kind) {
    case 'list':
      if (object.isView) return null;
      return object.isDeque
        ? named('deque', ['python.deque'])
        : object.isSet
          ? named('set', ['python.set'])
          : named('list', ['python.list']);
    case 'dict': {
      const kinds = object.missing ? ['python.Counter', 'python.defaultdict'] : ['python.dict', 'python.OrderedDict'];
      return object.isObject ? null : named('dict', kinds);
    }
    case 'instance':
      return ofInstance(m, object);
    case 'class':
      return ofClass(m, object);
    case 'object':
      return ofLibraryObject(m, object);
    case 'layer':
    case 'model':
      if (object.framework === 'torch') return null;
      return object.framework === 'keras' && !object.own ? ofKeras(m, labelOf(object.op), object) : null;
    default:
      return null;
  }
}

/** Whatever an object of Keras may have: its classes are not told apart, since they set much of it as they run. */
function ofKeras(m: Machine, label: string, object: HeapObject): Members | null {
  const own = named(label, ['keras.Object']);
  if (!own || !latest(m, 'keras')) return null;
  const given = object.kind === 'layer' ? object.args.values : undefined;
  return {
    label,
    // A method that is close to one is a matter of its call.
    names: [],
    has: (name) =>
      own.has(name) ||
      given?.has(name) === true ||
      Object.hasOwn(meantNames, name) ||
      Object.hasOwn(currentNames, name) ||
      nearest(name, modelNames) !== null,
    had: (name) => own.had!(name),
  };
}

/** What is meant by names that are close to these, the rules of their calls say. */
const modelNames = 'fit predict evaluate compile summary add pop save layers'.split(' ');

function ofLibraryObject(m: Machine, object: Extract<HeapObject, { kind: 'object' }>): Members | null {
  const { cls, attrs } = object;
  const known = (name: string): boolean => attrs.has(name) || findLibraryMember(cls, name) !== undefined;
  const add = (members: Members | null): Members | null => members && { ...members, has: (name) => known(name) || members.has(name) };
  if (cls.startsWith('pandas.')) {
    const labels = cls === 'pandas.DataFrame' ? knownLabels(attrs) : [];
    // A row has the names of the columns.
    if (!labels || (cls === 'pandas.Series' && !attrs.has('#isColumn'))) return null;
    const members = add(named(labelOf(cls), [cls]));
    return members && { ...members, has: (name) => labels.includes(name) || members.has(name) };
  }
  if (cls === 'sklearn.utils.Bunch') {
    const names = [...attrs.keys()].filter((name) => !name.startsWith('#'));
    return names.length ? { label: 'Bunch', names, has: (name) => known(name) || named('', ['python.dict'])!.has(name) } : null;
  }
  if (cls.startsWith('sklearn.')) {
    const members = add(named(labelOf(cls), ['sklearn.Object']));
    const names = 'fit transform fit_transform inverse_transform predict predict_proba score fit_predict get_params set_params'.split(' ');
    return members && { ...members, names, has: (name) => name.endsWith('_') || members.has(name) };
  }
  // Other kinds of files and axes have a few members more.
  if (
    cls.startsWith('matplotlib.') ||
    cls === 'python.StringIO' ||
    cls === 'python.BytesIO' ||
    cls === 'python.file' ||
    cls === 'python.datetime.datetime'
  ) {
    const members = add(named(labelOf(cls), [cls]));
    return members && { ...members, isVague: true };
  }
  if (cls.startsWith('torch.optim.') && !cls.startsWith('torch.optim.lr_scheduler.')) {
    const members = add(named(labelOf(cls), ['torch.optim.Optimizer']));
    return members && { ...members, isVague: true };
  }
  if (cls.startsWith('tensorflow.data.')) return add(named('Dataset', ['tensorflow.data.Dataset']));
  if (cls.startsWith('keras.')) {
    const members = add(ofKeras(m, labelOf(cls), object));
    return members && { ...members, names: publicNames('keras.Object')!.now };
  }
  return null;
}

/** An instance of a class of the program, all of whose bases are known. */
function ofInstance(m: Machine, object: InstanceObject): Members | null {
  const own = ofProgram(m, object.cls);
  if (!own || m.isUncalled || (object.isOpen && object.base === undefined) || object.attrs.has('#open')) return null;
  const base = object.base === undefined ? undefined : m.get(object.base);
  return {
    ...own,
    names: [...object.attrs.keys(), ...own.names],
    has: (name) =>
      object.attrs.has(name) ||
      own.has(name) ||
      (base?.kind === 'layer' && (base.args.values.has(name) || base.attrs?.get(name) !== undefined)) ||
      // What Keras calls, and when, is its own matter.
      (object.base !== undefined && assignsMember(m, object.cls, name)),
  };
}

function ofClass(m: Machine, object: ClassObject): Members | null {
  const self: Value | undefined = object.attrs.size
    ? [...object.attrs.values()].find((v) => v.kind === 'function' && v.owner !== null)
    : undefined;
  const cls: Value | null = self?.kind === 'function' && self.owner !== null ? { kind: 'ref', id: self.owner } : null;
  if (!cls || m.get(cls.id) !== object || object.flavor || m.isUncalled) return null;
  return ofProgram(m, cls);
}

function ofProgram(m: Machine, cls: Value): Members | null {
  const object = cls.kind === 'ref' ? m.get(cls.id) : undefined;
  if (object?.kind !== 'class') return null;
  const inherited: PublicNames[] = [];
  const names = new Set<string>();
  for (const each of mroOf(m, cls)) {
    const part = each.kind === 'ref' ? m.get(each.id) : undefined;
    if (part?.kind === 'class') {
      if (part.isOpaque || part.cls.bases.some(({ name, spread }) => name !== null || spread !== 'none')) return null;
      if (part.attrs.has('__getattr__') || part.attrs.has('__getattribute__') || part.attrs.has('__slots__')) return null;
      for (const name of part.attrs.keys()) names.add(name);
      if (part.flavor === 'dataclass') for (const { name } of part.fields ?? []) names.add(name);
      continue;
    }
    const path = libraryBase(m, each);
    if (each.kind === 'library' && each.path === 'python.object') continue;
    const known = path === null ? undefined : namesOfBase(path);
    if (!known) return null;
    inherited.push(known);
  }
  return {
    label: object.name,
    names: [...names].filter((name) => !name.startsWith('_') && !name.includes('.')),
    has: (name) => names.has(name) || names.has(`${name}.setter`) || inherited.some(({ now }) => now.has(name)),
    had: (name) => inherited.some(({ before }) => before.has(name)),
  };
}

function namesOfBase(path: string): PublicNames | undefined {
  if (path === 'python.abc.ABC' || path === 'python.typing.Generic' || path === 'python.typing.Protocol')
    return { now: new Set(), before: new Set(), elsewhere: new Map() };
  if (path === 'python.list' || path === 'python.dict' || path === 'python.set' || path === 'python.tuple') return publicNames(path);
  if (path === 'torch.utils.data.Dataset' || path === 'torch.utils.data.IterableDataset') return publicNames('torch.utils.data.Dataset');
  if (path === 'torch.nn.Module') return publicNames(path);
  return path.startsWith('keras.') ? publicNames('keras.Object') : undefined;
}

/** What arrays have, asked of a list: it is to be one. */
function asArray(m: Machine, object: Value, e: AttrExpr): Fix | null {
  const list = object.kind === 'ref' ? m.get(object.id) : undefined;
  if (list?.kind !== 'list' || list.isSet || !publicNames('numpy.ndarray')?.now.has(e.name)) return null;
  const { home } = m.frame;
  const { from, to } = e.object;
  return replaceText(home, from, to, `np.array(${home.code.text.slice(from, to)})`);
}
