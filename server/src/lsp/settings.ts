import type { Connection } from 'vscode-languageserver';
import type { DiagnosticCode } from '../diagnostics/codes';
import { defaultSeverities } from '../diagnostics/codes';
import type { SeveritySettings } from '../diagnostics/renderDiagnostics';
import { uriKey } from './uris';

/** The part of the `tensorwright.*` settings that the server reads. */
export interface ServerSettings {
  readonly reports: boolean;
  readonly hints: boolean;
  readonly severities: SeveritySettings;
  /** Versions of the libraries in use, by the names under which programs import them. */
  readonly versions: Readonly<Record<string, string>>;
}

export const defaultSettings: ServerSettings = { reports: true, hints: true, severities: {}, versions: {} };

/** Settings a document, asked from the client when first needed and forgotten when they change. */
export class SettingsReader {
  readonly #connection: Connection;
  readonly #known = new Map<string, Promise<ServerSettings>>();
  /** False for a client that has no configuration to ask for. */
  isSupported = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  of(uri: string): Promise<ServerSettings> {
    if (!this.isSupported) return Promise.resolve(defaultSettings);
    const key = uriKey(uri);
    let settings = this.#known.get(key);
    if (!settings) {
      settings = this.#connection.workspace
        .getConfiguration({ scopeUri: uri, section: 'tensorwright' })
        .then(parseSettings, () => defaultSettings);
      this.#known.set(key, settings);
    }
    return settings;
  }

  forget(): void {
    this.#known.clear();
  }
}

/** Takes what is understood of a `tensorwright` section; the rest is as if it were not set. */
export function parseSettings(section: unknown): ServerSettings {
  const diagnostics = property(section, 'diagnostics');
  const severities: Partial<Record<DiagnosticCode, SeveritySettings[DiagnosticCode]>> = {};
  const given = property(diagnostics, 'severity');
  for (const code of Object.keys(defaultSeverities) as DiagnosticCode[]) {
    const level = property(given, code);
    if (isLevel(level)) severities[code] = level;
  }
  // `auto` is the client's to decide: only it knows which other checkers are active.
  if (property(diagnostics, 'undefinedName') === 'off') severities['undefined-name'] = 'off';
  return {
    reports: property(diagnostics, 'enabled') !== false,
    hints: property(property(section, 'inlayHints'), 'enabled') !== false,
    severities,
    versions: parseVersions(property(section, 'versions')),
  };
}

/** Values that are no version, such as an empty one, are as if they were not set. */
function parseVersions(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && /^\d/.test(entry[1])),
  );
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

function isLevel(value: unknown): value is NonNullable<SeveritySettings[DiagnosticCode]> {
  return typeof value === 'string' && ['error', 'warning', 'information', 'hint', 'off'].includes(value);
}
