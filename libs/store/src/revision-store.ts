import type { Client } from '@elastic/elasticsearch';
import { revision, type IndexNames, type VersionedRevision } from '@lianfang/contract';
import { bulkWrite, type BulkDocument, type BulkOutcome } from './bulk-writer';
import { documentPages, refresh } from './read/document-pages';
import { within } from './read/row-queries';
import { datedIndex } from './row-index';

/** What came late, by minute. */
export interface RevisionStore {
  /** One outcome for each, in order. @throws ElasticsearchBusyError when the call is to be repeated. */
  write(revisions: readonly VersionedRevision[]): Promise<BulkOutcome[]>;
  /** Revisions of all minutes from an instant on (milliseconds), after a refresh. */
  since(from: number): AsyncIterable<VersionedRevision[]>;
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
    async *since(from) {
      await refresh(client, [names.revisions]);
      for await (const page of documentPages(client, names.revisions, within({ from, to: Infinity }))) {
        yield page.map(({ id, version, source }) => ({ id, version, revision: revision.parse(source) }));
      }
    },
  };
}
