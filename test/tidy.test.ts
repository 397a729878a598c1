import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** The rooms, their arrows and the invariants of ARCHITECTURE.md, read off the sources. */
const root = path.resolve(__dirname, '..');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file && fs.existsSync(path.join(root, file)));
const sources = files.filter((file) => /^(extension|server|webviews)\/.*\.ts$/.test(file) && !file.endsWith('.d.ts'));

interface Import {
  readonly file: string;
  readonly specifier: string;
  /** Path from the root for a relative import. */
  readonly target: string | null;
}

const imports: Import[] = sources.flatMap((file) => {
  const text = fs.readFileSync(path.join(root, file), 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|\brequire\(\s*['"]([^'"]+)['"]\s*\)/g,
  );
  return [...found].map((match) => {
    const specifier = (match[1] ?? match[2] ?? match[3])!;
    const target = specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : null;
    return { file, specifier, target };
  });
});

/** Longest first: the room of a file is the first that it lies in. */
const rooms = [
  'extension/protocol',
  'extension/training',
  'extension/trainers',
  'extension/cli',
  'extension/src/node',
  'extension/src',
  'server/src/syntax',
  'server/src/ir',
  'server/src/values',
  'server/src/interp',
  'server/src/ops',
  'server/src/diagnostics',
  'server/src/graph',
  'server/src/docs',
  'server/src/lsp',
  'server/src/limits',
  'server/src',
  'webviews',
] as const;
type Room = (typeof rooms)[number];

const roomOf = (file: string): Room | undefined => rooms.find((room) => file === room || file.startsWith(`${room}/`));

/** What each room may import. Everyone may import `extension/protocol`; type-only places (`ir`) are the ground that others stand on. */
const engine: Room[] = [
  'server/src/syntax',
  'server/src/ir',
  'server/src/values',
  'server/src/diagnostics',
  'server/src/ops',
  'server/src/interp',
];
const arrows: Record<Room, readonly Room[]> = {
  'extension/protocol': [],
  'extension/training': [],
  'extension/trainers': [],
  'extension/cli': ['extension/training', 'server/src/limits', ...engine, 'server/src/graph', 'server/src/docs'],
  'extension/src': [],
  'extension/src/node': ['extension/src', 'extension/training'],
  'server/src/syntax': [],
  'server/src/ir': ['server/src/syntax'],
  'server/src/values': ['server/src/ir'],
  'server/src/diagnostics': ['server/src/ir'],
  'server/src/ops': ['server/src/values', 'server/src/diagnostics', 'server/src/ir'],
  'server/src/interp': ['server/src/syntax', 'server/src/ir', 'server/src/values', 'server/src/diagnostics', 'server/src/ops'],
  'server/src/graph': engine,
  'server/src/docs': [...engine, 'server/src/graph'],
  'server/src/limits': [],
  'server/src/lsp': ['server/src/limits', ...engine, 'server/src/graph', 'server/src/docs'],
  'server/src': ['server/src/lsp', 'server/src/limits', ...engine],
  webviews: [],
};

const nodeModules = /^(node:|fs$|path$|os$|child_process$|crypto$|url$|util$|worker_threads$|module$|process$|stream$|events$)/;

describe('rooms', () => {
  it('import only along the arrows', () => {
    const wrong = imports.filter(({ file, target }) => {
      const from = roomOf(file);
      const to = target ? roomOf(target) : undefined;
      if (!from || !to || from === to || to === 'extension/protocol') return false;
      return !arrows[from].includes(to);
    });
    assert.deepEqual(
      wrong.map((i) => `${i.file} → ${i.target}`),
      [],
    );
  });

  it('of one library know nothing of another: they share the kernel; tfjs and TensorFlow 1 port layers of Keras, torchvision is made of PyTorch', () => {
    const library = (file: string): string | undefined => /^server\/src\/ops\/([a-z]+)\//.exec(`${file}/`)?.[1];
    const wrong = imports.filter(({ file, target }) => {
      const from = library(file);
      const to = target ? library(target) : undefined;
      if (!from || !to || from === to || to === 'kernel') return false;
      if (from === 'torchvision' && to === 'torch') return false;
      return !(to === 'keras' && (from === 'tfjs' || file.startsWith('server/src/ops/tensorflow/v1/')));
    });
    assert.deepEqual(
      wrong.map((i) => `${i.file} → ${i.target}`),
      [],
    );
  });

  it('protocol imports nothing', () => {
    const wrong = imports.filter(
      ({ file, target }) => roomOf(file) === 'extension/protocol' && (!target || roomOf(target) !== 'extension/protocol'),
    );
    assert.deepEqual(
      wrong.map((i) => `${i.file} → ${i.specifier}`),
      [],
    );
  });

  it('only the extension host imports vscode', () => {
    const wrong = imports.filter(({ file, specifier }) => specifier === 'vscode' && !file.startsWith('extension/src/'));
    assert.deepEqual(
      wrong.map((i) => i.file),
      [],
    );
  });

  it('import Node only where Node is', () => {
    const allowed = ['extension/src/node/', 'extension/training/', 'extension/trainers/', 'extension/cli/'];
    // The server's entry for Node picks the transport and nothing else.
    const wrong = imports.filter(
      ({ file, specifier }) => nodeModules.test(specifier) && !allowed.some((a) => file.startsWith(a)) && file !== 'server/src/main.ts',
    );
    assert.deepEqual(
      wrong.map((i) => `${i.file} → ${i.specifier}`),
      [],
    );
  });

  it('speak LSP in one room', () => {
    const wrong = imports.filter(
      ({ file, specifier }) =>
        /^vscode-languageserver/.test(specifier) &&
        !file.startsWith('server/src/lsp/') &&
        !/^server\/src\/(main|browserMain)\.ts$/.test(file),
    );
    assert.deepEqual(
      wrong.map((i) => i.file),
      [],
    );
  });

  it('see Lezer only in syntax', () => {
    const wrong = imports.filter(({ file, specifier }) => specifier.startsWith('@lezer/') && !file.startsWith('server/src/syntax/'));
    assert.deepEqual(
      wrong.map((i) => i.file),
      [],
    );
  });

  it('load no training library outside the trainer', () => {
    const wrong = imports.filter(({ file, specifier }) => specifier.startsWith('@tensorflow/') && !file.startsWith('extension/trainers/'));
    assert.deepEqual(
      wrong.map((i) => i.file),
      [],
    );
  });
});

describe('the analysis', () => {
  const pure = sources.filter((file) => engine.some((room) => file.startsWith(`${room}/`)));

  it('executes nothing and asks for no time, chance or network', () => {
    const banned =
      /\beval\(|new Function\(|\bfetch\(|XMLHttpRequest|\bDate\.now\(|new Date\(|performance\.now\(|Math\.random\(\)|setTimeout\(/;
    const wrong = pure.filter((file) => banned.test(withoutText(fs.readFileSync(path.join(root, file), 'utf8'))));
    assert.deepEqual(wrong, []);
  });

  it('is synchronous', () => {
    const wrong = pure.filter((file) =>
      /\basync\s+(function|\()|\bnew Promise\(/.test(withoutText(fs.readFileSync(path.join(root, file), 'utf8'))),
    );
    assert.deepEqual(wrong, []);
  });
});

describe('webviews', () => {
  it('have no network', () => {
    const wrong = sources.filter(
      (file) =>
        file.startsWith('webviews/') &&
        /\bfetch\(\s*['"`]https?:|XMLHttpRequest|new WebSocket|EventSource\(/.test(fs.readFileSync(path.join(root, file), 'utf8')),
    );
    assert.deepEqual(wrong, []);
  });
});

describe('the repository', () => {
  const text = files.filter((file) => !/\.(png|webp|gz|bin|wasm|ttf|ico|jpg)$/.test(file));

  it('opens no port in what is shipped', () => {
    const wrong = sources.filter((file) => /createServer\(|\.listen\(\s*\d/.test(fs.readFileSync(path.join(root, file), 'utf8')));
    assert.deepEqual(wrong, []);
  });

  it('names no machine and no registry', () => {
    const banned = new RegExp(
      ['/wo' + 'rk/', '/ro' + 'ot/', 'registry\\.npm' + 'js\\.org', 'files\\.python' + 'hosted\\.org', 'pypi\\.or' + 'g/simple'].join('|'),
    );
    const wrong = text.filter((file) => file !== 'test/tidy.test.ts' && banned.test(fs.readFileSync(path.join(root, file), 'utf8')));
    assert.deepEqual(wrong, []);
  });

  it('keeps files to one idea', () => {
    const long = sources.filter(
      (file) => !file.includes('.generated.') && fs.readFileSync(path.join(root, file), 'utf8').split('\n').length > 800,
    );
    assert.deepEqual(long, []);
  });

  it('pins every dependency', () => {
    const { dependencies, devDependencies } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    assert.deepEqual(loose, []);
  });

  it('has an architecture page that a person reads in one sitting', () => {
    const lines = fs.readFileSync(path.join(root, 'ARCHITECTURE.md'), 'utf8').split('\n').length;
    assert.ok(lines < 300, `${lines} lines`);
  });
});

describe('texts for people', () => {
  /** Rooms and the bundles that translate them; the extension host's texts are checked with the manifest. */
  const bundles: { readonly rooms: readonly string[]; readonly bundle: string }[] = [
    { rooms: ['server/src/'], bundle: 'l10n/server.zh-cn.json' },
    { rooms: ['webviews/', 'extension/protocol/trainerText'], bundle: 'l10n/webviews.zh-cn.json' },
    {
      rooms: ['extension/training/', 'extension/cli/', 'extension/trainers/', 'extension/protocol/trainerText'],
      bundle: 'l10n/training.zh-cn.json',
    },
    { rooms: ['extension/src/'], bundle: 'l10n/bundle.l10n.zh-cn.json' },
  ];

  for (const { rooms: prefixes, bundle } of bundles) {
    it(`of ${prefixes.join(', ')} are all in ${bundle}, and nothing else is`, () => {
      const translations = JSON.parse(fs.readFileSync(path.join(root, bundle), 'utf8')) as Record<string, string>;
      const used = new Set(
        sources
          .filter((file) => prefixes.some((p) => file.startsWith(p)))
          .flatMap((file) => messagesOf(fs.readFileSync(path.join(root, file), 'utf8'))),
      );
      assert.ok(used.size > 0, 'no message found');
      assert.deepEqual([...used].filter((key) => !Object.hasOwn(translations, key)).sort(), [], 'without translation');
      assert.deepEqual(
        Object.keys(translations)
          .filter((key) => !used.has(key))
          .sort(),
        [],
        'used nowhere',
      );
      const broken = Object.entries(translations).filter(([en, zh]) => places(en) !== places(zh) || !zh);
      assert.deepEqual(broken, [], 'placeholders differ');
    });
  }
});

function places(text: string): string {
  return [...new Set(text.match(/\{\d+\}/g) ?? [])].sort().join();
}

/** First arguments of `msg(…)`, `t(…)`, `l10n.t(…)`, which are literals by rule. */
function messagesOf(source: string): string[] {
  const out: string[] = [];
  for (const match of source.matchAll(
    /(?<![\w$])(?:msg|(?:[\w.]+\.)?t|text)\(\s*((?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\$]|\\.)*`)(?:\s*\+\s*(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"))*)\s*[,)]/g,
  )) {
    if (match[0].startsWith('text(')) continue;
    out.push(unquote(match[1]!));
  }
  return out;
}

function unquote(literal: string): string {
  const parts = literal.match(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g) ?? [];
  return parts
    .map((part) =>
      part
        .slice(1, -1)
        .replace(/\\u\{([0-9a-f]+)\}|\\u([0-9a-f]{4})|\\n|\\(.)/gi, (all, a?: string, b?: string, c?: string) =>
          (a ?? b) ? String.fromCodePoint(parseInt((a ?? b)!, 16)) : all === '\\n' ? '\n' : c!,
        ),
    )
    .join('');
}

/** Source without strings and comments, so that a word in a message is no use of a function. */
function withoutText(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, '');
}
