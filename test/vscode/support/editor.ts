import fs from 'node:fs';
import path from 'node:path';
import type { Frame, Page } from 'playwright-core';
import type { VSCode } from '../../support/vscode';
import { root } from './buildSuite';

/** Rows of the Problems panel that are ours: what is wrong, and `[Ln 8, Col 11]`. */
export async function ourProblems(vscode: VSCode): Promise<string[]> {
  const rows = await vscode.page.locator('.markers-panel .monaco-list-row').allInnerTexts();
  return rows.map((row) => row.replace(/\s+/g, ' ').trim()).filter((row) => row.includes('tensorwright'));
}

export async function until<T>(what: string, ask: () => T | PromiseLike<T>, timeout = 60_000): Promise<NonNullable<T>> {
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

/**
 * The text over which a squiggle of this class stands, measured on the screen: the editor's font gives each character the
 * same width, and only a squiggle that begins and ends where it should covers the right text.
 */
export async function squiggledText(page: Page, text: string, kind = '.squiggly-error'): Promise<string[]> {
  return page.evaluate(
    ({ kind, text }) => {
      const line = [...document.querySelectorAll<HTMLElement>('.editor-instance .view-line')].find((element) =>
        element.innerText.replace(/\u00a0/g, ' ').includes(text),
      );
      const span = line?.querySelector('span');
      if (!line || !span) return [];
      const shown = line.innerText.replace(/\u00a0/g, ' ');
      const box = span.getBoundingClientRect();
      const width = box.width / shown.length;
      return [...document.querySelectorAll(kind)]
        .map((element) => element.getBoundingClientRect())
        .filter(({ top, bottom }) => top < box.bottom && bottom > box.top)
        .map(({ left, right }) => shown.slice(Math.round((left - box.left) / width), Math.round((right - box.left) / width)));
    },
    { kind, text },
  );
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
