import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { LIVE_PATH, serverFrame, type ViewName } from '@lianfang/contract';
import { WebSocket, type RawData } from 'ws';

const inflate = promisify(inflateRaw);

/** What to follow, and as whom. */
export interface ViewSource {
  /** Of the gateway: `http://127.0.0.1:8080` */
  readonly address: string;
  /** Who follows: `Authorization` of a program, or `Cookie` of a session. */
  readonly headers: Readonly<Record<string, string>>;
  readonly view: ViewName;
}

/** Follows one view on the gateway's socket, as a program does. */
export class FollowedView {
  readonly #source: ViewSource;
  readonly #onState: (state: unknown) => void;
  #socket: WebSocket | undefined;
  #state: unknown;
  #sequence: number | undefined;
  #problem: string | undefined;
  #reading: Promise<void> = Promise.resolve();

  /** @param onState is called after each frame with the state that it made. */
  constructor(source: ViewSource, onState: (state: unknown) => void = () => undefined) {
    this.#source = source;
    this.#onState = onState;
  }

  async open(): Promise<void> {
    const { address, headers } = this.#source;
    const socket = new WebSocket(`${address.replace('http', 'ws')}${LIVE_PATH}`, {
      headers,
      perMessageDeflate: false,
    });
    this.#socket = socket;
    socket.on('message', (data: RawData) => {
      // One after the other: a delta needs the state before it.
      this.#reading = this.#reading
        .then(() => this.#take(data))
        .catch((problem: unknown) => {
          this.#problem = problem instanceof Error ? problem.message : String(problem);
        });
    });
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    socket.on('error', (problem) => {
      this.#problem = problem.message;
    });
    this.#subscribe();
  }

  /** What the last frame made; undefined before the first. @throws when the frames went wrong. */
  state(): unknown {
    if (this.#problem !== undefined) throw new Error(`the socket says: ${this.#problem}`);
    return this.#state;
  }

  close(): void {
    this.#socket?.terminate();
  }

  #subscribe(): void {
    this.#socket?.send(JSON.stringify({ type: 'subscribe', view: this.#source.view }));
  }

  async #take(data: RawData): Promise<void> {
    const bytes = await inflate(data as Buffer);
    const frame = serverFrame.parse(JSON.parse(bytes.toString('utf8')));
    if (frame.type === 'error') throw new Error(`${frame.code} ${frame.detail}`);
    if (frame.view !== this.#source.view) return;
    if (frame.type === 'snapshot') {
      this.#state = frame.state;
    } else if (this.#sequence !== undefined && frame.sequence === this.#sequence + 1) {
      this.#state = mergePatch(this.#state, frame.patch);
    } else {
      // A gap: what is known can no longer be trusted.
      this.#state = undefined;
      this.#subscribe();
      return;
    }
    this.#sequence = frame.sequence;
    this.#onState(this.#state);
  }
}

/** JSON Merge Patch (RFC 7386). */
function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
