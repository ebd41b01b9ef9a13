import { createHash } from 'node:crypto';
import type { Client, estypes } from '@elastic/elasticsearch';
import { transmission, type IndexNames, type Transmission, type TransmissionCount } from '@lianfang/contract';
import { z } from 'zod';
import { removeDocuments } from './document-retention';
import { versioned } from './index-templates';

/** The cursor is not one that an earlier page gave. */
export class TransmissionCursorError extends Error {
  readonly code = 'LF-TRANSMISSION-CURSOR';

  constructor() {
    super('The cursor is not one of ours. Ask without it for the first page.');
    this.name = 'TransmissionCursorError';
  }
}

/** Which transmissions; instants are milliseconds since 1970 UTC. */
export interface TransmissionQuestion {
  readonly from: number;
  readonly to: number;
  readonly size: number;
  readonly cursor: string | undefined;
  /** Of programs of this county alone. */
  readonly county: string | undefined;
  /** Of this program alone. */
  readonly client: string | undefined;
}

export type TransmissionSum = Pick<Transmission, 'requests' | 'records' | 'bytes'>;

export interface TransmissionHits {
  readonly items: readonly Transmission[];
  readonly total: TransmissionSum;
  readonly cursor: string | null;
}

/** What programs were given, one document for each run, hour, program, dataset and result. */
export interface TransmissionStore {
  /** Writes sums over those before. One that was written since with more stays. @throws when one is not taken */
  write(counts: readonly TransmissionCount[]): Promise<void>;
  /** @throws TransmissionCursorError */
  page(question: TransmissionQuestion): Promise<TransmissionHits>;
  /** What a program was given since an instant, as other runs than this one counted it; without live frames and refused requests. */
  used(client: string, since: number, exceptRun: string): Promise<Pick<TransmissionSum, 'requests' | 'bytes'>>;
  /** Drops what is of hours before an instant. */
  forget(before: number): Promise<void>;
}

const KEYS = ['hour', 'client', 'county', 'dataset', 'result'] as const;
const SUMS = { requests: sumOf('requests'), records: sumOf('records'), bytes: sumOf('bytes') };
/** Nothing was ever written: there are none, and that is no error. */
const lenient = { ignore_unavailable: true, allow_no_indices: true } as const;
const cursorSchema = z.strictObject(
  transmission.pick({ hour: true, client: true, county: true, dataset: true, result: true }).shape,
);

/** The {@link TransmissionStore} on Elasticsearch. */
export function createTransmissionStore(client: Client, names: IndexNames): TransmissionStore {
  const index = versioned(names.transmissions);
  return {
    write: (counts) => write(client, index, counts),
    page: (question) => readPage(client, index, question),
    used: async (program, since, exceptRun) => {
      const bool = {
        filter: [{ term: { client: program } }, { range: { hour: { gte: since } } }],
        must_not: [{ term: { run: exceptRun } }, { term: { result: 'limited' } }, { prefix: { dataset: '/live' } }],
      };
      const { aggregations } = await client.search({ ...lenient, index, query: { bool }, size: 0, aggs: SUMS });
      const { requests, bytes } = sumsIn(aggregations);
      return { requests, bytes };
    },
    forget: async (before) => {
      await removeDocuments(client, index, { range: { hour: { lt: before } } });
    },
  };
}

async function write(client: Client, index: string, counts: readonly TransmissionCount[]): Promise<void> {
  if (counts.length === 0) return;
  const operations = counts.flatMap((each) => [
    // Sums only grow, so a request that arrives late or twice changes nothing.
    { index: { _id: idOf(each), version: each.requests, version_type: 'external_gte' as const } },
    each,
  ]);
  const { items } = await client.bulk({ index, operations });
  const refused = items.find(({ index: done }) => done !== undefined && done.status >= 300 && done.status !== 409);
  if (refused) throw new Error(`a count was not taken: ${refused.index?.error?.reason ?? 'no reason was told'}`);
}

/** Programs and routes have names of any length; an id has 512 bytes. */
function idOf({ run, hour, client, county, dataset, result }: TransmissionCount): string {
  return createHash('sha256')
    .update(JSON.stringify([run, hour, client, county, dataset, result]))
    .digest('base64url');
}

async function readPage(client: Client, index: string, question: TransmissionQuestion): Promise<TransmissionHits> {
  const { from, to, size, county, cursor } = question;
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  const filter: estypes.QueryDslQueryContainer[] = [
    { range: { hour: { gte: from, lt: to } } },
    ...(county === undefined ? [] : [{ term: { county } }]),
    ...(question.client === undefined ? [] : [{ term: { client: question.client } }]),
  ];
  const sources = KEYS.map((field) => ({
    [field]: { terms: { field, order: field === 'hour' ? ('desc' as const) : ('asc' as const) } },
  }));
  const answer = await client.search({
    ...lenient,
    index,
    query: { bool: { filter } },
    size: 0,
    track_total_hits: false,
    aggs: {
      ...SUMS,
      // One more than asked for tells whether there is a next page.
      each: { composite: { size: size + 1, sources, ...(after && { after }) }, aggs: SUMS },
    },
  });
  const each = answer.aggregations?.['each'] as estypes.AggregationsCompositeAggregate | undefined;
  const buckets = (each?.buckets ?? []) as estypes.AggregationsCompositeBucket[];
  const items = buckets.slice(0, size).map((bucket) => transmission.parse({ ...bucket.key, ...sumsIn(bucket) }));
  const last = buckets.length > size ? buckets[size - 1]?.key : undefined;
  return {
    items,
    total: sumsIn(answer.aggregations),
    cursor: last ? Buffer.from(JSON.stringify(last)).toString('base64url') : null,
  };
}

function sumOf(field: string): estypes.AggregationsAggregationContainer {
  return { sum: { field } };
}

function sumsIn(found: object | undefined): TransmissionSum {
  const values = (found ?? {}) as Readonly<Record<string, { readonly value?: number | null } | undefined>>;
  const of = (name: string): number => values[name]?.value ?? 0;
  return { requests: of('requests'), records: of('records'), bytes: of('bytes') };
}

function decodeCursor(cursor: string): z.infer<typeof cursorSchema> {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw new TransmissionCursorError();
  }
}
