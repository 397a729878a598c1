/** The files in which a program's own modules may stand, in the order in which the language looks. */

/** `level` counts the leading dots of a relative import; `home` is the file that imports. */
export function pythonModuleFiles(home: string, roots: readonly string[], module: string, level: number): string[] {
  const folder = parentOf(home);
  const parts = module ? module.split('.') : [];
  let bases = [folder, ...roots];
  if (level > 0) bases = [Array.from({ length: level - 1 }).reduce<string>((path) => parentOf(path), folder)];
  return bases.flatMap((base) => {
    const path = [base, ...parts].join('/');
    return parts.length ? [`${path}.py`, `${path}/__init__.py`] : [`${path}/__init__.py`];
  });
}

/**
 * The file of a library's module (`keras.applications.resnet`) beside the file that asks (`…/keras/src/applications/resnet_v2.py`); null
 * where that is no part of the library's own source.
 */
export function neighborModuleFile(home: string, module: string): string | null {
  const [library, ...parts] = module.split('.');
  const name = parts.pop();
  if (name === undefined) return null;
  const folder = parentOf(home);
  return folder.endsWith(`/${[library, 'src', ...parts].join('/')}`) ? `${folder}/${name}.py` : null;
}

const scriptSuffixes = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** Only relative specifiers name files of the program. */
export function scriptModuleFiles(home: string, specifier: string): string[] {
  const path = resolvePath(parentOf(home), specifier);
  // TypeScript writes `./x.js` for `./x.ts`.
  const spelled = scriptSuffixes.some((s) => path.endsWith(s));
  const bare = path.replace(/\.(c|m)?jsx?$/, '');
  return [
    ...new Set([...(spelled ? [path] : []), ...scriptSuffixes.map((s) => bare + s), ...scriptSuffixes.map((s) => `${path}/index${s}`)]),
  ];
}

function parentOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/'));
}

function resolvePath(base: string, specifier: string): string {
  let path = base;
  for (const part of specifier.split('/')) {
    if (part === '' || part === '.') continue;
    path = part === '..' ? parentOf(path) : `${path}/${part}`;
  }
  return path;
}
