import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../../../extension/src/contributions';
import { waitFor } from '../waitFor';

const id = 'tensorwright.tensorwright';

const broken = `import * as tf from '@tensorflow/tfjs';

const model = tf.sequential();
model.add(tf.layers.reshape({ inputShape: [784], targetShape: [28, 18, 1] }));
model.add(tf.layers.flatten());
model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' });
void model.fit(tf.zeros([32, 784]), tf.zeros([32, 10]));
`;

let written = 0;

/** Opens a file of its own for each text: VS Code gives the name of a closed untitled document to the next one. */
async function open(content: string, ending: 'py' | 'ts'): Promise<vscode.TextDocument> {
  const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, `probe${++written}.${ending}`);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

const ours = (document: vscode.TextDocument) =>
  vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'tensorwright');

describe('the extension in VS Code', () => {
  afterEach(async () => {
    // Unsaved changes would ask a question.
    await vscode.workspace.saveAll();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('is there, and becomes active with a file in one of its languages', async () => {
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension);
    await open('x = 1\n', 'py');
    await waitFor('activation', () => extension.isActive);
  });

  it('registers every command that it declares', async () => {
    await vscode.extensions.getExtension(id)!.activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      Object.keys(commands).filter((command) => !registered.has(command)),
      [],
    );
  });

  it('reports a shape error where the program would raise, with a fix that repairs it', async () => {
    const document = await open(broken, 'ts');
    const [diagnostic] = await waitFor('a diagnostic', () => ours(document));
    assert.equal(diagnostic!.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(diagnostic!.code instanceof Object ? diagnostic!.code.value : diagnostic!.code, 'reshape-size');
    assert.equal(diagnostic!.range.start.line, 3);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      diagnostic!.range,
    );
    const fix = actions.find(({ isPreferred, title }) => isPreferred && title.includes('reshape'));
    assert.ok(fix?.edit, JSON.stringify(actions.map(({ title }) => title)));
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.match(document.lineAt(3).text, /targetShape: \[28, 28, 1\]/);
    await waitFor('silence', () => ours(document).length === 0);
  });

  it('shows Graph above a model and Train above what trains it', async () => {
    const document = await open(broken.replace('18', '28'), 'ts');
    const lenses = await waitFor('lenses', async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 20);
      return found.filter(({ command }) => command?.command.startsWith('tensorwright.'));
    });
    const at = lenses.map(({ range, command }) => `${range.start.line} ${command?.command}`);
    assert.deepEqual(at.sort(), ['2 tensorwright.openGraph', '7 tensorwright.train']);
  });

  it('shows output shapes behind layers, and what a layer is on hover', async () => {
    const document = await open(broken.replace('18', '28'), 'ts');
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await waitFor('hints', () =>
      vscode.commands.executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', document.uri, whole),
    );
    const text = (hint: vscode.InlayHint) => (typeof hint.label === 'string' ? hint.label : hint.label.map(({ value }) => value).join(''));
    const flatten = hints.find(({ position }) => position.line === 4);
    assert.match(flatten ? text(flatten) : '', /784/);
    const position = new vscode.Position(5, document.lineAt(5).text.indexOf('dense') + 1);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position);
    const shown = hovers
      .flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value)))
      .join('\n');
    assert.match(shown, /7,850/);
  });

  it('is silent in files without machine learning', async () => {
    const document = await open('const model = sequential();\nmodel.add(1);\n', 'ts');
    const other = await open(broken, 'ts');
    await waitFor('a diagnostic of the other file', () => ours(other));
    assert.deepEqual(ours(document), []);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 20);
    assert.deepEqual(lenses, []);
  });
});
