import {
  Inject,
  Logger,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Registry } from 'prom-client';
import type { Environment } from '../environment';
import { assembleAudit, type AssembledAudit } from './assemble-audit';
import { ASSEMBLED_AUDIT, AUDIT_LOG } from './audit-tokens';

/** Who did what: written down before it is shown, chained, kept and checked. */
@Module({})
export class AuditModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(@Inject(ASSEMBLED_AUDIT) private readonly assembled: AssembledAudit) {}

  static forRoot(environment: Environment, metrics: Registry): DynamicModule {
    return {
      module: AuditModule,
      global: true,
      providers: [
        { provide: ASSEMBLED_AUDIT, useFactory: () => assembleAudit(environment, metrics, new Logger('Audit')) },
        { provide: AUDIT_LOG, inject: [ASSEMBLED_AUDIT], useFactory: ({ log }: AssembledAudit) => log },
      ],
      exports: [ASSEMBLED_AUDIT, AUDIT_LOG],
    };
  }

  onApplicationBootstrap(): void {
    this.assembled.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.assembled.stop();
  }
}
