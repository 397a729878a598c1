import { commands, type CommandContribution } from './commands';
import { languages } from './languages';
import { keybindings, menus } from './menus';
import { panels } from './panels';
import { settings, type SettingContribution, type SettingId } from './settings';
import { snippetFiles } from './snippets';
import { text, type Text } from './text';
import { viewContainer, views, viewsWelcome } from './views';
import { walkthrough } from './walkthrough';

const extensionTexts = {
  description: text(
    'See tensor shapes while you type, train with one click and watch the loss fall: Keras, TensorFlow and TensorFlow.js, with nothing to configure.',
    '输入时查看张量形状，一键训练，实时观察损失下降：支持 Keras、TensorFlow 和 TensorFlow.js，无需任何配置。',
  ),
  untrusted: text(
    'Shape errors, hints, graphs and snippets work. Training runs your code and stays off until you trust the workspace.',
    '形状检查、提示、结构图和代码片段均可用。训练会执行您的代码，在您信任此工作区之前保持关闭。',
  ),
  virtual: text(
    'Shape errors, hints and graphs work on the open files. Training needs files on a disk.',
    '形状检查、提示和结构图可用于打开的文件。训练需要磁盘上的文件。',
  ),
};

export interface Manifest {
  /** Fields of package.json, in their order. */
  fields: Record<string, unknown>;
  nls: Record<string, string>;
  nlsZh: Record<string, string>;
}

/** Builds the generated part of package.json and the texts that it refers to. */
export function buildManifest(): Manifest {
  const nls: Record<string, string> = {};
  const nlsZh: Record<string, string> = {};
  const key = (name: string, value: Text): string => {
    if (name in nls) throw new Error(`the text ${name} is declared twice`);
    nls[name] = value.en;
    nlsZh[name] = value.zh;
    return `%${name}%`;
  };
  // package.json itself names this key.
  key('extension.description', extensionTexts.description);
  const fields = {
    icon: 'media/icon.png',
    l10n: './l10n',
    extensionKind: ['workspace'],
    activationEvents: [...languages.map((id) => `onLanguage:${id}`), ...Object.values(panels).map((id) => `onWebviewPanel:${id}`)],
    capabilities: {
      untrustedWorkspaces: {
        supported: 'limited',
        description: key('capabilities.untrustedWorkspaces', extensionTexts.untrusted),
        restrictedConfigurations: settingIds().filter((id) => settings[id].restricted),
      },
      virtualWorkspaces: { supported: 'limited', description: key('capabilities.virtualWorkspaces', extensionTexts.virtual) },
    },
    contributes: {
      commands: commandList(key),
      configuration: { title: 'Tensorwright', properties: settingProperties(key) },
      viewsContainers: {
        activitybar: [{ id: viewContainer.id, title: key('viewContainer.title', viewContainer.title), icon: viewContainer.icon }],
      },
      views: { [viewContainer.id]: viewList(key) },
      viewsWelcome: viewsWelcome.map(({ view, contents, when }, index) => ({
        view,
        contents: key(`viewsWelcome.${view}.${index + 1}`, contents),
        when,
      })),
      menus: { commandPalette: paletteItems(), ...menus },
      keybindings,
      snippets: snippetFiles.flatMap(({ name, languages: ids }) => {
        const path = key(`snippets.${name}.path`, { en: `./snippets/${name}.json`, zh: `./snippets/zh-cn/${name}.json` });
        return ids.map((language) => ({ language, path }));
      }),
      walkthroughs: [walkthroughEntry(key)],
    },
  };
  return { fields, nls, nlsZh };
}

type Key = (name: string, value: Text) => string;

function settingIds(): SettingId[] {
  return Object.keys(settings) as SettingId[];
}

function commandList(key: Key): unknown[] {
  return Object.entries<CommandContribution>(commands).map(([command, { title, shortTitle, icon, enablement }]) => ({
    command,
    title: key(`${command}.title`, title),
    ...(shortTitle && { shortTitle: key(`${command}.shortTitle`, shortTitle) }),
    category: 'Tensorwright',
    ...(icon && { icon }),
    ...(enablement && { enablement }),
  }));
}

function paletteItems(): unknown[] {
  return Object.entries<CommandContribution>(commands)
    .filter(([, { palette }]) => palette !== undefined)
    .map(([command, { palette }]) => ({ command, when: palette === false ? 'false' : palette }));
}

function settingProperties(key: Key): Record<string, unknown> {
  const properties: Record<string, unknown> = {};
  for (const id of settingIds()) {
    const setting = settings[id] as SettingContribution<unknown> & { values?: Record<string, Text> };
    const values = Object.entries<Text>(setting.values ?? {});
    properties[id] = {
      ...(setting.schema ?? { type: typeof setting.default }),
      ...(values.length && {
        enum: values.map(([value]) => value),
        markdownEnumDescriptions: values.map(([value, description]) => key(`${id}.${value}`, description)),
      }),
      default: setting.default,
      scope: setting.scope,
      order: setting.order,
      markdownDescription: key(`${id}.description`, setting.description),
    };
  }
  return properties;
}

function viewList(key: Key): unknown[] {
  return Object.entries(views).map(([id, { name, type, when, initialSize }]) => ({
    id,
    name: key(`${id}.name`, name),
    type,
    when,
    initialSize,
    icon: viewContainer.icon,
  }));
}

function walkthroughEntry(key: Key): unknown {
  const prefix = `walkthrough.${walkthrough.id}`;
  return {
    id: walkthrough.id,
    title: key(`${prefix}.title`, walkthrough.title),
    description: key(`${prefix}.description`, walkthrough.description),
    steps: walkthrough.steps.map((step) => ({
      id: step.id,
      title: key(`${prefix}.${step.id}.title`, step.title),
      description: key(`${prefix}.${step.id}.description`, step.description),
      media: { svg: step.media.svg, altText: key(`${prefix}.${step.id}.altText`, step.media.altText) },
      completionEvents: step.completionEvents,
      ...(step.when && { when: step.when }),
    })),
  };
}
