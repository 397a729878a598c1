// PyTorch on PyPI is linked to three gigabytes of CUDA libraries, which a machine without a GPU loads and never calls. Instead of
// them it gets stand-ins: libraries of the same names with the same functions, each of which answers that it failed.
import fs from 'node:fs';
import path from 'node:path';
import { readNeeds } from './elf.mjs';
import { standInLibrary } from './elfStandIn.mjs';

const cudaLibrary = /^lib(cu|nv|nccl)/;
const cudaFunction = /^(cu|nv|nccl)/;
const isLibrary = (name) => /\.so(\.|$)/.test(name);

/** Every status type of CUDA has 0 for success. Of the driver and its runtime this number says that there is no device. */
const failed = 1;
const noDevice = 100;
const answerOf = (name) => (/^cu(da)?[A-Z]/.test(name) && !name.startsWith('cuFile') ? noDevice : failed);

/** Writes the CUDA libraries that PyTorch in a folder of Python packages needs and that are not there. Returns their names. */
export function writeCudaStandIns(packages) {
  const folder = path.join(packages, 'torch', 'lib');
  const files = [folder, path.join(packages, 'torch')].flatMap((place) => libraries(place));
  const present = new Set([...files, ...libraries(path.join(packages, 'nvidia'), true)].map((file) => path.basename(file)));
  const missing = new Map();
  for (const needs of files.map(readNeeds)) {
    for (const library of needs?.libraries ?? []) {
      if (!cudaLibrary.test(library) || present.has(library)) continue;
      if (!missing.has(library)) missing.set(library, { name: library, machine: needs.machine, symbols: new Map() });
      const { symbols } = missing.get(library);
      const owned = needs.symbols.filter(({ library: owner }) => owner === library);
      // Symbols without a version do not say whose they are: each library whose symbols have none gets them all.
      const wanted = owned.length ? owned : needs.symbols.filter(({ name, library: owner }) => owner === null && cudaFunction.test(name));
      for (const { name, version } of wanted) symbols.set(name, { name, version, answer: answerOf(name) });
    }
  }
  for (const { name, machine, symbols } of missing.values())
    fs.writeFileSync(path.join(folder, name), standInLibrary({ name, machine, symbols: [...symbols.values()] }), { mode: 0o755 });
  return [...missing.keys()].sort();
}

function libraries(folder, recursive = false) {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive, withFileTypes: true })
    .filter((entry) => entry.isFile() && isLibrary(entry.name))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}
