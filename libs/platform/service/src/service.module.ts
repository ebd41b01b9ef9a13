import { Module, RequestMethod, type DynamicModule, type FactoryProvider } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { LoggerModule } from 'nestjs-pino';
import type { Registry } from 'prom-client';
import { HealthController } from './health.controller';
import { loggedAnswer, loggedRequest } from './logged-request';
import { METRICS } from './metrics';
import { MetricsController } from './metrics.controller';
import { READINESS_CHECKS, TELLS_REASONS, type ReadinessCheck } from './readiness';
import type { ServiceSettings } from './service-environment';

/** What a service says of itself. */
export interface ServiceOptions {
  readonly name: string;
  readonly settings: ServiceSettings;
  readonly metrics: Registry;
  /** Modules that export what the readiness checks are made of. */
  readonly imports: NonNullable<DynamicModule['imports']>;
  readonly readiness: Pick<FactoryProvider<readonly ReadinessCheck[]>, 'inject' | 'useFactory'>;
  /** Whether `/health/ready` tells whoever asks why: only where the port is for operators. */
  readonly tellsReasons?: boolean;
}

/** Logs, health and metrics of a service. */
@Module({})
export class ServiceModule {
  static forRoot(options: ServiceOptions): DynamicModule {
    const { name, settings, metrics, imports, readiness, tellsReasons = false } = options;
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
            autoLogging: {
              ignore: ({ originalUrl = '' }: { originalUrl?: string }) => /^\/(health|metrics)/.test(originalUrl),
            },
            serializers: { req: loggedRequest, res: loggedAnswer },
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
        { provide: TELLS_REASONS, useValue: tellsReasons },
      ],
      exports: [METRICS],
    };
  }
}
