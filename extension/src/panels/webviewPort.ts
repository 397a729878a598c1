import * as vscode from 'vscode';
import { Channel, type Port } from '../../protocol/channel';
import { renderWebviewHtml } from '../../protocol/webviewHtml';
import { displayLocale, loadBundle } from '../host/localize';

interface LocaleMessage {
  type: 'locale';
  locale: string;
  messages: Record<string, string>;
}

/** What a page may do. A change of the folders loads it anew. */
export function pageOptions(extensionUri: vscode.Uri, moreRoots: readonly vscode.Uri[] = []): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [bundlesOf(extensionUri), ...moreRoots] };
}

/**
 * Fills a webview with one of our pages and opens the channel to it. The first message of the page is `ready`.
 * @param moreRoots folders besides the bundles from which the page may load pictures
 */
export function openPage<Incoming extends { type: string }, Outgoing extends { type: string }>(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  page: { name: 'live' | 'curves' | 'architecture'; title: string },
  receive: (message: Incoming) => void,
  moreRoots: readonly vscode.Uri[] = [],
): Channel<Incoming, Outgoing> {
  const address = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(bundlesOf(extensionUri), file)).toString();
  webview.options = pageOptions(extensionUri, moreRoots);
  const port: Port = {
    post: (message) => void webview.postMessage(message),
    onMessage: (listener) => {
      const subscription = webview.onDidReceiveMessage(listener);
      return () => void subscription.dispose();
    },
  };
  // The listener stands before the page is there, so that `ready` cannot be missed.
  const channel = new Channel<Incoming, Outgoing>(port, receive);
  webview.html = renderWebviewHtml({
    title: page.title,
    script: address(`${page.name}.js`),
    style: address(`${page.name}.css`),
    nonce: createNonce(),
    cspSource: webview.cspSource,
    lang: displayLocale() === 'zh-cn' ? 'zh-CN' : 'en',
  });
  return channel;
}

/** Texts of the webviews; a page gets them before its first state. */
export async function localeMessage(extensionUri: vscode.Uri): Promise<LocaleMessage> {
  return { type: 'locale', locale: displayLocale(), messages: await loadBundle(extensionUri, 'webviews') };
}

function bundlesOf(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webviews');
}

function createNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, '');
}
