import type { BuiltinFn, BuiltinMethod, CallContext } from '../kernel';
import { listOf, objectOf } from '../kernel';
import { unknownDim } from '../../values/dim';
import { PersistentMap } from '../../values/persistentMap';
import type { Value } from '../../values/value';
import { bool, float, int, none, str, tuple, unknown } from '../../values/value';

const parserClass = 'python.argparse.ArgumentParser';

export const argparseFunctions: Readonly<Record<string, BuiltinFn>> = {
  ArgumentParser: (_args, kwargs, cx) => cx.object(parserClass, kwargs.has('parents') ? { '#isOpen': bool(true) } : {}),
  Namespace: (_args, kwargs, cx) => cx.object('python.argparse.Namespace', Object.fromEntries(kwargs)),
  FileType: () => unknown,
};

/** What `parse_args` gives for an argument: its default, of which a command line may make anything of the same type. */
function addArgument(self: Value, args: readonly Value[], kwargs: ReadonlyMap<string, Value>, cx: CallContext): Value {
  const parser = objectOf(cx, self);
  if (self.kind !== 'ref' || parser?.kind !== 'object') return unknown;
  const flags = args.map((a) => (a.kind === 'str' ? a.value : null));
  const dest = kwargs.get('dest');
  const long = flags.find((flag) => flag?.startsWith('--')) ?? flags[0];
  const name = dest?.kind === 'str' ? dest.value : long?.replace(/^-+/, '').replaceAll('-', '_');
  if (typeof name !== 'string' || flags.includes(null)) {
    cx.setAttr(self, '#isOpen', bool(true));
    return unknown;
  }
  const action = kwargs.get('action');
  const isOptional = long?.startsWith('-') ?? false;
  const isKnownAction = action === undefined || (action.kind === 'str' && action.value !== null);
  let value = kwargs.get('default');
  if (action?.kind === 'str' && action.value === 'store_true') value ??= bool(false);
  else if (action?.kind === 'str' && action.value === 'store_false') value ??= bool(true);
  else if (action?.kind === 'str' && (action.value === 'version' || action.value === 'help')) return unknown;
  else if (!isKnownAction) value ??= none;
  else if (!isOptional) value = typed(kwargs, cx);
  const required = kwargs.get('required');
  if (required && cx.truth(required) !== false) value = typed(kwargs, cx);
  // A text as the default goes through the type.
  const type = kwargs.get('type');
  if (value?.kind === 'str' && type?.kind === 'library') value = cx.call(type, [value]);
  cx.setAttr(self, name, value ?? none);
  return unknown;
}

/** What a command line has to give: of the argument's type. */
function typed(kwargs: ReadonlyMap<string, Value>, cx: CallContext): Value {
  const type = kwargs.get('type');
  const path = type?.kind === 'library' ? type.path : type === undefined ? 'python.str' : '';
  const one = path === 'python.int' ? int(unknownDim) : path === 'python.float' ? float(null) : path === 'python.str' ? str(null) : unknown;
  return kwargs.has('nargs') ? listOf(cx, null, one) : one;
}

function namespaceOf(self: Value, cx: CallContext): Value {
  const parser = objectOf(cx, self);
  if (parser?.kind !== 'object') return unknown;
  return cx.alloc({ ...parser, cls: 'python.argparse.Namespace', attrs: PersistentMap.from(parser.attrs.entries()) });
}

export const argparseMethods: Readonly<Record<string, Readonly<Record<string, BuiltinMethod>>>> = {
  [parserClass]: {
    add_argument: addArgument,
    parse_args: (self, _args, _kwargs, cx) => namespaceOf(self, cx),
    parse_known_args: (self, _args, _kwargs, cx) => tuple([namespaceOf(self, cx), listOf(cx, null, str(null))]),
    add_argument_group: (self) => self,
    add_mutually_exclusive_group: (self) => self,
    set_defaults: (self, _args, kwargs, cx) => {
      for (const [name, value] of kwargs) cx.setAttr(self, name, value);
      return none;
    },
    add_subparsers: () => unknown,
    print_help: () => none,
    error: () => none,
  },
};
