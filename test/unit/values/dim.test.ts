import assert from 'node:assert/strict';
import {
  addDims,
  ceilDivDims,
  compareDims,
  cutDim,
  differBeyond,
  type Dim,
  floorDivDims,
  formatDim,
  freeDim,
  joinDims,
  modDims,
  mulDims,
  namedQuotient,
  resolveCuts,
  subDims,
  symbol,
  type SymbolicDim,
  unknownDim,
} from '../../../server/src/values/dim';
import { randomOf } from '../../support/random';

/** Value of a dim for given values of its symbols. */
function evaluate(dim: Dim, values: Readonly<Record<string, number>>): number {
  if (typeof dim === 'number') return dim;
  assert.ok(dim.kind === 'symbolic');
  return dim.terms.reduce((sum, term) => {
    const product = term.atoms.reduce((p, atom) => {
      const value = atom.floorDiv
        ? Math.floor(evaluate(atom.floorDiv.num, values) / evaluate(atom.floorDiv.den, values))
        : values[atom.key]!;
      return p * value;
    }, term.coef);
    return sum + product;
  }, 0);
}

describe('dims', () => {
  const n = symbol('n');
  const m = symbol('m');

  it('have one normal form however they were made', () => {
    assert.equal(formatDim(addDims(addDims(n, 2), subDims(m, n))), 'm+2');
    assert.equal(compareDims(mulDims(addDims(n, 1), addDims(n, -1)), subDims(mulDims(n, n), 1)), 'equal');
    assert.equal(subDims(mulDims(2, n), addDims(n, n)), 0);
  });

  it('divide what the divisor divides', () => {
    assert.equal(formatDim(floorDivDims(addDims(mulDims(6, n), 4), 2)), '3*n+2');
    assert.equal(compareDims(floorDivDims(mulDims(n, m), m), n), 'equal');
    assert.equal(floorDivDims(n, n), 1);
    assert.equal(modDims(mulDims(4, n), 2), 0);
  });

  it('differ only when every value of the symbols makes them differ', () => {
    assert.equal(compareDims(n, addDims(n, 1)), 'different');
    assert.equal(compareDims(n, 3), 'unknown');
    assert.equal(compareDims(freeDim, 3), 'unknown');
    assert.equal(compareDims(unknownDim, unknownDim), 'unknown');
    assert.equal(compareDims(3, 4), 'different');
  });

  it('stay unknown or free where something unknown or free goes in', () => {
    assert.equal(addDims(unknownDim, 1), unknownDim);
    assert.equal(addDims(freeDim, 1), freeDim);
    assert.equal(mulDims(freeDim, 0), 0);
    assert.equal(floorDivDims(4, 0), unknownDim);
    assert.equal(joinDims(3, 4), unknownDim);
    assert.equal(joinDims(n, n), n);
  });

  it('compute as integers do, for any values of the symbols', () => {
    const random = randomOf(7);
    const values = { n: 5, m: 9 };
    for (let round = 0; round < 500; round++) {
      let dim: Dim = n;
      let expected = values.n;
      for (let i = 0; i < 6; i++) {
        const other = random.pick([1, 2, 3, n, m, addDims(n, 1)]);
        const value = evaluate(other, values);
        const op = random.pick(['add', 'sub', 'mul', 'div', 'mod', 'ceil'] as const);
        if ((op === 'div' || op === 'mod' || op === 'ceil') && value <= 0) continue;
        if (op === 'add') [dim, expected] = [addDims(dim, other), expected + value];
        else if (op === 'sub') [dim, expected] = [subDims(dim, other), expected - value];
        else if (op === 'mul') [dim, expected] = [mulDims(dim, other), expected * value];
        else if (op === 'div') [dim, expected] = [floorDivDims(dim, other), Math.floor(expected / value)];
        else if (op === 'ceil') [dim, expected] = [ceilDivDims(dim, other), Math.ceil(expected / value)];
        else [dim, expected] = [modDims(dim, other), ((expected % value) + value) % value];
        if (Math.abs(expected) > 1e9) break;
        assert.equal(evaluate(dim, values) + 0, expected + 0, formatDim(dim));
      }
    }
  });

  it('tells extents apart that are never the same', () => {
    const n = symbol('n') as SymbolicDim;
    assert.equal(compareDims(addDims(n, 1), 0), 'different');
    assert.equal(compareDims(mulDims(n, 2), n), 'unknown', 'both may be zero');
    assert.equal(differBeyond(mulDims(n, 2), n, 1), true);
    const train = namedQuotient(symbol('train'), mulDims(n, 80), 100);
    assert.equal(formatDim(subDims(n, train)), 'n-train');
    assert.equal(compareDims(train, subDims(n, train)), 'unknown', 'of two, one is each');
    assert.equal(differBeyond(train, subDims(n, train), 8), true);
    const half = namedQuotient(symbol('half'), mulDims(n, 50), 100);
    assert.equal(differBeyond(half, subDims(n, half), 8), false);
  });

  it('cuts an extent off', () => {
    const n = symbol('n') as SymbolicDim;
    const cut = cutDim(n, 8);
    assert.equal(formatDim(cut), 'min(8, n)');
    assert.equal(compareDims(cut, 9), 'different');
    assert.equal(compareDims(cut, 8), 'unknown');
    assert.equal(
      resolveCuts(subDims(cut, 2), () => 8),
      6,
    );
    assert.equal(
      compareDims(
        resolveCuts(cut, () => null),
        cut,
      ),
      'equal',
    );
  });
});
