import type { AddressInfo, Socket } from 'node:net';
import { Logger, Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { parseClaimMapping, RevocationBook } from '@lianfang/access';
import { CookieSeal, readSealKeys } from '@lianfang/platform/seal';
import { LISTEN_BACKLOG } from '@lianfang/platform/service';
import { LiveServer, type ViewSource } from '@lianfang/stream';
import { Registry } from 'prom-client';
import { AUDIT_LOG } from '../../apps/gateway/src/audit/audit-tokens';
import { FakeAuditLog } from '../../apps/gateway/src/audit/fake-audit-log';
import { hubOptions } from '../../apps/gateway/src/live/hub-options';
import { createCounters } from '../../apps/gateway/src/gateway-metrics';
import { LiveGateway } from '../../apps/gateway/src/live/live.gateway';
import { LiveSocketAdapter } from '../../apps/gateway/src/live/live-socket-adapter';
import { FakeIdentityProvider } from '../../apps/gateway/src/session/fake-identity-provider';
import { SessionDesk } from '../../apps/gateway/src/session/session-desk';
import { FIGURES, LIVE_SERVER } from '../../apps/gateway/src/tokens';

const HOUR_MS = 3_600_000;

/** What a house is made with. */
export interface LiveHousePlan {
  /** The texts of the two files that sessions are opened and judged with. */
  readonly keys: string;
  readonly roles: string;
  readonly source: ViewSource;
}

/** The live path of a gateway, at work on a loopback port. */
export interface LiveHouse {
  readonly port: number;
  /** For tests that do not wait for the next second: they publish themselves. */
  readonly server: LiveServer;
  readonly revocations: RevocationBook;
  /** Ends every connection at once, without a word. */
  cut(): void;
  close(): Promise<void>;
}

@Module({})
class HouseModule {}

/**
 * The gateway's live path without Kafka and Elasticsearch: its sockets, its check of sessions each second, its frames and its
 * counters, on a real port. States come from `source`, and revocations are those that are put into the book here.
 */
export async function openLiveHouse(plan: LiveHousePlan): Promise<LiveHouse> {
  const counters = createCounters(new Registry());
  const server = new LiveServer(plan.source, hubOptions(counters));
  const revocations = new RevocationBook();
  const application = await NestFactory.create<NestFastifyApplication>(
    moduleOf(server),
    new FastifyAdapter({ forceCloseConnections: true }),
    { logger: ['error', 'warn'], abortOnError: false },
  );
  const sessions = deskOf(plan, revocations);
  const limits = { origins: [], viewers: 15_000, server, sessions, countFrame: () => undefined };
  application.useWebSocketAdapter(new LiveSocketAdapter(application, limits));
  const http = application.getHttpServer();
  const connections = new Set<Socket>();
  http.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  await application.listen({ port: 0, host: '127.0.0.1', backlog: LISTEN_BACKLOG });
  return {
    port: (http.address() as AddressInfo).port,
    server,
    revocations,
    cut: () => {
      for (const socket of connections) socket.destroy();
    },
    close: () => application.close(),
  };
}

function moduleOf(server: LiveServer): DynamicModule {
  return {
    module: HouseModule,
    providers: [
      LiveGateway,
      { provide: LIVE_SERVER, useValue: server },
      { provide: AUDIT_LOG, useValue: new FakeAuditLog() },
      { provide: FIGURES, useValue: { keepUp: () => Promise.resolve() } },
    ],
  };
}

function deskOf({ keys, roles }: LiveHousePlan, revocations: RevocationBook): SessionDesk {
  const [ring, mapping] = [readSealKeys(keys), parseClaimMapping(roles)];
  if (!ring.ok || !mapping.ok)
    throw new Error('The keys or the roles of the house are no good. Give those of TestSessions.');
  return new SessionDesk({
    provider: new FakeIdentityProvider(),
    seal: new CookieSeal(ring.value),
    revocations,
    assertKnown: () => undefined,
    binding: 'optional',
    mapping: () => mapping.value,
    limits: { idle: HOUR_MS, absolute: 12 * HOUR_MS },
    announce: () => Promise.resolve(true),
    audit: new FakeAuditLog(),
    log: new Logger('Sessions'),
    now: () => Date.now(),
  });
}
