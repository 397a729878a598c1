import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';
import type * as Axe from 'axe-core';
import type { AxeResults, RunOptions } from 'axe-core';

/** The inner frame of the webview with this title. The order of the frames is not stable when there are several. */
export async function webviewFrame(page: Page, title: string, timeout = 20_000): Promise<Frame> {
  const deadline = performance.now() + timeout;
  for (;;) {
    for (const frame of page.frames()) {
      if (!/\/webview\/browser\/pre\/fake\.html/.test(frame.url())) continue;
      // A frame may go away while it is asked.
      if ((await frame.evaluate(() => document.title).catch(() => '')) === title) return frame;
    }
    if (performance.now() > deadline) throw new Error(`no webview is called ${title}; there are ${await titles(page)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Attributes of a webview's root, as its page sets them: `status` is `data-status`. */
export type PageState = Readonly<Record<string, string | undefined>>;

/**
 * The webview with this title as soon as its root says what is waited for. A view that is hidden and shown again gets another frame while the
 * old one is still there for a moment, so the frame is looked for anew each time.
 */
export async function webviewWhere(
  page: Page,
  title: string,
  what: string,
  holds: (state: PageState) => boolean,
  timeout = 60_000,
): Promise<Frame> {
  const deadline = performance.now() + timeout;
  for (;;) {
    const seen: PageState[] = [];
    for (const frame of page.frames()) {
      if (!/\/webview\/browser\/pre\/fake\.html/.test(frame.url())) continue;
      const found = await frame
        .evaluate(() => ({ title: document.title, state: { ...document.querySelector<HTMLElement>('#app')?.dataset } }))
        .catch(() => undefined);
      if (found?.title !== title) continue;
      if (holds(found.state)) return frame;
      seen.push(found.state);
    }
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}; ${title} says ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Runs axe-core in a frame whose scripts are enabled (else it never ends). The content security policy of the page does not hold for what the debugger evaluates. */
export async function axe(frame: Frame, options: RunOptions = {}): Promise<AxeResults> {
  await frame.evaluate(fs.readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8'));
  return frame.evaluate((given) => (globalThis as unknown as { axe: typeof Axe }).axe.run(document, given), options);
}

async function titles(page: Page): Promise<string> {
  const all = await Promise.all(page.frames().map((frame) => frame.evaluate(() => document.title).catch(() => 'gone')));
  return all.join(', ');
}
