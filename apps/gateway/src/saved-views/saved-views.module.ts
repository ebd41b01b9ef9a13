import type { Client } from '@elastic/elasticsearch';
import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { indexNames } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { createSavedViewStore } from '@lianfang/store';
import type { Environment } from '../environment';
import { SavedViewDesk } from './saved-view-desk';
import { ASSEMBLED_SAVED_VIEWS, SAVED_VIEW_DESK } from './saved-view-tokens';
import { SavedViewsController } from './saved-views.controller';

/** Saved views, joined. */
interface AssembledSavedViews {
  readonly client: Client;
  readonly desk: SavedViewDesk;
}

/** Saved views: names for addresses of screens. No figure is in them, so nothing of them goes to the audit. */
@Module({})
export class SavedViewsModule implements OnApplicationShutdown {
  constructor(@Inject(ASSEMBLED_SAVED_VIEWS) private readonly assembled: AssembledSavedViews) {}

  static forRoot(environment: Environment, core: DynamicModule): DynamicModule {
    return {
      module: SavedViewsModule,
      imports: [core],
      controllers: [SavedViewsController],
      providers: [
        { provide: ASSEMBLED_SAVED_VIEWS, useFactory: () => assembleSavedViews(environment) },
        {
          provide: SAVED_VIEW_DESK,
          inject: [ASSEMBLED_SAVED_VIEWS],
          useFactory: ({ desk }: AssembledSavedViews) => desk,
        },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.assembled.client.close();
  }
}

function assembleSavedViews(environment: Environment): AssembledSavedViews {
  const client = createElasticsearch(environment);
  const store = createSavedViewStore(client, indexNames(environment.LIANFANG_INDEX_PREFIX));
  return { client, desk: new SavedViewDesk({ store, now: () => Date.now() }) };
}
