import fs from 'node:fs';
import path from 'node:path';

const packages = ['@tensorflow/tfjs', '@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-core'];

/** Name and version of the TensorFlow.js that the workspace has installed, looked up as Node would; `null` without one. */
export function installedLibrary(file: string): { name: string; version: string } | null {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    for (const name of packages) {
      try {
        const manifest = fs.readFileSync(path.join(folder, 'node_modules', name, 'package.json'), 'utf8');
        const { version } = JSON.parse(manifest) as { version?: unknown };
        if (typeof version === 'string') return { name, version };
      } catch {
        // Not here; look further up.
      }
    }
    if (folder === path.dirname(folder)) return null;
  }
}
