import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './certificates';

/**
 * Stands before an Elasticsearch that has no security module: TLS, and a look at the header `Authorization` as a stock one
 * takes it, with the answers that a stock one gives.
 */
export class TlsProxy {
  /** Values of the header that are let through, and those that are known and may do nothing. */
  accepted = new Set<string>();
  forbidden = new Set<string>();
  passed = 0;

  private constructor(private readonly server: Server) {}

  /** @param node `http://127.0.0.1:9200` */
  static async start(node: string, { cert, key }: Certificate): Promise<TlsProxy> {
    const server = createServer({ cert: readFileSync(cert), key: readFileSync(key) });
    const proxy = new TlsProxy(server);
    const { hostname, port } = new URL(node);
    server.on('request', (incoming, outgoing) => {
      const { authorization = '', ...headers } = incoming.headers;
      const status = proxy.statusOf(authorization);
      if (status !== 200) {
        incoming.resume();
        const type = 'security_exception';
        const reason = status === 401 ? 'unable to authenticate' : 'action is unauthorized for API key';
        outgoing.writeHead(status, { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' });
        outgoing.end(JSON.stringify({ error: { root_cause: [{ type, reason }], type, reason }, status }));
        return;
      }
      proxy.passed += 1;
      const { method, url: path } = incoming;
      const onward = request({ hostname, port, method, path, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      onward.on('error', () => outgoing.destroy());
      incoming.pipe(onward);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** `https://127.0.0.1:PORT` */
  get node(): string {
    return `https://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private statusOf(authorization: string): number {
    if (this.accepted.has(authorization)) return 200;
    return this.forbidden.has(authorization) ? 403 : 401;
  }
}
