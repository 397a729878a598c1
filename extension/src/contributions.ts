/**
 * The one source of what the extension declares to VS Code: commands, settings, views, menus, keys, context keys, snippets
 * and the walkthrough, each text in both languages. `npm run generate` writes them into package.json and package.nls*.json.
 */
export { commands, type CommandId } from './contributions/commands';
export { contextKeys, type ContextKey } from './contributions/contextKeys';
export { buildManifest, languages, type Manifest } from './contributions/manifest';
export { diagnosticCodes, settings, type SettingId, type Settings, type SeverityLevel } from './contributions/settings';
export { snippetFiles } from './contributions/snippets';
export { panels, viewContainer, views, type ViewId } from './contributions/views';
