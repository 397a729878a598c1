import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cached, cacheFolder } from '../../../scripts/setup/cache.mjs';
import { findChromium } from '../../../scripts/setup/chromium.mjs';
import { t, terminalLanguage } from '../../../scripts/setup/language.mjs';
import { installedAsLocked } from '../../../scripts/setup/nodeModules.mjs';
import { SetupError, withProgress } from '../../../scripts/setup/progress.mjs';
import { ensurePython } from '../../../scripts/setup/python.mjs';

describe('set-up', () => {
  let folder: string;
  beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'setup-'))));
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const write = (name: string, value: unknown) => {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  };

  describe('packages', () => {
    beforeEach(() => {
      const a = { version: '1.0.0' };
      write('package-lock.json', {
        packages: { '': {}, 'node_modules/a': a, 'node_modules/mac-only': { version: '1.0.0', optional: true } },
      });
      write('node_modules/.package-lock.json', { packages: { 'node_modules/a': a } });
      write('node_modules/a/package.json', a);
    });

    it('are installed when each lies there in its locked version; optional ones may be absent', () => {
      assert.equal(installedAsLocked(folder), true);
    });

    it('are not when the lock file moved on, a folder is gone, or nothing was installed', () => {
      write('package-lock.json', { packages: { 'node_modules/a': { version: '1.0.1' } } });
      assert.equal(installedAsLocked(folder), false);
      write('package-lock.json', { packages: { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } } });
      assert.equal(installedAsLocked(folder), false);
      write('package-lock.json', { packages: { 'node_modules/a': { version: '1.0.0' } } });
      fs.rmSync(path.join(folder, 'node_modules/a'), { recursive: true });
      assert.equal(installedAsLocked(folder), false);
      assert.equal(installedAsLocked(path.join(folder, 'nowhere')), false);
    });
  });

  it('looks for Chromium on PATH, and takes the named one or none', () => {
    const executable = path.join(folder, 'chromium');
    fs.writeFileSync(executable, '', { mode: 0o755 });
    assert.equal(findChromium({ PATH: folder }), executable);
    assert.equal(findChromium({ PATH: folder, CHROMIUM: path.join(folder, 'other') }), null);
    fs.writeFileSync(executable, '#!/bin/sh\necho "run snap install chromium"; exec /snap/bin/chromium\n');
    assert.notEqual(findChromium({ PATH: folder }), executable);
  });

  it('makes a cached folder once, and leaves nothing when it fails', async () => {
    const before = process.env['XDG_CACHE_HOME'];
    process.env['XDG_CACHE_HOME'] = folder;
    try {
      let times = 0;
      const make = (half: string) => {
        times++;
        fs.writeFileSync(path.join(half, 'f'), 'x');
        return Promise.resolve();
      };
      const [one, two] = await Promise.all([cached('thing', make), cached('thing', make)]);
      assert.equal(one, two);
      await cached('thing', make);
      assert.equal(times, 2);
      assert.deepEqual(fs.readdirSync(cacheFolder()), ['thing']);
      await assert.rejects(cached('broken', () => Promise.reject(new Error('no'))));
      assert.deepEqual(fs.readdirSync(cacheFolder()), ['thing']);
    } finally {
      if (before === undefined) delete process.env['XDG_CACHE_HOME'];
      else process.env['XDG_CACHE_HOME'] = before;
    }
  });

  it('removes what a process left half-made that was killed, and nothing of one that lives', async () => {
    const before = process.env['XDG_CACHE_HOME'];
    process.env['XDG_CACHE_HOME'] = folder;
    try {
      const dead = spawnSync(process.execPath, ['--version']).pid;
      const half = (pid: number, host = os.hostname()) => `thing.half-${host}-${pid}-abc`;
      const kept = [half(process.pid), half(dead, 'elsewhere'), `other${half(dead)}`];
      for (const name of [half(dead), ...kept]) write(path.join('tensorwright', name, 'large'), 'x');
      await cached('thing', () => Promise.resolve());
      assert.deepEqual(fs.readdirSync(cacheFolder()).sort(), [...kept, 'thing'].sort());
    } finally {
      if (before === undefined) delete process.env['XDG_CACHE_HOME'];
      else process.env['XDG_CACHE_HOME'] = before;
    }
  });

  if (process.platform !== 'win32')
    it('takes the Python that PYTHON names when the frameworks have packages for it, and says so when not', async () => {
      const before = process.env['PYTHON'];
      const python = (version: string, implementation = 'CPython', bits = 64, freeThreaded = 0) => {
        const file = path.join(folder, 'python');
        fs.writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' ${file} ${version} ${implementation} ${bits} ${freeThreaded}\n`, { mode: 0o755 });
        process.env['PYTHON'] = file;
        return file;
      };
      try {
        const file = python('3.12');
        assert.deepEqual(await ensurePython(['3.11', '3.12']), { file, version: '3.12' });
        python('3.10');
        await assert.rejects(ensurePython(['3.11', '3.12']), /need Python 3\.11, 3\.12: .* Found: 3\.10\. .* PYTHON/);
        for (const [implementation, bits, freeThreaded] of [
          ['PyPy', 64, 0],
          ['CPython', 32, 0],
          ['CPython', 64, 1],
        ] as const) {
          python('3.12', implementation, bits, freeThreaded);
          await assert.rejects(ensurePython(['3.11', '3.12']), /Found: none/);
        }
        process.env['PYTHON'] = path.join(folder, 'nothing');
        await assert.rejects(ensurePython(['3.11', '3.12']), SetupError);
      } finally {
        if (before === undefined) delete process.env['PYTHON'];
        else process.env['PYTHON'] = before;
      }
    });

  it('says nothing about what is done at once, and hands errors on', async () => {
    const written: string[] = [];
    const out = { write: (text: string) => written.push(text) };
    assert.equal(await withProgress('quick', () => Promise.resolve(7), out), 7);
    await assert.rejects(
      withProgress('quick', () => Promise.reject(new Error('no')), out),
      /no/,
    );
    assert.deepEqual(written, []);
  });

  it('speaks the language of the terminal', () => {
    assert.equal(terminalLanguage({ LANG: 'zh_CN.UTF-8' }), 'zh-cn');
    assert.equal(terminalLanguage({ LANG: 'zh_TW.UTF-8' }), 'en');
    assert.equal(terminalLanguage({ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }), 'en');
    assert.equal(terminalLanguage({}), 'en');
    assert.equal(t('{0} and {1}', 'a', 2), 'a and 2');
  });

  it('has a Chinese text for every text of the scripts, and none that nobody says', () => {
    const root = path.resolve(__dirname, '../../..');
    const files = fs
      .readdirSync(path.join(root, 'scripts'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.mjs'))
      .map((file) => fs.readFileSync(path.join(root, 'scripts', file), 'utf8'));
    const quoted = /\bt\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g;
    const said = new Set(files.flatMap((text) => [...text.matchAll(quoted)].map((m) => m[1] ?? m[2]!)));
    const chinese = Object.keys(JSON.parse(fs.readFileSync(path.join(root, 'scripts/setup/zh-cn.json'), 'utf8')) as object);
    assert.deepEqual([...said].sort(), chinese.sort());
  });
});
