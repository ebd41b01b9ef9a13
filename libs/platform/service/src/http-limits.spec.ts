import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { eventually } from '@lianfang/testing';
import { createMetrics } from './metrics';
import { ServiceModule } from './service.module';
import { HTTP_LIMITS } from './http-limits';
import { startService } from './start-service';

const QUICK = { ...HTTP_LIMITS, headersMs: 300, requestMs: 600, silentMs: 900 };
const HEAD = 'POST /order HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
/** More than any buffer on the way holds. */
const LARGE_BYTES = 64 * 1024 * 1024;

/** @returns true */
function sent(socket: Socket, piece: string): true {
  socket.write(piece);
  return true;
}

@Controller()
class Orders {
  @Post('order')
  order(@Body() order: unknown): unknown {
    return { order };
  }

  @Get('large')
  large(): string {
    return 'x'.repeat(LARGE_BYTES);
  }
}

let broken: Error | undefined;

@Module({
  imports: [
    ServiceModule.forRoot({
      name: 'test',
      settings: { HOST: '127.0.0.1', PORT: 0, LOG_LEVEL: 'fatal' },
      metrics: createMetrics('test'),
      imports: [],
      readiness: {
        useFactory: () => [
          {
            name: 'store',
            check: () => {
              if (broken) throw broken;
            },
          },
        ],
      },
    }),
  ],
  controllers: [Orders],
})
class TestService {}

describe('a service', () => {
  let application: NestFastifyApplication;
  let port: number;

  beforeAll(async () => {
    const settings = { HOST: '127.0.0.1', PORT: 0, LOG_LEVEL: 'fatal' as const };
    application = await startService({ module: TestService, settings, limits: QUICK });
    port = (application.getHttpServer().address() as AddressInfo).port;
  });

  afterAll(() => application.close());

  /** Sends the text, and the piece again and again until the other side ends it. @returns what came back */
  async function send(text: string, piece?: string): Promise<string> {
    const parts: Buffer[] = [];
    const socket = connect(port, '127.0.0.1');
    socket.write(text);
    socket.on('data', (part) => parts.push(part));
    // Written to after the other side has closed it.
    socket.on('error', () => undefined);
    const closed = once(socket, 'close');
    if (piece !== undefined)
      await eventually(() => socket.destroyed || !sent(socket, piece), { because: 'it is ended', everyMs: 50 });
    await closed;
    return Buffer.concat(parts).toString('latin1');
  }

  it('answers who asks within the limits', async () => {
    const body = '{"one":1}';
    const answer = await send(`${HEAD}Connection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    expect(answer).toMatch(/^HTTP\/1.1 201 [\s\S]*\{"order":\{"one":1\}\}$/);
  });

  it.each([
    ['a header after the other without end', HEAD, 'X-More: 1\r\n', 408],
    ['a body that comes byte by byte', `${HEAD}Content-Length: 60000\r\n\r\n`, ' ', 408],
    ['a chunked body that never ends', `${HEAD}Transfer-Encoding: chunked\r\n\r\n`, '1\r\n \r\n', 408],
    ['an address of 20 kB', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, undefined, 431],
    ['a body of 100 MB', `${HEAD}Content-Length: 104857600\r\nConnection: close\r\n\r\n`, undefined, 413],
    [
      'a length and chunks at once',
      `${HEAD}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      undefined,
      400,
    ],
    ['two lengths', `${HEAD}Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde`, undefined, 400],
  ])('ends %s', async (_what, text, piece, status) => {
    expect(await send(text, piece)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  it('cuts a reader that stops reading', async () => {
    const socket = connect(port, '127.0.0.1', () => socket.write('GET /large HTTP/1.1\r\nHost: x\r\n\r\n'));
    const server = application.getHttpServer();
    const open = (): Promise<number> => new Promise((resolve) => server.getConnections((_, count) => resolve(count)));
    await eventually(async () => (await open()) === 1, { because: 'it is let in' });
    await eventually(async () => (await open()) === 0, { because: 'nothing moves any more', timeoutMs: 20_000 });
    socket.destroy();
  });

  it('tells whoever asks which part is not ready, and keeps the reason for its log', async () => {
    broken = new Error('broker-7.internal:9092 refused the topic secret-topic');
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`);
    const text = await answer.text();
    broken = undefined;
    expect([answer.status, JSON.parse(text)]).toMatchObject([503, { details: { store: { status: 'down' } } }]);
    expect(text).not.toMatch(/broker-7|secret-topic/);
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
  });
});
