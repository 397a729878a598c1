import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { waitFor } from '../waitFor';

describe('a workspace that is not trusted', () => {
  const folder = () => vscode.workspace.workspaceFolders![0]!.uri;

  async function lenses(uri: vscode.Uri): Promise<string[]> {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 20);
    return found.flatMap(({ command }) => (command?.command.startsWith('tensorwright.') ? [command.command] : []));
  }

  it('gets shape errors and the graph', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const uri = vscode.Uri.joinPath(folder(), 'broken.ts');
    await vscode.window.showTextDocument(uri);
    await waitFor('a diagnostic', () => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'tensorwright'));
    assert.deepEqual(await waitFor('lenses', () => lenses(uri)), ['tensorwright.openGraph']);
  });

  it('runs nothing, even when the command is called by its name', async () => {
    const uri = vscode.Uri.joinPath(folder(), 'train.ts');
    await vscode.window.showTextDocument(uri);
    await waitFor('lenses', () => lenses(uri));
    const target = { uri: uri.toString(), name: 'model.fit', language: 'typescript' };
    // The command asks, and so does not end before the question is answered.
    void vscode.commands.executeCommand('tensorwright.train', target);
    void vscode.commands.executeCommand('tensorwright.train');
    await new Promise((resolve) => setTimeout(resolve, 4000));
    assert.equal(fs.existsSync(path.join(folder().fsPath, '.tensorwright')), false);
  });
});
