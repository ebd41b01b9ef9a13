import type { Client } from '@elastic/elasticsearch';
import type { IndexNames, VersionedRevision } from '@lianfang/contract';
import { bulkWrite, type BulkDocument, type BulkOutcome } from './bulk-writer';
import { datedIndex } from './row-index';

/** What came late, by minute. */
export interface RevisionStore {
  /** One outcome for each, in order. @throws ElasticsearchBusyError when the call is to be repeated. */
  write(revisions: readonly VersionedRevision[]): Promise<BulkOutcome[]>;
}

/** The {@link RevisionStore} on Elasticsearch. */
export function createRevisionStore(client: Client, names: IndexNames): RevisionStore {
  return {
    write: (revisions) =>
      bulkWrite(
        client,
        revisions.map(({ id, version, revision: document }): BulkDocument => {
          return { index: datedIndex(names.revisions, document.time, 'day'), id, version, document };
        }),
      ),
  };
}
