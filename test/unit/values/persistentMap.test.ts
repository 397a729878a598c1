import assert from 'node:assert/strict';
import { PersistentMap } from '../../../server/src/values/persistentMap';
import { randomOf } from '../../support/random';

describe('a persistent map', () => {
  it('agrees with a Map over any sequence of changes, and old versions stay as they were', () => {
    const random = randomOf(11);
    let map = PersistentMap.empty<string | number, number>();
    const model = new Map<string | number, number>();
    const versions: { map: typeof map; model: Map<string | number, number> }[] = [];
    for (let i = 0; i < 5000; i++) {
      const key = random.next() < 0.5 ? random.int(400) : `k${random.int(400)}`;
      if (random.next() < 0.3) {
        map = map.delete(key);
        model.delete(key);
      } else {
        map = map.set(key, i);
        model.set(key, i);
      }
      if (i % 500 === 0) versions.push({ map, model: new Map(model) });
      assert.equal(map.size, model.size);
    }
    for (const version of [...versions, { map, model }]) {
      assert.deepEqual(new Map(version.map.entries()), version.model);
      for (const [key, value] of version.model) assert.equal(version.map.get(key), value);
      assert.equal([...version.map.keys()].length, version.model.size);
    }
  });

  it('keeps keys apart whose hashes collide', () => {
    // FNV-1a gives these pairs of texts one 32-bit value.
    const keys = ['costarring', 'liquid', 'declinate', 'macallums', 'altarage', 'zinke'];
    let map = PersistentMap.empty<string, number>();
    keys.forEach((key, i) => (map = map.set(key, i)));
    keys.forEach((key, i) => assert.equal(map.get(key), i));
    assert.equal(map.delete('costarring').get('liquid'), 1);
    assert.equal(map.delete('costarring').get('costarring'), undefined);
  });

  it('tells what differs between two versions, and nothing else', () => {
    const random = randomOf(3);
    let a = PersistentMap.empty<number, number>();
    for (let i = 0; i < 300; i++) a = a.set(random.int(1000), i);
    let b = a;
    const changed = new Set<number>();
    for (let i = 0; i < 40; i++) {
      const key = random.int(1000);
      b = random.next() < 0.4 ? b.delete(key) : b.set(key, -i - 1);
      changed.add(key);
    }
    const seen = new Set<number>();
    PersistentMap.differences(a, b, (key, inA, inB) => {
      assert.equal(inA, a.get(key));
      assert.equal(inB, b.get(key));
      assert.notEqual(inA, inB);
      assert.ok(changed.has(key));
      seen.add(key);
    });
    for (const key of changed) if (a.get(key) !== b.get(key)) assert.ok(seen.has(key), `${key}`);
  });

  it('is the same map when nothing changes', () => {
    const map = PersistentMap.from<number, string>([[1, 'a']]);
    assert.equal(map.set(1, 'a'), map);
    assert.equal(map.delete(2), map);
  });

  it('gives its entries in the order in which the keys were first set', () => {
    const words = Array.from({ length: 200 }, (_, i) => `${(i * 7919) % 200}`);
    let map = PersistentMap.from(words.map((word, i) => [word, i] as const));
    map = map.set(words[3]!, -1).delete(words[0]!).set(words[0]!, -2);
    assert.deepEqual([...map.keys()], [...words.slice(1), words[0]]);
  });
});
