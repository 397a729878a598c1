import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { frameworksPython } from './support/frameworks';

const pins = path.resolve(__dirname, '../../scripts/setup/python-frameworks.txt');
const modules = [
  ...['keras', 'tf_keras', 'tensorflow', 'jax', 'torch', 'torchvision', 'torchmetrics', 'lightning.pytorch', 'pytorch_lightning'],
  ...['transformers', 'accelerate', 'sklearn', 'pandas', 'matplotlib.pyplot', 'PIL.Image', 'debugpy'],
  'tensorboard.backend.event_processing.event_accumulator',
];

const versions = `
import json, sys
from importlib import metadata
from packaging.requirements import Requirement
answer = {}
for line in open(sys.argv[1], encoding='utf-8'):
    pin = Requirement(line.strip())
    if pin.marker is None or pin.marker.evaluate():
        try:
            answer[pin.name] = [str(pin.specifier), '==' + metadata.version(pin.name)]
        except metadata.PackageNotFoundError:
            answer[pin.name] = [str(pin.specifier), None]
print(json.dumps(answer))
`;

const imports = `
import importlib, json, sys
print(json.dumps({name: importlib.import_module(name).__file__ for name in sys.argv[1:]}))
`;

/** What the program printed last, as JSON. */
async function ask<T>(program: string, args: string[]): Promise<T> {
  const env = { ...process.env, KERAS_HOME: path.join(os.tmpdir(), 'tensorwright-keras'), PYTHONPATH: '' };
  const { stdout } = await promisify(execFile)(frameworksPython(), ['-c', program, ...args], { env, cwd: os.tmpdir() });
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as T;
}

describe('the Python frameworks', function () {
  this.timeout(300_000);

  it('are installed in exactly the pinned versions', async () => {
    const answer = await ask<Record<string, [string, string | null]>>(versions, [pins]);
    for (const name of ['keras', 'torch', 'jax', 'lightning', 'transformers', 'numpy']) assert.ok(answer[name], `${name} is not pinned`);
    for (const [name, [pinned, installed]] of Object.entries(answer)) assert.equal(installed, pinned, name);
  });

  it('can all be imported, each from the environment of the tests', async () => {
    const environment = path.resolve(frameworksPython(), '../..');
    const files = await ask<Record<string, string>>(imports, modules);
    for (const name of modules) assert.ok(files[name]!.startsWith(environment + path.sep), `${name}: ${files[name]}`);
  });
});
