import { promises as fs } from 'node:fs';

/** Packages whose versions a run states, as their distributions are called. */
const statedPackages = new Set([
  'accelerate',
  'jax',
  'keras',
  'lightning',
  'numpy',
  'pytorch-lightning',
  'scikit-learn',
  'tensorflow',
  'tensorflow-cpu',
  'tf-keras',
  'torch',
  'transformers',
]);

/** Reads versions of packages off the names of their folders: nothing is imported or run. The first folder wins, as in an import. */
export async function packageVersions(
  importFolders: readonly string[],
  wanted: ReadonlySet<string> = statedPackages,
): Promise<Record<string, string>> {
  const versions: Record<string, string> = {};
  for (const folder of importFolders) {
    for (const entry of await fs.readdir(folder).catch(() => [])) {
      const match = /^([\w.-]+?)-(\d[^-]*)(?:-py[\d.]+)?\.(?:dist|egg)-info$/.exec(entry);
      const name = match?.[1]?.toLowerCase().replace(/[_.-]+/g, '-');
      if (name !== undefined && wanted.has(name)) versions[name] ??= match![2]!;
    }
  }
  return versions;
}
