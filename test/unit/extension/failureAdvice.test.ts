import assert from 'node:assert/strict';
import { createLocalizer } from '../../../extension/protocol/localize';
import { memoryUse } from '../../../extension/protocol/outOfMemory';
import type { RunFailure } from '../../../extension/protocol/runViews';
import { failureAdvice } from '../../../extension/src/runs/failureAdvice';
import { failureFixes } from '../../../extension/src/runs/failureFixes';
import { keyboardWish } from '../../../extension/src/runs/keyboardWish';
import { pythonDebuggerType } from '../../../extension/src/runs/pythonDebuggerType';
import { latestFailures } from '../../../extension/src/runs/runFailures';
import { shapesText } from '../../../extension/src/runs/shapesText';
import { shellLine } from '../../../extension/src/runs/shellLine';
import { run } from './support/run';

const localizer = createLocalizer('en');
const t = (text: string, ...args: (string | number)[]): string => localizer.t(text, ...args);
const gb = 1e9;
const failed = (change: Partial<RunFailure>): RunFailure => ({ cls: 'Error', msg: 'x', code: 'exception', trace: '', ...change });

describe('advice on a failure', () => {
  it('says what the batch and the parameters take, the greatest first', () => {
    const memory = {
      batchSize: 256,
      batch: 0.15 * gb,
      parameters: 0.4 * gb,
      gradients: 0.4 * gb,
      optimizer: 0.8 * gb,
      allocated: 15 * gb,
      total: 16 * gb,
    };
    assert.deepEqual(failureAdvice(failed({ code: 'oom', memory }), t), [
      'In memory: other, mostly what layers keep for the backward pass, 13.3 GB, optimizer 800 MB, parameters 400 MB, gradients 400 MB, batch of 256 samples 150 MB.',
      '15.0 GB of 16.0 GB were in use.',
      'A smaller batch needs less.',
    ]);
  });

  it('does not advise a smaller batch where the model is what does not fit', () => {
    const memory = { batch: 1e6, parameters: 5 * gb, gradients: 5 * gb, optimizer: 5 * gb, allocated: 15.2 * gb };
    assert.equal(memoryUse(memory).mostly, 'model');
    assert.match(failureAdvice(failed({ code: 'oom', memory }), t).at(-1)!, /^Most of it is the model/);
  });

  it('invents nothing where little is known', () => {
    assert.deepEqual(failureAdvice(failed({ code: 'oom' }), t), ['A smaller batch needs less.']);
    assert.deepEqual(memoryUse({ parameters: 4, gradients: 4, optimizer: 8 }).mostly, null);
    assert.deepEqual(memoryUse({ allocated: 100 }), { parts: [], mostly: null });
    assert.deepEqual(memoryUse({ batch: NaN, parameters: -1 }), { parts: [], mostly: null });
  });

  it('names the command for a missing package, and nothing for other errors', () => {
    const install = {
      module: 'sklearn',
      package: 'scikit-learn',
      command: ['/w/.venv/bin/python', '-m', 'pip', 'install', 'scikit-learn'],
    };
    assert.deepEqual(failureAdvice(failed({ code: 'missing-module', install }), t), [
      'Installed by: /w/.venv/bin/python -m pip install scikit-learn',
    ]);
    const spaced = { ...install, command: ["/my envs/it's/python", '-m', 'pip', 'install', 'scikit-learn'] };
    assert.deepEqual(failureAdvice(failed({ code: 'missing-module', install: spaced }), t), [
      `Installed by: "/my envs/it's/python" -m pip install scikit-learn`,
    ]);
    assert.deepEqual(failureAdvice(failed({ code: 'missing-module' }), t), []);
    assert.deepEqual(failureAdvice(failed({}), t), []);
  });
});

describe('quick fixes of a failure', () => {
  const at = { file: '/w/train.py', line: 3 };
  const install = { module: 'sklearn', package: 'scikit-learn', command: ['pip'] };
  const [mark] = latestFailures([run({ kind: 'python', file: '/w/train.py', status: 'failed', failure: failed({ at, install }) })]);
  const titles = (isTrusted: boolean, change: object = {}): string[] =>
    failureFixes({ ...mark!, ...change }, isTrusted, t).map(({ title, command }) => `${title}: ${command}`);

  it('install, show, repeat and debug, for exactly this run', () => {
    assert.deepEqual(titles(true), [
      'Install scikit-learn: tensorwright.installPackage',
      'Open the output of mnist: tensorwright.showOutput',
      'Run mnist again: tensorwright.runAgain',
      'Debug mnist: tensorwright.debug',
    ]);
    assert.ok(failureFixes(mark!, true, t).every((fix) => fix.run === 'r1'));
    assert.deepEqual(
      failureFixes(mark!, true, t).map(({ isPreferred }) => isPreferred),
      [true, false, false, false],
    );
  });

  it('run nothing in a workspace that is not trusted, and debug no other language', () => {
    assert.deepEqual(titles(false), ['Open the output of mnist: tensorwright.showOutput']);
    assert.deepEqual(titles(true, { kind: 'tfjs', failure: failed({ at }) }), [
      'Open the output of mnist: tensorwright.showOutput',
      'Run mnist again: tensorwright.runAgain',
    ]);
  });
});

describe('shapes beside an error', () => {
  it('are one line', () => {
    assert.equal(shapesText([]), '');
    assert.equal(
      shapesText([
        { name: 'x', shape: '(None, 28, 28)' },
        { name: 'dense', input: '(None, 28, 28)', shape: '(None, 28, 10)' },
      ]),
      'x (None, 28, 28), dense (None, 28, 28) → (None, 28, 10)',
    );
    assert.match(shapesText(Array.from({ length: 9 }, (_, i) => ({ name: `x${i}`, shape: '(1,)' }))), /x5 \(1,\), …$/);
  });
});

describe('a wish for a keyboard', () => {
  const warning = (code: string) => ({ code, text: '' });

  it('is the first one of a Python program', () => {
    assert.equal(keyboardWish({ kind: 'python', warnings: [warning('nan'), warning('breakpoint'), warning('stdin')] }), 'breakpoint');
    assert.equal(keyboardWish({ kind: 'python', warnings: [warning('nan')] }), undefined);
    assert.equal(keyboardWish({ kind: 'tfjs', warnings: [warning('stdin')] }), undefined);
  });
});

describe('the debugger for Python', () => {
  const brings = (...types: string[]) => ({ contributes: { debuggers: types.map((type) => ({ type })) } });

  it('is what an installed extension brings, the newest type first', () => {
    assert.equal(pythonDebuggerType([brings('node', 'chrome'), brings('python'), brings('debugpy')]), 'debugpy');
    assert.equal(pythonDebuggerType([{}, brings('python')]), 'python');
    assert.equal(
      pythonDebuggerType([brings('node'), {}, null, { contributes: { debuggers: 'x' } }, { contributes: { debuggers: [null] } }]),
      undefined,
    );
  });
});

describe('a command line for a shell', () => {
  const command = ["/w/it's here/bin/python", '-m', 'pip', 'install', 'scikit-learn'];

  it('is quoted as that shell wants it', () => {
    assert.equal(shellLine(command, '/bin/bash'), "'/w/it'\\''s here/bin/python' -m pip install scikit-learn");
    assert.equal(
      shellLine(command, 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe'),
      "& '/w/it''s here/bin/python' -m pip install scikit-learn",
    );
    assert.equal(shellLine(['C:\\my envs\\python.exe', '-m', 'pip'], 'C:\\Windows\\System32\\cmd.exe'), '"C:\\my envs\\python.exe" -m pip');
    assert.equal(shellLine(['C:\\envs\\python.exe', '-m', 'pip'], 'pwsh'), 'C:\\envs\\python.exe -m pip');
    assert.equal(shellLine(['C:\\envs\\python.exe'], 'C:\\Program Files\\Git\\bin\\bash.exe'), "'C:\\envs\\python.exe'");
    assert.equal(
      shellLine(['uv', 'pip', 'install', '--python', '/w/.venv/bin/python', 'x; rm -rf ~'], ''),
      "uv pip install --python /w/.venv/bin/python 'x; rm -rf ~'",
    );
  });
});
