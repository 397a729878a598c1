import { msg } from './localize';
import type { Message, MessageArg } from './localize';

/**
 * A trainer writes English into the record of its run, where no language of a reader is known yet. These are all the
 * sentences that it can write of itself; a test reads its sources and fails when one is missing here.
 */
const sentences: readonly Message[] = [
  msg('It did not train four steps within {0} s.'),
  msg('The probe said nothing.'),
  msg('Its training gave the loss {0} instead of {1}.'),
  msg('There is no backend called {0}.'),
  msg('The {0} backend did not start.'),
  msg('WebAssembly is out of memory: {0} bytes could not be had.'),
  msg('The backend {0} failed, so this run uses the much slower cpu ({1})'),
  msg('The program asks for the backend "{0}", which this run does not have; it goes on with "{1}".'),
  msg('The program itself chose the backend "{0}" instead of "{1}".'),
  msg('This run was asked for the optimizer "{0}", but keeps the program\'s own: it cannot be replaced in TensorFlow.js yet.'),
  msg('The workspace has {0} {1}, but this run uses {2}.'),
  msg('The program reads standard input, but a run has no keyboard: the input is empty.'),
  msg('The loss is not a number from here on.'),
  msg('The loss became infinite here.'),
  // Of the queue.
  msg('Edited while the run waited, and trained as it was when the run started: {0}.'),
  msg('It was started with other environment variables than it was queued with: the process that kept them had ended.'),
  // Of Python programs.
  msg('CUDA_VISIBLE_DEVICES hides all GPUs.'),
  msg('JAX finds no GPU that it can use.'),
  msg('JAX is installed without its plugin for GPUs.'),
  msg('JAX_PLATFORMS chooses the CPU.'),
  msg('Part of this run is not recorded: {0} failed ({1}).'),
  msg('PyTorch finds no GPU that it can use: its driver may be older than CUDA {0}.'),
  msg('PyTorch {0} is too old for its steps to be recorded; 2.0 is the first that tells them.'),
  msg('Steps that a CUDA graph holds are not recorded when it is replayed.'),
  msg('TensorFlow finds no GPU that it can use: the CUDA libraries it needs are not there.'),
  msg('TensorFlow {0} is too old for its steps to be recorded; 2.0 is the first that tells them.'),
  msg('The loss is infinite at step {0}.'),
  msg('The loss is not a number at step {0}.'),
  msg('The loss is {0} at step {1}, more than {2} times what it was in the first steps.'),
  msg('The program hides the GPUs from TensorFlow.'),
  msg('The program puts its model on the CPU.'),
  msg('The program reads standard input, but a run has no keyboard: the input is empty. Debug runs it with one.'),
  msg('The program stops at a breakpoint, but a run has no keyboard: it goes on. Debug stops there.'),
  msg('The run was asked to train without GPU.'),
  msg('This PyTorch is built without support for GPUs.'),
  msg('This TensorFlow is built without support for GPUs.'),
  msg('This program makes more than {0} optimizers; the steps of the others count as those of the last.'),
  msg("This run was asked for {0} epochs, but keeps the program's own: its loop is written by hand."),
  msg('This run was asked for the optimizer "{0}", but keeps the program\'s own: it cannot be replaced in Python yet.'),
];

const patterns = sentences.map(({ text }) => ({
  text,
  pattern: new RegExp(
    `^${text
      .split(/\{\d\}/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('(.*)')}$`,
    's',
  ),
}));

/** A text of a trainer as a message that can be said in any language; `null` for what others wrote, such as a system's error. */
export function trainerMessage(text: string): Message | null {
  for (const { text: sentence, pattern } of patterns) {
    const found = pattern.exec(text);
    if (found) return { text: sentence, args: found.slice(1).map(asArgument) };
  }
  return null;
}

/** One sentence may quote another, behind the name of the backend that it is about. */
function asArgument(text: string): MessageArg {
  const quoted = splitBackend(text);
  const reason = quoted && trainerMessage(quoted.reason);
  return reason ? msg('{0}: {1}', quoted.backend, reason) : text;
}

/** `wasm: It did not start.` as the backend and what is said of it. */
export function splitBackend(text: string): { backend: string; reason: string } | null {
  const found = /^([\w-]+): (.+)$/s.exec(text);
  return found && { backend: found[1]!, reason: found[2]! };
}
