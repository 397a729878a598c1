import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './buildSuite';

interface Fake {
  name: string;
  manifest: Record<string, unknown>;
  main: string;
}

/**
 * Stand-ins for the extensions that manage interpreters, with the ids and the API of the real ones: what is selected is what the command
 * `fake.<name>.select` was last told.
 */
const fakes: Fake[] = [
  {
    name: 'python',
    manifest: {
      commands: [{ command: 'python.setInterpreter', title: 'Select Interpreter' }],
      configuration: { properties: { 'python.useEnvironmentsExtension': { type: 'boolean', default: false } } },
    },
    main: `const vscode = require('vscode');
let selected = { id: 'DEFAULT_PYTHON', path: 'python' };
exports.activate = (context) => {
  const changed = new vscode.EventEmitter();
  const select = (path) => { selected = { id: path, path }; changed.fire({ ...selected, resource: undefined }); };
  context.subscriptions.push(vscode.commands.registerCommand('fake.python.select', select));
  const resolveEnvironment = async ({ path }) => (path === 'python' ? undefined : { executable: { uri: vscode.Uri.file(path) } });
  const environments = { getActiveEnvironmentPath: () => selected, resolveEnvironment, onDidChangeActiveEnvironmentPath: changed.event };
  return { ready: Promise.resolve(), environments };
};
`,
  },
  {
    name: 'vscode-python-envs',
    manifest: {},
    main: `const vscode = require('vscode');
let selected;
exports.activate = (context) => {
  const changed = new vscode.EventEmitter();
  const select = (path) => { selected = path; changed.fire({ uri: undefined }); };
  context.subscriptions.push(vscode.commands.registerCommand('fake.vscode-python-envs.select', select));
  const getEnvironment = async () => selected && { environmentPath: vscode.Uri.file(selected), execInfo: { run: { executable: selected } } };
  return { getEnvironment, onDidChangeEnvironment: changed.event };
};
`,
  },
];

/** Packs the stand-ins into a folder; gives the files. */
export function fakePythonExtensions(folder: string): string[] {
  return fakes.map(({ name, manifest, main }) => {
    const source = path.join(folder, name);
    fs.mkdirSync(source, { recursive: true });
    const fields = {
      name,
      publisher: 'ms-python',
      version: '2026.1.0',
      license: 'MIT',
      repository: 'https://example.invalid',
      engines: { vscode: '^1.100.0' },
      main: './main.js',
      files: ['main.js', 'LICENSE'],
      activationEvents: ['onLanguage:python'],
      contributes: manifest,
    };
    fs.writeFileSync(path.join(source, 'package.json'), JSON.stringify(fields));
    fs.writeFileSync(path.join(source, 'README.md'), 'A stand-in for tests.\n');
    fs.writeFileSync(path.join(source, 'LICENSE'), 'MIT\n');
    fs.writeFileSync(path.join(source, 'main.js'), main);
    const file = path.join(folder, `${name}.vsix`);
    const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
    execFileSync(process.execPath, [vsce, 'package', '--no-dependencies', '--out', file], {
      cwd: source,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return file;
  });
}
