// Runs a TypeScript file with tsx: `node scripts/run.mjs FILE [ARGS…]`.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const [file, ...args] = process.argv.slice(2);
const result = spawnSync(process.execPath, ['--import', 'tsx', path.resolve(root, file), ...args], { cwd: root, stdio: 'inherit' });
process.exitCode = result.status ?? 1;
