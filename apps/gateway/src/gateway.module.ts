import {
  Inject,
  Logger,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { createMetrics, ServiceModule } from '@lianfang/platform/service';
import { FiguresController } from './api/figures.controller';
import { NormalsController } from './api/normals.controller';
import { UnaskedQueryInterceptor } from './api/unasked-query-interceptor';
import { assembleGateway, type AssembledGateway } from './assemble-gateway';
import type { AssembledAudit } from './audit/assemble-audit';
import { AuditDesk } from './audit/audit-desk';
import { ASSEMBLED_AUDIT, AUDIT_DESK, SEALED_READS } from './audit/audit-tokens';
import { AuditController } from './audit/audit.controller';
import { AuditInterceptor } from './audit/audit-interceptor';
import { AuditModule } from './audit/audit.module';
import type { SealedReads } from './audit/sealed-reads.port';
import { CountySettingsModule } from './county-settings/county-settings.module';
import { DirectoryModule } from './directory/directory.module';
import { ExportsModule } from './exports/exports.module';
import { SavedViewsModule } from './saved-views/saved-views.module';
import type { DirectoryFile } from '@lianfang/board';
import type { Environment } from './environment';
import { eventNames } from './evidence/event-names';
import { EvidenceController } from './evidence/evidence.controller';
import { INVESTIGATIONS } from './investigations/investigation-tokens';
import { InvestigationsModule } from './investigations/investigations.module';
import { LiveGateway } from './live/live.gateway';
import { MachineModule } from './machine/machine.module';
import { OperationsModule } from './operations/operations.module';
import { PostureController } from './posture/posture.controller';
import { SensorsController } from './sensors/sensors.controller';
import type { AssembledSessions } from './session/assemble-sessions';
import { SessionModule } from './session/session.module';
import { SESSIONS } from './session/session-tokens';
import { SharedDatasetsController } from './across-counties/shared-datasets.controller';
import { SketchesController } from './sketches/sketches.controller';
import {
  ASSEMBLED,
  BREAKDOWN_DESK,
  DIRECTORY_FILE,
  EVIDENCE_DESK,
  FIGURES,
  LIVE_SERVER,
  MIDDLE_DESK,
  NORMALS_DESK,
  POSTURE_DESK,
  SENSOR_DESK,
  SERIES_DESK,
  SKETCH_DESK,
  SOURCES_DESK,
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
        part(NORMALS_DESK, ({ normalsDesk }) => normalsDesk),
        part(SKETCH_DESK, ({ sketchDesk }) => sketchDesk),
        part(EVIDENCE_DESK, ({ evidenceDesk }) => evidenceDesk),
        part(SENSOR_DESK, ({ sensorDesk }) => sensorDesk),
        part(POSTURE_DESK, ({ postureDesk }) => postureDesk),
        part(MIDDLE_DESK, ({ shared }) => shared.middle),
        part(SOURCES_DESK, ({ shared }) => shared.sources),
      ],
      exports: [
        ASSEMBLED,
        FIGURES,
        LIVE_SERVER,
        DIRECTORY_FILE,
        SERIES_DESK,
        BREAKDOWN_DESK,
        NORMALS_DESK,
        SKETCH_DESK,
        EVIDENCE_DESK,
        SENSOR_DESK,
        POSTURE_DESK,
        MIDDLE_DESK,
        SOURCES_DESK,
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
    const auditDesk = {
      provide: AUDIT_DESK,
      inject: [ASSEMBLED_AUDIT, SEALED_READS, DIRECTORY_FILE],
      useFactory: (audit: AssembledAudit, investigations: SealedReads, directory: DirectoryFile) =>
        new AuditDesk({
          ...audit,
          investigations,
          isCounty: (code) => directory.counties.has(code),
          names: eventNames(environment),
        }),
    };
    return {
      module: GatewayModule,
      imports: [
        core,
        AuditModule.forRoot(environment, metrics),
        SessionModule.forRoot(environment, metrics),
        MachineModule.forRoot(environment),
        InvestigationsModule.forRoot(environment, core),
        SavedViewsModule.forRoot(environment, core),
        CountySettingsModule.forRoot(environment, core),
        DirectoryModule.forRoot(environment, core),
        ExportsModule.forRoot(environment, core),
        OperationsModule.forRoot(environment, metrics),
        ServiceModule.forRoot({ name: 'gateway', settings: environment, metrics, imports: [core], readiness }),
      ],
      controllers: [
        FiguresController,
        NormalsController,
        PostureController,
        SharedDatasetsController,
        SketchesController,
        EvidenceController,
        SensorsController,
        AuditController,
      ],
      providers: [
        LiveGateway,
        auditDesk,
        { provide: SEALED_READS, useExisting: INVESTIGATIONS },
        { provide: APP_INTERCEPTOR, useClass: UnaskedQueryInterceptor },
        { provide: APP_INTERCEPTOR, useClass: AuditInterceptor },
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
