import type { BuiltinFn, BuiltinMethod } from '../kernel';
import { listOf } from '../kernel';
import { unknownDim } from '../../values/dim';
import type { Value } from '../../values/value';
import { bool, float, int, none, str, tuple, unknown } from '../../values/value';

const textOf = (value: Value | undefined): string | null => (value?.kind === 'str' ? value.value : null);

/** As POSIX has it; what depends on the machine is left out. */
const onText =
  (f: (path: string) => string): BuiltinFn =>
  ([x]) => {
    const path = textOf(x);
    return str(path === null ? null : f(path));
  };

function splitPath(path: string): [string, string] {
  const at = path.lastIndexOf('/') + 1;
  const head = path.slice(0, at);
  return [/^\/*$/.test(head) ? head : head.replace(/\/+$/, ''), path.slice(at)];
}

function splitExtension(path: string): [string, string] {
  const [, stem, extension] = /^(.*?\/?\.*[^/.][^/]*?)(\.[^./]*)?$/s.exec(path) ?? [];
  return stem === undefined ? [path, ''] : [stem, extension ?? ''];
}

const perhaps: BuiltinFn = () => bool(null);
const someText: BuiltinFn = () => str(null);
const someTexts: BuiltinFn = (_args, _kwargs, cx) => listOf(cx, null, str(null));
const nothing: BuiltinFn = () => none;

export const pathFunctions: Readonly<Record<string, Readonly<Record<string, BuiltinFn>>>> = {
  os: {
    listdir: someTexts,
    getcwd: someText,
    getenv: () => unknown,
    cpu_count: () => int(unknownDim),
    getpid: () => int(unknownDim),
    makedirs: nothing,
    mkdir: nothing,
    remove: nothing,
    rename: nothing,
    rmdir: nothing,
    chdir: nothing,
    unlink: nothing,
    system: () => int(unknownDim),
    walk: (_args, _kwargs, cx) => listOf(cx, null, tuple([str(null), listOf(cx, null, str(null)), listOf(cx, null, str(null))])),
    scandir: () => unknown,
    fspath: ([x]) => (x?.kind === 'str' ? x : str(null)),
  },
  'os.path': {
    join: (args) => {
      const parts = args.map(textOf);
      if (parts.includes(null)) return str(null);
      return str(
        (parts as string[]).reduce(
          (path, part) => (part.startsWith('/') ? part : path === '' || path.endsWith('/') ? path + part : `${path}/${part}`),
          '',
        ),
      );
    },
    basename: onText((path) => splitPath(path)[1]),
    dirname: onText((path) => splitPath(path)[0]),
    split: ([x]) => {
      const path = textOf(x);
      return tuple((path === null ? [null, null] : splitPath(path)).map(str));
    },
    splitext: ([x]) => {
      const path = textOf(x);
      return tuple((path === null ? [null, null] : splitExtension(path)).map(str));
    },
    isabs: ([x]) => {
      const path = textOf(x);
      return bool(path === null ? null : path.startsWith('/'));
    },
    exists: perhaps,
    isfile: perhaps,
    isdir: perhaps,
    islink: perhaps,
    abspath: someText,
    realpath: someText,
    expanduser: someText,
    normpath: someText,
    relpath: someText,
    commonprefix: someText,
    getsize: () => int(unknownDim),
    getmtime: () => float(null),
  },
  glob: { glob: someTexts, iglob: someTexts },
  pathlib: {
    Path: (_args, _kwargs, cx) => cx.object('python.pathlib.Path'),
    PurePath: (_args, _kwargs, cx) => cx.object('python.pathlib.Path'),
    PosixPath: (_args, _kwargs, cx) => cx.object('python.pathlib.Path'),
    'Path.home': (_args, _kwargs, cx) => cx.object('python.pathlib.Path'),
    'Path.cwd': (_args, _kwargs, cx) => cx.object('python.pathlib.Path'),
  },
};

const path: BuiltinMethod = (_self, _args, _kwargs, cx) => cx.object('python.pathlib.Path');
const paths: BuiltinMethod = (_self, _args, _kwargs, cx) => listOf(cx, null, cx.object('python.pathlib.Path'));
const truth: BuiltinMethod = () => bool(null);
const text: BuiltinMethod = () => str(null);

export const pathMethods: Readonly<Record<string, Readonly<Record<string, BuiltinMethod>>>> = {
  'python.pathlib.Path': {
    joinpath: path,
    resolve: path,
    absolute: path,
    expanduser: path,
    with_suffix: path,
    with_name: path,
    relative_to: path,
    exists: truth,
    is_file: truth,
    is_dir: truth,
    as_posix: text,
    read_text: text,
    iterdir: paths,
    glob: paths,
    rglob: paths,
    mkdir: () => none,
    unlink: () => none,
    touch: () => none,
    open: () => unknown,
    read_bytes: () => unknown,
    write_text: () => int(unknownDim),
  },
};
