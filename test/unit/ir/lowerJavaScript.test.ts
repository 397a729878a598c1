import assert from 'node:assert/strict';
import { printChunk } from '../../../server/src/ir/print';
import { read } from '../syntax/invariants';

function lower(text: string, uri = 'a.ts'): string {
  return printChunk(read(uri, 'typescript', text).lowered);
}

/** Each source with its instructions, as `printChunk` shows them. */
const cases: [group: string, source: string, printed: string][] = [
  [
    'literals',
    '[1_0, 0xff, 1.5, 1e3, 10n, "a\\u{41}\\n", null, true, /a[/]b/gi]',
    String.raw`(expr (list [(const int 10) (const int 255) (const float 1.5) (const float 1000) (const bigint 10) (const str "aA\n") (const none) (const bool true) (const regexp "/a[/]b/gi")]))`,
  ],
  [
    'literals',
    '`a${b}\\t${`c${d}`}`',
    String.raw`(expr (format [(text a) (value (name b)) (text "\t") (value (format [(text c) (value (name d))]))]))`,
  ],
  ['literals', '[a,, ...b,]', '(expr (list [(name a) (const undefined) (spread (name b))]))'],
  [
    'literals',
    '({a, "b": 1, [c]: 2, 3: 4, ...e, f() {}, get g() { return 1; }})',
    '(expr (dict [((const str a) (name a)) ((const str b) (const int 1)) ((name c) (const int 2)) ((const str 3) (const int 4)) ((name e)) ((const str f) (function (f))) ((const str g) (unknown [(function (g [(return (const int 1))]))]))] isObject))',
  ],
  ['operators', 'a && b || c ?? !d', '(expr (logical nullish (logical or (logical and (name a) (name b)) (name c)) (unary not (name d))))'],
  [
    'operators',
    'a === b && x instanceof Y',
    '(expr (logical and (compare (name a) [(=== (name b))]) (compare (name x) [(instanceof (name Y))])))',
  ],
  [
    'operators',
    'x = i++ + --j',
    '(assign [(nameTarget x)] (binary + (assignExpr (nameTarget i) + (const int 1) returnsOld) (assignExpr (nameTarget j) - (const int 1))))',
  ],
  ['operators', 'x = (a, b)', '(assign [(nameTarget x)] (unknown [(name a) (name b)]))'],
  ['operators', 'a, b = 1;', '(expr (name a))\n(assign [(nameTarget b)] (const int 1))'],
  [
    'calls',
    'a?.b?.[c]?.(d!, ...e)',
    '(expr (call (index (attr (name a) b optional) (name c) optional) [((name d)) (spread:positional (name e))] optional))',
  ],
  [
    'calls',
    'new tf.Foo<T>(a).b; new Bar',
    '(expr (attr (call (attr (name tf) Foo) [((name a))] isNew) b))\n(expr (call (name Bar) isNew))',
  ],
  ['calls', 'await import("x")', '(expr (await (call (name import) [((const str x))])))'],
  ['types', 'const x = <T>(f<number>(a as any) satisfies B)!;', '(assign [(nameTarget x)] (call (name f) [((name a))]) declares:const)'],
  ['types', 'type A<T> = B; interface C { d: E }\ndeclare const f: G, g: H;', '(pass)\n(pass)\n(unknownStmt binds:[f g])'],
  [
    'types',
    'enum E { A, B = 4, C, D = "x", F = A | B, G }',
    '(assign [(nameTarget E)] (dict [((const str A) (const int 0)) ((const str 0) (const str A)) ((const str B) (const int 4)) ((const str 4) (const str B)) ((const str C) (const int 5)) ((const str 5) (const str C)) ((const str D) (const str x)) ((const str F) (unknown)) ((const str G) (unknown))] isObject) declares:const)',
  ],
  ['types', 'function f(a: number): void;\nfunction f(this: X, a?: any) {}', '(pass)\n(def (f [(a positional)] locals:[a]))'],
  [
    'declarations',
    'let a!: T, {b, c: d = 2, ...e} = f;',
    '(assign [(nameTarget a)] declares:let)\n(assign [(objectTarget [((const str b) (nameTarget b)) ((const str c) (nameTarget d) fallback:(const int 2))] (nameTarget e))] (name f) declares:let)',
  ],
  [
    'declarations',
    'const [a,, b = 1, ...c] = d',
    '(assign [(sequenceTarget [((nameTarget a)) null ((nameTarget b) fallback:(const int 1)) ((nameTarget c) isRest)])] (name d) declares:const)',
  ],
  [
    'assignments',
    '[a[i], a.b] = [a.b, a[i]];',
    '(assign [(sequenceTarget [((indexTarget (name a) (name i))) ((attrTarget (name a) b))])] (list [(attr (name a) b) (index (name a) (name i))]))',
  ],
  [
    'assignments',
    '({a, b: c.d} = e);',
    '(assign [(objectTarget [((const str a) (nameTarget a)) ((const str b) (attrTarget (name c) d))])] (name e))',
  ],
  [
    'assignments',
    'a.b ??= 1; c **= 2; d--',
    '(augAssign (attrTarget (name a) b) nullish (const int 1))\n(augAssign (nameTarget c) ** (const int 2))\n(augAssign (nameTarget d) - (const int 1))',
  ],
  [
    'loops',
    'for (let i = 0, n = 3; i < n; i++, n--) f(i);',
    '(block [i n] [(assign [(nameTarget i)] (const int 0) declares:let) (assign [(nameTarget n)] (const int 3) declares:let) (while (compare (name i) [(< (name n))]) [(expr (call (name f) [((name i))]))] update:[(assignExpr (nameTarget i) + (const int 1) returnsOld) (assignExpr (nameTarget n) - (const int 1) returnsOld)])])',
  ],
  ['loops', 'a: for (;;) { continue a }', '(block [(while (const bool true) [(continue label:a)] label:a)])'],
  [
    'loops',
    'for (const [k, v] of x) {}\nfor (y.z in x);',
    '(for (sequenceTarget [((nameTarget k)) ((nameTarget v))]) (name x) declares:const)\n(for (attrTarget (name y) z) (name x) overKeys)',
  ],
  ['loops', 'do { a() } while (b)', '(while (name b) [(expr (call (name a)))] bodyFirst)'],
  [
    'branches',
    'if (a) { let b; } else if (c) d; else {}',
    '(if (name a) then:[(block [b] [(assign [(nameTarget b)] declares:let)])] else:[(if (name c) then:[(expr (name d))])])',
  ],
  [
    'branches',
    'switch (a) { case 1: case 2: b; break; default: c }',
    '(switch subject:(name a) cases:[((const int 1)) ((const int 2) [(expr (name b)) (break)]) ([(expr (name c))])])',
  ],
  [
    'branches',
    'try { a } catch ({ b }) { throw b } finally { c }',
    '(try [(expr (name a))] handlers:[((objectTarget [((const str b) (nameTarget b))]) [(raise (name b))])] finally:[(expr (name c))])',
  ],
  [
    'functions',
    'async (a, {b}: T = {}, ...c) => { var q; { let z = 1; var w } }',
    '(expr (function ([(a positional) ("" pattern:(objectTarget [((const str b) (nameTarget b))]) positional fallback:(dict isObject)) (c rest)] [(assign [(nameTarget q)] declares:var) (block [z] [(assign [(nameTarget z)] (const int 1) declares:let) (assign [(nameTarget w)] declares:var)])] locals:[a b c q w] isAsync isArrow)))',
  ],
  [
    'functions',
    '/** Says\n * this. */\nfunction* f() { g(); yield* x; function g() {} }',
    String.raw`(def (f [(def (g)) (expr (call (name g))) (expr (yieldFrom (name x)))] locals:[g] isGenerator doc:"Says\nthis."))`,
  ],
  [
    'classes',
    'abstract class A<T> extends B<T> { static x = 1; #y?: number; [k] = 2; abstract z(): void; }',
    '(class (A bases:[((name B))] [(assign [(nameTarget x)] (const int 1)) (assign [(nameTarget "#y")] isField) (assign [(unknownTarget [(name k)])] (const int 2) isField)]))',
  ],
  [
    'classes',
    'class A { constructor(private readonly a: number, b = 1) { super(); b } get c() { return 1 } static async d() {} }',
    '(class (A [(def (constructor [(a positional) (b positional fallback:(const int 1))] [(expr (call (name super))) (assign [(attrTarget (name this) a)] (name a)) (expr (name b))] locals:[a b])) (def (c [(return (const int 1))]) accessor:get) (def (d isAsync) isStatic)]))',
  ],
  [
    'modules',
    'import a, { b as c, type d } from "x"; import * as e from "y"; import "z"; import type F from "w"',
    '(import x level:0 [(default as:a) (b as:c)])\n(import y level:0 whole:(e))\n(import z level:0)\n(import w level:0 [(default as:F)] typeOnly)',
  ],
  [
    'modules',
    'import d from "./x.json" with { type: "json" };\nimport y = require("y");',
    '(import ./x.json level:0 [(default as:d)])\n(assign [(nameTarget y)] (call (name require) [((const str y))]) declares:const)',
  ],
  [
    'modules',
    'export * from "a"; export * as b from "c"; export { d as e, type f } from "g"; export { h }',
    '(import a level:0 star reExports)\n(import c level:0 whole:(b) reExports)\n(import g level:0 [(d as:e)] reExports)\n(export [(local:h exported:h)])',
  ],
  [
    'modules',
    'export const a = 1; export default class B {}\nexport async function c() {}',
    '(assign [(nameTarget a)] (const int 1) declares:const isExported)\n(class (B))\n(export [(local:B exported:default)])\n(def (c isAsync) isExported)',
  ],
  ['modules', 'export default () => 1;', '(export fallback:(function ([(return (const int 1))] isArrow)))'],
];

describe('lowerJavaScript', () => {
  for (const [group, source, printed] of cases) it(`${group}: ${JSON.stringify(source)}`, () => assert.equal(lower(source), printed));

  describe('half-typed code keeps its good neighbors', () => {
    const broken: [string, string][] = [
      ['f(a +, b)', '(expr (call (name f) [((binary + (name a) (unknown))) ((name b))]))'],
      [
        'const x = \nconst y = 2',
        '(assign [(nameTarget x)] (unknown) declares:const)\n(assign [(nameTarget y)] (const int 2) declares:const)',
      ],
      [
        'const m = f({ units: 3\nconst y = 2;',
        '(assign [(nameTarget m)] (call (name f) [((dict [((const str units) (const int 3)) ((unknown))] isObject)) (spread:positional (unknown))]) declares:const)\n(assign [(nameTarget y)] (const int 2) declares:const)',
      ],
      [
        'class A {\n  x() {\n    f(1\n    g(2);\n  }\n  y() {}\n}\nz',
        '(class (A [(def (x [(expr (call (name f) [((const int 1)) (spread:positional (unknown))])) (expr (call (name g) [((const int 2))]))])) (def (y))]))\n(expr (name z))',
      ],
      ['function f() {\n  if (a) {\n    b();\n}\nfunction g() {}', '(def (f [(if (name a) then:[(expr (call (name b)))])]))\n(def (g))'],
      [
        'const a = `b\nconst c = 1',
        '(assign [(nameTarget a)] (format [(text b)]) declares:const)\n(assign [(nameTarget c)] (const int 1) declares:const)',
      ],
      [
        "const a = 'b\nconst c = 1",
        '(assign [(nameTarget a)] (const str b) declares:const)\n(assign [(nameTarget c)] (const int 1) declares:const)',
      ],
      ['/* open\nconst c = 1', '(assign [(nameTarget c)] (const int 1) declares:const)'],
    ];
    for (const [source, printed] of broken) {
      it(JSON.stringify(source), () => {
        assert.equal(lower(source), printed);
        assert.equal(read('a.ts', 'typescript', source).parsed.broken, true);
      });
    }
  });

  it('evaluates the values in JSX only where the file may hold it', () => {
    assert.equal(
      lower('const x = <A b={c}>{d}<E /></A>;', 'a.tsx'),
      '(assign [(nameTarget x)] (unknown [(name c) (name d) (unknown)]) declares:const)',
    );
    assert.equal(lower('const x = <T>y;', 'a.ts'), '(assign [(nameTarget x)] (name y) declares:const)');
  });

  it('orders imports and declared functions before the rest', () => {
    const { lowered } = read(
      'a.ts',
      'typescript',
      'f();\nexport default function f() {}\nimport a from "a";\nlet b = 1\nfunction c() {}\n',
    );
    assert.deepEqual(lowered.order, [2, 1, 4, 0, 3]);
  });

  it('reads lines without semicolons as JavaScript does', () => {
    const { lowered } = read(
      'a.js',
      'javascript',
      'const a = b\nconst c = a\n  .d()\nf()\n;[1].map(g)\nif (a)\n  h()\nelse i()\nj = k /\n2;\nx++\ny = /z/\n',
    );
    assert.equal(lowered.broken, false);
    assert.deepEqual(
      lowered.units.map(({ code }) => code.text.replace(/\s+/g, ' ')),
      ['const a = b', 'const c = a .d()', 'f() ;', '[1].map(g)', 'if (a) h() else i() j = k / 2;', 'x++', 'y = /z/'],
    );
  });
});
