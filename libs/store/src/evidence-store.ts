import type { Client } from '@elastic/elasticsearch';
import { evidenceKey, type IndexNames, type KeptEvidence } from '@lianfang/contract';
import { bulkWrite, type BulkDocument, type BulkOutcome } from './bulk-writer';
import { toEvidenceDocument } from './evidence-document';
import { FIRST_GENERATION, type WriteOptions } from './generations';
import { datedIndex } from './row-index';

/** Whole events as a collector writes them: writing one again changes nothing. */
export interface EvidenceStore {
  /**
   * One outcome for each, in order. A refused one is refused for good.
   * @throws ElasticsearchBusyError when the call is to be repeated, IndexReplacedError when a rebuild was faster.
   */
  write(kept: readonly KeptEvidence[], options?: WriteOptions): Promise<BulkOutcome[]>;
}

/** The {@link EvidenceStore} on Elasticsearch: an index a day of event time, a year for topics of old events. */
export function createEvidenceStore(client: Client, names: IndexNames): EvidenceStore {
  return {
    write: (kept, { history = false, generations = FIRST_GENERATION } = {}) =>
      bulkWrite(
        client,
        kept.map((one): BulkDocument => {
          const { time, offset } = one.evidence;
          const index = generations.of(datedIndex(names.evidence, time, history ? 'history' : 'day'));
          return { index, id: evidenceKey(one.evidence), version: offset + 1, document: toEvidenceDocument(one) };
        }),
      ),
  };
}
