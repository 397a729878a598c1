/**
 * The one source of what the extension declares to VS Code: commands, settings, views, menus, keys, context keys, snippets
 * and the walkthrough, each text in both languages. `npm run generate` writes them into package.json and package.nls*.json.
 * What the running extension needs of them it takes from the single files, so that no texts are loaded at activation.
 */
export { commands, type CommandId } from './contributions/commands';
export { contextKeys, type ContextKey } from './contributions/contextKeys';
export { buildManifest, type Manifest } from './contributions/manifest';
export { diagnosticCodes, settings, type SettingId, type Settings, type SeverityLevel } from './contributions/settings';
export { snippetFiles } from './contributions/snippets';
export { panels } from './contributions/panels';
export { viewContainer, views, type ViewId } from './contributions/views';
