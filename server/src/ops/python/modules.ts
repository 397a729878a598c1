import type { BuiltinFn, BuiltinMethod } from '../kernel';
import type { Value } from '../../values/value';
import { float, int, str, tuple } from '../../values/value';
import { argparseFunctions, argparseMethods } from './argparse';
import { collectionsFunctions } from './collections';
import { dataFunctions } from './dataclasses';
import { functoolsFunctions, functoolsMethods } from './functools';
import { itertoolsFunctions } from './itertools';
import { pythonMath } from './math';
import { operatorFunctions, operatorMethods } from './operator';
import { pathFunctions, pathMethods } from './paths';
import { randomFunctions, randomMethods } from './random';
import { textFunctions } from './textModules';

/** The standard library's modules that have rules: by module, then by name. */
export const pythonModules: Readonly<Record<string, Readonly<Record<string, BuiltinFn>>>> = {
  math: pythonMath,
  itertools: itertoolsFunctions,
  functools: functoolsFunctions,
  operator: operatorFunctions,
  collections: collectionsFunctions,
  random: randomFunctions,
  argparse: argparseFunctions,
  ...pathFunctions,
  ...dataFunctions,
  ...textFunctions,
};

/** Modules whose functions give what nobody knows before the program runs. */
export const opaqueModules: readonly string[] = (
  'sys typing abc warnings pickle csv io logging subprocess threading multiprocessing shutil tempfile traceback datetime ' +
  'hashlib urllib gzip zipfile struct heapq bisect queue socket inspect types numbers statistics decimal fractions uuid platform ' +
  'textwrap pprint secrets signal tarfile configparser importlib gc weakref concurrent concurrent.futures calendar collections.abc urllib.request'
).split(' ');

/** Methods of instances of classes of the standard library, by class. */
export const objectMethods: Readonly<Record<string, Readonly<Record<string, BuiltinMethod>>>> = {
  ...argparseMethods,
  ...functoolsMethods,
  ...operatorMethods,
  ...pathMethods,
  ...randomMethods,
};

const version: Value = {
  kind: 'tuple',
  items: [int(3), int(12), int(0), str('final'), int(0)],
  names: ['major', 'minor', 'micro', 'releaselevel', 'serial'],
};

export const pythonConstants: Readonly<Record<string, Value>> = {
  'math.pi': float(Math.PI),
  'math.e': float(Math.E),
  'math.tau': float(2 * Math.PI),
  'math.inf': float(Infinity),
  'math.nan': float(NaN),
  'sys.maxsize': int({ kind: 'unknown' }),
  'sys.version_info': version,
  'sys.byteorder': str('little'),
  'sys.argv': { kind: 'unknown', path: null },
  'sys.platform': str(null),
  'sys.version': str(null),
  'os.sep': str(null),
  'os.name': str(null),
  'os.linesep': str(null),
  'string.ascii_lowercase': str('abcdefghijklmnopqrstuvwxyz'),
  'string.ascii_uppercase': str('ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
  'string.ascii_letters': str('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'),
  'string.digits': str('0123456789'),
  'string.hexdigits': str('0123456789abcdefABCDEF'),
  'string.octdigits': str('01234567'),
  'string.punctuation': str('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'),
  'string.whitespace': str(' \t\n\r\v\f'),
  'string.printable': str('0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n\r\v\f'),
  'typing.TYPE_CHECKING': { kind: 'bool', value: false },
  __debug__: { kind: 'bool', value: true },
  NotImplemented: { kind: 'library', path: 'python.NotImplemented' },
  Ellipsis: { kind: 'library', path: 'python.Ellipsis' },
  '#empty': tuple([]),
};
