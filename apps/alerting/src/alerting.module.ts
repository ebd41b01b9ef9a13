import {
  Inject,
  Logger,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { createMetrics, ServiceModule } from '@lianfang/platform/service';
import { assembleAlerting, type AssembledAlerting } from './assemble-alerting';
import type { Environment } from './environment';

const ASSEMBLED = Symbol('ASSEMBLED');

/** Holds the parts, so that readiness can ask them. */
@Module({})
class AlertingCore {}

/** Alerting as a service: it begins to judge once everything is wired, and stops in order. */
@Module({})
export class AlertingModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(@Inject(ASSEMBLED) private readonly assembled: AssembledAlerting) {}

  static forRoot(environment: Environment): DynamicModule {
    const metrics = createMetrics('alerting');
    const core: DynamicModule = {
      module: AlertingCore,
      providers: [
        { provide: ASSEMBLED, useFactory: () => assembleAlerting(environment, metrics, new Logger('Alerting')) },
      ],
      exports: [ASSEMBLED],
    };
    return {
      module: AlertingModule,
      imports: [
        core,
        ServiceModule.forRoot({
          name: 'alerting',
          settings: environment,
          metrics,
          imports: [core],
          // Its port has no sign-in and is for its operators.
          tellsReasons: true,
          readiness: {
            inject: [ASSEMBLED],
            useFactory: ({ live, postures, checkElasticsearch }: AssembledAlerting) => [
              { name: 'elasticsearch', check: checkElasticsearch },
              { name: 'figures', check: () => live.assertReady() },
              { name: 'postures', check: () => postures.assertReady() },
            ],
          },
        }),
      ],
    };
  }

  onApplicationBootstrap(): void {
    this.assembled.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.assembled.stop();
  }
}
