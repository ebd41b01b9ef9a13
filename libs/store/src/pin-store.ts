import type { Client, estypes } from '@elastic/elasticsearch';
import { rowSource, rowSourceKey, type IndexNames, type RowSource } from '@lianfang/contract';
import { z } from 'zod';
import { allDocuments, refresh } from './read/document-pages';
import { all, ofSource } from './read/row-queries';

const PINS_AT_ONCE = 1_000;

/** More releases than ever write pins that are still there. */
const MOST_VERSIONS = 100;

/** What holds for a chunk whose pin is of a release that kept no top lists. */
export const TOP_LIST_KEYS = 65_536;

/** What is kept of whole events; which ones follows from these and the log. */
const evidenceLimits = z.object({
  /** Records of one minute, agency and rule. */
  perGroup: z.number().int(),
  /** Records of one chunk. */
  perChunk: z.number().int(),
  /** Bytes of the kept records of one chunk. */
  bytes: z.number().int(),
  /** Bytes of one record; of a longer one the beginning is kept. */
  originalBytes: z.number().int(),
});

/** The limits that decide a count. */
export const pinLimits = z.object({
  /** Bytes of a record's value. */
  recordBytes: z.number().int(),
  /** Cells of one kind of rows in one chunk. */
  cells: z.number().int(),
  /** Keys of all top lists of one chunk. */
  topListKeys: z.number().int().default(TOP_LIST_KEYS),
  /** Offsets within which a repeated event is a duplicate. */
  duplicateWindow: z.number().int(),
  /** Milliseconds that an event may be ahead of the log. */
  ahead: z.number().int(),
  /** Milliseconds that an event may be behind the log. */
  behind: z.number().int(),
  /** Absent (a pin of a release that kept none): no evidence is kept of the chunk. */
  evidence: evidenceLimits.optional(),
});
export type PinLimits = z.infer<typeof pinLimits>;

/**
 * Everything that decides a count of one chunk, by name or hash: written once when the chunk is first worked on, and
 * read by whoever counts the chunk again.
 */
export const pin = rowSource.extend({
  chunk: z.string(),
  /** First offset of the chunk. */
  from: z.number().int(),
  /** Hash of the directory; the artifact store holds it. */
  directory: z.string(),
  /** Hash of the country table; the artifact store holds it. */
  countries: z.string(),
  /** Version of the normaliser that this release must carry. */
  normaliser: z.string(),
  /** Hash of the sensor file; the artifact store holds it. Absent: nothing is said of any sensor. */
  sensors: z.string().optional(),
  limits: pinLimits,
});
export type Pin = z.infer<typeof pin>;

/** Pins of chunks: create-only; only a rebuild puts others in their place, all at once. */
export interface PinStore {
  /** Writes the pin unless the chunk has one, and answers the one that holds. */
  settle(wanted: Pin): Promise<Pin>;
  /** The pins of these chunks of a source, by chunk; one that has none is missing. */
  named(source: RowSource, chunks: readonly string[]): Promise<ReadonlyMap<string, Pin>>;
  /** The pins of the chunks that hold offsets from `from` on and before `to`, in the order of offsets. */
  touching(source: RowSource, from: number, to: number): Promise<Pin[]>;
  /** Versions of normalisers that any pin names. */
  normalisersInUse(): Promise<readonly string[]>;
}

/** The {@link PinStore} on Elasticsearch. */
export function createPinStore(client: Client, names: IndexNames): PinStore {
  // The alias: behind it is one index, of whatever generation.
  const index = names.pin;
  return {
    settle: async (wanted) => {
      const id = `${rowSourceKey(wanted)}/${wanted.chunk}`;
      const known = await client.get({ index, id }, { ignore: [404] });
      if (known.found) return pin.parse(known._source);
      const answer = await client.create({ index, id, document: wanted }, { ignore: [409], meta: true });
      if (answer.statusCode !== 409) return wanted;
      return pin.parse((await client.get({ index, id }))._source);
    },
    named: async (source, chunks) => {
      const pins = new Map<string, Pin>();
      for (let at = 0; at < chunks.length; at += PINS_AT_ONCE) {
        const ids = chunks.slice(at, at + PINS_AT_ONCE).map((chunk) => `${rowSourceKey(source)}/${chunk}`);
        const { docs } = await client.mget({ index, ids });
        for (const found of docs.flatMap((one) => ('_source' in one && one._source ? [pin.parse(one._source)] : []))) {
          pins.set(found.chunk, found);
        }
      }
      return pins;
    },
    touching: (source, from, to) => pinsTouching(client, index, { source, from, to }),
    normalisersInUse: async () => {
      await client.indices.refresh({ index });
      const aggs = { versions: { terms: { field: 'normaliser', size: MOST_VERSIONS } } };
      const { aggregations } = await client.search<unknown, { versions: estypes.AggregationsStringTermsAggregate }>({
        index,
        size: 0,
        aggs,
      });
      const buckets = aggregations?.versions.buckets;
      return Array.isArray(buckets) ? buckets.map(({ key }) => String(key)) : [];
    },
  };
}

/** A chunk reaches up to where the next one begins, so that the one before the first offset counts too. */
async function pinsTouching(
  client: Client,
  index: string,
  { source, from, to }: { readonly source: RowSource; readonly from: number; readonly to: number },
): Promise<Pin[]> {
  await refresh(client, [index]);
  const before = await client.search({
    index,
    query: all([ofSource(source), { range: { from: { lte: from } } }]),
    size: 1,
    sort: [{ from: 'desc' }],
    track_total_hits: false,
  });
  const within = await allDocuments(client, index, all([ofSource(source), { range: { from: { gt: from, lt: to } } }]));
  const found = [...before.hits.hits.map(({ _source }) => _source), ...within.map((document) => document.source)];
  return found.map((one) => pin.parse(one)).sort((one, other) => one.from - other.from);
}
