import { Channel } from '../../extension/protocol/channel';
import type { Port } from '../../extension/protocol/channel';

/** What VS Code gives to a webview, and the channel over it. */

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** May be acquired only once a page. */
const api = acquireVsCodeApi();

const port: Port = {
  post: (message) => api.postMessage(message),
  onMessage: (receive) => {
    const listen = (event: MessageEvent): void => receive(event.data);
    window.addEventListener('message', listen);
    return () => window.removeEventListener('message', listen);
  },
};

export function openChannel<Incoming extends { type: string }, Outgoing extends { type: string }>(
  receive: (message: Incoming) => void,
): Channel<Incoming, Outgoing> {
  return new Channel<Incoming, Outgoing>(port, receive);
}

/** What the view kept when it was last shown; `null` when nothing that is understood. The reader checks its fields. */
export function loadState(): Readonly<Record<string, unknown>> | null {
  const state = api.getState();
  return typeof state === 'object' && state !== null ? (state as Record<string, unknown>) : null;
}

export function saveState(state: object): void {
  api.setState(state);
}
