import assert from 'node:assert/strict';
import { tensorBoardTags } from '../../../extension/training/export/tensorboard';
import { crc32c, scalarsRecord, versionRecord } from '../../../extension/training/export/tfevents';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('records of TensorBoard', () => {
  it('are byte for byte what its own writer makes', () => {
    assert.equal(hex(versionRecord(1760000000.25)), '1800000000000000a37f4b220900001000de39da411a0d627261696e2e4576656e743a3276672152');
    const scalars = [
      { tag: 'loss/train', value: 0.1 },
      { tag: '精度/val', value: NaN },
    ];
    assert.equal(
      hex(scalarsRecord(1760000001.5, 300, scalars)),
      '34000000000000005e33175c0900006000de39da4110ac022a260a110a0a6c6f73732f747261696e15cdcccc3d0a110a0ae7b2bee5baa62f76616c150000c07f23aa8c6f',
    );
    // Lengths and steps that take more than one byte.
    const long = hex(scalarsRecord(3, 2 ** 40 + 5, [{ tag: 'x'.repeat(200), value: -Infinity }]));
    assert.deepEqual(long.split('78'.repeat(200)), [
      'e60000000000000071234f87090000000000000840108580808080202ad3010ad0010ac801',
      '15000080ffcc1c9050',
    ]);
    assert.equal(
      hex(scalarsRecord(2, 1, [{ tag: 'a', value: 0 }])),
      '1700000000000000e7cef81e09000000000000004010012a0a0a080a01611500000000ed9b26c9',
    );
  });

  it('can be read even when a step makes no sense', () => {
    assert.equal(hex(scalarsRecord(2, -3.5, [])), hex(scalarsRecord(2, 0, [])));
  });

  it('carry the checksum of its specification', () => {
    assert.equal(crc32c(Buffer.from('123456789')), 0xe3069283);
    assert.equal(crc32c(new Uint8Array(32)), 0x8a9136aa);
  });
});

describe('tags of TensorBoard', () => {
  const tags = (...series: string[]): string[] => [...tensorBoardTags(series).values()];

  it('put what is of one metric together', () => {
    assert.deepEqual(tags('loss', 'val_loss', 'epoch_loss', 'test_acc', 'val_acc#2', 'epoch_acc#2', 'lr', 'lr#2'), [
      'loss/train',
      'loss/val',
      'loss/train_epoch',
      'acc/test',
      'acc#2/val',
      'acc#2/train_epoch',
      'lr',
      'lr#2',
    ]);
  });

  it('are different for each series, whatever the program calls them', () => {
    const names = ['loss', 'train_loss', 'val_', 'val', 'test_', 'epoch_', 'loss/train', 'train_train_loss'];
    const all = tags(...names);
    assert.equal(new Set(all).size, names.length, all.join());
    assert.deepEqual(all.slice(0, 2), ['loss/train', 'train_loss']);
  });
});
