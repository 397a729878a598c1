/** The exceptions of Python, each with the one that it derives from. */
const parents: Readonly<Record<string, string>> = {};
const tree: readonly (readonly [string, string])[] = [
  ['BaseException', 'Exception GeneratorExit KeyboardInterrupt SystemExit BaseExceptionGroup'],
  [
    'Exception',
    'ArithmeticError AssertionError AttributeError BufferError EOFError ExceptionGroup ImportError LookupError MemoryError NameError OSError ' +
      'ReferenceError RuntimeError StopAsyncIteration StopIteration SyntaxError SystemError TypeError ValueError Warning',
  ],
  ['ArithmeticError', 'FloatingPointError OverflowError ZeroDivisionError'],
  ['ImportError', 'ModuleNotFoundError'],
  ['LookupError', 'IndexError KeyError'],
  ['NameError', 'UnboundLocalError'],
  [
    'OSError',
    'BlockingIOError ChildProcessError ConnectionError FileExistsError FileNotFoundError InterruptedError IsADirectoryError ' +
      'NotADirectoryError PermissionError ProcessLookupError TimeoutError',
  ],
  ['ConnectionError', 'BrokenPipeError ConnectionAbortedError ConnectionRefusedError ConnectionResetError'],
  ['RuntimeError', 'NotImplementedError RecursionError'],
  ['SyntaxError', 'IndentationError'],
  ['IndentationError', 'TabError'],
  ['ValueError', 'UnicodeError'],
  ['UnicodeError', 'UnicodeDecodeError UnicodeEncodeError UnicodeTranslateError'],
  [
    'Warning',
    'BytesWarning DeprecationWarning EncodingWarning FutureWarning ImportWarning PendingDeprecationWarning ResourceWarning RuntimeWarning ' +
      'SyntaxWarning UnicodeWarning UserWarning',
  ],
];
for (const [parent, children] of tree) for (const child of children.split(' ')) (parents as Record<string, string>)[child] = parent;

/** Other names of `OSError`. */
const sameAsOSError = new Set(['IOError', 'EnvironmentError']);

export const exceptionNames: readonly string[] = ['BaseException', ...Object.keys(parents), ...sameAsOSError];

const known = new Set(exceptionNames);

export function isExceptionClass(name: string): boolean {
  return known.has(name);
}

export function isExceptionSubclass(name: string, of: string): boolean {
  const target = sameAsOSError.has(of) ? 'OSError' : of;
  for (let at: string | undefined = sameAsOSError.has(name) ? 'OSError' : name; at; at = parents[at]) if (at === target) return true;
  return false;
}
