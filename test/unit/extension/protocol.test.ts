import assert from 'node:assert/strict';
import { Channel, type Port } from '../../../extension/protocol/channel';
import { hasMlImport } from '../../../extension/protocol/mlImports';
import { decodeNonFinite, encodeNonFinite } from '../../../extension/protocol/nonFinite';

describe('numbers in messages', () => {
  it('survive JSON, also NaN and the infinities', () => {
    const message = { type: 'state', spark: [1, NaN, -Infinity], deep: [{ last: Infinity, none: null, text: 'NaN' }] };
    assert.deepEqual(decodeNonFinite(JSON.parse(JSON.stringify(encodeNonFinite(message)))), message);
  });

  it('cost no copy where there is nothing to mark, and typed arrays stay as they are', () => {
    const message = { type: 'series', y: Float64Array.of(1, NaN), list: [1, 2] };
    assert.equal(encodeNonFinite(message), message);
    assert.equal(decodeNonFinite(message), message);
    const marked = { y: Float64Array.of(NaN), v: NaN };
    assert.equal((encodeNonFinite(marked) as typeof marked).y, marked.y);
  });

  it('do not change the message that was given', () => {
    const spark = [NaN];
    encodeNonFinite({ spark });
    assert.ok(Number.isNaN(spark[0]));
  });

  it('pass through a channel, which ignores what it does not understand', () => {
    let deliver: (message: unknown) => void = () => undefined;
    const sent: unknown[] = [];
    const port: Port = {
      post: (message) => sent.push(JSON.parse(JSON.stringify(message))),
      onMessage: (receive) => {
        deliver = receive;
        return () => (deliver = () => undefined);
      },
    };
    const received: unknown[] = [];
    const channel = new Channel<{ type: string }, { type: 'n'; value: number }>(port, (message) => received.push(message));
    channel.post({ type: 'n', value: NaN });
    for (const message of [sent[0], null, 'x', { kind: 'n' }]) deliver(message);
    assert.deepEqual(received, [{ type: 'n', value: NaN }]);
    channel.dispose();
    deliver({ type: 'late' });
    assert.equal(received.length, 1);
  });
});

describe('the test for ML imports', () => {
  const yes: [string, string][] = [
    ['python', 'import keras'],
    ['python', '"""Docs."""\nfrom tensorflow.keras import layers\n'],
    ['python', 'import os, numpy as np, torch as t'],
    ['python', 'def f():\n    import torch.nn as nn\n'],
    ['typescript', "import * as tf from '@tensorflow/tfjs';"],
    ['typescript', "import '@tensorflow/tfjs-node-gpu'"],
    ['typescript', "import { layers } from '@tensorflow/tfjs-layers/dist/index'"],
    ['javascript', 'const tf = require("@tensorflow/tfjs-node")'],
    ['javascriptreact', "const tf = await import( '@tensorflow/tfjs' )"],
  ];
  const no: [string, string][] = [
    ['python', 'import os\nimport kerasx\nfrom mykeras import a'],
    ['python', 'x = "import"\nprint(keras)'],
    ['python', ''],
    ['typescript', "import React from 'react';"],
    ['typescript', "const name = '@tensorflow/tfjs';"],
    ['markdown', 'import keras'],
  ];
  for (const [language, text] of yes) it(`sees ${JSON.stringify(text)}`, () => assert.ok(hasMlImport(language, text)));
  for (const [language, text] of no)
    it(`is not fooled by ${language} ${JSON.stringify(text)}`, () => assert.ok(!hasMlImport(language, text)));

  it('takes no long time on a long line without an import', () => {
    // A pattern that backtracks would not return before the suite's own limit.
    assert.ok(!hasMlImport('python', `import ${'a, '.repeat(50_000)}`));
    assert.ok(!hasMlImport('python', ' \t'.repeat(200_000)));
  });
});
