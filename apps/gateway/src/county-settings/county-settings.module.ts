import type { Client } from '@elastic/elasticsearch';
import {
  Inject,
  Logger,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { DirectoryFile } from '@lianfang/board';
import { indexNames, type LocalName } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { createCountySettingsStore } from '@lianfang/store';
import type { AuditLog } from '../audit/audit-log';
import { AUDIT_LOG } from '../audit/audit-tokens';
import type { Environment } from '../environment';
import { DIRECTORY_FILE } from '../tokens';
import { CountySettingsBook } from './county-settings-book';
import { CountySettingsDesk } from './county-settings-desk';
import { ASSEMBLED_COUNTY_SETTINGS, COUNTY_SETTINGS_BOOK, COUNTY_SETTINGS_DESK } from './county-settings-tokens';
import { CountySettingsController } from './county-settings.controller';

/** What counties have set, joined. */
interface AssembledCountySettings {
  readonly client: Client;
  readonly desk: CountySettingsDesk;
  readonly book: CountySettingsBook;
}

function part(provide: symbol, pick: (assembled: AssembledCountySettings) => unknown) {
  return { provide, inject: [ASSEMBLED_COUNTY_SETTINGS], useFactory: pick };
}

/** What counties have set: their office, names of agencies, thresholds, and whom the centre calls. */
@Module({})
export class CountySettingsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(@Inject(ASSEMBLED_COUNTY_SETTINGS) private readonly assembled: AssembledCountySettings) {}

  /** @param core gives the directory; the audit's log is there for every module */
  static forRoot(environment: Environment, core: DynamicModule): DynamicModule {
    return {
      module: CountySettingsModule,
      // Names of agencies are shown by whoever shows the directory.
      global: true,
      imports: [core],
      controllers: [CountySettingsController],
      providers: [
        {
          provide: ASSEMBLED_COUNTY_SETTINGS,
          inject: [AUDIT_LOG, DIRECTORY_FILE],
          useFactory: (audit: AuditLog, directory: DirectoryFile) =>
            assembleCountySettings(environment, audit, directory),
        },
        part(COUNTY_SETTINGS_DESK, ({ desk }) => desk),
        part(COUNTY_SETTINGS_BOOK, ({ book }) => book),
      ],
      exports: [COUNTY_SETTINGS_BOOK],
    };
  }

  onApplicationBootstrap(): void {
    this.assembled.book.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.assembled.book.stop();
    await this.assembled.client.close();
  }
}

function assembleCountySettings(
  environment: Environment,
  audit: AuditLog,
  directory: Pick<DirectoryFile, 'current'>,
): AssembledCountySettings {
  const client = createElasticsearch(environment);
  const store = createCountySettingsStore(client, indexNames(environment.LIANFANG_INDEX_PREFIX));
  const counties = (): string[] => directory.current.counties.map(({ code }) => code);
  const agenciesOf = (county: string): ReadonlyMap<string, LocalName> =>
    new Map(directory.current.agencies.filter((agency) => agency.county === county).map(({ id, name }) => [id, name]));
  const book = new CountySettingsBook({ store, counties, log: new Logger('CountySettings') });
  const now = (): number => Date.now();
  return { client, book, desk: new CountySettingsDesk({ store, book, audit, counties, agenciesOf, now }) };
}
