import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { shapeTable } from '../../extension/cli/shapes/shapeTable';
import { parseFixture } from './support/fixture';
import { lintFixture } from './support/lintFixture';

/** What Keras 3.15 and TensorFlow themselves say of published programs: line (from 1), name, output shape, weights as in the summary. */
type Row = readonly [number, string, readonly (number | null)[], number | null];

const sequential: readonly Row[] = [
  [6, '<Conv2D>', [null, 30, 30, 32], 896],
  [7, '<MaxPooling2D>', [null, 15, 15, 32], 0],
  [8, '<Conv2D>', [null, 13, 13, 64], 18496],
  [9, '<MaxPooling2D>', [null, 6, 6, 64], 0],
  [10, '<Conv2D>', [null, 4, 4, 128], 73856],
  [11, '<MaxPooling2D>', [null, 2, 2, 128], 0],
  [12, '<Flatten>', [null, 512], 0],
  [13, '<Dense>', [null, 512], 262656],
  [14, '<Dense>', [null, 10], 5130],
  [20, 'model', [null, 10], 361034],
];

/** With padding='same' on conv4, which is the fix. */
const functional: readonly Row[] = [
  [6, 'inputs', [null, 32, 32, 3], 0],
  [8, 'conv1', [null, 30, 30, 32], 896],
  [9, 'pool1', [null, 15, 15, 32], 0],
  [10, 'conv2', [null, 13, 13, 64], 18496],
  [11, 'pool2', [null, 6, 6, 64], 0],
  [12, 'conv3', [null, 4, 4, 128], 73856],
  [13, 'pool3', [null, 2, 2, 128], 0],
  [14, 'conv4', [null, 2, 2, 128], 147584],
  [16, 'flatten', [null, 512], 0],
  [18, 'fc1', [null, 512], 262656],
  [19, 'fc2', [null, 512], 262656],
  [21, 'outputs', [null, 10], 5130],
  [23, 'model', [null, 10], 771274],
];

const regression: readonly Row[] = [
  [3, 'X', [1000, 10], null],
  [5, 'y_true', [1000, 1], null],
  [30, 'W', [10, 1], null],
  [31, 'b', [1], null],
  [44, 'y', [1000, 1], null],
  [45, 'loss', [], null],
  [52, 'W', [10, 1], null],
];

/** With `go_backwards` where it belongs, and without the call of a method that no model has. */
const translation: readonly Row[] = [
  [12, 'encoder_inputs', [null, null], 0],
  [13, 'decoder_inputs', [null, null], 0],
  [15, 'encoder_embedding', [null, null, 256], 2560000],
  [16, 'encoder_forward', [null, null, 256], 525312],
  [17, 'encoder_backward', [null, null, 256], 525312],
  [18, 'encoder_output', [null, null, 256], 0],
  [20, 'attention_weights', [null, null, 1], 257],
  [22, 'attention_weights', [null, 50, 1], 0],
  [24, 'decoder_embedding', [null, null, 256], 2560000],
  [25, 'decoder_lstm', [null, null, 256], 525312],
  [26, 'decoder_dense', [null, null, 10000], 2570000],
  [28, 'model', [null, null, 10000], 9265936],
];

const binary: readonly Row[] = [
  [10, 'layer1', [null, 10], 110],
  [11, 'layer2', [null, 10], 110],
  [12, 'output_layer', [null, 1], 11],
  [15, 'model', [null, 1], 231],
  [21, 'x_train', [1000, 10], null],
  [22, 'y_train', [1000, 1], null],
  [25, 'x_test', [100, 10], null],
  [26, 'y_test', [100, 1], null],
];

describe('published programs', () => {
  it('have the shapes and parameter counts of the framework: s1_cifar10_sequential.py', () => {
    assertRows(readProgram('s1_cifar10_sequential.py'), sequential);
  });
  it('have them once the fault is repaired: s0_cifar10_functional.py', () => {
    const broken = readProgram('s0_cifar10_functional.py');
    const repaired = broken.replace("activation='relu')(pool3)", "activation='relu', padding='same')(pool3)");
    assert.notEqual(repaired, broken);
    assertRows(repaired, functional);
  });
  it('have them in a graph with several inputs: s0_seq2seq_attention.py', () => {
    const repaired = readProgram('s0_seq2seq_attention.py')
      .replace('dropout=0.2)(encoder_forward, go_backwards=True)', 'dropout=0.2, go_backwards=True)(encoder_forward)')
      .replace(/^model\.add_layer.*$/m, '');
    assertRows(repaired, translation);
  });
  it('have them although names are not defined: s2_binary_mlp.py', () => {
    assertRows(readProgram('s2_binary_mlp.py'), binary);
  });
  it('have the shapes of tensors: s3_linear_regression.py', () => {
    assertRows(readProgram('s3_linear_regression.py'), regression);
  });
});

/** Without its markers, so that the lines are the published ones. */
function readProgram(name: string): string {
  const lines = fs.readFileSync(path.join(__dirname, 'models', name), 'utf8').split('\n');
  return lines.filter((line) => !/^#\s*\^/.test(line)).join('\n');
}

function assertRows(text: string, expected: readonly Row[]): void {
  const [found] = lintFixture(parseFixture('program.py', text));
  const table = shapeTable(found!.analysis, new Map());
  const rows = expected.map(([line, symbol]) => {
    const entry = table.find((e) => e.line === line - 1 && e.symbol === symbol);
    return [line, symbol, entry?.shape, entry?.params];
  });
  assert.deepEqual(rows, expected);
}
