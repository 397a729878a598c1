import fs from 'node:fs';
import { packageExtension, sizesByPart } from '../package.mjs';
import type { Measurement } from './measurement';

const MB = 1_000_000;

/** Bytes of the packed extension; the reference is what the files weigh before packing. */
export async function measureSize(): Promise<Measurement[]> {
  const file = await packageExtension({ build: !fs.existsSync('dist/extension.js') });
  const sizes = sizesByPart(file);
  const all = fs.statSync(file).size;
  const row = (what: string, bytes: number, budget: string): Measurement => ({
    what,
    measured: `${(bytes / MB).toFixed(2)} MB`,
    budget,
    reference: `whole VSIX: ${(all / MB).toFixed(2)} MB`,
    ratio: (bytes / all).toFixed(2),
  });
  return [
    row('VSIX, editor and server', sizes.editor + sizes.other, '2 MB'),
    row('VSIX, trainer', sizes.trainer, '–'),
    row('VSIX, examples', sizes.examples, '–'),
    row('VSIX, all', all, '8 MB'),
  ];
}
