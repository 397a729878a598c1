import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { buildManifest, commands, contextKeys, diagnosticCodes, panels, settings, views } from '../../extension/src/contributions';
import { commandIds } from '../../extension/protocol/commands';
import { generatedFiles, staleFiles } from '../../scripts/generatedFiles';
import { defaultSeverities } from '../../server/src/diagnostics/codes';
import { parseSettings } from '../../server/src/lsp/settings';

const root = path.resolve(__dirname, '../..');
const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
const { fields, nls, nlsZh } = buildManifest();

interface Contributes {
  commands: { command: string; icon?: string }[];
  menus: Record<string, { command: string; when?: string }[]>;
  keybindings: { command: string; when: string }[];
  viewsWelcome: { view: string; contents: string; when: string }[];
  walkthroughs: { steps: { media: { svg: string } }[] }[];
  snippets: { language: string; path: string }[];
  viewsContainers: { activitybar: { icon: string }[] };
}
const contributes = fields['contributes'] as Contributes;

/** Names in a `when` clause that are ours. */
function ownKeys(when: string): string[] {
  return when.match(/\btensorwright\.\w+/g) ?? [];
}

describe('contributions', () => {
  it('are what package.json and its texts hold', async () => {
    assert.deepEqual(staleFiles(root, await generatedFiles(root)), []);
  });

  it('are found stale when a file differs or is missing', () => {
    assert.deepEqual(staleFiles(root, [{ path: 'package.nls.json', content: 'other' }]), ['package.nls.json']);
    assert.deepEqual(staleFiles(root, [{ path: 'no/such/file.json', content: '' }]), ['no/such/file.json']);
  });

  it('have each text in both languages', () => {
    assert.deepEqual(Object.keys(nlsZh), Object.keys(nls));
    for (const [key, text] of Object.entries({ ...nls, ...nlsZh })) assert.ok(text.trim(), key);
    const proper = new Set(['viewContainer.title']);
    for (const [key, text] of Object.entries(nlsZh)) {
      if (!proper.has(key) && !key.startsWith('snippets.')) assert.match(text, /\p{Script=Han}/u, key);
    }
  });

  it('refer only to texts that exist, and leave none unused', () => {
    const used = new Set([...JSON.stringify(manifest).matchAll(/%([\w.-]+)%/g)].map(([, key]) => key!));
    assert.deepEqual([...used].sort(), Object.keys(nls).sort());
  });

  it('have ids with one prefix', () => {
    const ids = [
      ...Object.keys(commands),
      ...Object.keys(settings),
      ...Object.keys(views),
      ...Object.values(panels),
      ...Object.values(contextKeys),
    ];
    for (const id of ids) assert.match(id, /^tensorwright\.[a-zA-Z.]+$/);
  });

  it('declare the commands that code lenses carry', () => {
    for (const id of Object.values(commandIds)) assert.ok(id in commands, id);
  });

  it('name only declared commands, views and context keys in menus, keys and welcome texts', () => {
    const known = new Set<string>([...Object.keys(commands), ...Object.keys(views), ...Object.values(contextKeys)]);
    const items = [...Object.values(contributes.menus).flat(), ...contributes.keybindings];
    for (const { command } of items) assert.ok(command in commands, command);
    const clauses = [...items.map(({ when }) => when ?? ''), ...contributes.viewsWelcome.map(({ when }) => when)];
    for (const key of clauses.flatMap(ownKeys)) assert.ok(known.has(key), key);
    const linked = Object.values(nls).flatMap((text) => [...text.matchAll(/command:(tensorwright\.\w+)/g)].map(([, id]) => id!));
    assert.ok(linked.length > 3);
    for (const id of linked) assert.ok(id in commands, id);
  });

  it('set every context key somewhere', () => {
    const source = fs
      .readdirSync(path.join(root, 'extension/src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.startsWith('contributions'))
      .map((name) => fs.readFileSync(path.join(root, 'extension/src', name), 'utf8'))
      .join('\n');
    for (const name of Object.keys(contextKeys)) assert.match(source, new RegExp(`setContext\\(contextKeys\\.${name}\\b`), name);
  });

  it('are read: each setting by the extension, the server or the client’s library', () => {
    const client = fs
      .readdirSync(path.join(root, 'extension/src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.startsWith('contributions'))
      .map((name) => fs.readFileSync(path.join(root, 'extension/src', name), 'utf8'))
      .join('\n');
    const elsewhere = ['tensorwright.trace.server'];
    const untouched = JSON.stringify(parseSettings({}));
    const changes: Record<string, unknown> = {
      'tensorwright.diagnostics.enabled': { diagnostics: { enabled: false } },
      'tensorwright.diagnostics.severity': { diagnostics: { severity: { 'dim-mismatch': 'hint' } } },
      'tensorwright.versions': { versions: { keras: '2.15' } },
      'tensorwright.inlayHints.enabled': { inlayHints: { enabled: false } },
    };
    for (const id of Object.keys(settings)) {
      if (elsewhere.includes(id) || client.includes(`'${id}'`)) continue;
      assert.notEqual(JSON.stringify(parseSettings(changes[id])), untouched, id);
    }
  });

  it('hide Train where it cannot or must not work', () => {
    const train = [
      ...contributes.menus['commandPalette']!,
      ...contributes.menus['editor/title/run']!,
      ...contributes.menus['view/item/context']!,
    ].filter(({ command }) => command === 'tensorwright.train' || command === 'tensorwright.runAgain');
    assert.ok(train.length >= 4);
    for (const { command, when } of train) {
      for (const part of ['isWorkspaceTrusted', '!virtualWorkspace', '!tensorwright.isBrowser'])
        assert.ok(when?.includes(part), `${command}: ${part}`);
    }
  });

  it('restrict each setting that names a path, an argument or an environment', () => {
    const restricted = Object.entries(settings).filter(([, { restricted: yes }]) => yes);
    for (const id of Object.keys(settings)) {
      if (/path|arg|env|folder|interpreter/i.test(id))
        assert.ok(
          restricted.some(([name]) => name === id),
          id,
        );
    }
    const { untrustedWorkspaces } = fields['capabilities'] as {
      untrustedWorkspaces: { supported: string; restrictedConfigurations: string[] };
    };
    assert.equal(untrustedWorkspaces.supported, 'limited');
    assert.deepEqual(
      untrustedWorkspaces.restrictedConfigurations,
      restricted.map(([id]) => id),
    );
  });

  it('order settings without ties and describe each value of an enumeration', () => {
    const orders = Object.values(settings).map(({ order }) => order);
    assert.equal(new Set(orders).size, orders.length);
    for (const [id, setting] of Object.entries(settings)) {
      const values = (setting as { values?: Record<string, unknown> }).values;
      if (values) assert.ok((setting.default as string) in values, id);
    }
  });

  it('know the same diagnostic codes as the server', () => {
    assert.deepEqual([...diagnosticCodes].sort(), Object.keys(defaultSeverities).sort());
  });

  it('activate on languages and restored panels only', () => {
    for (const event of fields['activationEvents'] as string[]) assert.match(event, /^(onLanguage|onWebviewPanel):/);
    for (const id of Object.values(panels)) assert.ok((fields['activationEvents'] as string[]).includes(`onWebviewPanel:${id}`));
  });

  it('point to files that exist', () => {
    const files = [
      fields['icon'] as string,
      contributes.viewsContainers.activitybar[0]!.icon,
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.svg)),
      ...contributes.snippets.flatMap(({ path: key }) => [nls, nlsZh].map((texts) => texts[key.slice(1, -1)]!)),
    ];
    assert.ok(files.length > 8);
    for (const file of files) assert.ok(fs.statSync(path.join(root, file)).size > 100, file);
  });
});
