import fs from 'node:fs';
import path from 'node:path';
import type { TrainingHome } from '../../training';
import { cacheFolder } from '../cacheFolder';

/** Where the trainers are: beside the built command line, or in the build folder when it runs from source. */
export function trainingHome(env: Readonly<Record<string, string | undefined>>): TrainingHome {
  const places = [
    path.join(__dirname, 'trainers'),
    path.join(__dirname, '..', '..', 'dist', 'trainers'),
    path.join(__dirname, '..', '..', '..', 'dist', 'trainers'),
  ];
  const trainers = places.find((place) => fs.existsSync(place)) ?? places[0]!;
  return { trainers, copies: path.join(cacheFolder(env), 'trainers') };
}
