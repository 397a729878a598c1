import fs from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderWebviewHtml, webviewCsp } from '../../../extension/protocol/webviewHtml';

/** Serves the built bundles as the extension host would: the same page, the same security policy, as a header besides. */

export type ThemeName = 'dark-modern' | 'light-modern' | 'hc-dark' | 'hc-light';
export const themeNames: readonly ThemeName[] = ['dark-modern', 'light-modern', 'hc-dark', 'hc-light'];

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../../..');
const nonce = 'pane1Test';
const bodyClasses: Record<ThemeName, string> = {
  'dark-modern': 'vscode-dark',
  'light-modern': 'vscode-light',
  'hc-dark': 'vscode-high-contrast',
  'hc-light': 'vscode-high-contrast vscode-high-contrast-light',
};
const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf' };

export interface PanelServer {
  address(bundle: string, theme: ThemeName): string;
  close(): Promise<void>;
}

export async function startPanelServer(): Promise<PanelServer> {
  const server = http.createServer((request, response) => {
    answer(new URL(request.url ?? '/', `http://${request.headers.host}`)).then(
      ({ type, body, headers }) => response.writeHead(200, { 'content-type': type, ...headers }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const answer = async (url: URL): Promise<{ type: string; body: string | Buffer; headers?: Record<string, string> }> => {
    const [, kind, name] = url.pathname.split('/');
    if (kind === 'panel' && name)
      return {
        type: 'text/html',
        body: page(name, url.searchParams.get('theme') as ThemeName),
        headers: { 'content-security-policy': webviewCsp(nonce, origin) },
      };
    if (url.pathname === '/favicon.ico') return { type: 'image/x-icon', body: '' };
    const folder = kind === 'themes' ? path.join(here, 'themes') : path.join(root, 'dist/webviews');
    const file = path.join(folder, path.basename(url.pathname));
    return { type: types[path.extname(file)] ?? 'application/octet-stream', body: await fs.readFile(file) };
  };
  const page = (bundle: string, theme: ThemeName): string =>
    renderWebviewHtml({
      title: `Tensorwright ${bundle}`,
      script: `${origin}/dist/${bundle}.js`,
      style: `${origin}/dist/${bundle}.css`,
      nonce,
      cspSource: origin,
      lang: 'en',
    })
      // VS Code sets the theme's variables and the class of the body from outside.
      .replace(
        '<link',
        `<link rel="stylesheet" href="${origin}/themes/${theme}.css"><link rel="stylesheet" href="${origin}/themes/fonts.css"><link`,
      )
      .replace('<body>', `<body class="${bodyClasses[theme]}">`);

  return {
    address: (bundle, theme) => `${origin}/panel/${bundle}?theme=${theme}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
