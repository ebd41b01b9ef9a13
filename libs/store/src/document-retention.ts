import type { Client, estypes } from '@elastic/elasticsearch';
import type { IndexNames } from '@lianfang/contract';
import { refresh } from './read/document-pages';
import type { Query } from './read/row-queries';

/** Documents of an index without dates, which are removed one by one once they are old. */
export interface ExpiringDocuments {
  readonly index: keyof IndexNames;
  /** The instant from which their time counts; without it they stay. */
  readonly field: string;
  /** Days that they are kept unless somebody says otherwise. */
  readonly keepDays: number;
  /** Fewer days can't be asked for. */
  readonly leastDays: number;
  /** Only these. */
  readonly only?: Query;
}

/** What would grow for ever otherwise, one line each; the variable `LIANFANG_KEEP_…` is named after the line. */
export const EXPIRING_DOCUMENTS = {
  /** Open ones stay, however old. */
  alerts: { index: 'alerts', field: 'closed', keepDays: 400, leastDays: 30 },
  /** Longer than the dead-letter topics keep what they are about: else a record could be sent again twice. */
  resent: { index: 'resent', field: 'at', keepDays: 400, leastDays: 30 },
  /** Whoever writes to the log invents names of sensors. Registered ones stay. */
  unregisteredSigns: {
    index: 'sensorSigns',
    field: 'lastSign',
    keepDays: 90,
    leastDays: 8,
    only: { term: { registered: false } },
  },
  postures: { index: 'posture', field: 'at', keepDays: 400, leastDays: 8 },
} as const satisfies Readonly<Record<string, ExpiringDocuments>>;

export type ExpiringName = keyof typeof EXPIRING_DOCUMENTS;

/** Names of {@link EXPIRING_DOCUMENTS}, in its order. */
export const EXPIRING_NAMES = Object.keys(EXPIRING_DOCUMENTS) as readonly ExpiringName[];

const AT_ONCE = 1_000;
/** What is left goes in the next round. */
const MOST_ROUNDS = 20;

/**
 * Removes documents whose time counts from before an instant (milliseconds). One that is changed meanwhile stays.
 * @returns how many were removed
 */
export async function expireDocuments(
  client: Client,
  names: IndexNames,
  name: ExpiringName,
  before: number,
): Promise<number> {
  const { index, field, only }: ExpiringDocuments = EXPIRING_DOCUMENTS[name];
  const filter = [{ range: { [field]: { lt: before } } }, ...(only ? [only] : [])];
  return removeDocuments(client, names[index], { bool: { filter } });
}

/**
 * Removes what a query finds, without `_delete_by_query`, which the server from jars has not. One that is changed meanwhile
 * stays; above 20,000 the rest is left for the next time.
 * @returns how many were removed
 */
export async function removeDocuments(client: Client, index: string, query: Query): Promise<number> {
  let removed = 0;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    await refresh(client, [index]);
    const found = await client.search({
      index,
      size: AT_ONCE,
      seq_no_primary_term: true,
      _source: false,
      ignore_unavailable: true,
      allow_no_indices: true,
      query,
    });
    const gone = await removeAll(client, found.hits.hits);
    removed += gone;
    if (gone === 0 || found.hits.hits.length < AT_ONCE) break;
  }
  return removed;
}

async function removeAll(client: Client, hits: readonly estypes.SearchHit[]): Promise<number> {
  if (hits.length === 0) return 0;
  const operations = hits.map(({ _index, _id, _seq_no, _primary_term }) => ({
    delete: { _index, ...(_id !== undefined && { _id }), if_seq_no: _seq_no, if_primary_term: _primary_term },
  }));
  const { items } = await client.bulk({ operations });
  return items.filter((item) => item.delete?.result === 'deleted').length;
}
