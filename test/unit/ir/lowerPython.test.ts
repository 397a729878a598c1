import assert from 'node:assert/strict';
import { printChunk } from '../../../server/src/ir/print';
import { read } from '../syntax/invariants';

function lower(text: string): string {
  return printChunk(read('a.py', 'python', text).lowered);
}

/** Each source with its instructions, as `printChunk` shows them. */
const cases: [group: string, source: string, printed: string][] = [
  ['literals', '1_000, 0xFF, 0o17, 0b11', '(expr (tuple [(const int 1000) (const int 255) (const int 15) (const int 3)]))'],
  [
    'literals',
    '255., .5, 1e-3, 1.e3, 2j',
    '(expr (tuple [(const float 255) (const float 0.5) (const float 0.001) (const float 1000) (const complex 2)]))',
  ],
  ['literals', '18446744073709551615', '(expr (unknown))'],
  ['literals', 'None, True, False, ...', '(expr (tuple [(const none) (const bool true) (const bool false) (const ellipsis)]))'],
  ['strings', String.raw`'a\n\x41\u0042\'' "b" r'\d'`, String.raw`(expr (const str "a\nAB'b\\d"))`],
  ['strings', String.raw`rb'\d' b'\x00'`, String.raw`(expr (const bytes "\\d\u0000"))`],
  ['strings', '"""a\n  b"""', String.raw`(expr (const str "a\n  b"))`],
  [
    'strings',
    'f"a{x!r:>{w}}{{{y = }"',
    '(expr (format [(text a) (value (name x) conversion:r spec:(format [(text >) (value (name w))])) (text "{y = ") (value (name y) conversion:r)]))',
  ],
  ['strings', 'f"{d["key"]:.2f}" \'!\'', '(expr (format [(value (index (name d) (const str key)) spec:(format [(text .2f)])) (text !)]))'],
  ['strings', 't"a{b}"', '(expr (unknown [(name b)]))'],
  [
    'operators',
    'a < b <= c not in d is not e',
    '(expr (compare (name a) [(< (name b)) (<= (name c)) ("not in" (name d)) ("is not" (name e))]))',
  ],
  ['operators', 'x and not a or b', '(expr (logical or (logical and (name x) (unary not (name a))) (name b)))'],
  ['operators', '-a ** -b @ c', '(expr (binary @ (unary - (binary ** (name a) (unary - (name b)))) (name c)))'],
  ['operators', 'x * await a + b', '(expr (binary + (binary * (name x) (await (name a))) (name b)))'],
  [
    'operators',
    'a if b else c if d else e',
    '(expr (conditional then:(name a) (name b) else:(conditional then:(name c) (name d) else:(name e))))',
  ],
  [
    'subscripts',
    'x[1:, ::-1, ..., None]',
    '(expr (index (name x) (tuple [(slice lower:(const int 1)) (slice step:(unary - (const int 1))) (const ellipsis) (const none)])))',
  ],
  ['subscripts', 'x[*a, 1:2]', '(expr (index (name x) (tuple [(spread (name a)) (slice lower:(const int 1) upper:(const int 2))])))'],
  ['subscripts', 'x[1,]', '(expr (index (name x) (tuple [(const int 1)])))'],
  [
    'calls',
    'f(a, *b, k=1, **c)',
    '(expr (call (name f) [((name a)) (spread:positional (name b)) (k (const int 1)) (spread:keyword (name c))]))',
  ],
  ['calls', 'f(x for x in y)', '(expr (call (name f) [((comprehension generator (name x) [(for (nameTarget x) (name y))]))]))'],
  ['calls', 'f(n := 1)', '(expr (call (name f) [((assignExpr (nameTarget n) (const int 1)))]))'],
  [
    'collections',
    '[*a, 1], {*a}, {**a, "b": 1}, ()',
    '(expr (tuple [(list [(spread (name a)) (const int 1)]) (set [(spread (name a))]) (dict [((name a)) ((const str b) (const int 1))]) (tuple)]))',
  ],
  [
    'collections',
    '{a: b async for a, b in c if d}',
    '(expr (comprehension dict (name a) (name b) [(for (sequenceTarget [((nameTarget a)) ((nameTarget b))]) (name c) isAsync) (if (name d))]))',
  ],
  ['assignments', 'a = b, *c = d', '(assign [(nameTarget a) (sequenceTarget [((nameTarget b)) ((nameTarget c) isRest)])] (name d))'],
  [
    'assignments',
    'x: int = 3; y: str',
    '(assign [(nameTarget x)] (const int 3) annotation:(name int))\n(assign [(nameTarget y)] annotation:(name str))',
  ],
  ['assignments', 'a.b[0] //= 1, 2', '(augAssign (indexTarget (attr (name a) b) (const int 0)) // (tuple [(const int 1) (const int 2)]))'],
  [
    'assignments',
    '[a, (b, c)] = x',
    '(assign [(sequenceTarget [((nameTarget a)) ((sequenceTarget [((nameTarget b)) ((nameTarget c))]))])] (name x))',
  ],
  ['statements', 'del a, b.c', '(delete [(nameTarget a) (attrTarget (name b) c)])'],
  ['statements', 'assert a, b', '(assert (name a) message:(name b))'],
  ['statements', 'raise A from b', '(raise (name A) cause:(name b))'],
  [
    'statements',
    'if a: b\nelif c: d\nelse: e',
    '(if (name a) then:[(expr (name b))] else:[(if (name c) then:[(expr (name d))] else:[(expr (name e))])])',
  ],
  ['statements', 'while a:\n  break\nelse:\n  b', '(while (name a) [(break)] else:[(expr (name b))])'],
  [
    'statements',
    'async for a, b in c, d: continue',
    '(for (sequenceTarget [((nameTarget a)) ((nameTarget b))]) (tuple [(name c) (name d)]) [(continue)] isAsync)',
  ],
  [
    'statements',
    'try: a\nexcept* A as e: b\nexcept B, C: c\nexcept: d\nelse: e\nfinally: f',
    '(try [(expr (name a))] handlers:[((name A) (nameTarget e) [(expr (name b))]) ((tuple [(name B) (name C)]) [(expr (name c))]) ([(expr (name d))])] else:[(expr (name e))] finally:[(expr (name f))])',
  ],
  [
    'statements',
    'with (open(a) as f,\n      open(b) as (g, h.i),  # why\n      c):\n  pass',
    '(with [((call (name open) [((name a))]) (nameTarget f)) ((call (name open) [((name b))]) (sequenceTarget [((nameTarget g)) ((attrTarget (name h) i))])) ((name c))] [(pass)])',
  ],
  ['statements', 'with (a): pass', '(with [((name a))] [(pass)])'],
  [
    'statements',
    'with a as b.c, d[0]() as e: pass',
    '(with [((name a) (attrTarget (name b) c)) ((call (index (name d) (const int 0))) (nameTarget e))] [(pass)])',
  ],
  ['statements', 'print x', '(unknownStmt [(name x)])'],
  ['imports', 'import a.b, c.d as e', '(import a.b moduleAt:() level:0 whole:(a bindsTop))\n(import c.d moduleAt:() level:0 whole:(e))'],
  ['imports', 'from ...a.b import (c, d as e)', '(import a.b moduleAt:() level:3 [(c as:c) (d as:e)])'],
  ['imports', 'from . import *', '(import "" moduleAt:() level:1 star)'],
  ['types', 'type X[T = int] = list[T]', '(assign [(nameTarget X)] (unknown))'],
  [
    'types',
    'class A[T: int = str](B[T], metaclass=M):\n  def f[*Ts](self, x: T, *y: *Ts): pass',
    '(class (A bases:[((index (name B) (unknown))) (metaclass (name M))] [(def (f [(self positional) (x positional annotation:(unknown)) (y rest annotation:(unknown))] [(pass)] locals:[self x y]))]))',
  ],
  [
    'functions',
    '@a.b[0](1)\n@c\nasync def f(a, /, b=1, *, c: int, **d) -> int: return await a',
    '(def (f [(a positionalOnly) (b positional fallback:(const int 1)) (c keywordOnly annotation:(name int)) (d keywordRest)] [(return (await (name a)))] locals:[a b c d] isAsync) decorators:[(call (index (attr (name a) b) (const int 0)) [((const int 1))]) (name c)])',
  ],
  [
    'functions',
    'lambda a, /, *b, c=1: a',
    '(expr (function ([(a positionalOnly) (b rest) (c keywordOnly fallback:(const int 1))] [(return (name a))] locals:[a b c] isArrow)))',
  ],
  [
    'functions',
    'def f():\n  x = yield\n  yield from g()\n  yield 1, 2',
    '(def (f [(assign [(nameTarget x)] (yield)) (expr (yieldFrom (call (name g)))) (expr (yield (tuple [(const int 1) (const int 2)])))] locals:[x] isGenerator))',
  ],
  ['functions', 'def f():\n  """One\n\n  two."""', String.raw`(def (f [(expr (const str "One\n\n  two."))] doc:"One\n\ntwo."))`],
  [
    'patterns',
    'match a, b:\n  case [1, -2.5, *_] | (None, x): pass\n  case C(y, z=D.E()) as w if w: pass\n  case {"k": [] , **r}: pass\n  case p, *q: pass',
    '(match subject:(tuple [(name a) (name b)]) cases:[(pattern:(orPattern options:[(sequencePattern [(valuePattern (const int 1)) (valuePattern (unary - (const float 2.5))) (capturePattern)] restIdx:2) (sequencePattern [(valuePattern (const none)) (capturePattern x)])]) [(pass)]) (pattern:(capturePattern w pattern:(classPattern (name C) positional:[(capturePattern y)] keywords:[(z pattern:(classPattern (attr (name D) E)))])) guard:(name w) [(pass)]) (pattern:(mappingPattern [((const str k) pattern:(sequencePattern))] r) [(pass)]) (pattern:(sequencePattern [(capturePattern p) (capturePattern q)] restIdx:1) [(pass)])])',
  ],
  [
    'patterns',
    'match = case = 1\nmatch(case)',
    '(assign [(nameTarget match) (nameTarget case)] (const int 1))\n(expr (call (name match) [((name case))]))',
  ],
];

describe('lowerPython', () => {
  for (const [group, source, printed] of cases) it(`${group}: ${JSON.stringify(source)}`, () => assert.equal(lower(source), printed));

  describe('half-typed code keeps its good neighbors', () => {
    const broken: [string, string][] = [
      ['f(1, +, 3)', '(expr (call (name f) [((const int 1)) ((unary + (unknown))) ((const int 3))]))'],
      ['f(a=, b=1)', '(expr (call (name f) [(a (unknown)) (b (const int 1))]))'],
      [
        'x = f(1,\ny = 2',
        '(assign [(nameTarget x)] (call (name f) [((const int 1)) (spread:positional (unknown)) (spread:keyword (unknown))]))\n(assign [(nameTarget y)] (const int 2))',
      ],
      [
        'm = S([\n  D(1,\n  D(2),\n])\n',
        '(assign [(nameTarget m)] (call (name S) [((list [(call (name D) [((const int 1)) (spread:positional (unknown)) (spread:keyword (unknown))]) (call (name D) [((const int 2))])]))]))',
      ],
      ['x = """a\ny = 1\n', '(assign [(nameTarget x)] (const str a))\n(assign [(nameTarget y)] (const int 1))'],
      [
        'def f():\n  """Doc\n  x = 1\n\ndef g():\n  """Other."""\n  return 1\n',
        '(def (f [(expr (const str Doc)) (assign [(nameTarget x)] (const int 1))] locals:[x] doc:Doc))\n(def (g [(expr (const str Other.)) (return (const int 1))] doc:Other.))',
      ],
      ['x = f"{a\ny = 1', '(assign [(nameTarget x)] (format [(value (name a))]))\n(assign [(nameTarget y)] (const int 1))'],
      ["x = 'a\ny = 1", '(assign [(nameTarget x)] (const str a))\n(assign [(nameTarget y)] (const int 1))'],
      ['if x\n  y = 1\nz = 2', '(if (name x) then:[(assign [(nameTarget y)] (const int 1))])\n(assign [(nameTarget z)] (const int 2))'],
      [
        'class A:\n  def f(self):\n\n  def g(self): pass',
        '(class (A [(def (f [(self positional)] [(pass)] locals:[self])) (def (g [(self positional)] [(pass)] locals:[self]))]))',
      ],
      [
        'def f():\n      a = 1\n   b = 2\nc',
        '(def (f [(assign [(nameTarget a)] (const int 1)) (assign [(nameTarget b)] (const int 2))] locals:[a b]))\n(expr (name c))',
      ],
      [
        'x = 1\n    y = 2\nz = 3',
        '(assign [(nameTarget x)] (const int 1))\n(assign [(nameTarget y)] (const int 2))\n(assign [(nameTarget z)] (const int 3))',
      ],
      ['x = \ny = 1', '(assign [(nameTarget x)] (unknown))\n(assign [(nameTarget y)] (const int 1))'],
      ['x = a.\ny = 1', '(assign [(nameTarget x)] (unknown [(name a)]))\n(assign [(nameTarget y)] (const int 1))'],
    ];
    for (const [source, printed] of broken) {
      it(JSON.stringify(source), () => {
        assert.equal(lower(source), printed);
        assert.equal(read('a.py', 'python', source).parsed.broken, true);
      });
    }
  });

  it('tells local, global and nonlocal names apart', () => {
    const text = `
def f(a, *b, c=(d := 1)):
  global g
  g = h = [i for i in a if (j := i)]
  import k.l, m as n
  from o import p as q
  with r as s: pass
  for t, u.v in w: pass
  try: pass
  except x as y: pass
  def z():
    nonlocal h
    h = aa = 1
  class bb: cc = 1
  ee: int
  match ff:
    case [gg, {"a": hh, **ii}] as jj: pass
  del kk
  lambda ll: (mm := 1)
`;
    const [stmt] = read('a.py', 'python', text).lowered.units[0]!.code.body;
    assert.ok(stmt?.k === 'def');
    assert.deepEqual(stmt.fn.globals, ['g']);
    assert.deepEqual([...stmt.fn.locals].sort(), 'a b bb c ee gg h hh ii j jj k kk n q s t y z'.split(' '));
    const inner = stmt.fn.body.find((each) => each.k === 'def');
    assert.deepEqual([inner?.fn.nonlocals, inner?.fn.locals], [['h'], ['aa']]);
  });

  it('gives every node its exact place', () => {
    const text = 'y = ( a.bc + f(\n  1, k = [2] ) )[ 0 : 1, ]';
    const { code } = read('a.py', 'python', text).lowered.units[0]!;
    const [stmt] = code.body;
    assert.ok(stmt?.k === 'assign' && stmt.value?.k === 'index' && stmt.value.object.k === 'binary');
    const shown = (node: { from: number; to: number }): string => text.slice(node.from, node.to);
    const { left, right } = stmt.value.object;
    assert.ok(left.k === 'attr' && right.k === 'call');
    assert.deepEqual(
      [stmt, stmt.targets[0]!, stmt.value, stmt.value.object, left, right, right.args[1]!, right.args[1]!.value, stmt.value.index].map(
        shown,
      ),
      [text, 'y', text.slice(4), 'a.bc + f(\n  1, k = [2] )', 'a.bc', 'f(\n  1, k = [2] )', 'k = [2]', '[2]', '0 : 1,'],
    );
    assert.equal(text.slice(left.nameFrom, left.nameTo), 'bc');
    assert.equal(text.slice(right.argsFrom, right.argsTo), '\n  1, k = [2] ');
  });
});
