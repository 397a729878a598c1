import fs from 'node:fs';
import path from 'node:path';
import type { RunPlan } from '../../protocol/runs';
import { ownsRun } from './ownership';
import { probe } from './probe';
import { runProgram } from './runProgram';

// The training child: `child.js --run RUN-DIRECTORY` runs a program, `child.js --probe BACKEND` tries a backend.

async function main([mode, value]: string[]): Promise<void> {
  if (mode === '--probe' && value) {
    const result = await probe(value);
    process.stdout.write(`${JSON.stringify(result)}\n`);
    process.exitCode = result.ok ? 0 : 1;
  } else if (mode === '--run' && value) {
    const runDir = path.resolve(value);
    if (!ownsRun(runDir)) return;
    await runProgram(runDir, readPlan(runDir));
  } else {
    refuse('usage: child.js --run DIRECTORY | --probe BACKEND');
  }
}

function readPlan(runDir: string): RunPlan {
  try {
    return JSON.parse(fs.readFileSync(path.join(runDir, 'run.json'), 'utf8')) as RunPlan;
  } catch (error) {
    return refuse(`Tensorwright cannot read the plan of this run: ${(error as Error).message}`);
  }
}

function refuse(text: string): never {
  process.stderr.write(`${text}\n`);
  process.exit(2);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  // A mistake of this child, not of the program: it must not look like a run that ended well.
  process.exitCode = 70;
  console.error(error);
});
