import { Module, type DynamicModule } from '@nestjs/common';
import type { Environment } from '../environment';

/** What counties have set. */
@Module({})
export class CountySettingsModule {
  /** @param core gives the directory; the audit's log is there for every module */
  static forRoot(_environment: Environment, _core: DynamicModule): DynamicModule {
    return { module: CountySettingsModule };
  }
}
