import { createHash } from 'node:crypto';
import type { Client, estypes } from '@elastic/elasticsearch';
import { rowSourceKey, sensorSign, type IndexNames, type RowSource, type SensorSign } from '@lianfang/contract';
import { bulkWrite, ElasticsearchBusyError, type BulkDocument, type BulkOutcome } from './bulk-writer';
import { withAdvice } from './elasticsearch-reason';
import { versioned } from './index-templates';
import { allDocuments, refresh } from './read/document-pages';
import { ofSource } from './read/row-queries';

/** Signs of life as a collector writes them: one document a sensor, partition and epoch; what is older changes nothing. */
export interface SensorSignStore {
  /** One outcome for each, in order. @throws ElasticsearchBusyError when the call is to be repeated. */
  write(signs: readonly SensorSign[]): Promise<BulkOutcome[]>;
  /** All of one source. */
  of(source: RowSource): Promise<SensorSign[]>;
  /**
   * Removes these, unless somebody has stored a later sign since. Who writes one of them late brings it back.
   * @throws ElasticsearchBusyError when it is not known of all of them that they are gone: the call is to be repeated.
   */
  forget(signs: readonly SensorSign[]): Promise<void>;
}

/** The {@link SensorSignStore} on Elasticsearch. */
export function createSensorSignStore(client: Client, names: IndexNames): SensorSignStore {
  const index = versioned(names.sensorSigns);
  return {
    write: (signs) =>
      bulkWrite(
        client,
        signs.map((sign): BulkDocument => ({ index, id: idOf(sign), version: sign.to, document: sign })),
      ),
    of: async (source) => {
      await refresh(client, [index]);
      return (await allDocuments(client, index, ofSource(source))).map((found) => sensorSign.parse(found.source));
    },
    forget: async (signs) => {
      if (signs.length === 0) return;
      const operations = signs.map((sign) => ({
        delete: { _index: index, _id: idOf(sign), version: sign.to, version_type: 'external_gte' as const },
      }));
      const { items } = await client.bulk({ operations, refresh: true });
      if (items?.length !== signs.length) throw new ElasticsearchBusyError('the answer was incomplete');
      items.forEach(mustBeDecided);
    },
  };
}

/** Gone now, gone already, lives again, and what no repetition would change. */
const DECIDED = new Set([200, 404, 409, 400]);

function mustBeDecided({ delete: item }: Partial<Record<estypes.BulkOperationType, estypes.BulkResponseItem>>): void {
  if (item !== undefined && DECIDED.has(item.status)) return;
  const reason = `${item?.error?.type ?? `status ${item?.status}`}: ${item?.error?.reason ?? 'no reason given'}`;
  throw new ElasticsearchBusyError(withAdvice(reason));
}

/** Names of sensors come from input, and an id has 512 bytes at most. */
function idOf(sign: SensorSign): string {
  const name = sign.sensor === null ? 'others' : createHash('sha256').update(sign.sensor).digest('base64url');
  return `${rowSourceKey(sign)}/${name}`;
}
