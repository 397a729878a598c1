import type { Framework } from '../../values/value';

/**
 * Element types by the names that frameworks share. NumPy's promotion follows NEP 50: Python's own numbers do not widen an
 * array, two arrays give the smallest type that holds both.
 */
const kinds: Readonly<Record<string, readonly ['bool' | 'uint' | 'int' | 'float' | 'complex', number]>> = {
  bool: ['bool', 8],
  uint8: ['uint', 8],
  uint16: ['uint', 16],
  uint32: ['uint', 32],
  uint64: ['uint', 64],
  int8: ['int', 8],
  int16: ['int', 16],
  int32: ['int', 32],
  int64: ['int', 64],
  float16: ['float', 16],
  bfloat16: ['float', 16],
  float32: ['float', 32],
  float64: ['float', 64],
  complex64: ['complex', 64],
  complex128: ['complex', 128],
};

/** Other spellings of the same types. */
const spellings: Readonly<Record<string, string>> = {
  int: 'int64',
  float: 'float64',
  double: 'float64',
  single: 'float32',
  half: 'float16',
  bool_: 'bool',
  boolean: 'bool',
  int_: 'int64',
  float_: 'float64',
  intp: 'int64',
  longlong: 'int64',
  ubyte: 'uint8',
  byte: 'int8',
  complex: 'complex128',
  complex_: 'complex128',
  str: 'str',
  str_: 'str',
  string: 'str',
  object: 'object',
  object_: 'object',
  intc: 'int32',
  short: 'int16',
  long: 'int64',
  uint: 'uint64',
  uintc: 'uint32',
  uintp: 'uint64',
  ushort: 'uint16',
  ulong: 'uint64',
  ulonglong: 'uint64',
  csingle: 'complex64',
  cdouble: 'complex128',
  c8: 'complex64',
  c16: 'complex128',
  u2: 'uint16',
  u4: 'uint32',
  u8: 'uint64',
  f2: 'float16',
  f4: 'float32',
  f8: 'float64',
  i1: 'int8',
  i2: 'int16',
  i4: 'int32',
  i8: 'int64',
  u1: 'uint8',
  f: 'float32',
  d: 'float64',
  i: 'int32',
  '<f4': 'float32',
  '<f8': 'float64',
  '<i8': 'int64',
};

/** The shared name of an element type, or null when the word is none. */
export function canonicalDtype(word: string): string | null {
  if (Object.hasOwn(kinds, word)) return word;
  return Object.hasOwn(spellings, word) ? spellings[word]! : null;
}

export function isFloating(dtype: string): boolean {
  return kinds[dtype]?.[0] === 'float';
}

export function isWhole(dtype: string): boolean {
  const kind = kinds[dtype]?.[0];
  return kind === 'int' || kind === 'uint';
}

/** Whether NumPy puts a result of one type into an array of another: within a kind of numbers or into a wider one. */
export function canHold(array: string, result: string): boolean {
  const [to, from] = [kinds[array]?.[0], kinds[result]?.[0]];
  if (!to || !from || to === from) return true;
  const order = ['bool', 'uint', 'int', 'float', 'complex'];
  return order.indexOf(from) < order.indexOf(to);
}

/** What an array of two types holds by NumPy's rules; null when one is not known. */
export function promoteDtypes(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return null;
  if (a === b) return a;
  const [x, y] = [kinds[a], kinds[b]];
  // Whatever an array of objects or texts is joined with becomes one.
  if (a === 'object' || b === 'object') return 'object';
  if (!x || !y) return null;
  if (x[0] === 'bool') return b;
  if (y[0] === 'bool') return a;
  const order = ['uint', 'int', 'float', 'complex'];
  const [low, high] = order.indexOf(x[0]) <= order.indexOf(y[0]) ? [x, y] : [y, x];
  if (low[0] === high[0]) return nameOf(high[0], Math.max(low[1], high[1]), a, b);
  if (high[0] === 'int') return low[1] < high[1] ? nameOf('int', high[1]) : low[1] === 64 ? 'float64' : nameOf('int', low[1] * 2);
  // A float holds whole numbers of half its width exactly.
  const width = low[0] === 'float' ? low[1] * 2 : Math.min(64, low[1] * 2) * (high[0] === 'complex' ? 2 : 1);
  return nameOf(high[0], Math.max(high[1], width));
}

/** The type of a result of an array with a plain number of the language, which does not widen it within its kind. */
export function promoteWithNumber(dtype: string | null, number: 'int' | 'float' | 'bool', framework: Framework): string | null {
  if (dtype === null) return null;
  const kind = kinds[dtype]?.[0];
  if (!kind || number === 'bool') return kind ? dtype : null;
  if (number === 'int') return kind === 'bool' ? (framework === 'tensorflow' ? null : 'int64') : dtype;
  if (kind === 'float' || kind === 'complex') return dtype;
  return framework === 'numpy' ? 'float64' : framework === 'torch' ? 'float32' : null;
}

/** The type that a framework gives to numbers of the language. */
export function defaultDtype(number: 'int' | 'float' | 'bool', framework: Framework): string {
  if (number === 'bool') return 'bool';
  if (number === 'int') return framework === 'tensorflow' || framework === 'keras' || framework === 'tfjs' ? 'int32' : 'int64';
  return framework === 'numpy' ? 'float64' : 'float32';
}

function nameOf(kind: string, bits: number, ...from: string[]): string {
  if (from.length === 2 && from.includes('bfloat16') && bits === 16) return 'float32';
  return `${kind}${Math.min(bits, kind === 'complex' ? 128 : 64)}`;
}
