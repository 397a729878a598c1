// Makes the mutants of the programs and records how each ends: `npm run mutants:record`, or `… -- --only TEXT` for some programs.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensurePythonFrameworks } from '../setup/pythonFrameworks.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const folder = path.resolve(here, '../../test/mutants');

async function main(): Promise<void> {
  const python = await ensurePythonFrameworks();
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
  const { status } = spawnSync(python, [path.join(here, 'record.py'), folder, ...process.argv.slice(2)], { stdio: 'inherit', env });
  process.exitCode = status ?? 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
