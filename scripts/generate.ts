// Writes the generated parts of package.json, its texts and the translated snippets; with `--check` it only tells what is stale.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedFiles, staleFiles } from './generatedFiles';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

async function main(): Promise<void> {
  const files = await generatedFiles(root);
  const stale = staleFiles(root, files);
  if (process.argv.includes('--check')) {
    for (const file of stale) console.error(`${file} is stale: run npm run generate`);
    process.exitCode = stale.length ? 1 : 0;
    return;
  }
  for (const file of files.filter(({ path: name }) => stale.includes(name))) {
    const target = path.join(root, file.path);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, file.content);
    console.log(`wrote ${file.path}`);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
