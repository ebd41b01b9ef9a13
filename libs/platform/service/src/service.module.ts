import { Module, RequestMethod, type DynamicModule, type FactoryProvider } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { LoggerModule } from 'nestjs-pino';
import type { Registry } from 'prom-client';
import { HealthController } from './health.controller';
import { METRICS } from './metrics';
import { MetricsController } from './metrics.controller';
import { READINESS_CHECKS, type ReadinessCheck } from './readiness';
import type { ServiceSettings } from './service-environment';

/** What a service says of itself. */
export interface ServiceOptions {
  readonly name: string;
  readonly settings: ServiceSettings;
  readonly metrics: Registry;
  /** Modules that export what the readiness checks are made of. */
  readonly imports: NonNullable<DynamicModule['imports']>;
  readonly readiness: Pick<FactoryProvider<readonly ReadinessCheck[]>, 'inject' | 'useFactory'>;
}

/** A request as the log shows it, without the query of a sign-in. */
function withoutSignInQuery(request: { url?: string; query?: unknown }): object {
  if (!request.url?.startsWith('/auth/')) return request;
  return { ...request, url: request.url.split('?')[0], query: undefined };
}

/** Logs, health and metrics of a service. */
@Module({})
export class ServiceModule {
  static forRoot({ name, settings, metrics, imports, readiness }: ServiceOptions): DynamicModule {
    return {
      module: ServiceModule,
      global: true,
      imports: [
        ...imports,
        TerminusModule.forRoot({ logger: false, errorLogStyle: 'json' }),
        LoggerModule.forRoot({
          // The module's own default matches nothing on this router.
          forRoutes: [{ path: '*splat', method: RequestMethod.ALL }],
          pinoHttp: {
            name,
            level: settings.LOG_LEVEL,
            // Probes come every few seconds and say nothing new.
            autoLogging: { ignore: (request) => /^\/(health|metrics)/.test(request.url ?? '') },
            // What a provider sends back stands in the address: a code, a reason.
            serializers: { req: withoutSignInQuery },
            redact: ['req.headers.authorization', 'req.headers.cookie', 'res.headers["set-cookie"]'],
            customLogLevel: (_request, response, error) => {
              if (error || response.statusCode >= 500) return 'error';
              return response.statusCode >= 400 ? 'warn' : 'debug';
            },
          },
        }),
      ],
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: METRICS, useValue: metrics },
        { provide: READINESS_CHECKS, ...readiness },
      ],
      exports: [METRICS],
    };
  }
}
