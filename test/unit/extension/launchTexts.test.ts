import assert from 'node:assert/strict';
import os from 'node:os';
import path from 'node:path';
import { interpreterName } from '../../../extension/protocol/interpreterName';
import { launchTooltip, type LaunchFacts } from '../../../extension/src/node/launchTooltip';
import { pathOfSetting, replaceVariables, type VariableScope } from '../../../extension/src/node/settingVariables';
import { describeRun } from '../../../extension/src/runs/runItem';
import { run } from './support/run';

const t = (text: string, ...args: (string | number)[]): string => text.replace(/\{(\d)\}/g, (_, i: string) => String(args[Number(i)]));

describe('names of interpreters', () => {
  const cases: [file: string, environment: Parameters<typeof interpreterName>[1]['environment'], expected: string][] = [
    ["/w/my 'net'/.venv/bin/python", 'venv', 'Python 3.12.4 (.venv)'],
    ['/home/ada/miniforge3/envs/ml/bin/python3.12', 'conda', 'Python 3.12.4 (ml)'],
    ['C:\\Users\\Ada\\net\\.venv\\Scripts\\python.exe', 'uv', 'Python 3.12.4 (.venv)'],
    ['C:\\miniforge3\\envs\\ml\\python.exe', 'conda', 'Python 3.12.4 (ml)'],
    ['/usr/bin/python3', 'system', 'Python 3.12.4'],
    ['/home/ada/.pyenv/versions/3.12.4/bin/python', 'pyenv', 'Python 3.12.4'],
    ['/usr/bin/python3', undefined, 'Python 3.12.4'],
  ];
  for (const [file, environment, expected] of cases) {
    it(`are short: ${file}`, () =>
      assert.equal(interpreterName('python', { path: file, version: '3.12.4', ...(environment ? { environment } : {}) }), expected));
  }

  it('do without a version, and know Node', () => {
    assert.equal(interpreterName('python', { path: '/x/env/bin/python', environment: 'venv' }), 'Python (env)');
    assert.equal(interpreterName('tfjs', { path: '/usr/bin/node', version: '20.1.0', source: 'path' }), 'Node 20.1.0');
  });
});

describe('what stands behind the Train lens', () => {
  const workspace = path.resolve('/w/project');
  const python = { path: '/w/project/.venv/bin/python', version: '3.12.4', source: 'environments', environment: 'venv' } as const;
  const facts: LaunchFacts = { workspace, cwd: workspace, args: [], envFiles: [], gpus: 'auto', python };

  it('names the interpreter, who chose it, and the folder', () => {
    assert.equal(
      launchTooltip(facts, t),
      'Python 3.12.4 (.venv), selected in the editor\n/w/project/.venv/bin/python\nWorking directory: project',
    );
    const sources = { setting: /from the settings/, workspace: /found in the workspace/, path: /found on PATH/ } as const;
    for (const [source, expected] of Object.entries(sources))
      assert.match(launchTooltip({ ...facts, python: { ...python, source: source as 'path' } }, t)!, expected);
  });

  it('has arguments, GPUs and files where there are some', () => {
    const envFiles = [path.join(workspace, '.env'), path.resolve('/etc/secrets.env')];
    const text = launchTooltip({ ...facts, cwd: path.join(workspace, 'src'), args: ['--name', 'my run'], gpus: '0,1', envFiles }, t);
    assert.deepEqual(text?.split('\n').slice(2), [
      'Working directory: src',
      "Arguments: --name 'my run'",
      'GPUs: 0,1',
      `Environment variables: .env, ${path.resolve('/etc/secrets.env')}`,
    ]);
  });

  it('says why an interpreter cannot be used', () => {
    assert.match(
      launchTooltip({ ...facts, python: { problem: 'There is no file /x.' } }, t)!,
      /^There is no file \/x\.\nWorking directory/,
    );
  });

  it('says nothing of a program of Node that starts as usual', () => {
    const plain: LaunchFacts = { workspace, cwd: workspace, args: [], envFiles: [] };
    assert.equal(launchTooltip(plain, t), undefined);
    assert.equal(launchTooltip({ ...plain, args: ['x'] }, t), 'Arguments: x');
  });
});

describe('variables in settings', () => {
  const scope: VariableScope = {
    workspace: path.resolve('/w/my project'),
    file: path.resolve('/w/my project/src/train.py'),
    folders: new Map([['data', path.resolve('/data')]]),
    env: { MODELS: '/models' },
  };

  it('are replaced as VS Code does elsewhere', () => {
    assert.equal(
      replaceVariables('${workspaceFolder}|${fileDirname}|${workspaceFolder:data}|${env:MODELS}|${env:NO}', scope),
      [scope.workspace, path.dirname(scope.file), path.resolve('/data'), '/models', ''].join('|'),
    );
    assert.equal(
      replaceVariables('${userHome} ${workspaceFolderBasename} ${command:x} ${workspaceFolder:none} $HOME', scope),
      `${os.homedir()} my project \${command:x} \${workspaceFolder:none} $HOME`,
    );
  });

  it('give absolute paths', () => {
    assert.equal(pathOfSetting(' .venv ', scope), path.join(scope.workspace, '.venv'));
    assert.equal(pathOfSetting('~/envs/$&', scope), path.join(os.homedir(), 'envs', '$&'));
    assert.equal(pathOfSetting('~ada/x', scope), path.join(scope.workspace, '~ada/x'));
    assert.equal(pathOfSetting('${workspaceFolder}/../x', scope), path.resolve('/w/x'));
  });
});

describe('a run in the tree', () => {
  it('tells the interpreter of a Python program', () => {
    const interpreter = { path: '/w/.venv/bin/python', version: '3.12.4', environment: 'venv' } as const;
    const { tooltip } = describeRun(run({ kind: 'python', interpreter }), t, 'en', 2_000_000);
    assert.match(tooltip, /Python 3\\\.12\\\.4 \\\(\\\.venv\\\) · \/w\/\\\.venv\/bin\/python/);
    assert.doesNotMatch(describeRun(run(), t, 'en', 2_000_000).tooltip, /Node/);
  });
});
