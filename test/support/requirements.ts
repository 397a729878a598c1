/** What the tests do not cover on the machine at hand: the one list of exceptions, printed at the end of `npm test`. */
export interface Exception {
  what: string;
  why: string;
}

export const exceptions: readonly Exception[] = [
  { what: 'a real GPU', why: 'training runs on the CPU here (the CUDA libraries of PyTorch are stand-ins)' },
  { what: 'Windows', why: 'paths and processes are written for it; the suites ran on another system' },
  { what: 'macOS', why: 'paths and processes are written for it; the suites ran on another system' },
  { what: 'a desktop VS Code', why: 'the same suite runs there by `npm run test:electron`; here it runs in the server and web workbench' },
];

/** The exceptions that hold on this machine. */
export function exceptionsHere(platform: NodeJS.Platform = process.platform): Exception[] {
  return exceptions.filter(({ what }) => !(what === 'Windows' && platform === 'win32') && !(what === 'macOS' && platform === 'darwin'));
}
