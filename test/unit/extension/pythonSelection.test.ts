import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { NoAnswerError, PythonSelection, type EditorExtensions } from '../../../extension/src/node/pythonSelection';

const uri = (fsPath: string): vscode.Uri => ({ fsPath, toString: () => `file://${fsPath}` }) as vscode.Uri;
const resource = uri("/w/my 'net'/世界.py");

/** An extension that is installed; it is activated by whoever needs it. */
interface FakeExtension {
  isActive: boolean;
  activations: number;
  exports: unknown;
  activate(): Promise<unknown>;
}

function installed(api: unknown, activate: () => Promise<void> = () => Promise.resolve()): FakeExtension {
  const extension: FakeExtension = {
    isActive: false,
    activations: 0,
    exports: undefined,
    async activate() {
      extension.activations++;
      await activate();
      extension.isActive = true;
      extension.exports = api;
      return api;
    },
  };
  return extension;
}

function fakeEvent(): { event: vscode.Event<unknown>; fire(): void; listeners: Set<(e: unknown) => void> } {
  const listeners = new Set<(e: unknown) => void>();
  const event = (listener: (e: unknown) => void): vscode.Disposable => {
    listeners.add(listener);
    return { dispose: () => listeners.delete(listener) };
  };
  return { event, fire: () => listeners.forEach((listener) => listener({})), listeners };
}

/** The API of Python Environments, as far as it is used, over a table of what is selected. */
function environmentsApi(selected: (scope: vscode.Uri | undefined) => unknown, more: object = {}) {
  const changed = fakeEvent();
  const asked: (vscode.Uri | undefined)[] = [];
  const getEnvironment = (scope: vscode.Uri | undefined): Promise<unknown> => {
    asked.push(scope);
    return Promise.resolve(selected(scope));
  };
  return { api: { getEnvironment, onDidChangeEnvironment: changed.event, ...more }, changed, asked };
}

function pythonApi(active: string, resolved: unknown, more: object = {}) {
  const changed = fakeEvent();
  const environments = {
    getActiveEnvironmentPath: (scope?: vscode.Uri) => ({ id: `id of ${scope?.fsPath}`, path: active }),
    resolveEnvironment: () => Promise.resolve(resolved),
    onDidChangeActiveEnvironmentPath: changed.event,
  };
  return { api: { environments, ...more }, changed };
}

const resolvedTo = (file: string) => ({ executable: { uri: uri(file) } });
const environment = (executable: string) => ({ environmentPath: uri('/elsewhere'), execInfo: { run: { executable } } });

describe('the interpreter that is selected in the editor', () => {
  const selection = (
    extensions: { environments?: FakeExtension; python?: FakeExtension },
    useEnvironments?: boolean,
    { changed = () => undefined, limitMs = 30_000 }: { changed?: () => void; limitMs?: number } = {},
  ): PythonSelection => {
    const editor: EditorExtensions = {
      find: (id) => ({ 'ms-python.vscode-python-envs': extensions.environments, 'ms-python.python': extensions.python })[id],
      useEnvironments: () => useEnvironments,
    };
    return new PythonSelection(editor, changed, limitMs);
  };

  it('is the one of Python Environments where that is alone or switched on, else that of Python', async () => {
    const cases: [environments: boolean, python: boolean, setting: boolean | undefined, expected: string | undefined][] = [
      [true, true, true, 'environments'],
      [true, true, false, 'python-extension'],
      // An older Python extension that does not know the setting.
      [true, true, undefined, 'python-extension'],
      [true, false, undefined, 'environments'],
      [true, false, true, 'environments'],
      [true, false, false, undefined],
      [false, true, true, 'python-extension'],
      [false, true, undefined, 'python-extension'],
      [false, false, true, undefined],
    ];
    for (const [hasEnvironments, hasPython, setting, expected] of cases) {
      const environments = installed(environmentsApi(() => environment('/envs/bin/python')).api);
      const python = installed(pythonApi('/py/bin/python', resolvedTo('/py/bin/python')).api);
      const found = await selection({ ...(hasEnvironments ? { environments } : {}), ...(hasPython ? { python } : {}) }, setting).of(
        resource,
      );
      const what = JSON.stringify([hasEnvironments, hasPython, setting]);
      assert.equal(found?.source, expected, what);
      if (found) assert.equal(found.path, found.source === 'environments' ? '/envs/bin/python' : '/py/bin/python');
      // The other one is left alone: in a window where it is switched off it only half works.
      assert.equal(environments.activations, expected === 'environments' ? 1 : 0, what);
      assert.equal(python.activations, expected === 'python-extension' ? 1 : 0, what);
    }
  });

  it('is asked for each file, of an extension that is activated once', async () => {
    const { api, asked } = environmentsApi((scope) => environment(`${scope?.fsPath} python`));
    const environments = installed(api);
    const of = selection({ environments });
    assert.equal((await of.of(resource))?.path, "/w/my 'net'/世界.py python");
    assert.equal((await of.of(uri('/other')))?.path, '/other python');
    assert.deepEqual([asked.length, environments.activations], [2, 1]);
  });

  it('falls to Python when Python Environments exports nothing, as it does when a folder switched it off', async () => {
    const python = installed(pythonApi('/py', resolvedTo('/py/bin/python')).api);
    const found = await selection({ environments: installed(undefined), python }, true).of(resource);
    assert.deepEqual(found, { path: '/py/bin/python', source: 'python-extension' });
  });

  it('is nothing where nothing is selected, and Python is not asked where Python Environments decides', async () => {
    const python = installed(pythonApi('/py', resolvedTo('/py/bin/python')).api);
    const environments = installed(environmentsApi(() => undefined).api);
    assert.equal(await selection({ environments, python }, true).of(resource), undefined);
    assert.equal(python.activations, 0);
    assert.equal(await selection({ python: installed(pythonApi('python', undefined).api) }).of(resource), undefined);
    assert.equal(await selection({ python: installed(undefined) }).of(resource), undefined);
  });

  it('is found out where Python Environments knows the environment only by its folder', async () => {
    const { api } = environmentsApi(() => ({ environmentPath: uri('/envs/net') }), {
      resolveEnvironment: () => Promise.resolve(environment('/envs/net/bin/python')),
    });
    assert.equal((await selection({ environments: installed(api) }).of(resource))?.path, '/envs/net/bin/python');
    const unresolved = environmentsApi(() => ({ environmentPath: uri('/envs/net') }), {
      resolveEnvironment: () => Promise.resolve(undefined),
    });
    assert.equal((await selection({ environments: installed(unresolved.api) }).of(resource))?.path, '/envs/net');
  });

  it('is still the selected one when it is gone', async () => {
    const python = installed(pythonApi('/gone/bin/python', undefined).api);
    assert.deepEqual(await selection({ python }).of(resource), { path: '/gone/bin/python', source: 'python-extension' });
    const withoutPython = installed(pythonApi('/conda/env', { executable: {} }).api);
    assert.equal((await selection({ python: withoutPython }).of(resource))?.path, '/conda/env');
  });

  it('waits until Python is ready', async () => {
    let ready = (): void => undefined;
    const wait = new Promise<void>((resolve) => (ready = resolve));
    const { api } = pythonApi('/py', resolvedTo('/py/bin/python'), { ready: wait });
    let answered = false;
    const answer = selection({ python: installed(api) })
      .of(resource)
      .then((found) => {
        answered = true;
        return found;
      });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(answered, false);
    ready();
    assert.equal((await answer)?.path, '/py/bin/python');
  });

  it('is no guess when the extension fails or does not answer', async () => {
    const failing = installed(environmentsApi(() => assert.fail('broken manager')).api);
    const python = installed(pythonApi('/py', resolvedTo('/py/bin/python')).api);
    await assert.rejects(selection({ environments: failing, python }, true).of(resource), (error: unknown) => {
      assert.ok(error instanceof NoAnswerError);
      assert.equal(error.extensionName, 'Python Environments');
      return /broken manager/.test(error.message);
    });
    const crashing = installed({}, () => Promise.reject(new Error('activation failed')));
    await assert.rejects(selection({ python: crashing }).of(resource), /Python did not say .* activation failed/);
    const silent = installed(environmentsApi(() => new Promise(() => undefined)).api);
    await assert.rejects(selection({ environments: silent }, true, { limitMs: 10 }).of(resource), /no answer within 0\.01 s/);
  });

  it('tells of changes once it was asked, until it is disposed', async () => {
    for (const kind of ['environments', 'python'] as const) {
      const { api, changed } = kind === 'environments' ? environmentsApi(() => environment('/a')) : pythonApi('/a', resolvedTo('/a'));
      let changes = 0;
      const of = selection({ [kind]: installed(api) }, undefined, { changed: () => changes++ });
      await of.of(resource);
      await of.of(resource);
      changed.fire();
      assert.equal(changes, 1, kind);
      of.dispose();
      changed.fire();
      assert.deepEqual([changes, changed.listeners.size], [1, 0], kind);
    }
  });
});
