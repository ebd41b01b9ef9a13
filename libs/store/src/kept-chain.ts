import type { Client, estypes } from '@elastic/elasticsearch';
import { chainedEntry, type ChainedEntry, type IndexNames } from '@lianfang/contract';
import { auditDocument } from './audit-store';
import { versioned } from './index-templates';
import { openPointInTime, refresh } from './read/document-pages';

/** An entry as it is kept. */
export interface KeptChainEntry {
  /** Whatever stands there: an offset of -1, or empty text, where there is none that can be one. */
  readonly entry: ChainedEntry;
  /** The fields that it is found by are those that its bytes say. */
  readonly isFiled: boolean;
}

/** The chain of the audit, for whoever checks it: all that the index holds, whoever put it there. */
export interface KeptChainReader {
  /**
   * From an offset on, in order, as it is at this moment; what has no offset comes last. Pages are of 1,000 entries: a gateway that looks has others waiting.
   * @throws where not every shard answers: what was read is then not the chain
   */
  from(offset: number): AsyncGenerator<readonly KeptChainEntry[]>;
}

const PAGE = 1_000;
const KEEP_ALIVE = '2m';
/** A disk that is busy is no reason to have no verdict. */
const PATIENCE = '60s';

/** The {@link KeptChainReader} on Elasticsearch. */
export function createKeptChain(client: Client, names: IndexNames): KeptChainReader {
  const index = versioned(names.audit);
  return { from: (offset) => read(client, index, offset) };
}

async function* read(client: Client, index: string, from: number): AsyncGenerator<readonly KeptChainEntry[]> {
  await refresh(client, [index]);
  // No index at all is an empty chain: the log says what should be there.
  const pit = await openPointInTime(client, index, KEEP_ALIVE);
  if (pit === undefined) return;
  let id = pit;
  try {
    let after: estypes.SortResults | undefined;
    do {
      const answer = await client.search({
        pit: { id, keep_alive: KEEP_ALIVE },
        size: PAGE,
        query: { bool: { must_not: [{ range: { offset: { lt: from } } }] } },
        // Several documents of one offset are all seen.
        sort: [{ offset: { order: 'asc', missing: '_last', unmapped_type: 'long' } }, { _shard_doc: 'asc' }],
        track_total_hits: false,
        allow_partial_search_results: false,
        timeout: PATIENCE,
        ...(after && { search_after: after }),
      });
      if (answer.timed_out || answer._shards.failed > 0) throw new ChainUnreadError();
      id = answer.pit_id ?? id;
      const { hits } = answer.hits;
      if (hits.length > 0) yield hits.map(({ _source }) => kept(_source));
      after = hits.length === PAGE ? hits.at(-1)?.sort : undefined;
    } while (after !== undefined);
  } finally {
    await client.closePointInTime({ id }).catch(() => undefined);
  }
}

function kept(source: unknown): KeptChainEntry {
  const read = chainedEntry.safeParse(source);
  if (read.success) return { entry: read.data, isFiled: isSame(source, auditDocument(read.data)) };
  const { offset, previous, hash, value } = (source ?? {}) as Readonly<Record<string, unknown>>;
  const text = (part: unknown): string => (typeof part === 'string' ? part : '');
  const isPlace = typeof offset === 'number' && Number.isSafeInteger(offset) && offset >= 0;
  return {
    entry: { offset: isPlace ? offset : -1, previous: text(previous), hash: text(hash), value: text(value) },
    isFiled: false,
  };
}

/** Fields are texts, numbers, null and lists of texts: a comparison of any depth would take longer than the hash. */
function isSame(source: unknown, document: object): boolean {
  const [found, wanted] = [Object.entries(source ?? {}), document as Readonly<Record<string, unknown>>];
  return (
    found.length === Object.keys(wanted).length && found.every(([name, value]) => isSameField(value, wanted[name]))
  );
}

function isSameField(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

/** Elasticsearch did not answer with all of the chain. */
export class ChainUnreadError extends Error {
  readonly code = 'LF-AUDIT-UNREAD';

  constructor() {
    super('Elasticsearch answered with a part of the audit only. Look at its shards, then try again.');
    this.name = 'ChainUnreadError';
  }
}
