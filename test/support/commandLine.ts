import path from 'node:path';

/** The command line as it is built: what Node is started with. */
export const commandLine = path.resolve(__dirname, '..', '..', 'dist', 'cli.js');
