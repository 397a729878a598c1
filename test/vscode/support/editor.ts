import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import type { VSCode } from '../../support/vscode';
import { root } from './buildSuite';

/** Rows of the Problems panel that are ours: what is wrong, and `[Ln 8, Col 11]`. */
export async function ourProblems(vscode: VSCode): Promise<string[]> {
  const rows = await vscode.page.locator('.markers-panel .monaco-list-row').allInnerTexts();
  return rows.map((row) => row.replace(/\s+/g, ' ').trim()).filter((row) => row.includes('tensorwright'));
}

export async function until<T>(what: string, ask: () => T | PromiseLike<T>, timeout = 90_000): Promise<NonNullable<T>> {
  const deadline = performance.now() + timeout;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Puts the cursor on a place of the active editor; both numbers count from 1. */
export async function goTo(page: Page, line: number, column: number): Promise<void> {
  await page.keyboard.press('Control+G');
  const input = page.locator('.quick-input-widget input[type=text]');
  await input.fill(`:${line}:${column}`);
  await input.press('Enter');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
}

/** Opens the list of quick fixes where the cursor is. The editor drops the key when an answer for another place comes meanwhile,
 * so it is pressed again, as a person would. */
export async function openQuickFixes(page: Page): Promise<Locator> {
  const rows = page.locator('.action-widget .monaco-list-row.action');
  await until('the quick fixes are listed', async () => {
    await page.keyboard.press('Control+.');
    return rows
      .first()
      .waitFor({ timeout: 8_000 })
      .then(() => true)
      .catch(() => false);
  });
  return rows;
}

/** The tokens, joined, over which a squiggle stands on the screen in the line that contains a text; inlay hints are none. */
export async function squiggledText(page: Page, text: string, kind = '.squiggly-error'): Promise<string[]> {
  // Named functions do not survive the way into the page, so only measuring is done there.
  const { lines, squiggles } = await page.evaluate(
    (selector) => ({
      lines: [...document.querySelectorAll<HTMLElement>('.editor-instance .view-line')].map((line) =>
        [...line.querySelectorAll<HTMLElement>('span > span')]
          .filter((token) => !/\bdyn-rule/.test(token.className))
          .map((token) => ({ text: token.innerText.replace(/\u00a0/g, ' '), box: token.getBoundingClientRect().toJSON() as DOMRect })),
      ),
      squiggles: [...document.querySelectorAll(selector)].map((squiggle) => squiggle.getBoundingClientRect().toJSON() as DOMRect),
    }),
    kind,
  );
  const joined = (tokens: { text: string }[]) => tokens.map((token) => token.text).join('');
  const line = lines.find((tokens) => joined(tokens).includes(text));
  if (!line?.[0]) return [];
  const middle = (line[0].box.top + line[0].box.bottom) / 2;
  return squiggles
    .filter(({ top, bottom }) => top < middle && bottom > middle)
    .map(({ left, right }) => joined(line.filter(({ box }) => box.right > left + 1 && box.left < right - 1)));
}

/** An attribute of a webview's root; empty while the frame is being replaced. */
export async function appAttribute(frame: Frame, name: string): Promise<string> {
  return (await frame.evaluate((attribute) => document.querySelector('#app')?.getAttribute(attribute), name).catch(() => null)) ?? '';
}

/** Columns of a canvas in which a curve was drawn: pixels with a color of their own, which text, axes and grid do not have. */
export function paintedColumns(frame: Frame): Promise<number> {
  return frame.evaluate(() => {
    let most = 0;
    for (const canvas of document.querySelectorAll('canvas')) {
      const { width, height } = canvas;
      const data = width && height ? canvas.getContext('2d')?.getImageData(0, 0, width, height).data : undefined;
      if (!data) continue;
      const columns = new Set<number>();
      for (let at = 0; at < data.length; at += 4) {
        const [r, g, b, a] = [data[at]!, data[at + 1]!, data[at + 2]!, data[at + 3]!];
        if (a > 60 && Math.max(r, g, b) - Math.min(r, g, b) > 60) columns.add((at / 4) % width);
      }
      most = Math.max(most, columns.size);
    }
    return most;
  });
}

/** Keeps a picture for the README, only when asked to. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  if (process.env['UPDATE_SCREENSHOTS'] !== '1') return;
  const folder = path.join(root, 'test/vscode/screenshots');
  fs.mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}

/** Keeps a picture of what a failed test saw, in the system's temporary folder, and says where. */
export async function keepFailure({ page }: VSCode, name: string): Promise<void> {
  const file = path.join(os.tmpdir(), `tensorwright-${name}-${process.pid}.png`);
  await page.screenshot({ path: file }).then(
    () => console.error(`      what it saw: ${file}`),
    () => console.error('      the page could not be pictured'),
  );
}

/** The same for `afterEach`. */
export async function showFailure(test: Mocha.Test | undefined, vscode: VSCode | undefined): Promise<void> {
  if (test?.state === 'failed' && vscode) await keepFailure(vscode, path.basename(test.file ?? 'test', '.ts'));
}
