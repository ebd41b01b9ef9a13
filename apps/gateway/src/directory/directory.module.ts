import { Module, type DynamicModule } from '@nestjs/common';
import type { AssembledGateway } from '../assemble-gateway';
import type { AuditLog } from '../audit/audit-log';
import { AUDIT_LOG } from '../audit/audit-tokens';
import type { Environment } from '../environment';
import { ASSEMBLED } from '../tokens';
import { DirectoryDesk } from './directory-desk';
import { DIRECTORY_DESK } from './directory-tokens';
import { DirectoryController } from './directory.controller';

/** Directories that are uploaded, checked, compared and taken. */
@Module({})
export class DirectoryModule {
  /** @param core gives the directory; the audit's log is there for every module */
  static forRoot(_environment: Environment, core: DynamicModule): DynamicModule {
    return {
      module: DirectoryModule,
      imports: [core],
      controllers: [DirectoryController],
      providers: [
        {
          provide: DIRECTORY_DESK,
          inject: [ASSEMBLED, AUDIT_LOG],
          useFactory: ({ directory, registry, directories: store }: AssembledGateway, audit: AuditLog) =>
            new DirectoryDesk({ directory, registry, store, audit, now: () => Date.now() }),
        },
      ],
    };
  }
}
