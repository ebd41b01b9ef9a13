import type { Client } from '@elastic/elasticsearch';
import {
  investigation,
  LONGEST_SEAL_DAYS,
  type IndexNames,
  type Investigation,
  type InvestigationQuery,
} from '@lianfang/contract';
import { versioned } from './index-templates';
import { refresh } from './read/document-pages';
import type { Query } from './read/row-queries';
import { changeDocument } from './versioned-documents';

/** The cursor is not one that an earlier page gave. */
export class InvestigationCursorError extends Error {
  readonly code = 'LF-INVESTIGATION-CURSOR';

  constructor() {
    super('The cursor is not one of ours. Ask without it for the first page.');
    this.name = 'InvestigationCursorError';
  }
}

/** A page of investigations, newest first. */
export interface InvestigationHits {
  readonly items: readonly Investigation[];
  /** Null after the last. */
  readonly cursor: string | null;
}

/** Sealed investigations: one document each, changed only by who has seen its present state. */
export interface InvestigationStore {
  /** Undefined where there is none. */
  find(id: string): Promise<Investigation | undefined>;
  /**
   * Changes one by what it is now, or makes it; `next` answers the same or undefined to leave it.
   * @returns what is stored in the end.
   */
  change(
    id: string,
    next: (current: Investigation | undefined) => Investigation | undefined,
  ): Promise<Investigation | undefined>;
  /** @param now milliseconds since 1970 UTC: whose seal holds then. @throws InvestigationCursorError */
  page(query: InvestigationQuery, now: number): Promise<InvestigationHits>;
  /** How many seals hold, by the present state of the store. */
  countSealed(now: number): Promise<number>;
  /**
   * Ids of those whose seal holds no longer, as far as what was done under them may still be hidden: asked for within two
   * longest seals. @throws Error where there are too many to be named
   */
  opened(now: number): Promise<string[]>;
}

/** Elasticsearch gives no more at once; the gateway lets nobody ask for so many. */
const MOST_OPENED = 10_000;
const LONGEST_SEAL_MS = LONGEST_SEAL_DAYS * 86_400_000;
const lenient = { ignore_unavailable: true, allow_no_indices: true, allow_partial_search_results: false } as const;

/** The {@link InvestigationStore} on Elasticsearch. */
export function createInvestigationStore(client: Client, names: IndexNames): InvestigationStore {
  const index = versioned(names.investigations);
  return {
    find: async (id) => {
      const found = await client.get({ index, id, realtime: true }, { ignore: [404] });
      return found.found ? investigation.parse(found._source) : undefined;
    },
    change: (id, next) => changeDocument(client, { index, id }, (source) => investigation.parse(source), next),
    page: (query, now) => readPage(client, index, query, now),
    countSealed: async (now) => {
      await refresh(client, [index]);
      // A count knows no partial results: asked about them, Elasticsearch answers 400.
      return (await client.count({ ignore_unavailable: true, allow_no_indices: true, index, query: sealedAt(now) }))
        .count;
    },
    opened: (now) => readOpened(client, index, now),
  };
}

async function readOpened(client: Client, index: string, now: number): Promise<string[]> {
  await refresh(client, [index]);
  const answer = await client.search({
    ...lenient,
    index,
    size: MOST_OPENED,
    query: {
      bool: {
        filter: [{ range: { 'asked.at': { gt: now - 2 * LONGEST_SEAL_MS, format: 'epoch_millis' } } }],
        must_not: [sealedAt(now)],
      },
    },
    track_total_hits: MOST_OPENED + 1,
    _source: false,
  });
  const { total, hits } = answer.hits;
  const count = typeof total === 'number' ? total : (total?.value ?? 0);
  // One that is not named stays hidden though its seal is over: that is said, and not left to be noticed.
  if (count > hits.length || answer.timed_out) throw new Error('Not every investigation could be read.');
  return hits.map(({ _id }) => String(_id));
}

async function readPage(
  client: Client,
  index: string,
  { county, seal, size, cursor }: InvestigationQuery,
  now: number,
): Promise<InvestigationHits> {
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  await refresh(client, [index]);
  const answer = await client.search({
    ...lenient,
    index,
    query: {
      bool: {
        filter: [
          ...(county === undefined ? [] : [{ term: { county } }]),
          ...(seal === 'sealed' ? [sealedAt(now)] : []),
        ],
        must_not: seal === 'opened' ? [sealedAt(now)] : [],
      },
    },
    // One more than asked for tells whether there is a next page.
    size: size + 1,
    sort: [
      { 'asked.at': { order: 'desc', unmapped_type: 'date' } },
      { id: { order: 'asc', unmapped_type: 'keyword' } },
    ],
    track_total_hits: false,
    ...(after && { search_after: after }),
  });
  const hits = answer.hits.hits.slice(0, size);
  const last = answer.hits.hits.length > size ? hits.at(-1)?.sort : undefined;
  return {
    items: hits.map(({ _source }) => investigation.parse(_source)),
    cursor: last ? Buffer.from(JSON.stringify(last)).toString('base64url') : null,
  };
}

/** No document makes a seal longer than the longest, whoever wrote it. */
function sealedAt(now: number): Query {
  return {
    bool: {
      filter: [
        { range: { sealedUntil: { gt: now, format: 'epoch_millis' } } },
        { range: { 'asked.at': { gt: now - LONGEST_SEAL_MS, format: 'epoch_millis' } } },
      ],
    },
  };
}

function decodeCursor(cursor: string): [number, string] {
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw new InvestigationCursorError();
  }
  if (!Array.isArray(read) || read.length !== 2) throw new InvestigationCursorError();
  const [at, id] = read as unknown[];
  if (!Number.isSafeInteger(at) || typeof id !== 'string') throw new InvestigationCursorError();
  return [at as number, id];
}
