import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { AuditLog } from '../audit/audit-log';
import { AUDIT_LOG } from '../audit/audit-tokens';
import type { DirectoryFile } from '@lianfang/board';
import type { Environment } from '../environment';
import { DIRECTORY_FILE } from '../tokens';
import { assembleInvestigations, type AssembledInvestigations } from './assemble-investigations';
import { ASSEMBLED_INVESTIGATIONS, INVESTIGATION_DESK, INVESTIGATIONS } from './investigation-tokens';
import { InvestigationsController } from './investigations.controller';

function part(provide: symbol, pick: (assembled: AssembledInvestigations) => unknown) {
  return { provide, inject: [ASSEMBLED_INVESTIGATIONS], useFactory: pick };
}

/** Sealed investigations: who asked, who approved, and which seals hold. */
@Module({})
export class InvestigationsModule implements OnApplicationShutdown {
  constructor(@Inject(ASSEMBLED_INVESTIGATIONS) private readonly assembled: AssembledInvestigations) {}

  /** @param core gives the directory; the audit's log is there for every module */
  static forRoot(environment: Environment, core: DynamicModule): DynamicModule {
    return {
      module: InvestigationsModule,
      global: true,
      imports: [core],
      controllers: [InvestigationsController],
      providers: [
        {
          provide: ASSEMBLED_INVESTIGATIONS,
          inject: [AUDIT_LOG, DIRECTORY_FILE],
          useFactory: (audit: AuditLog, directory: DirectoryFile) =>
            assembleInvestigations(environment, audit, directory),
        },
        part(INVESTIGATION_DESK, ({ desk }) => desk),
        part(INVESTIGATIONS, ({ book }) => book),
      ],
      exports: [INVESTIGATIONS],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.assembled.stop();
  }
}
