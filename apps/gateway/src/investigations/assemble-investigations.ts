import { indexNames } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { createInvestigationStore } from '@lianfang/store';
import type { AuditLog } from '../audit/audit-log';
import type { DirectoryFile } from '@lianfang/board';
import type { Environment } from '../environment';
import { InvestigationBook } from './investigation-book';
import { InvestigationDesk } from './investigation-desk';

/** Sealed investigations, joined. */
export interface AssembledInvestigations {
  readonly desk: InvestigationDesk;
  readonly book: InvestigationBook;
  stop(): Promise<void>;
}

/** Joins the parts; the index is made with all others, by whoever starts first. */
export function assembleInvestigations(
  environment: Environment,
  audit: Pick<AuditLog, 'record'>,
  directory: Pick<DirectoryFile, 'counties'>,
): AssembledInvestigations {
  const client = createElasticsearch(environment);
  const store = createInvestigationStore(client, indexNames(environment.LIANFANG_INDEX_PREFIX));
  const now = (): number => Date.now();
  const book = new InvestigationBook({ store, now });
  const isCounty = (code: string): boolean => directory.counties.has(code);
  return {
    book,
    desk: new InvestigationDesk({ store, book, audit, isCounty, now }),
    stop: () => client.close(),
  };
}
