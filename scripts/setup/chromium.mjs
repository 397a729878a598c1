// Finds a Chromium or Chrome for the tests of the panels and of the editor, or installs Debian's.
import fs from 'node:fs';
import path from 'node:path';
import { installDebianPackages } from './debian.mjs';
import { t } from './language.mjs';
import { SetupError } from './progress.mjs';
import { isExecutable, which } from './run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge', 'msedge', 'chrome'];
const fixedPlaces = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
    .map((name) => process.env[name])
    .filter(Boolean)
    .flatMap((folder) =>
      ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'].map((f) => path.join(folder, f)),
    ),
};

/** Path of a browser of the Chromium family, or null. CHROMIUM in the environment comes first. */
export function findChromium(env = process.env) {
  if (env.CHROMIUM) return isExecutable(env.CHROMIUM) ? env.CHROMIUM : null;
  for (const name of names) {
    const file = which(name, env);
    if (file && !isSnapStub(file)) return file;
  }
  return (fixedPlaces[process.platform] ?? []).find((file) => isExecutable(file)) ?? null;
}

/** Path of a browser; installs one with the system's package manager where that needs no question. */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  if (await installDebianPackages(t("Installing Chromium with the system's package manager"), ['chromium', 'ripgrep'])) {
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new SetupError(
    t(
      'The tests of the panels and of the editor need Chromium or Chrome, and none was found. Install one, or name it in the environment variable CHROMIUM.',
    ),
  );
}

/** Ubuntu's chromium package is a script that asks for the snap; it cannot be driven. */
function isSnapStub(file) {
  try {
    const real = fs.realpathSync(file);
    return fs.statSync(real).size < 10_000 && /snap install|\/snap\/bin/.test(fs.readFileSync(real, 'utf8'));
  } catch {
    return true;
  }
}
