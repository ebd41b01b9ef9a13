import { constants } from 'node:zlib';
import fastifyCompress from '@fastify/compress';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { METRICS } from '@lianfang/platform/service';
import type { LiveServer } from '@lianfang/stream';
import type { Registry } from 'prom-client';
import { KnownMethods } from './api/known-methods';
import { ProblemFilter } from './api/problem.filter';
import { keepWrittenAnswers } from './api/written-answers';
import { controllersOf, needsOf, routesOf } from './api/route-needs';
import type { Environment } from './environment';
import { takeLongDirectories } from './directory/take-long-directories';
import { measureRequests } from './gateway-metrics';
import { LiveSocketAdapter } from './live/live-socket-adapter';
import { tagAnswers } from './machine/answer-tags';
import type { AssembledMachine } from './machine/assemble-machine';
import { countTransmissions, frameCounter } from './machine/count-transmissions';
import { MACHINE } from './machine/machine-tokens';
import { limitRequests } from './machine/request-limits';
import { addSecurityHeaders } from './site/security-headers';
import { serveApiDocs } from './site/serve-api-docs';
import { serveDashboard } from './site/serve-dashboard';
import type { SessionDesk } from './session/session-desk';
import { SESSION_DESK } from './session/session-tokens';
import { whoAsks } from './session/who-asks';
import { serveIdentity } from './site/serve-identity';
import { LIVE_SERVER } from './tokens';

const VERSION = '0.1.0';
const SMALLEST_COMPRESSED_BYTES = 1_024;
/** Quick enough for answers that are made for each request. */
const BROTLI_QUALITY = 5;

/**
 * What is done with the application before it listens: filters, sockets, pages and their headers.
 * @throws RouteNeedsError where a route does not say what it needs.
 */
export async function prepareApplication(application: NestFastifyApplication, environment: Environment): Promise<void> {
  const needs = needsOf(routesOf(controllersOf(application)));
  const fastify = application.getHttpAdapter().getInstance();
  // Else it is refused for its missing body before it is seen that no address takes it.
  fastify.addHttpMethod('QUERY', { overrideExisting: true });
  const server = application.get<LiveServer>(LIVE_SERVER);
  measureRequests(application.get<Registry>(METRICS), fastify);
  addSecurityHeaders(fastify, { isSecure: environment.LIANFANG_PUBLIC_URL.startsWith('https:') });
  const { book, quotas } = application.get<AssembledMachine>(MACHINE);
  const sessions = application.get<SessionDesk>(SESSION_DESK);
  await limitRequests(fastify, {
    rates: {
      program: environment.LIANFANG_RATE_PROGRAM,
      person: environment.LIANFANG_RATE_PERSON,
      address: environment.LIANFANG_RATE_ADDRESS,
    },
    quotas,
    whoAsks: (request) => whoAsks(request, sessions),
  });
  keepWrittenAnswers(fastify);
  takeLongDirectories(fastify, (request) => whoAsks(request, sessions));
  tagAnswers(fastify);
  countTransmissions(fastify, book);
  await fastify.register(fastifyCompress, {
    encodings: ['br', 'gzip'],
    threshold: SMALLEST_COMPRESSED_BYTES,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } },
  });
  application.useGlobalFilters(new ProblemFilter(new KnownMethods(needs.keys())));
  const { origin } = new URL(environment.LIANFANG_PUBLIC_URL);
  const limits = {
    origins: [origin, ...environment.LIANFANG_ORIGINS],
    viewers: environment.LIANFANG_VIEWERS,
    server,
    sessions,
    countFrame: frameCounter(book),
  };
  application.useWebSocketAdapter(new LiveSocketAdapter(application, limits));
  serveApiDocs(application, VERSION, needs);
  if (environment.LIANFANG_IDENTITY_PROXY) await serveIdentity(fastify, environment.LIANFANG_IDENTITY_PROXY);
  if (environment.LIANFANG_DASHBOARD) await serveDashboard(fastify, environment.LIANFANG_DASHBOARD);
}
