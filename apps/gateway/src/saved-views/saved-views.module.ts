import { Module, type DynamicModule } from '@nestjs/common';
import type { Environment } from '../environment';

/** Saved views: names for addresses of screens. */
@Module({})
export class SavedViewsModule {
  /** @param core gives the directory; the audit's log is there for every module */
  static forRoot(_environment: Environment, _core: DynamicModule): DynamicModule {
    return { module: SavedViewsModule };
  }
}
