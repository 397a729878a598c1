import fs from 'node:fs';
import * as vscode from 'vscode';

/** Not a test of anything: times the activation of extensions for `npm run bench`. */
describe('activation', () => {
  it('is timed', async () => {
    const times: Record<string, number> = {};
    for (const id of ['vscode.configuration-editing', 'tensorwright.tensorwright']) {
      const extension = vscode.extensions.getExtension(id);
      if (!extension || extension.isActive) throw new Error(`${id} is absent, or active already`);
      const start = performance.now();
      await extension.activate();
      times[id] = performance.now() - start;
    }
    fs.writeFileSync(process.env['TENSORWRIGHT_BENCH']!, JSON.stringify(times));
  });
});
