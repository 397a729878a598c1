import type { Localizer } from '../protocol/localize';

/** Commands in the order in which a newcomer meets them. */
export const commandNames = ['check', 'shapes', 'graph', 'train', 'runs'] as const;
export type CommandName = (typeof commandNames)[number];

export function isCommand(name: string | undefined): name is CommandName {
  return (commandNames as readonly (string | undefined)[]).includes(name);
}

export function usageOf(command: CommandName): string {
  return {
    check: 'tensorwright check [--format text|json|github|sarif] [--python PATH] [--versions LIST] PATH…',
    shapes: 'tensorwright shapes [--format text|json] [--python PATH] [--versions LIST] FILE…',
    graph: 'tensorwright graph FILE [--model NAME] [--format json|svg|mermaid] [--python PATH]\n                   [--versions LIST]',
    train:
      'tensorwright train FILE [--target NAME] [--backend auto|wasm|cpu] [--seed N] [--epochs N]\n                   [--optimizer SPEC] [--python PATH] [--gpu LIST] [--cwd DIR] [--envfile FILE]\n                   [--queue | --now] [--parallel N] [--runs DIR] [-- ARGS…]',
    runs: [
      'tensorwright runs list [--format text|json] [--runs DIR]',
      'tensorwright runs show|output|start|stop RUN [--runs DIR]',
      'tensorwright runs pin|unpin|delete RUN… [--runs DIR]',
      'tensorwright runs rename RUN NAME [--runs DIR]',
      'tensorwright runs prune [--keep N] [--max-gb X] [--dry-run] [--runs DIR]',
      'tensorwright runs export RUN… [--format csv|json|tensorboard] [--out PATH] [--force] [--runs DIR]',
    ].join('\n       '),
  }[command];
}

export function commandHelp(command: CommandName, l: Localizer): string {
  const details: Record<CommandName, string[]> = {
    check: [
      l.t('Reports shape errors in Python, TypeScript and JavaScript files and notebooks; folders are searched. Nothing is run.'),
      l.t(
        'What the libraries have and refuse is that of the versions installed where the program would run: with --python (an interpreter or the folder of its environment), else in the environment that is active in the shell, else in the one near the file, else with the Python on PATH. --versions overrides them: keras=2.15,tensorflow=2.15. No Python is started.',
      ),
      l.t('Exit code: 0 when no errors were found, 1 when some were, 2 when the command could not be carried out.'),
    ],
    shapes: [l.t('Lists the shape of every tensor, layer and model, and how many parameters it has.')],
    graph: [l.t('Writes the models of a file as a graph. SVG and Mermaid show one model.')],
    train: [
      l.t('Trains the program in a process of its own, follows it until it ends, and prints the run folder last.'),
      l.t(
        'A Python program runs with --python (an interpreter or the folder of its environment), else with the environment that is active in the shell, else with the one in this folder (such as .venv), else with the Python on PATH.',
      ),
      l.t('--gpu is "none" or GPUs as nvidia-smi numbers them, such as 0,1. --envfile names a file with environment variables.'),
      l.t(
        'When as many runs of the folder train as may (2, or what --parallel said last; 0 for any number), or a GPU lacks memory, the run waits in a queue, which needs no window. --queue returns at once, --now does not wait.',
      ),
      l.t('Ctrl-C asks the run to stop after its step; a second Ctrl-C ends it at once. What stands behind -- goes to the program.'),
    ],
    runs: [
      l.t('start starts a run at once that waits in the queue; stop takes one out of it.'),
      l.t('RUN is the id of a run, the beginning of one, or "last". Runs are looked for in .tensorwright/runs of this folder.'),
      l.t(
        'prune deletes the oldest runs that are over, until N are left or they take at most X gigabytes. Pinned ones, and those of comparisons, stay and do not count.',
      ),
      l.t(
        'export writes every recorded value: CSV or JSON to a file, a folder or standard output, TensorBoard a folder a run, for tensorboard --logdir.',
      ),
    ],
  };
  return [`${usageOf(command)}`, '', ...details[command], ''].join('\n');
}

export function generalHelp(l: Localizer): string {
  const summaries: Record<CommandName, string> = {
    check: l.t('report shape errors'),
    shapes: l.t('list shapes and parameter counts'),
    graph: l.t('write models as graphs'),
    train: l.t('train a program and follow it'),
    runs: l.t('list, show, export, stop and delete runs'),
  };
  return [
    l.t('Shape checking and training for machine learning programs.'),
    '',
    ...commandNames.map((name) => `  tensorwright ${name.padEnd(8)}${summaries[name]}`),
    '',
    `  --locale en|zh-cn   ${l.t('language of the messages')}`,
    `  --help              ${l.t('this text, or the help of a command')}`,
    `  --version           ${l.t('the version')}`,
    '',
  ].join('\n');
}
