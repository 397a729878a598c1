import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { ProcessRecord } from '../../../extension/protocol/runs';
import { identifyProcess } from '../../../extension/training/processIdentity';
import type { RecordedChild } from '../../support/recordedChild';
import { PythonChild } from '../python/pythonChild';
import { ChildRun } from '../tfjs/childRun';
import { eventsOf } from './queueSupport';

const programs: { what: string; create: () => RecordedChild; name: string; text: string }[] = [
  {
    what: 'Python',
    create: () => new PythonChild(),
    name: 'train.py',
    text: "import time\nprint('the program began', flush=True)\ntime.sleep(1)\n",
  },
  {
    what: 'TensorFlow.js',
    create: () => new ChildRun(),
    name: 'train.js',
    text: "console.log('the program began');\nsetTimeout(() => undefined, 1000);\n",
  },
];

describe('several children that were started for one run', function () {
  this.timeout(120_000);

  for (const { what, create, name, text } of programs) {
    it(`of ${what} leave it to the one that is recorded`, async () => {
      const child = create();
      try {
        child.write(name, text);
        child.writePlan(name);
        const [executable, ...args] = await child.command();
        const log = await fs.open(path.join(child.runDir, 'stdout.log'), 'a');
        const processes = Array.from({ length: 4 }, () =>
          spawn(executable, [...args, '--run', child.runDir], {
            cwd: child.workspace,
            detached: true,
            stdio: ['ignore', log.fd, 'inherit'],
          }),
        );
        const codes = await Promise.all(processes.map(async (each) => (await once(each, 'exit'))[0] as number));
        await log.close();
        assert.deepEqual(codes, [0, 0, 0, 0]);
        assert.equal((await fs.readFile(path.join(child.runDir, 'stdout.log'), 'utf8')).match(/began/g)?.length, 1);
        const record = JSON.parse(await fs.readFile(path.join(child.runDir, 'process.json'), 'utf8')) as ProcessRecord;
        const started = (await eventsOf(child.runDir)).filter((event) => event.k === 'run-started');
        assert.deepEqual(
          started.map(({ pid }) => pid),
          [record.pid],
        );
        const { bootId, host } = await identifyProcess(process.pid);
        assert.deepEqual({ bootId: record.bootId, host: record.host }, { bootId, host });
        assert.deepEqual(
          (await fs.readdir(child.runDir)).filter((file) => file.includes('tmp')),
          [],
        );
      } finally {
        await fs.rm(child.workspace, { recursive: true, force: true });
      }
    });
  }
});
