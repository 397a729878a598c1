import * as vscode from 'vscode';
import { createLocalizer, pickLocale, pseudoLocale, type Localizer } from '../../protocol/localize';

/** Renders a text for people in VS Code's display language. Pure modules take it as a parameter. */
export type Translate = (text: string, ...args: (string | number)[]) => string;

/** The texts of the extension host itself; l10n/bundle.l10n.zh-cn.json has them in Chinese. */
export const t: Translate = (text, ...args) => {
  const rendered = vscode.l10n.t(text, ...args);
  return displayLocale() === pseudoLocale ? `⟦${rendered}⟧` : rendered;
};

export function displayLocale(): ReturnType<typeof pickLocale> {
  return pickLocale(vscode.env.language);
}

/** Texts of another room, for example those of the webviews, read from the extension's `l10n` folder. */
export async function loadBundle(extensionUri: vscode.Uri, room: 'webviews' | 'training'): Promise<Record<string, string>> {
  const locale = displayLocale();
  if (locale !== 'zh-cn') return {};
  try {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'l10n', `${room}.${locale}.json`));
    return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, string>;
  } catch {
    // English is always there.
    return {};
  }
}

export async function loadLocalizer(extensionUri: vscode.Uri, room: 'webviews' | 'training'): Promise<Localizer> {
  return createLocalizer(displayLocale(), await loadBundle(extensionUri, room));
}
