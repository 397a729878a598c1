import fs from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

/** Runs the suite in an extension host: the server's by `npm test`, a desktop's by `npm run test:electron`. */
export function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 120_000, reporter: 'spec', forbidPending: true });
  for (const file of fs.readdirSync(__dirname).sort()) if (file.endsWith('.test.js')) mocha.addFile(path.join(__dirname, file));
  const results = { passed: [] as string[], failed: [] as { title: string; error: string }[], pending: [] as string[] };
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) => {
      const file = process.env['TENSORWRIGHT_TEST_RESULTS'];
      if (file) fs.writeFileSync(file, JSON.stringify(results));
      if (failures) reject(new Error(`${failures} tests failed`));
      else if (!results.passed.length) reject(new Error('no test was found'));
      else resolve();
    });
    runner.on('pass', (test) => results.passed.push(test.fullTitle()));
    runner.on('pending', (test) => results.pending.push(test.fullTitle()));
    runner.on('fail', (test, error: Error) => results.failed.push({ title: test.fullTitle(), error: error.stack ?? error.message }));
  });
}
