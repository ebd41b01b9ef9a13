import { Module, type DynamicModule } from '@nestjs/common';
import type { DirectoryFile } from '@lianfang/board';
import type { AuditLog } from '../audit/audit-log';
import { AUDIT_LOG } from '../audit/audit-tokens';
import type { Environment } from '../environment';
import { DIRECTORY_FILE } from '../tokens';
import { ExportDesk } from './export-desk';
import { EXPORT_DESK } from './export-tokens';
import { ExportsController } from './exports.controller';

/** Figures that are about to be saved as a file. */
@Module({})
export class ExportsModule {
  /** @param core gives the directory; the audit's log is there for every module */
  static forRoot(_environment: Environment, core: DynamicModule): DynamicModule {
    const desk = {
      provide: EXPORT_DESK,
      inject: [AUDIT_LOG, DIRECTORY_FILE],
      useFactory: (audit: AuditLog, directory: DirectoryFile) =>
        new ExportDesk({ audit, isCounty: (code) => directory.counties.has(code) }),
    };
    return { module: ExportsModule, imports: [core], controllers: [ExportsController], providers: [desk] };
  }
}
