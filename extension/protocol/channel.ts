import { decodeNonFinite, encodeNonFinite } from './nonFinite';

/**
 * The channel between a panel's webview and its controller, the same class at both ends.
 * Messages are plain discriminated unions; what cannot be understood is ignored, never thrown.
 */
export interface Port {
  post(message: unknown): void;
  /** Registers the one receiver; returns the function that removes it. */
  onMessage(receive: (message: unknown) => void): () => void;
}

interface Kinded {
  type: string;
}

export class Channel<Incoming extends Kinded, Outgoing extends Kinded> {
  readonly #port: Port;
  readonly #remove: () => void;

  constructor(port: Port, receive: (message: Incoming) => void) {
    this.#port = port;
    this.#remove = port.onMessage((message) => {
      if (isKinded(message)) receive(decodeNonFinite(message) as Incoming);
    });
  }

  post(message: Outgoing): void {
    this.#port.post(encodeNonFinite(message));
  }

  dispose(): void {
    this.#remove();
  }
}

function isKinded(message: unknown): message is Kinded {
  return typeof message === 'object' && message !== null && typeof (message as Kinded).type === 'string';
}
