import {
  Inject,
  Logger,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Registry } from 'prom-client';
import { AlertsController } from '../alerts/alerts.controller';
import type { Environment } from '../environment';
import { LedgerController } from '../ledger/ledger.controller';
import { RejectedController } from '../rejected/rejected.controller';
import { assembleOperations, type AssembledOperations } from './assemble-operations';
import { ALERT_STORE, LEDGER_WATCH, OPERATIONS, REJECTED_DESK, RESEND_DESK } from './operations-tokens';

function part(provide: symbol, pick: (assembled: AssembledOperations) => unknown) {
  return { provide, inject: [OPERATIONS], useFactory: pick };
}

/** The ledger's check, system alerts and rejected records: what the operations page is served from. */
@Module({})
export class OperationsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(@Inject(OPERATIONS) private readonly assembled: AssembledOperations) {}

  static forRoot(environment: Environment, metrics: Registry): DynamicModule {
    return {
      module: OperationsModule,
      controllers: [LedgerController, AlertsController, RejectedController],
      providers: [
        { provide: OPERATIONS, useFactory: () => assembleOperations(environment, metrics, new Logger('Operations')) },
        part(LEDGER_WATCH, ({ watch }) => watch),
        part(ALERT_STORE, ({ alerts }) => alerts),
        part(REJECTED_DESK, ({ desk }) => desk),
        part(RESEND_DESK, ({ resending }) => resending),
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
