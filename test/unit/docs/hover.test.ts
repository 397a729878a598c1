import assert from 'node:assert/strict';
import { hoverIn } from '../../lint/support/check';

describe('hovers', () => {
  const descriptions = { en: { 'keras.layers.Dense': 'What a dense layer does.' }, 'zh-cn': {} };
  const at = (text: string, name?: string): string => hoverIn(`import keras\nfrom keras import layers\n${text}`, { name, descriptions }) ?? '';

  it('say of a layer what goes in and out, how many weights it has and why, and what it does', () => {
    const text = at('y = layers.De$0nse(3)(keras.Input((4,)))');
    assert.match(text, /`\(None, 4\)` → `\(None, 3\)` float32/);
    assert.match(text, /15 parameters = 4×3 \+ 3/);
    assert.match(text, /keras\.layers\.Dense\(/);
    assert.match(text, /What a dense layer does\./);
    assert.match(text, /\[Documentation\]\(https:/);
  });

  it('say that a layer has no weights', () => assert.match(at('y = layers.Flat$0ten()(keras.Input((4, 2)))'), /No parameters/));

  it('say shape and type of a name, where it is given and where it is used', () => {
    assert.match(at('x$0 = keras.Input((4,))'), /\*\*`x`\*\* · `\(None, 4\)` float32/);
    assert.match(at('x = keras.Input((4,))\ny = layers.Dense(3)(x$0)'), /\*\*`x`\*\* · `\(None, 4\)` float32/);
    assert.match(at('y = layers.Dense(3)(keras.Input((4,)))\nz = layers.Dense(2)(y$0)'), /from `Dense`/);
  });

  it('list a layer that is built several times, once a shape', () => {
    const text = at('x = keras.Input((4,))\nfor n in [8, 8, 2]:\n    x = layers.De$0nse(n)(x)');
    assert.deepEqual(text.match(/`\(None, \d\)` → `\(None, \d\)`/g), ['`(None, 4)` → `(None, 8)`', '`(None, 8)` → `(None, 8)`', '`(None, 8)` → `(None, 2)`']);
  });

  it('say inputs, outputs and weights of a model', () => {
    const text = at('x = keras.Input((4,))\nm = keras.Model(x, layers.Dense(3)(x))\nm$0.summary()');
    assert.match(text, /\*\*`m`\*\* · Model/);
    assert.match(text, /`\(None, 4\)` → `\(None, 3\)`/);
    assert.match(text, /15 parameters/);
  });

  it('say nothing of plain values, keywords, comments and broken code', () => {
    for (const text of ['n$0 = 3', '# a comm$0ent', 'for$0 i in []: pass', 'x = = la$0yers.', '"te$0xt"', '$0']) assert.equal(at(text), '', text);
  });
});
