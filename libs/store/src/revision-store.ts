import type { Client } from '@elastic/elasticsearch';
import { revision, type IndexNames, type RowSource, type VersionedRevision } from '@lianfang/contract';
import { bulkWrite, type BulkDocument, type BulkOutcome } from './bulk-writer';
import { FIRST_GENERATION, type WriteOptions } from './generations';
import { datedIndex } from './row-index';
import { documentsSince } from './stored-chunks';

/** What came late, by minute. */
export interface RevisionStore {
  /** One outcome for each, in order. @throws ElasticsearchBusyError when the call is to be repeated. */
  write(revisions: readonly VersionedRevision[], options?: WriteOptions): Promise<BulkOutcome[]>;
  /** All revisions of the chunks that begin at offset `from` or later. */
  since(source: RowSource, from: number): Promise<VersionedRevision[]>;
}

/** The {@link RevisionStore} on Elasticsearch. */
export function createRevisionStore(client: Client, names: IndexNames): RevisionStore {
  return {
    write: (revisions, { generations = FIRST_GENERATION } = {}) =>
      bulkWrite(
        client,
        revisions.map(({ id, version, revision: document }): BulkDocument => {
          const index = generations.of(datedIndex(names.revisions, document.time, 'day'));
          return { index, id, version, document };
        }),
      ),
    since: async (source, from) => {
      const documents = await documentsSince(client, names, names.revisions, { source, from });
      return documents.map(({ id, version, source: document }) => ({
        id,
        version,
        revision: revision.parse(document),
      }));
    },
  };
}
