import fs from 'node:fs/promises';
import path from 'node:path';
import type { io } from '@tensorflow/tfjs-core';
import type { Tf } from './tf';

const scheme = 'file://';

/** Lets `model.save('file://…')` and `tf.loadLayersModel('file://…/model.json')` work as they do with the native binding. */
export function registerFileRouters(tf: Tf): void {
  const route = (url: string | string[]): io.IOHandler => {
    const first = Array.isArray(url) ? url[0] : url;
    return (typeof first === 'string' && first.startsWith(scheme) ? handler(tf, localPath(first)) : null) as io.IOHandler;
  };
  tf.io.registerSaveRouter(route);
  tf.io.registerLoadRouter(route);
}

/** `tf.io.fileSystem` of the native binding. */
export function fileSystemHandler(tf: Tf): (file: string) => io.IOHandler {
  return (file) => handler(tf, file);
}

function localPath(url: string): string {
  const rest = url.slice(scheme.length);
  return process.platform === 'win32' ? rest.replace(/^\/(?=[A-Za-z]:)/, '') : rest;
}

function handler(tf: Tf, target: string): io.IOHandler {
  return {
    save: (artifacts) => saveModel(tf, path.resolve(target), artifacts),
    load: () => loadModel(tf, path.resolve(target)),
  };
}

async function saveModel(tf: Tf, folder: string, artifacts: io.ModelArtifacts): Promise<io.SaveResult> {
  if (artifacts.modelTopology instanceof ArrayBuffer) throw new Error('A model whose topology is binary cannot be saved to a file.');
  await fs.mkdir(folder, { recursive: true });
  const { modelTopology, weightSpecs, weightData, ...rest } = artifacts;
  const model = { ...rest, modelTopology, weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }] };
  await fs.writeFile(path.join(folder, 'model.json'), JSON.stringify(model));
  const bytes = tf.io.CompositeArrayBuffer.join(weightData);
  await fs.writeFile(path.join(folder, 'weights.bin'), new Uint8Array(bytes));
  return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
}

async function loadModel(tf: Tf, file: string): Promise<io.ModelArtifacts> {
  const model = JSON.parse(await fs.readFile(file, 'utf8')) as io.ModelJSON;
  return tf.io.getModelArtifactsForJSON(model, async (manifest) => {
    const paths = manifest.flatMap((group) => group.paths);
    const parts = await Promise.all(paths.map((name) => fs.readFile(path.join(path.dirname(file), name))));
    const bytes = new Uint8Array(Buffer.concat(parts));
    return [manifest.flatMap((group) => group.weights), bytes.buffer];
  });
}
