import { Module, type DynamicModule } from '@nestjs/common';
import type { Environment } from '../environment';

/** Figures that are about to be saved as a file. */
@Module({})
export class ExportsModule {
  /** @param core gives the directory; the audit's log is there for every module */
  static forRoot(_environment: Environment, _core: DynamicModule): DynamicModule {
    return { module: ExportsModule };
  }
}
