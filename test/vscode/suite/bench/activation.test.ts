import fs from 'node:fs';
import * as vscode from 'vscode';

/** Not a test of anything: times the activation of extensions for `npm run bench`. */
describe('activation', () => {
  it('is timed', async () => {
    const idle = (id: string): boolean => vscode.extensions.getExtension(id)?.isActive === false;
    // Which of VS Code's own extensions are active already depends on what is open.
    const reference = ['vscode.configuration-editing', 'vscode.grunt', 'vscode.gulp', 'vscode.merge-conflict'].find(idle);
    if (!reference || !idle('tensorwright.tensorwright')) throw new Error('nothing is left to activate');
    const times: Record<string, number> = {};
    for (const [name, id] of Object.entries({ reference, ours: 'tensorwright.tensorwright' })) {
      const start = performance.now();
      await vscode.extensions.getExtension(id)!.activate();
      times[name] = performance.now() - start;
    }
    fs.writeFileSync(process.env['TENSORWRIGHT_BENCH']!, JSON.stringify(times));
  });
});
