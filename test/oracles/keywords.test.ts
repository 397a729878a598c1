import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { OracleKeywords } from '../../scripts/oracles/case';
import type { LayerDef, ParamSpec } from '../../server/src/ops/kernel';
import { activationNames, camelCase } from '../../server/src/ops/kernel';
import { findOp } from '../../server/src/ops/registry';

/** Names that older versions take and the recorded one does not: nothing is said of them. */
const older = new Set(
  `batch_input_shape batch_shape batch_size weights dynamic input_dtype fused virtual_batch_size adjustment`.split(' '),
);

/** The parameters that rules declare, against the constructors of the real frameworks. */
describe('parameters of layers', () => {
  const keras = read('keras');
  for (const [name, { positional, required, takes }] of Object.entries(keras.layers)) {
    if (name === 'InputLayer') continue;
    const op = findOp(`keras.layers.${name}`) as LayerDef;
    it(`keras ${name}: the order of positional ones`, () =>
      assert.deepEqual(
        [...Object.keys(op.params), ...op.otherParams].filter((own) => !older.has(own)),
        positional,
      ));
    it(`keras ${name}: which are required`, () => assert.deepEqual(requiredOf(op), required));
    it(`keras ${name}: which are taken`, () => {
      const own = new Set([...Object.keys(op.params), ...op.otherParams, ...op.keywordParams].filter((one) => !older.has(one)));
      assert.deepEqual([...own].sort(), [...new Set([...takes, ...positional])].sort());
    });
  }

  it('keras: names of activations', () => {
    assert.deepEqual([...activationNames.keras].sort(), [...(keras as unknown as { activations: string[] }).activations].sort());
  });

  for (const [name, { required, takes }] of Object.entries(read('tfjs').layers)) {
    const op = findOp(`tfjs.layers.${name}`) as LayerDef;
    it(`tfjs ${name}: every declared key is known`, () => {
      const own = new Set([...Object.keys(op.params), ...op.otherParams].map(camelCase));
      assert.deepEqual(
        takes.filter((key) => !own.has(key)),
        [],
      );
    });
    it(`tfjs ${name}: what is required here its types require`, () =>
      assert.deepEqual(
        requiredOf(op)
          .map(camelCase)
          .filter((key) => !required.includes(key)),
        [],
      ));
  }
});

function requiredOf(op: LayerDef): string[] {
  return (Object.entries(op.params) as [string, ParamSpec<unknown>][]).filter(([, spec]) => spec.isRequired).map(([name]) => name);
}

function read(framework: string): OracleKeywords {
  return JSON.parse(fs.readFileSync(path.join(__dirname, framework, 'keywords.json'), 'utf8')) as OracleKeywords;
}
