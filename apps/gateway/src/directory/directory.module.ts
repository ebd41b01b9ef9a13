import { Module, type DynamicModule } from '@nestjs/common';
import type { Environment } from '../environment';

/** Directories that are uploaded, checked, compared and taken. */
@Module({})
export class DirectoryModule {
  /** @param core gives the directory; the audit's log is there for every module */
  static forRoot(_environment: Environment, _core: DynamicModule): DynamicModule {
    return { module: DirectoryModule };
  }
}
