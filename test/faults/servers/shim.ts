import { Agent, createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { LOOPBACK } from '@lianfang/local';

/**
 * What happens to one request to Elasticsearch.
 * - `busy`: 429 for all of it, and `unavailable`: 503; neither reaches the server.
 * - `busy-item`: one item of a bulk is held back and answered with 429; the others are written.
 * - `errors-true`: 200 with `errors: true`: a third of the items is held back and answered with 503.
 * - `flood-item`: as `busy-item`, with the words of a full disk.
 * - `reset`: the server takes it, and the connection is reset before the answer.
 * - `cut`: the server takes it, and half of the answer arrives.
 * - `away`: the connection is closed at once.
 * - `hang`: nothing is answered for 3 s, then as `away`.
 */
export const SHIM_FAULTS = [
  'busy',
  'busy-item',
  'unavailable',
  'errors-true',
  'flood-item',
  'reset',
  'cut',
  'away',
  'hang',
] as const;
export type ShimFault = (typeof SHIM_FAULTS)[number];

/** Decides about one request; without a fault it is passed on. */
export type ShimRule = (request: { readonly method: string; readonly path: string }) => ShimFault | undefined;

const HANG_MS = 3_000;

/** A write that was sent and has not arrived yet. */
export interface HeldWrite {
  /** Who sent it, as in its address: `ours-1`. */
  readonly member: string;
  /** Lets it arrive. */
  readonly release: () => void;
}

/** Bulks that carry minute rows, and the peer's writes. */
const ROWS = /-rows-minute|"minute":/;

/**
 * An HTTP proxy in front of Elasticsearch that does harm when it is told to. Each member has an address of its own, which
 * ends in its name.
 */
export class Shim {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly server: Server;
  /** How often each fault was done. */
  readonly done = new Map<ShimFault, number>();
  private holds: Hold[] = [];
  /** Without one, everything is passed on. */
  rule: ShimRule | undefined;

  /** @param target address of the Elasticsearch that requests are passed on to. */
  constructor(public target: string) {
    this.server = createServer((incoming, outgoing) => {
      this.serve(incoming, outgoing).catch(() => outgoing.destroy());
    });
    this.server.keepAliveTimeout = 60_000;
  }

  /** @returns its address, as ELASTICSEARCH_NODE. */
  async listen(): Promise<string> {
    this.server.listen(0, LOOPBACK);
    await once(this.server, 'listening');
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('A TCP server has an address and a port.');
    return `http://${LOOPBACK}:${address.port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.agent.destroy();
    await new Promise((done) => this.server.close(done));
  }

  /** Holds the next write of rows of one side back, until it is released. Undefined when there is none for a while. */
  holdNextWrite(side: string, withinMs: number): Promise<HeldWrite | undefined> {
    return new Promise((resolve) => {
      const hold: Hold = { side, held: resolve };
      this.holds.push(hold);
      setTimeout(() => {
        this.holds = this.holds.filter((one) => one !== hold);
        resolve(undefined);
      }, withinMs);
    });
  }

  private async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', url: given = '/' } = incoming;
    const [, member = '', url = given] = /^\/((?:ours|peer)-\d+)(\/.*)$/.exec(given) ?? [];
    incoming.url = url;
    const fault = this.rule?.({ method, path: url });
    if (fault) this.done.set(fault, (this.done.get(fault) ?? 0) + 1);
    if (fault === 'away') return void incoming.socket.destroy();
    const body = await bytesOf(incoming);
    await this.holdBack(member, body);
    switch (fault) {
      case 'hang':
        setTimeout(() => incoming.socket.destroy(), HANG_MS);
        return;
      case 'busy':
        return refuse(outgoing, 429, 'es_rejected_execution_exception');
      case 'unavailable':
        return refuse(outgoing, 503, 'unavailable_shards_exception');
      case 'busy-item':
      case 'errors-true':
      case 'flood-item':
        return this.answerPart(fault, { incoming, outgoing, body });
      case 'reset':
      case 'cut':
      case undefined:
        return deliver(await this.pass(incoming, body), outgoing, fault);
    }
  }

  private async holdBack(member: string, body: Buffer): Promise<void> {
    const hold = this.holds.find(({ side }) => member.startsWith(side));
    if (hold === undefined || !ROWS.test(body.toString())) return;
    this.holds = this.holds.filter((one) => one !== hold);
    await new Promise<void>((release) => hold.held({ member, release }));
  }

  /** Writes a part of a bulk only, and answers for the rest what a node under load would. */
  private async answerPart(
    fault: 'busy-item' | 'errors-true' | 'flood-item',
    { incoming, outgoing, body }: { incoming: IncomingMessage; outgoing: ServerResponse; body: Buffer },
  ): Promise<void> {
    const items = itemsOf(incoming, body);
    const [status, type] = {
      'busy-item': [429, 'es_rejected_execution_exception'] as const,
      'flood-item': [429, 'cluster_block_exception'] as const,
      'errors-true': [503, 'unavailable_shards_exception'] as const,
    }[fault];
    // What is no bulk of several is let through: else the whole flush is repeated, which heals what was held back.
    if (items.length < 2) return deliver(await this.pass(incoming, body), outgoing);
    const chosen = Math.floor(items.length / 2);
    const isHeld = (at: number): boolean => (fault === 'errors-true' ? at % 3 === 0 : at === chosen);
    const kept = items.filter((_, at) => !isHeld(at));
    const answer = await this.pass(incoming, Buffer.from(kept.map((item) => `${item}\n`).join('')));
    const written = JSON.parse(answer.body.toString()) as { items?: unknown[] };
    if (written.items === undefined) return deliver(answer, outgoing);
    const passed = written.items.values();
    const error = { type, reason: 'held back by a test' };
    const all = items.map((_, at) => (isHeld(at) ? { index: { status, error } } : passed.next().value));
    deliver({ ...answer, body: Buffer.from(JSON.stringify({ ...written, errors: true, items: all })) }, outgoing);
  }

  private pass(incoming: IncomingMessage, body: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers = { ...incoming.headers, 'content-length': String(body.length) };
      const { method, url } = incoming;
      const onward = request(this.target + (url ?? '/'), { method, headers, agent: this.agent }, (answer) => {
        bytesOf(answer).then(
          (bytes) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: bytes }),
          reject,
        );
      });
      onward.on('error', reject);
      onward.end(body);
    });
  }
}

interface Hold {
  readonly side: string;
  readonly held: (write: HeldWrite) => void;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

function deliver({ status, headers, body }: Answer, outgoing: ServerResponse, fault?: 'reset' | 'cut'): void {
  if (fault === 'reset') return void outgoing.socket?.resetAndDestroy();
  const { 'transfer-encoding': _chunked, ...kept } = headers;
  outgoing.writeHead(status, { ...kept, 'content-length': String(body.length) });
  if (fault === undefined) return void outgoing.end(body);
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.socket?.destroy());
}

function refuse(outgoing: ServerResponse, status: number, type: string): void {
  const text = JSON.stringify({ error: { type, reason: 'held back by a test' }, status });
  outgoing.writeHead(status, { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' }).end(text);
}

/** Pairs of lines of a bulk; one item, or none, for anything else. */
function itemsOf(incoming: IncomingMessage, body: Buffer): string[] {
  if (!incoming.url?.includes('_bulk')) return [];
  const lines = body.toString().trimEnd().split('\n');
  return lines.flatMap((line, at) => (at % 2 === 0 ? [`${line}\n${lines[at + 1] ?? ''}`] : []));
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
