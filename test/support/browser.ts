import { chromium, type Browser } from 'playwright-core';
import { ensureChromium } from '../../scripts/setup/chromium.mjs';

/** Starts the Chromium of this machine. A container has neither a user namespace nor a GPU, hence the first two arguments. */
export async function launchBrowser(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
  args.push('--disable-component-update', '--disable-sync');
  return chromium.launch({ executablePath: await ensureChromium(), args });
}
