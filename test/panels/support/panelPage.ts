import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { startPanelServer } from './panelServer';
import type { PanelServer, ThemeName } from './panelServer';

/** A panel in Chromium with a stand-in for VS Code at its other end. */

export interface PanelOptions {
  bundle: 'live' | 'curves' | 'architecture';
  theme?: ThemeName;
  width: number;
  height: number;
  reducedMotion?: boolean;
  /** What `getState` gives, as after a reload of the window. */
  state?: unknown;
  /** Device pixels a CSS pixel; pictures are taken at 2. */
  scale?: number;
}

interface Sent {
  type: string;
}

export interface Panel<To, From extends Sent> {
  readonly page: Page;
  post(...messages: To[]): Promise<void>;
  /** Everything the view has sent so far. */
  sent(): From[];
  /** Answers messages of the view, as the host would. */
  onMessage(receive: (message: From) => void): void;
  waitFor<Kind extends From['type']>(kind: Kind): Promise<Extract<From, { type: Kind }>>;
  /** What the view kept by `setState`. */
  savedState(): Promise<unknown>;
  /** Errors of the console, uncaught ones and violations of the security policy. */
  readonly problems: readonly string[];
  /** Two frames later everything posted is on the screen. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export interface Panels {
  open<To, From extends Sent>(options: PanelOptions): Promise<Panel<To, From>>;
  close(): Promise<void>;
}

const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shots = path.join(path.dirname(fileURLToPath(import.meta.url)), '../screenshots');

export async function startPanels(): Promise<Panels> {
  const server = await startPanelServer();
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--font-render-hinting=none', '--force-color-profile=srgb'],
  });
  return {
    open: (options) => openPanel(browser, server, options),
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

function findChromium(): string {
  const places = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  const found = places.find((place) => place !== undefined && fs.existsSync(place));
  if (!found) throw new Error('The panel tests need Chromium; install it, or name it by CHROMIUM_PATH.');
  return found;
}

async function openPanel<To, From extends Sent>(browser: Browser, server: PanelServer, options: PanelOptions): Promise<Panel<To, From>> {
  const { bundle, theme = 'dark-modern', width, height, reducedMotion, state, scale = 1 } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    locale: 'en-US',
    timezoneId: 'UTC',
  });
  const page = await context.newPage();
  const problems: string[] = [];
  const sent: From[] = [];
  const receivers: ((message: From) => void)[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('requestfailed', (request) => problems.push(`failed: ${request.url()}`));
  await page.exposeFunction('toHost', (message: From) => {
    sent.push(message);
    for (const receive of receivers) receive(message);
  });
  // The test runner's compiler wraps functions in this helper; those sent into the page need it there.
  await page.addInitScript({ content: 'globalThis.__name = (target) => target;' });
  await page.addInitScript((kept: unknown) => {
    const own = window as unknown as Record<string, unknown>;
    let current = kept;
    own.acquireVsCodeApi = () => {
      if (own.acquired) throw new Error('acquireVsCodeApi may be called once');
      own.acquired = true;
      return {
        postMessage: (message: unknown) => void (own.toHost as (message: unknown) => void)(message),
        getState: () => current,
        setState: (next: unknown) => {
          current = next;
          own.keptState = JSON.stringify(next);
        },
      };
    };
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`violation of ${event.violatedDirective}: ${event.blockedURI}`),
    );
  }, state ?? null);
  await page.goto(server.address(bundle, theme));
  await page.evaluate(() => document.fonts.ready.then(() => undefined));

  const settle = (): Promise<void> =>
    page.evaluate(
      () =>
        new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))),
    );
  const panel: Panel<To, From> = {
    page,
    problems,
    settle,
    sent: () => sent,
    onMessage: (receive) => {
      receivers.push(receive);
      for (const message of [...sent]) receive(message);
    },
    post: async (...messages) => {
      await page.evaluate(
        (json) => {
          const revive = (value: unknown): unknown => {
            if (Array.isArray(value)) return value.map(revive);
            if (typeof value !== 'object' || value === null) return value;
            if ('float64' in value)
              return new Float64Array(Uint8Array.from(atob(value.float64 as string), (one) => one.charCodeAt(0)).buffer);
            return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revive(inner)]));
          };
          for (const wire of JSON.parse(json) as unknown[]) window.postMessage(revive(wire), '*');
        },
        JSON.stringify(messages.map(wire)),
      );
      await settle();
    },
    waitFor: async (kind) => {
      for (let tries = 0; tries < 300; tries++) {
        const found = sent.find((message) => message.type === kind);
        if (found) return found as never;
        await settle();
      }
      throw new Error(`The view never sent ${kind}. ${problems.join('; ')}`);
    },
    savedState: async () =>
      JSON.parse((await page.evaluate(() => (window as unknown as { keptState?: string }).keptState)) ?? 'null') as unknown,
    close: () => context.close(),
  };
  return panel;
}

/** Typed arrays do not travel into the page as such, and what travels value by value, as numbers do, takes seconds. */
function wire(value: unknown): unknown {
  if (value instanceof Float64Array) return { float64: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') };
  if (Array.isArray(value)) return value.map(wire);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, wire(inner)]));
}

interface AxeResult {
  violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[];
}

/** What axe-core objects to, one line each. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => (window as unknown as { axe: { run(): Promise<AxeResult> } }).axe.run());
  return result.violations.flatMap((v) =>
    v.nodes.map((node) => `${v.id}: ${v.help}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
  );
}

/** Words on the page that did not go through the localizer: in the pseudo-locale everything else stands in ⟦ ⟧ or is marked as not to be translated. */
export async function untranslated(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    let depth = 0;
    const walk = (node: Node): void => {
      if (node.nodeType === Node.TEXT_NODE) {
        let outside = '';
        for (const sign of node.nodeValue ?? '') {
          if (sign === '⟦') depth++;
          else if (sign === '⟧') depth--;
          else if (depth === 0) outside += sign;
        }
        if (/\p{Letter}{2,}/u.test(outside) && outside.trim() !== 'NaN') found.push(outside.trim());
        return;
      }
      if (!(node instanceof Element) || ['SCRIPT', 'STYLE'].includes(node.tagName)) return;
      if (node.getAttribute('translate') === 'no') return;
      for (const name of ['title', 'aria-label', 'placeholder']) {
        const value = node.getAttribute(name);
        // A path is a name.
        if (value && !value.includes('⟦') && !/[\\/]/.test(value)) found.push(`${name}=${value}`);
      }
      for (const child of node.childNodes) walk(child);
    };
    walk(document.getElementById('app')!);
    return found;
  });
}

/** Pictures for people: written when `UPDATE_SCREENSHOTS=1`, else nothing happens. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (process.env.UPDATE_SCREENSHOTS !== '1') return;
  fs.mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: path.join(shots, `${name}.png`) });
}
