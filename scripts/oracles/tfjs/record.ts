import * as tf from '@tensorflow/tfjs';
import fs from 'node:fs';
import path from 'node:path';
import type { Random } from '../../../test/support/random';
import { randomOf } from '../../../test/support/random';
import type { OracleCase, OracleShape } from '../case';
import { caseLines } from '../case';
import { askTfjs, isMerging } from './ask';
import { layerKeys } from './layerKeys';
import { recordModels } from './models';
import * as pool from './pools';

const count = 190;

const inputs: Readonly<Record<string, (random: Random) => OracleShape[]>> = {
  dense: (random) => [pool.array(random, 1, 4)],
  conv2d: (random) => [pool.image(random)],
  maxPooling2d: (random) => [pool.image(random)],
  averagePooling2d: (random) => [pool.image(random)],
  globalAveragePooling2d: (random) => [pool.image(random)],
  flatten: (random) => [pool.array(random, 1, 5)],
  reshape: (random) => [pool.array(random, 1, 4)],
  dropout: (random) => [pool.array(random, 1, 4)],
  batchNormalization: (random) => [pool.array(random, 1, 5)],
  activation: (random) => [pool.array(random, 1, 4)],
  add: (random) => pool.relatives(random, 0.15),
  concatenate: (random) => pool.relatives(random, 0.3),
};

/** Writes what TensorFlow.js makes of generated layers: the same TensorFlow.js gives the same files. */
export async function recordTfjs(root: string, folder: string): Promise<void> {
  await tf.setBackend('cpu');
  tf.env().set('PROD', true);
  const keys = layerKeys(root);
  for (const [layerIdx, name] of Object.keys(inputs).entries()) {
    const random = randomOf(1000 + layerIdx);
    const cases = new Map<string, OracleCase>();
    while (cases.size < count) {
      const asked = question(random, name, keys.get(name)!);
      cases.set(JSON.stringify([asked.c, asked.i, asked.t]), askTfjs(name, asked, true));
    }
    write(folder, `${name}.json`, caseLines([...cases.values()]));
    console.log(`${name}: ${cases.size} cases, ${[...cases.values()].filter((one) => one.r !== undefined).length} refused`);
  }
  write(folder, 'models.json', caseLines(recordModels(randomOf(7))));
  write(folder, 'keywords.json', `${JSON.stringify(keywords(keys), null, 1)}\n`);
}

function question(
  random: Random,
  name: string,
  keys: ReadonlyMap<string, { isRequired: boolean }>,
): Pick<OracleCase, 'c' | 'i' | 't' | 'again'> {
  const i = inputs[name]!(random);
  const c: Record<string, unknown> = {};
  for (const [key, { isRequired }] of keys) {
    if (pool.untouched.has(key)) continue;
    if (key === 'targetShape') c[key] = pool.reshapeTarget(random, i[0] as (number | null)[]);
    else if (!pool.pools[key]) throw new Error(`pools.ts has no values for ${key} of ${name}`);
    else if ((isRequired && random.next() > 0.03) || random.next() < 0.45) c[key] = pool.pools[key](random);
  }
  const t = random.next() < 0.08 ? random.pick(['int32', 'bool']) : undefined;
  const again = !isMerging(name) && random.next() < 0.3 ? { i: [similar(random, name, i[0]!)] } : undefined;
  return { c, i, ...(t === undefined ? {} : { t }), ...(again && { again }) };
}

function similar(random: Random, name: string, first: OracleShape): OracleShape {
  const shape = random.next() < 0.6 ? [...first] : [...inputs[name]!(random)[0]!];
  if (shape.length > 1 && random.next() < 0.5) shape[1 + random.int(shape.length - 1)] = 1 + random.int(12);
  return shape;
}

/** TensorFlow.js takes any key without a word: `takes` has those that its types declare. */
function keywords(keys: ReturnType<typeof layerKeys>): unknown {
  const layers = [...Object.keys(inputs), 'inputLayer'].map((name) => {
    const own = [...keys.get(name)!];
    return [
      name,
      { positional: [], required: own.filter(([, key]) => key.isRequired).map(([key]) => key), takes: own.map(([key]) => key).sort() },
    ];
  });
  return { version: tf.version_layers, layers: Object.fromEntries(layers) as unknown };
}

function write(folder: string, name: string, text: string): void {
  fs.writeFileSync(path.join(folder, name), text);
}
