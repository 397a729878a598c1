import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TrainingHome } from '../../training';

/** Where the trainers are: beside the built command line, or in the build folder when it runs from source. */
export function trainingHome(env: Readonly<Record<string, string | undefined>>): TrainingHome {
  const places = [
    path.join(__dirname, 'trainers'),
    path.join(__dirname, '..', '..', 'dist', 'trainers'),
    path.join(__dirname, '..', '..', '..', 'dist', 'trainers'),
  ];
  const trainers = places.find((place) => fs.existsSync(place)) ?? places[0]!;
  return { trainers, copies: path.join(cacheFolder(env), 'tensorwright', 'trainers') };
}

function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  if (env.XDG_CACHE_HOME && path.isAbsolute(env.XDG_CACHE_HOME)) return env.XDG_CACHE_HOME;
  const home = os.homedir();
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Caches');
  if (process.platform === 'win32') return env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local');
  return path.join(home, '.cache');
}
