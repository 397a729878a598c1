import assert from 'node:assert/strict';

/** Numbers that are written with 8 digits, of programs that compute with about 7. */
const tolerance = 1e-5;

/** Compares lists of numbers within what float32 can tell apart; `null` is equal to itself alone. */
export function assertNear(actual: readonly (number | null)[], expected: readonly (number | null)[], what: string): void {
  assert.equal(actual.length, expected.length, `${what}: ${actual.length} values instead of ${expected.length}`);
  expected.forEach((value, i) => {
    const found = actual[i]!;
    const isNear = value === null || found === null ? found === value : Math.abs(found - value) <= tolerance * Math.max(1, Math.abs(value));
    assert.ok(isNear, `${what}: value ${i + 1} is ${found} instead of ${value}`);
  });
}
