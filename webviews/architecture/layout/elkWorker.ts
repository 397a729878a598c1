import type { Elk, ElkNode } from './elkLayout';

/** Where the panel's script came from, and what lets another one in. Must be read while that script runs for the first time. */
export interface ScriptOrigin {
  /** Folder of the panel's script, with a slash at its end. */
  base: string;
  nonce: string;
}

export function currentScriptOrigin(): ScriptOrigin {
  const script = document.currentScript as HTMLScriptElement | null;
  return { base: new URL('.', script?.src || document.baseURI).href, nonce: script?.nonce ?? '' };
}

/**
 * Starts the layout engine in a worker made from a blob, with the text that `elk-worker.js` hands over. The worker is spoken to in elkjs's own
 * protocol (`{id, cmd}` and `{id, data | error}`), so that nothing of elkjs becomes part of the panel's script.
 */
export function elkWorkerFactory(origin: ScriptOrigin): () => Promise<Elk> {
  let text: Promise<string> | null = null;
  return async () => {
    text ??= loadWorkerText(origin);
    try {
      return startElk(await text);
    } catch (error) {
      text = null;
      throw error;
    }
  };
}

function startElk(text: string): Elk {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  const worker = new Worker(url);
  let lastId = 0;
  const pending = new Map<number, { resolve: (data: unknown) => void; reject: (error: Error) => void }>();
  worker.onmessage = (event: MessageEvent<{ id: number; data?: unknown; error?: { message?: string } }>) => {
    const { id, data, error } = event.data;
    const waiting = pending.get(id);
    pending.delete(id);
    if (error) waiting?.reject(new Error(error.message ?? 'the layout engine failed'));
    else waiting?.resolve(data);
  };
  worker.onerror = (event) => {
    for (const { reject } of pending.values()) reject(new Error(event.message || 'the layout worker could not run'));
    pending.clear();
  };
  const call = (message: object): Promise<unknown> => {
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      pending.set(id, { resolve, reject });
      worker.postMessage({ id, ...message });
    });
  };
  const registered = call({ cmd: 'register', algorithms: ['layered'] }).finally(() => URL.revokeObjectURL(url));
  return {
    layout: async (graph) => {
      await registered;
      return (await call({ cmd: 'layout', graph, layoutOptions: {}, options: {} })) as ElkNode;
    },
    terminate: () => {
      worker.terminate();
      pending.clear();
      URL.revokeObjectURL(url);
    },
  };
}

function loadWorkerText({ base, nonce }: ScriptOrigin): Promise<string> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.nonce = nonce;
    script.src = new URL('elk-worker.js', base).href;
    script.onload = () => {
      const shared = globalThis as { tensorwrightElkWorker?: string };
      const text = shared.tensorwrightElkWorker;
      delete shared.tensorwrightElkWorker;
      script.remove();
      if (text) resolve(text);
      else reject(new Error('elk-worker.js handed over no text'));
    };
    script.onerror = () => {
      script.remove();
      reject(new Error('elk-worker.js could not be loaded'));
    };
    document.head.append(script);
  });
}
