import type { Client } from '@elastic/elasticsearch';
import { evidenceKey, type IndexNames, type KeptEvidence } from '@lianfang/contract';
import { bulkWrite, type BulkDocument, type BulkOutcome } from './bulk-writer';
import { toEvidenceDocument } from './evidence-document';
import { datedIndex } from './row-index';

/** Whole events as a collector writes them: writing one again changes nothing. */
export interface EvidenceStore {
  /**
   * One outcome for each, in order. A refused one is refused for good.
   * @throws ElasticsearchBusyError when the call is to be repeated.
   */
  write(kept: readonly KeptEvidence[], options?: { readonly history?: boolean }): Promise<BulkOutcome[]>;
}

/** The {@link EvidenceStore} on Elasticsearch: an index a day of event time, a year for topics of old events. */
export function createEvidenceStore(client: Client, names: IndexNames): EvidenceStore {
  return {
    write: (kept, options) =>
      bulkWrite(
        client,
        kept.map((one): BulkDocument => {
          const { time, offset } = one.evidence;
          const index = datedIndex(names.evidence, time, options?.history ? 'history' : 'day');
          return { index, id: evidenceKey(one.evidence), version: offset + 1, document: toEvidenceDocument(one) };
        }),
      ),
  };
}
