import { errorText } from './failure';
import { processIo } from './io';
import { runCli } from './runCli';

const io = processIo();
// A reader that closes early (`| head`) is no failure of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
// The exit code is set, not forced, so that everything written gets out.
runCli(process.argv.slice(2), io).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.exitCode = 2;
    io.err(`${errorText(error)}\n`);
  },
);
