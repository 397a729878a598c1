import path from 'node:path';
import { msg } from '../../protocol/localize';
// Not by way of the whole room: checking a file must not wait for the code that trains.
import { libraryVersions, type LibraryVersions } from '../../training/libraryVersions';
import { CliFailure } from '../failure';
import type { Io } from '../io';
import { namedPython } from './namedPython';

/** Options that say for which versions of the libraries a program is meant. */
export const versionOptions = { python: { type: 'string' }, versions: { type: 'string' } } as const;

/**
 * Gives the versions of the libraries that a file would import: those of the Python that was named or is active, else of the one
 * nearest to the file, else of the one on PATH; over them, what `--versions` says.
 */
export function versionsInUse(
  options: { readonly python?: string; readonly versions?: string },
  io: Pick<Io, 'cwd' | 'env'>,
): (file: string) => Promise<LibraryVersions> {
  const said = parseVersions(options.versions);
  const python = namedPython(options.python === undefined ? undefined : path.resolve(io.cwd, options.python), io.env);
  const byFolder = new Map<string, Promise<LibraryVersions>>();
  return async (given) => {
    const file = path.resolve(io.cwd, given);
    const folder = path.dirname(file);
    let found = byFolder.get(folder);
    if (!found) {
      const relative = path.relative(io.cwd, folder);
      const isInside = !relative.startsWith('..') && !path.isAbsolute(relative);
      found = libraryVersions({ file, workspace: isInside ? io.cwd : folder, ...(python ? { python } : {}) }, io.env);
      byFolder.set(folder, found);
    }
    return { ...(await found), ...said };
  };
}

/** `keras=2.15,tensorflow=2.15` */
function parseVersions(text: string | undefined): LibraryVersions {
  if (text === undefined) return {};
  return Object.fromEntries(
    text.split(',').map((part) => {
      const [, library, version] = /^\s*([A-Za-z_]\w*)\s*==?\s*(\d+(?:\.\w+)*)\s*$/.exec(part) ?? [];
      if (library === undefined) throw new CliFailure(msg('{0} is not a version, such as keras=2.15.', part.trim() || text));
      return [library, version!];
    }),
  );
}
