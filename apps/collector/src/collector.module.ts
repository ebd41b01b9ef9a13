import {
  Inject,
  Logger,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { createMetrics, ServiceModule } from '@lianfang/platform/service';
import { assembleCollector, type AssembledCollector } from './assemble-collector';
import type { Environment } from './environment';

const ASSEMBLED = Symbol('ASSEMBLED');

/** Holds the collector, so that readiness can ask it. */
@Module({})
class CollectorCore {}

/** The collector as a service: it begins to read once everything is wired, and stops in order. */
@Module({})
export class CollectorModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(@Inject(ASSEMBLED) private readonly assembled: AssembledCollector) {}

  static forRoot(environment: Environment): DynamicModule {
    const metrics = createMetrics('collector');
    const core: DynamicModule = {
      module: CollectorCore,
      providers: [
        { provide: ASSEMBLED, useFactory: () => assembleCollector(environment, metrics, new Logger('Collector')) },
      ],
      exports: [ASSEMBLED],
    };
    return {
      module: CollectorModule,
      imports: [
        core,
        ServiceModule.forRoot({
          name: 'collector',
          settings: environment,
          metrics,
          imports: [core],
          // Its port has no sign-in and is for its operators.
          tellsReasons: true,
          readiness: {
            inject: [ASSEMBLED],
            useFactory: ({ collector }: AssembledCollector) => [
              { name: 'partitions', check: () => collector.assertReady() },
            ],
          },
        }),
      ],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.assembled.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.assembled.stop();
  }
}
