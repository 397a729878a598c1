import { spawn, type ChildProcess } from 'node:child_process';
import { frameworksPython } from './frameworks';

interface ProtocolMessage {
  seq: number;
  type: 'request' | 'response' | 'event';
  command?: string;
  event?: string;
  arguments?: Record<string, unknown>;
  body?: Record<string, unknown>;
  request_seq?: number;
  success?: boolean;
  message?: string;
}

export interface StoppedBody {
  reason: string;
  threadId: number;
  text?: string;
}

export interface Frame {
  id: number;
  name: string;
  line: number;
  source?: { path?: string };
}

/**
 * The Python debugger behind its protocol, as VS Code's extension starts it: an adapter on standard input and output, which asks
 * its client to run the program in a terminal. The terminal here is a pipe.
 */
export class DebugAdapter {
  readonly events: ProtocolMessage[] = [];
  /** What the program printed in its terminal, both streams. */
  terminalText = '';
  readonly #adapter: ChildProcess;
  #terminal: ChildProcess | undefined;
  readonly #pending = new Map<number, (message: ProtocolMessage) => void>();
  readonly #waiting = new Set<() => void>();
  #seq = 1;
  #hasEnded = false;
  #received = Buffer.alloc(0);

  constructor() {
    this.#adapter = spawn(frameworksPython(), ['-m', 'debugpy.adapter'], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#adapter.stdout!.on('data', (data: Buffer) => {
      this.#received = Buffer.concat([this.#received, data]);
      this.#read();
    });
    this.#adapter.on('exit', () => {
      this.#hasEnded = true;
      for (const [seq, answer] of this.#pending) answer({ seq, type: 'response', success: false, message: 'the adapter ended' });
      this.#wake();
    });
  }

  /** Resolves to the body of the answer. */
  async request(command: string, args: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const answer = await this.#send(command, args);
    if (!answer.success) throw new Error(`${command}: ${answer.message ?? JSON.stringify(answer.body)}`);
    return answer.body ?? {};
  }

  /**
   * Starts a session: `setUp` sets breakpoints and the like before the program runs.
   * @param configuration as `vscode.debug.startDebugging` takes it
   */
  async launch(configuration: Record<string, unknown>, setUp: () => Promise<unknown>): Promise<void> {
    await this.request('initialize', {
      adapterID: configuration['type'],
      pathFormat: 'path',
      linesStartAt1: true,
      columnsStartAt1: true,
      supportsRunInTerminalRequest: true,
    });
    // It is answered only after the configuration is done.
    const launched = this.request('launch', configuration);
    await this.event('initialized');
    await setUp();
    await this.request('configurationDone');
    await launched;
  }

  async breakAt(file: string, ...lines: number[]): Promise<void> {
    await this.request('setBreakpoints', { source: { path: file }, breakpoints: lines.map((line) => ({ line })) });
  }

  /** The next stop that was not asked for yet. */
  async stopped(): Promise<StoppedBody> {
    return (await this.event('stopped')).body as unknown as StoppedBody;
  }

  async frames(threadId: number): Promise<Frame[]> {
    return (await this.request('stackTrace', { threadId }))['stackFrames'] as Frame[];
  }

  /** Takes the first event of a kind off the list, as soon as there is one. */
  async event(name: string): Promise<ProtocolMessage> {
    await this.until(() => this.events.some((event) => event.event === name));
    const [found] = this.events.splice(
      this.events.findIndex((event) => event.event === name),
      1,
    );
    return found!;
  }

  type(text: string): void {
    this.#terminal!.stdin!.write(text);
  }

  /** Resolves when something that arrived makes this true; mocha's own limit ends the wait. */
  async until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) {
      if (this.#hasEnded) throw new Error('the adapter ended');
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  dispose(): void {
    this.#terminal?.kill('SIGKILL');
    this.#adapter.kill('SIGKILL');
  }

  #send(command: string, args: Record<string, unknown>): Promise<ProtocolMessage> {
    const seq = this.#seq++;
    this.#write({ seq, type: 'request', command, arguments: args });
    return new Promise((resolve) => this.#pending.set(seq, resolve));
  }

  #write(message: ProtocolMessage): void {
    const body = JSON.stringify(message);
    this.#adapter.stdin!.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #read(): void {
    for (;;) {
      const end = this.#received.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/.exec(this.#received.subarray(0, Math.max(0, end)).toString())?.[1]);
      if (end < 0 || this.#received.length < end + 4 + length) return;
      const message = JSON.parse(this.#received.subarray(end + 4, end + 4 + length).toString()) as ProtocolMessage;
      this.#received = this.#received.subarray(end + 4 + length);
      this.#receive(message);
    }
  }

  #receive(message: ProtocolMessage): void {
    if (message.type === 'response') {
      this.#pending.get(message.request_seq!)?.(message);
      this.#pending.delete(message.request_seq!);
    } else if (message.type === 'event') this.events.push(message);
    else if (message.command === 'runInTerminal') this.#runInTerminal(message);
    this.#wake();
  }

  #runInTerminal({ seq, command, arguments: request }: ProtocolMessage): void {
    const { args, cwd, env } = request as { args: string[]; cwd?: string; env?: Record<string, string> };
    this.#terminal = spawn(args[0]!, args.slice(1), { ...(cwd ? { cwd } : {}), env: { ...process.env, ...env } });
    for (const stream of [this.#terminal.stdout!, this.#terminal.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.terminalText += text;
        this.#wake();
      });
    }
    this.#write({ seq: this.#seq++, type: 'response', request_seq: seq, success: true, command, body: {} });
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}
