import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { assertNear } from './support/near';
import { runProgram, type ProgramRun } from './support/runProgram';

interface Log {
  losses: number[];
  params: number;
}

const expected = [
  { name: 'distillation', root: 'ResNet', opt: 'SGD', perEpoch: 3, params: 11_689_512, log: 'log.json' },
  { name: 'asyncTraining', root: 'ResNet', opt: 'SGD', perEpoch: 2, params: 25_557_032, log: 'log0.json' },
  { name: 'dataParallel', root: 'ResNet', opt: 'SGD', perEpoch: 2, params: 25_557_032, log: 'log.json' },
  { name: 'modelParallel', root: 'ModelParallelResNet50', opt: 'SGD', perEpoch: 2, params: 25_557_032, log: 'log.json' },
];

describe('torchvision programs', function () {
  this.timeout(400_000);
  const runs = new Map<string, ProgramRun>();
  /** Most of the time goes into imports, which use one core: two programs run at a time. */
  before(async () => {
    const waiting = [...expected];
    const lane = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift())
        runs.set(next.name, await runProgram(next.name, { env: { MASTER_PORT: String(await freePort()) } }));
    };
    await Promise.all([lane(), lane()]);
  });
  after(() => Promise.all([...runs.values()].map((run) => run.remove())));

  for (const { name, root, opt, perEpoch, params, log } of expected) {
    it(`${name} is recorded as it logs itself`, async () => {
      const run = runs.get(name)!;
      assert.equal(run.summary.status, 'ok', await run.output());
      const truth = await run.json<Log>(log);
      const steps = run.steps();
      assertNear(
        steps.map(({ loss }) => loss),
        truth.losses,
        'losses',
      );
      assert.deepEqual(
        steps.map(({ epoch, lr, bs }) => [epoch, lr, bs]),
        truth.losses.map((_, i) => [Math.floor(i / perEpoch) + 1, 0.01, name === 'distillation' && i % 3 === 2 ? 2 : 4]),
      );
      assert.deepEqual(
        run.of('epoch').map(({ epoch, step }) => [epoch, step]),
        [
          [1, perEpoch],
          [2, 2 * perEpoch],
        ],
      );
      const model = run.only('model');
      assert.deepEqual([model.class, model.params, model.optimizer?.class], [root, params, opt]);
      assert.equal(model.params, truth.params);
      const last = model.layers.at(-1)!;
      assert.deepEqual([last.class, last.out], ['Linear', [null, 1000]]);
      assert.equal(run.only('device').backend, 'cpu');
      assert.deepEqual(run.phases, ['building', 'training']);
      assert.equal(run.only('run-ended').steps, truth.losses.length);
      assert.deepEqual(run.of('warning'), []);
    });
  }
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
