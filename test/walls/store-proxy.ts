import { createServer, request as ask, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A question that went to Elasticsearch. */
export interface StoreQuestion {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** Stands before Elasticsearch, hands everything on, and remembers what was asked. */
export class StoreProxy {
  private constructor(
    private readonly server: Server,
    readonly node: string,
    private readonly questions: StoreQuestion[],
  ) {}

  /** @param target as ELASTICSEARCH_NODE */
  static async start(target: string): Promise<StoreProxy> {
    const questions: StoreQuestion[] = [];
    const server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        const { method = 'GET', url: path = '/', headers } = request;
        questions.push({ method, path, body: body.toString('utf8') });
        // A connection of its own each: one that is used again may have been closed by the other side just now.
        const onward = ask(new URL(path, target), { method, headers, agent: false }, (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        });
        onward.on('error', () => response.destroy());
        onward.end(body);
      });
    });
    server.keepAliveTimeout = 0;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const node = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return new StoreProxy(server, node, questions);
  }

  /** The questions about an index that were asked meanwhile. */
  async during(index: string, work: () => Promise<unknown>): Promise<StoreQuestion[]> {
    this.questions.length = 0;
    await work();
    return this.questions.filter(({ path }) => path.startsWith(`/${index}`));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}
