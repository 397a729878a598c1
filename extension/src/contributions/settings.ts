import { text, type Text } from './text';

/** Codes of our diagnostics, as their severity can be set. */
export const diagnosticCodes = [
  'dim-mismatch',
  'rank-mismatch',
  'axis-out-of-range',
  'reshape-size',
  'broadcast-mismatch',
  'non-positive-size',
  'input-mismatch',
  'loss-target-mismatch',
  'dtype-mismatch',
  'device-mismatch',
  'class-count',
  'missing-argument',
  'unknown-argument',
  'missing-attribute',
  'removed-api',
  'undefined-name',
  'silent-broadcast',
  'suspicious-training',
] as const;

export type SeverityLevel = 'error' | 'warning' | 'information' | 'hint' | 'off';

/** Every setting with the type of its value. */
export interface Settings {
  'tensorwright.diagnostics.enabled': boolean;
  'tensorwright.diagnostics.undefinedName': 'auto' | 'on' | 'off';
  'tensorwright.diagnostics.severity': Record<string, SeverityLevel>;
  'tensorwright.versions': Record<string, string>;
  'tensorwright.inlayHints.enabled': boolean;
  'tensorwright.codeLens.enabled': boolean;
  'tensorwright.train.saveBeforeRun': 'file' | 'all' | 'never';
  'tensorwright.train.nodePath': string;
  'tensorwright.train.pythonPath': string;
  'tensorwright.train.arguments': string[];
  'tensorwright.train.workingDirectory': string;
  'tensorwright.train.envFile': string;
  'tensorwright.train.gpus': string;
  'tensorwright.train.backend': 'auto' | 'wasm' | 'cpu';
  'tensorwright.runs.folder': string;
  'tensorwright.runs.parallel': number;
  'tensorwright.runs.keep.count': number;
  'tensorwright.runs.keep.gigabytes': number;
  'tensorwright.runs.notifyWhenEnded': boolean;
  'tensorwright.trace.server': 'off' | 'messages' | 'verbose';
}

export type SettingId = keyof Settings;

export interface SettingContribution<T> {
  description: Text;
  default: T;
  scope: 'application' | 'machine' | 'machine-overridable' | 'window' | 'resource' | 'language-overridable';
  order: number;
  /** Ignored in a workspace that is not trusted: it names a path, an argument or an environment. */
  restricted: boolean;
  /** Explanations of the values, in the order in which they are shown. */
  values?: T extends string ? Record<T, Text> : never;
  /** More of the JSON schema than the default tells. */
  schema?: Record<string, unknown>;
}

export const settings: { [K in SettingId]: SettingContribution<Settings[K]> } = {
  'tensorwright.diagnostics.enabled': {
    description: text('Report shape errors and other faults of models while you type.', '在输入时报告模型的形状错误和其他问题。'),
    default: true,
    scope: 'resource',
    order: 10,
    restricted: false,
  },
  'tensorwright.diagnostics.undefinedName': {
    description: text('Report names that nothing defines (`undefined-name`).', '报告未定义的名称（`undefined-name`）。'),
    default: 'auto',
    scope: 'window',
    order: 11,
    restricted: false,
    values: {
      auto: text(
        'Report them unless Pylance, Pyright, ty or Pyrefly is active.',
        '除非 Pylance、Pyright、ty 或 Pyrefly 处于活动状态，否则予以报告。',
      ),
      on: text('Always report them.', '始终报告。'),
      off: text('Never report them.', '从不报告。'),
    },
  },
  'tensorwright.diagnostics.severity': {
    description: text(
      'Severity of a diagnostic by its code, for example `{ "silent-broadcast": "error" }`; `off` hides it.',
      '按代码设置诊断的严重级别，例如 `{ "silent-broadcast": "error" }`；`off` 表示隐藏。',
    ),
    default: {},
    scope: 'resource',
    order: 12,
    restricted: false,
    schema: {
      type: 'object',
      propertyNames: { enum: [...diagnosticCodes] },
      additionalProperties: { type: 'string', enum: ['error', 'warning', 'information', 'hint', 'off'] },
    },
  },
  'tensorwright.versions': {
    description: text(
      'Versions of the libraries to check programs against, for example `{ "keras": "2.15" }`. Those that are not named are read from the selected Python environment; the newest is assumed for what is not installed there.',
      '检查程序时所依据的库版本，例如 `{ "keras": "2.15" }`。未列出的库从所选 Python 环境中读取；该环境中未安装的库按最新版本处理。',
    ),
    default: {},
    scope: 'resource',
    order: 13,
    restricted: false,
    schema: { type: 'object', additionalProperties: { type: 'string' } },
  },
  'tensorwright.inlayHints.enabled': {
    description: text('Show the output shape behind each layer.', '在每个层后面显示输出形状。'),
    default: true,
    scope: 'resource',
    order: 20,
    restricted: false,
  },
  'tensorwright.codeLens.enabled': {
    description: text('Show *Graph* above models and *Train* above training calls.', '在模型上方显示“结构图”，在训练调用上方显示“训练”。'),
    default: true,
    scope: 'resource',
    order: 21,
    restricted: false,
  },
  'tensorwright.train.saveBeforeRun': {
    description: text('What to save before a training run starts.', '训练运行开始前要保存的内容。'),
    default: 'file',
    scope: 'resource',
    order: 30,
    restricted: false,
    values: {
      file: text('The file that is trained.', '要训练的文件。'),
      all: text('All files with changes.', '所有有更改的文件。'),
      never: text('Nothing: what is on disk is trained.', '不保存：按磁盘上的内容训练。'),
    },
  },
  'tensorwright.train.nodePath': {
    description: text(
      'Path of the Node.js (20 or newer) that trains TensorFlow.js programs. Empty: the `node` on PATH, else the one inside the editor.',
      '用于训练 TensorFlow.js 程序的 Node.js（20 或更高版本）的路径。留空时使用 PATH 上的 `node`，否则使用编辑器内置的 Node.js。',
    ),
    default: '',
    scope: 'machine-overridable',
    order: 31,
    restricted: true,
  },
  'tensorwright.train.arguments': {
    description: text('Arguments that the trained program gets on its command line.', '训练程序的命令行参数。'),
    default: [],
    scope: 'resource',
    order: 32,
    restricted: true,
    schema: { type: 'array', items: { type: 'string' } },
  },
  'tensorwright.train.pythonPath': {
    description: text(
      'Path of the Python interpreter (3.9 or newer), or the folder of the environment, that trains Python programs where no Python extension names one. Empty: the environment in the workspace (such as `.venv`), else the Python on PATH.',
      '当没有 Python 扩展指定解释器时，用于训练 Python 程序的 Python 解释器（3.9 或更高版本）的路径，或其环境所在的文件夹。留空时使用工作区中的环境（如 `.venv`），否则使用 PATH 上的 Python。',
    ),
    default: '',
    scope: 'machine-overridable',
    order: 34,
    restricted: true,
  },
  'tensorwright.train.workingDirectory': {
    description: text(
      'Folder in which the trained program starts: `workspace` for the workspace folder, `file` for the folder of the file, or a path.',
      '训练程序启动时所在的文件夹：`workspace` 表示工作区文件夹，`file` 表示文件所在的文件夹，或填写路径。',
    ),
    default: 'workspace',
    scope: 'resource',
    order: 35,
    restricted: true,
  },
  'tensorwright.train.envFile': {
    description: text(
      'File with environment variables for the trained program, besides the one of `python.envFile` for Python programs. Their values are never recorded.',
      '训练程序所用的环境变量文件；Python 程序还会使用 `python.envFile` 指定的文件。变量的值不会被记录。',
    ),
    default: '',
    scope: 'resource',
    order: 36,
    restricted: true,
  },
  'tensorwright.train.gpus': {
    description: text(
      'GPUs that Python programs may use: `auto` for all, `none`, or a list as `nvidia-smi` numbers them, such as `0,1`.',
      'Python 程序可使用的 GPU：`auto` 表示全部，`none` 表示不使用，或按 `nvidia-smi` 的编号列出，例如 `0,1`。',
    ),
    default: 'auto',
    scope: 'machine-overridable',
    order: 37,
    restricted: true,
  },
  'tensorwright.train.backend': {
    description: text('Backend for TensorFlow.js programs.', 'TensorFlow.js 程序使用的后端。'),
    default: 'auto',
    scope: 'resource',
    order: 33,
    restricted: false,
    values: {
      auto: text('The fastest one that works here.', '此处可用的最快后端。'),
      wasm: text('WebAssembly, bundled with the extension.', 'WebAssembly，随扩展提供。'),
      cpu: text('Plain JavaScript: slow, but works everywhere.', '纯 JavaScript：较慢，但随处可用。'),
    },
  },
  'tensorwright.runs.folder': {
    description: text(
      'Folder in which runs are kept: absolute, or relative to the workspace folder.',
      '保存运行的文件夹：绝对路径，或相对于工作区文件夹的路径。',
    ),
    default: '.tensorwright/runs',
    scope: 'resource',
    order: 40,
    restricted: true,
  },
  'tensorwright.runs.parallel': {
    description: text(
      'How many runs of a folder may train at the same time. More wait in a queue, which needs no window; *Start Now* passes it by. `0` is no limit.',
      '一个文件夹中可同时训练的运行数量。超出的运行会在队列中等待，无需保持窗口打开；“立即开始”可跳过等待。`0` 表示不限制。',
    ),
    // Two can be compared while they train; on most machines more only slow each other down.
    default: 2,
    scope: 'resource',
    order: 44,
    restricted: false,
    schema: { type: 'integer', minimum: 0 },
  },
  'tensorwright.runs.keep.count': {
    description: text(
      'How many runs to keep. When a run starts or ends, the oldest beyond that go to the trash where there is one. Pinned runs, and those that still run, stay and do not count. `0` keeps all.',
      '要保留的运行数量。当运行开始或结束时，超出数量的最旧运行会移至回收站（如果有）。已固定的运行和仍在进行的运行会保留，且不计入数量。`0` 表示全部保留。',
    ),
    // What was trained is the person's work: nothing of it is removed unless they said so.
    default: 0,
    scope: 'resource',
    order: 42,
    restricted: true,
    schema: { type: 'integer', minimum: 0 },
  },
  'tensorwright.runs.keep.gigabytes': {
    description: text(
      'How many gigabytes the kept runs may take; beyond that, the oldest go as with `#tensorwright.runs.keep.count#`. The run that ended last always stays. `0` is no limit.',
      '保留的运行最多可占用多少 GB；超出时，最旧的运行会按 `#tensorwright.runs.keep.count#` 的方式移除。最后结束的运行始终保留。`0` 表示不限制。',
    ),
    default: 0,
    scope: 'resource',
    order: 43,
    restricted: true,
    schema: { type: 'number', minimum: 0 },
  },
  'tensorwright.runs.notifyWhenEnded': {
    description: text(
      'Say so when a run that was started here ends while no view of it is visible.',
      '当在此启动的运行结束而其视图均不可见时，显示通知。',
    ),
    default: true,
    scope: 'window',
    order: 41,
    restricted: false,
  },
  'tensorwright.trace.server': {
    description: text('What to log of the talk with the language server.', '记录与语言服务器通信的详细程度。'),
    default: 'off',
    scope: 'window',
    order: 90,
    restricted: false,
    values: {
      off: text('Nothing.', '不记录。'),
      messages: text('Which messages were sent.', '记录发送了哪些消息。'),
      verbose: text('The messages with their contents.', '记录消息及其内容。'),
    },
  },
};
