import {
  Inject,
  Logger,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { createMetrics, ServiceModule } from '@lianfang/platform/service';
import { FiguresController } from './api/figures.controller';
import { assembleGateway, type AssembledGateway } from './assemble-gateway';
import type { Environment } from './environment';
import { EvidenceController } from './evidence/evidence.controller';
import { LiveGateway } from './live/live.gateway';
import { MachineModule } from './machine/machine.module';
import { OperationsModule } from './operations/operations.module';
import { SensorsController } from './sensors/sensors.controller';
import type { AssembledSessions } from './session/assemble-sessions';
import { SessionModule } from './session/session.module';
import { SESSIONS } from './session/session-tokens';
import { SketchesController } from './sketches/sketches.controller';
import {
  ASSEMBLED,
  BREAKDOWN_DESK,
  DIRECTORY_FILE,
  EVIDENCE_DESK,
  FIGURES,
  LIVE_SERVER,
  SENSOR_DESK,
  SERIES_DESK,
  SKETCH_DESK,
} from './tokens';

/** Holds the parts, so that readiness, controllers and sockets can ask them. */
@Module({})
class GatewayCore {}

function part(provide: symbol, pick: (assembled: AssembledGateway) => unknown) {
  return { provide, inject: [ASSEMBLED], useFactory: pick };
}

/** The gateway as a service: it loads and follows the figures once everything is wired, and stops in order. */
@Module({})
export class GatewayModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(@Inject(ASSEMBLED) private readonly assembled: AssembledGateway) {}

  static forRoot(environment: Environment): DynamicModule {
    const metrics = createMetrics('gateway');
    const core: DynamicModule = {
      module: GatewayCore,
      providers: [
        { provide: ASSEMBLED, useFactory: () => assembleGateway(environment, metrics, new Logger('Gateway')) },
        part(FIGURES, ({ figures }) => figures),
        part(LIVE_SERVER, ({ server }) => server),
        part(DIRECTORY_FILE, ({ directory }) => directory),
        part(SERIES_DESK, ({ seriesDesk }) => seriesDesk),
        part(BREAKDOWN_DESK, ({ breakdownDesk }) => breakdownDesk),
        part(SKETCH_DESK, ({ sketchDesk }) => sketchDesk),
        part(EVIDENCE_DESK, ({ evidenceDesk }) => evidenceDesk),
        part(SENSOR_DESK, ({ sensorDesk }) => sensorDesk),
      ],
      exports: [
        ASSEMBLED,
        FIGURES,
        LIVE_SERVER,
        DIRECTORY_FILE,
        SERIES_DESK,
        BREAKDOWN_DESK,
        SKETCH_DESK,
        EVIDENCE_DESK,
        SENSOR_DESK,
      ],
    };
    const readiness = {
      inject: [ASSEMBLED, SESSIONS],
      useFactory: ({ live, checkElasticsearch }: AssembledGateway, { feed }: AssembledSessions) => [
        { name: 'elasticsearch', check: checkElasticsearch },
        { name: 'figures', check: () => live.assertReady() },
        { name: 'revocations', check: () => feed.assertReady() },
      ],
    };
    return {
      module: GatewayModule,
      imports: [
        core,
        SessionModule.forRoot(environment, metrics),
        MachineModule.forRoot(environment),
        OperationsModule.forRoot(environment, metrics),
        ServiceModule.forRoot({ name: 'gateway', settings: environment, metrics, imports: [core], readiness }),
      ],
      controllers: [FiguresController, SketchesController, EvidenceController, SensorsController],
      providers: [LiveGateway],
    };
  }

  onApplicationBootstrap(): void {
    this.assembled.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.assembled.stop();
  }
}
