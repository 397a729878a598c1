import type { Message } from '../../../../extension/protocol/localize';
import { msg } from '../../../../extension/protocol/localize';
import type { DiagnosticCode } from '../../diagnostics/codes';
import { defaultSeverities } from '../../diagnostics/codes';
import type { Fix } from '../../diagnostics/diagnostic';
import type { LayerDef, ParamSpec } from '../../ops/kernel';
import { findOp } from '../../ops/registry';
import type { BoundArg, CallSite, FunctionValue, ModelObject, TensorValue, Value } from '../../values/value';
import { placeOf } from '../reports/checkArguments';
import { appendText, editOf, replaceText } from '../reports/fixEdits';
import type { CallArgs } from '../functions';
import type { Machine } from '../machine';
import { labelOf } from '../reports/report';
import { isSurelyKeras3 } from './kerasFlavor';
import { isKerasTensor } from './kerasTensors';
import { baseOf } from './subclass';

/*
 * What Keras 3 refuses of the call of a layer or model before anything is computed: what is no tensor by position, and more or
 * fewer arguments than `call` takes.
 */

interface Found {
  readonly code: DiagnosticCode;
  readonly message: Message;
  readonly at?: BoundArg | undefined;
  readonly fix?: Fix | null;
}

/** Layers that take anything as their first argument, and raise when they are called if at all. */
const takesAnythingFirst = new Set(
  'AdditiveAttention Attention Concatenate ELU HashedCrossing Masking RMSNormalization Rescaling Softmax'.split(' '),
);

/**
 * `Dropout(x)` for `Dropout()(x)`: a symbolic tensor where the constructor expects numbers or texts. Gives the tensor that the layer is
 * meant for.
 */
export function tensorInConstructor(m: Machine, def: LayerDef, args: CallArgs, site: CallSite): TensorValue | null {
  if (def.framework !== 'keras' || def.style !== 'python' || def.category === 'preprocessing' || def.category === 'wrapper') return null;
  const label = labelOf(def.name);
  const activation = Object.keys(def.params).indexOf('activation');
  const idx = args.positional.findIndex(
    ({ value }, i) => (i === 0 ? !takesAnythingFirst.has(label) : i === activation) && isKerasTensor(m, value),
  );
  if (idx < 0) return null;
  const { value } = args.positional[idx]!;
  tell(m, site, {
    code: 'dtype-mismatch',
    message: msg('{0} gets a tensor where it is made; it is to be made first and then called on the tensor: {0}(…)(x)', label),
    fix: callOnLast(def, idx, args, site),
  });
  return value.kind === 'tensor' ? value : null;
}

/** The last argument moves behind, into a call of its own. */
function callOnLast(def: LayerDef, idx: number, args: CallArgs, { call, home }: CallSite): Fix | null {
  const given = call?.args;
  if (!call || !given || idx !== given.length - 1 || args.positional.length !== given.length || given.some((a) => a.spread !== 'none'))
    return null;
  const required = Object.values(def.params).filter((param) => (param as ParamSpec<unknown>).isRequired).length;
  if (required > idx) return null;
  const last = given[idx]!;
  const text = home.code.text.slice(last.from, last.to);
  const from = idx > 0 ? given[idx - 1]!.to : call.argsFrom;
  return { title: msg('Call the layer on {0}', text), isPreferred: true, edits: [editOf(home, from, call.argsTo, `)(${text}`)] };
}

/** A layer of Keras itself. True when the call was refused. */
export function refuseLayerCall(m: Machine, def: LayerDef, args: CallArgs, site: CallSite): boolean {
  if (def.framework !== 'keras' || def.style !== 'python' || !args.isComplete) return false;
  const label = labelOf(def.name);
  const names = [...(def.inputs ?? ['inputs']), ...(def.callParams ?? ['training'])];
  return tell(
    m,
    site,
    noInput(def, label, args, names) ??
      notInList(def, label, args, site) ??
      severalAtOnce(m, def, label, args, site) ??
      tooMany(label, args, takesOneInput.has(def.category) && !def.callParams && def.name !== averagesMasked ? 1 : Infinity) ??
      (def.category === 'preprocessing' ? null : noTensor(m, label, args, names, site)),
  );
}

/** An instance of a class of the program with a `call` of its own. */
export function refuseOwnCall(m: Machine, className: string, call: FunctionValue, args: CallArgs, site: CallSite): boolean {
  if (!args.isComplete) return false;
  const params = call.fn.params.slice(1);
  if (params.some(({ pattern }) => pattern) || !call.fn.params.length) return false;
  const takesAny = params.some(({ kind }) => kind === 'rest');
  const positional = params.filter(({ kind }) => kind === 'positional' || kind === 'positionalOnly');
  return tell(
    m,
    site,
    absentParameter(className, call, args) ??
      tooMany(className, args, takesAny ? Infinity : positional.length) ??
      unknownKeyword(m, className, call, args) ??
      noTensor(
        m,
        className,
        args,
        positional.map(({ name }) => name),
        site,
      ),
  );
}

/** A functional model: as many tensors as it has inputs, and nothing else. */
export function refuseModelCall(m: Machine, model: ModelObject, args: CallArgs, n: number, site: CallSite): boolean {
  const wanted = model.inputs?.length;
  if (model.framework !== 'keras' || model.container !== 'functional' || !args.isComplete || wanted === undefined || wanted === n)
    return false;
  const first = args.positional[0]?.value ?? args.keyword.get('inputs')?.value;
  // A dict is taken apart by the names of the inputs.
  const object = first?.kind === 'ref' ? m.get(first.id) : undefined;
  if (!first || (first.kind !== 'tensor' && first.kind !== 'tuple' && !(object?.kind === 'list' && object.items))) return false;
  return tell(m, site, {
    code: 'input-mismatch',
    message: msg('The model has {0} inputs, it is called on {1}', wanted, n),
  });
}

/** Layers whose `call` takes its inputs and nothing else. */
const takesOneInput: ReadonlySet<string> = new Set(['merging', 'convolution', 'pooling', 'reshaping', 'embedding', 'activation']);
const averagesMasked = 'keras.layers.GlobalAveragePooling1D';

function tell(m: Machine, site: CallSite, found: Found | null): boolean {
  if (!found) return false;
  const { code, message, at, fix } = found;
  m.report({
    code,
    severity: defaultSeverities[code],
    message,
    place: placeOf(site, at?.place ?? null),
    related: [],
    fixes: fix ? [fix] : [],
  });
  return true;
}

/** Merging layers take a list, whether of two tensors or of one. */
function notInList(def: LayerDef, label: string, { positional, keyword }: CallArgs, site: CallSite): Found | null {
  const first = positional[0]?.value;
  if (def.category !== 'merging' || first?.kind !== 'tensor' || keyword.size) return null;
  const tensors = positional.every(({ value }) => value.kind === 'tensor' || value.kind === 'unknown');
  const { call, home } = site;
  const isWritten =
    tensors && positional.length > 1 && call?.args.length === positional.length && call.args.every((a) => a.spread === 'none');
  const [from, to] = [call?.args[0]?.from ?? 0, call?.args.at(-1)?.to ?? 0];
  const text = isWritten ? `[${home.code.text.slice(from, to)}]` : '';
  return {
    code: 'missing-argument',
    message: msg('{0} takes its tensors in one list', label),
    fix: isWritten ? { title: msg('Put the tensors into a list'), isPreferred: true, edits: [editOf(home, from, to, text)] } : null,
  };
}

/** Layers with weights, and those that move or pool elements, take one tensor: what a recurrent layer gives with its states is several. */
function severalAtOnce(m: Machine, def: LayerDef, label: string, { positional }: CallArgs, site: CallSite): Found | null {
  if (!takesOneTensor.has(def.category) || label === 'UnitNormalization' || def.inputs || def.callParams) return null;
  const [first] = positional;
  const object = first?.value.kind === 'ref' ? m.get(first.value.id) : undefined;
  const items = first?.value.kind === 'tuple' ? first.value.items : object?.kind === 'list' && !object.isSet ? object.items : null;
  if (!items || items.length < 2 || !items.every((item) => item.kind === 'tensor')) return null;
  const expr = first!.expr;
  return {
    code: 'input-mismatch',
    message: msg('{0} takes one tensor, it is called on {1}', label, items.length),
    fix: expr?.k === 'name' && site.call ? appendText(site.home, expr, '[0]') : null,
  };
}

const takesOneTensor: ReadonlySet<string> = new Set(['linear', 'convolution', 'pooling', 'reshaping', 'embedding', 'normalization']);

function tooMany(label: string, { positional }: CallArgs, most: number): Found | null {
  if (positional.length <= most) return null;
  return {
    code: 'unknown-argument',
    message: msg('{0} is called on {1} arguments by position, its call takes {2}', label, positional.length, most),
    at: positional[most],
  };
}

/** `Dense(3)()`. */
function noInput(def: LayerDef, label: string, { positional, keyword }: CallArgs, names: readonly string[]): Found | null {
  if (def.category === 'input' || positional.length || [...keyword.keys()].some((name) => !layerFlags.has(name))) return null;
  return { code: 'missing-argument', message: msg('{0} is called without {1}, which its method call needs', label, names[0]!) };
}

/** Arguments of every call that are no input. */
const layerFlags: ReadonlySet<string> = new Set(['training', 'mask']);

/** A parameter of `call` without an argument. */
function absentParameter(className: string, call: FunctionValue, args: CallArgs): Found | null {
  const absent = call.fn.params
    .slice(1)
    .find(
      (param, i) =>
        (param.kind === 'positional' || param.kind === 'positionalOnly' || param.kind === 'keywordOnly') &&
        !param.fallback &&
        !args.keyword.has(param.name) &&
        (param.kind === 'keywordOnly' || i >= args.positional.length),
    );
  if (!absent || absent.name === 'mask') return null;
  return { code: 'missing-argument', message: msg('{0} is called without {1}, which its method call needs', className, absent.name) };
}

function unknownKeyword(m: Machine, className: string, call: FunctionValue, { keyword }: CallArgs): Found | null {
  if (!isSurelyKeras3(m) || call.fn.params.some(({ kind }) => kind === 'keywordRest')) return null;
  for (const [name, at] of keyword) {
    // What the call around decides goes to those that take it.
    if (name === 'training' || call.fn.params.some((param) => param.name === name)) continue;
    // A program may name arguments that every call of its layers takes.
    const text = m.wholeChunk(call.home.chunk)?.text ?? call.home.code.text;
    if (text.includes('_call_context_args')) return null;
    return { code: 'unknown-argument', message: msg('{0} does not take {1}', className, name), at };
  }
  return null;
}

/** By position come tensors alone; a flag has to be named. */
function noTensor(m: Machine, label: string, { positional }: CallArgs, names: readonly string[], site: CallSite): Found | null {
  if (!isSurelyKeras3(m)) return null;
  for (const [i, at] of positional.entries()) {
    const what = strangerIn(m, at.value, 0);
    if (what === null) continue;
    const name = names[i];
    const written = site.call?.args[i];
    const isFlag = what === 'flag';
    const fix =
      isFlag && i > 0 && name !== undefined && written?.name === null && site.call!.args.slice(i).length === 1
        ? replaceText(site.home, written.from, written.to, `${name}=${site.home.code.text.slice(written.from, written.to)}`)
        : null;
    return {
      code: isFlag ? 'unknown-argument' : 'dtype-mismatch',
      message: isFlag
        ? msg('{0} takes tensors by position; what is none has to be named', label)
        : what === 'layer'
          ? msg('{0} is called on a layer; it takes the tensor that the layer gives when it is called', label)
          : msg('{0} takes tensors or arrays by position, not other values', label),
      at,
      fix,
    };
  }
  return null;
}

const depthOfStructures = 4;

/** What in a structure is certainly no tensor, and not made one: lists are taken apart, not converted. */
function strangerIn(m: Machine, value: Value, depth: number): 'flag' | 'layer' | 'other' | null {
  switch (value.kind) {
    case 'bool':
      return 'flag';
    case 'int':
    case 'float':
      return typeof value.value === 'number' ? 'other' : null;
    case 'str':
    case 'function':
    case 'slice':
      return 'other';
    case 'library':
      return findOp(value.path) ? 'layer' : null;
    case 'tuple':
      return firstIn(m, value.items, depth);
    case 'ref': {
      if (baseOf(m, value)) return 'layer';
      const object = m.get(value.id);
      return object?.kind === 'list' && object.items && !object.isSet ? firstIn(m, object.items, depth) : null;
    }
    default:
      return null;
  }
}

function firstIn(m: Machine, items: readonly Value[], depth: number): 'flag' | 'layer' | 'other' | null {
  if (depth > depthOfStructures) return null;
  for (const item of items) {
    const found = strangerIn(m, item, depth + 1);
    if (found !== null) return found;
  }
  return null;
}
