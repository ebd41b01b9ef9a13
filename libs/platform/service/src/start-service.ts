import type { Server } from 'node:https';
import type { Type, DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import type { ServerTlsFiles } from '@lianfang/platform/tls';
import { HTTP_LIMITS, serverOptions, type HttpLimits } from './http-limits';
import type { ServiceSettings } from './service-environment';
import { answerUnreadable } from './answer-unreadable';

/**
 * Connections that wait to be accepted (listen(2)): thousands come at once when a server before us or we ourselves were away, and
 * one that finds no place comes again only after seconds. Linux takes no more than net.core.somaxconn, which is 4,096.
 */
export const LISTEN_BACKLOG = 16_384;

/** How a service is started. */
export interface ServiceStart {
  readonly module: Type | DynamicModule;
  readonly settings: ServiceSettings;
  /** What is to be done with the application before it listens: filters, adapters, static files. */
  readonly prepare?: (application: NestFastifyApplication) => Promise<void> | void;
  /** It speaks TLS itself; without it somebody before it does. */
  readonly tls?: ServerTlsFiles | undefined;
  /** For tests that can't wait. */
  readonly limits?: HttpLimits;
}

/**
 * Starts a service and stops it in order at SIGTERM or SIGINT: Nest's shutdown hooks run before the process ends.
 * @throws when the port is taken or a part can't start; the message says which.
 */
export async function startService(start: ServiceStart): Promise<NestFastifyApplication> {
  const { module, settings, prepare, tls, limits = HTTP_LIMITS } = start;
  const options = serverOptions(limits);
  const adapter = new FastifyAdapter({
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestMs,
    connectionTimeout: limits.silentMs,
    keepAliveTimeout: limits.keptMs,
    forceCloseConnections: true,
    frameworkErrors: answerUnreadable,
    ...(tls ? { https: { ...options, ...tls.options() } } : { http: options }),
  });
  const application = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bufferLogs: true,
    abortOnError: false,
  });
  application.useLogger(application.get(Logger));
  // Otherwise nothing is said until all has started, and a server that is away is never heard of.
  application.flushLogs();
  application.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  await prepare?.(application);
  if (tls) tls.follow(application.getHttpServer() as unknown as Server);
  await application.listen({ port: settings.PORT, host: settings.HOST, backlog: LISTEN_BACKLOG });
  return application;
}
