import assert from 'node:assert/strict';
import path from 'node:path';
import { prepareSource } from '../../../extension/trainers/tfjs/program/prepareSource';

const file = path.resolve('some/train.ts');

describe('prepareSource', () => {
  it('leaves a source alone that asks for nothing', () => {
    const source = "import * as tf from '@tensorflow/tfjs';\n";
    assert.deepEqual(prepareSource(source, file, true), { text: source, shift: 0 });
  });

  it('declares what is used on the first line, and says how far that moved', () => {
    const { text, shift } = prepareSource('console.log(__dirname);\nnext();', file, true);
    assert.equal(text.split('\n').length, 2);
    assert.equal(text.slice(shift), 'console.log(__dirname);\nnext();');
    assert.ok(text.startsWith(`const __tensorwright_dirname=${JSON.stringify(path.dirname(file))};`));
    assert.ok(!text.includes('__tensorwright_url'));
  });

  it('answers require.main === module without moving what follows', () => {
    for (const question of ['require.main === module', 'module===require.main', 'require.main == module']) {
      const source = `if (${question}) main();`;
      const yes = prepareSource(source, file, true).text;
      const no = prepareSource(source, file, false).text;
      assert.equal(yes.length, source.length);
      assert.equal(yes.indexOf('main()'), source.indexOf('main()'));
      assert.equal(answer(yes), true);
      assert.equal(answer(no), false);
    }
    assert.equal(answer(prepareSource('if (require.main !== module) main();', file, true).text), false);
  });

  it('turns a hashbang into a comment, also behind declarations', () => {
    const { text, shift } = prepareSource('#!/usr/bin/env node\n__filename;', file, true);
    assert.ok(text.slice(shift).startsWith('///usr/bin/env node\n'));
  });
});

function answer(text: string): boolean {
  const condition = /if \((.*?)\) main/.exec(text)![1]!;
  const [left, operator, right] = condition.trim().split(/\s*([!=]==?)\s*/);
  return (left === right) === operator!.startsWith('=');
}
