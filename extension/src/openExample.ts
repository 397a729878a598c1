import * as vscode from 'vscode';
import { t } from './host/localize';

interface Example {
  folder: string;
  /** The file that is opened first. */
  file: string;
}

const examples: readonly Example[] = [
  { folder: 'mnist-tfjs', file: 'train.ts' },
  { folder: 'keras-cifar10', file: 'train.py' },
];

/**
 * Copies a packed example to a folder of the user's choice and opens it. A test or a walkthrough may name both:
 * `{ example, folder }`; then nothing is asked, and the workspace stays as it is.
 */
export async function openExample(extensionUri: vscode.Uri, request?: unknown): Promise<vscode.Uri | undefined> {
  const named = asRequest(request);
  const example = named ? examples.find(({ folder }) => folder === named.example) : await pickExample();
  if (!example) return undefined;
  const parent = named?.folder ?? (await pickParent());
  if (!parent) return undefined;
  const target = await freeName(parent, example.folder);
  try {
    await copyFolder(vscode.Uri.joinPath(extensionUri, 'examples', example.folder), target);
  } catch (error) {
    void vscode.window.showErrorMessage(t('The example could not be copied: {0}', error instanceof Error ? error.message : String(error)));
    return undefined;
  }
  const file = vscode.Uri.joinPath(target, example.file);
  if (named) await vscode.window.showTextDocument(file);
  else await openFolder(target, file);
  return target;
}

async function pickExample(): Promise<Example | undefined> {
  const [mnist, cifar] = examples as [Example, Example];
  const items = [
    {
      label: t('Handwritten digits in TypeScript'),
      description: mnist.folder,
      detail: t('A small convolutional network with TensorFlow.js. Trains in about a minute, with nothing to install.'),
      example: mnist,
    },
    {
      label: t('CIFAR-10 in Python'),
      description: cifar.folder,
      detail: t('The tutorial network in Keras, once right and once with a shape error to find.'),
      example: cifar,
    },
  ];
  return (await vscode.window.showQuickPick(items, { placeHolder: t('Which example?'), matchOnDetail: true }))?.example;
}

async function pickParent(): Promise<vscode.Uri | undefined> {
  const [parent] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      title: t('Where should the example go?'),
      openLabel: t('Copy Here'),
    })) ?? [];
  return parent;
}

/** Nothing of the user's is overwritten: the second copy is called `mnist-tfjs-2`. */
async function freeName(parent: vscode.Uri, name: string): Promise<vscode.Uri> {
  for (let count = 1; ; count++) {
    const uri = vscode.Uri.joinPath(parent, count === 1 ? name : `${name}-${count}`);
    if (!(await exists(uri))) return uri;
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

/** File by file, since the extension's own folder may be on another file system than the target. */
async function copyFolder(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  await vscode.workspace.fs.createDirectory(to);
  for (const [name, type] of await vscode.workspace.fs.readDirectory(from)) {
    // Runs of whoever built the extension are not part of an example.
    if (name === '.tensorwright' || name === 'node_modules') continue;
    const source = vscode.Uri.joinPath(from, name);
    const target = vscode.Uri.joinPath(to, name);
    if (type & vscode.FileType.Directory) await copyFolder(source, target);
    else await vscode.workspace.fs.writeFile(target, await vscode.workspace.fs.readFile(source));
  }
}

async function openFolder(folder: vscode.Uri, file: vscode.Uri): Promise<void> {
  if (!vscode.workspace.workspaceFolders?.length) {
    await vscode.commands.executeCommand('vscode.openFolder', folder);
    return;
  }
  const here = t('Open in This Window');
  const other = t('Open in New Window');
  const add = t('Add to Workspace');
  const choice = await vscode.window.showInformationMessage(t('The example is in {0}.', folder.fsPath), other, here, add);
  if (choice === add) {
    const at = vscode.workspace.workspaceFolders.length;
    vscode.workspace.updateWorkspaceFolders(at, 0, { uri: folder });
    await vscode.window.showTextDocument(file);
  } else if (choice) {
    await vscode.commands.executeCommand('vscode.openFolder', folder, { forceNewWindow: choice === other });
  }
}

function asRequest(value: unknown): { example: string; folder: vscode.Uri } | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { example, folder } = value as { example?: unknown; folder?: unknown };
  return typeof example === 'string' && folder instanceof vscode.Uri ? { example, folder } : undefined;
}
