import type { Client, estypes } from '@elastic/elasticsearch';
import { auditEntry, chainedEntry, type AuditEntry, type ChainedEntry, type IndexNames } from '@lianfang/contract';
import { versioned } from './index-templates';
import { refresh } from './read/document-pages';
import type { Query } from './read/row-queries';

/** Somebody wrote another entry at this place of the chain: the topic was made anew, or the store was changed. */
export class AuditForkError extends Error {
  readonly code = 'LF-AUDIT-FORK';

  constructor(offset: number) {
    super(
      `The audit holds another entry at ${offset} than its log. Don't delete either: run \`npm run audit:verify\`, ` +
        'and find out who made the topic anew or changed the index.',
    );
    this.name = 'AuditForkError';
  }
}

/** Which entries: newest first. */
export interface AuditQuestion {
  /** Those about any of these: codes of counties, `every`, `centre`; all of them without it. */
  readonly counties?: readonly string[] | undefined;
  readonly action?: string | undefined;
  /** Milliseconds since 1970 UTC; included. */
  readonly from?: number | undefined;
  /** Not included. */
  readonly to?: number | undefined;
  /** What investigations hide is counted and not shown; without it, nothing is hidden. */
  readonly seals?: Seals | undefined;
  readonly size: number;
  /** Only entries below this offset. */
  readonly below?: number | undefined;
}

/**
 * Which entries investigations hide: those from an instant on, but for investigations that are known to be open. So an
 * investigation that nobody knows, or knows yet, hides too, and nothing hides for longer than the longest seal.
 */
export interface Seals {
  readonly opened: readonly string[];
  /** Milliseconds since 1970 UTC; what is older is shown. */
  readonly since: number;
}

/** A page of entries. */
export interface AuditHits {
  readonly entries: readonly { readonly offset: number; readonly hash: string; readonly entry: AuditEntry }[];
  /** There are further ones. */
  readonly more: boolean;
  /** How many are hidden, of all about these counties: by action or time it would tell what was done, and when. */
  readonly sealed: number;
}

/** How far the chain is kept without a hole. */
export interface KeptBeginning {
  /** The last entry before the first hole, or of all; undefined before the first. */
  readonly last: ChainedEntry | undefined;
  /** How many are not there though a later one is: a bulk failed in half, or somebody removed them. */
  readonly missing: number;
}

/** The chain of the audit as it is kept: append-only, one document for each offset. */
export interface AuditStore {
  /** Where to go on: behind the unbroken beginning. @throws where not all of it can be looked at */
  beginning(): Promise<KeptBeginning>;
  /** Keeps entries. What is there already must be the same. @throws AuditForkError */
  keep(entries: readonly ChainedEntry[]): Promise<void>;
  /** The whole chain in order, a page at a time. */
  whole(): AsyncGenerator<readonly ChainedEntry[]>;
  find(question: AuditQuestion): Promise<AuditHits>;
}

const PAGE = 1_000;
const lenient = { ignore_unavailable: true, allow_no_indices: true } as const;

/** The {@link AuditStore} on Elasticsearch. */
export function createAuditStore(client: Client, names: IndexNames): AuditStore {
  const index = versioned(names.audit);
  return {
    beginning: () => beginning(client, index),
    keep: (entries) => keep(client, index, entries),
    whole: () => whole(client, index),
    find: (question) => find(client, index, question),
  };
}

function byOffset(order: 'asc' | 'desc'): estypes.SortCombinations[] {
  return [{ offset: { order, unmapped_type: 'long' } }];
}

/** Twenty digits, so that ids are in the order of the chain. */
function idOf(offset: number): string {
  return String(offset).padStart(20, '0');
}

async function beginning(client: Client, index: string): Promise<KeptBeginning> {
  await refresh(client, [index]);
  const upTo = async (offset = Number.MAX_SAFE_INTEGER): Promise<{ count: number; top: number }> => {
    const { hits } = await client.search({
      ...lenient,
      index,
      size: 1,
      sort: byOffset('desc'),
      query: { range: { offset: { gte: 0, lte: offset } } },
      track_total_hits: true,
      allow_partial_search_results: false,
    });
    const count = typeof hits.total === 'object' ? hits.total.value : 0;
    return { count, top: Number(hits.hits[0]?.sort?.[0] ?? -1) };
  };
  const { count, top } = await upTo();
  const missing = Math.max(0, top + 1 - count);
  let whole = missing === 0 ? top : -1;
  for (let broken = missing === 0 ? whole + 1 : top; broken - whole > 1;) {
    const middle = Math.floor((whole + broken) / 2);
    if ((await upTo(middle)).count > middle) whole = middle;
    else broken = middle;
  }
  return { last: whole < 0 ? undefined : await entryAt(client, index, whole), missing };
}

/** @throws AuditForkError where another document stands for it */
async function entryAt(client: Client, index: string, offset: number): Promise<ChainedEntry> {
  const { hits } = await client.search({ index, size: 1, query: { ids: { values: [idOf(offset)] } } });
  const kept = chainedEntry.safeParse(hits.hits[0]?._source);
  if (!kept.success || kept.data.offset !== offset) throw new AuditForkError(offset);
  return kept.data;
}

async function keep(client: Client, index: string, entries: readonly ChainedEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const operations = entries.flatMap((entry) => [
    { create: { _index: index, _id: idOf(entry.offset) } },
    auditDocument(entry),
  ]);
  const { items } = await client.bulk({ operations, refresh: false });
  const known: ChainedEntry[] = [];
  for (const [position, { create }] of items.entries()) {
    const entry = entries[position];
    if (!entry || create?.error === undefined) continue;
    if (create.status !== 409) throw new Error(`The audit's entry ${entry.offset} is refused: ${create.error.type}.`);
    known.push(entry);
  }
  if (known.length > 0) await mustBeSame(client, index, known);
}

/** Another gateway was faster, which is as it should be: both write the same. */
async function mustBeSame(client: Client, index: string, entries: readonly ChainedEntry[]): Promise<void> {
  const { docs } = await client.mget({ index, ids: entries.map(({ offset }) => idOf(offset)) });
  for (const [position, { offset, hash }] of entries.entries()) {
    const doc = docs[position];
    const kept = doc && '_source' in doc ? chainedEntry.safeParse(doc._source) : undefined;
    if (kept?.data?.hash !== hash) throw new AuditForkError(offset);
  }
}

/** What is searched by stands beside what is proved by. */
export function auditDocument(entry: ChainedEntry): object {
  const read = auditEntry.safeParse(parseJson(entry.value));
  if (!read.success) return { ...entry, county: 'centre', action: 'unreadable' };
  const { at, actor, action, county, capability, investigation } = read.data;
  return { ...entry, at, county, action, capability, investigation, subject: actor.subject, roles: actor.roles };
}

async function* whole(client: Client, index: string): AsyncGenerator<readonly ChainedEntry[]> {
  await refresh(client, [index]);
  let after: estypes.SortResults | undefined;
  do {
    const answer = await client.search({
      ...lenient,
      index,
      size: PAGE,
      sort: byOffset('asc'),
      track_total_hits: false,
      ...(after && { search_after: after }),
    });
    const { hits } = answer.hits;
    if (hits.length > 0) yield hits.map(({ _source }) => chainedEntry.parse(_source));
    after = hits.length === PAGE ? hits.at(-1)?.sort : undefined;
  } while (after !== undefined);
}

async function find(client: Client, index: string, question: AuditQuestion): Promise<AuditHits> {
  const { size, below } = question;
  const about = filtersOf(question);
  const hidden = hiddenBy(question);
  const answer = await client.search({
    ...lenient,
    index,
    // One more than asked for tells whether there is a next page.
    size: size + 1,
    sort: byOffset('desc'),
    track_total_hits: false,
    query: {
      bool: {
        filter: [...about, ...(below === undefined ? [] : [{ range: { offset: { lt: below } } }])],
        must_not: hidden,
      },
    },
  });
  const entries = answer.hits.hits.slice(0, size).map(({ _source }) => {
    const { offset, hash, value } = chainedEntry.parse(_source);
    return { offset, hash, entry: auditEntry.parse(parseJson(value)) };
  });
  const sealed = hidden.length === 0 ? 0 : await countHidden(client, index, question.counties, hidden);
  return { entries, more: answer.hits.hits.length > size, sealed };
}

async function countHidden(
  client: Client,
  index: string,
  counties: AuditQuestion['counties'],
  hidden: Query[],
): Promise<number> {
  const filter = counties === undefined ? [] : [{ terms: { county: [...counties] } }];
  const query: Query = { bool: { filter, should: hidden, minimum_should_match: 1 } };
  return (await client.count({ ...lenient, index, query })).count;
}

function hiddenBy({ seals }: AuditQuestion): Query[] {
  if (seals === undefined) return [];
  const { opened, since } = seals;
  return [
    {
      bool: {
        filter: [{ exists: { field: 'investigation' } }, { range: { at: { gt: since, format: 'epoch_millis' } } }],
        must_not: opened.length === 0 ? [] : [{ terms: { investigation: [...opened] } }],
      },
    },
  ];
}

function filtersOf({ counties, action, from, to }: AuditQuestion): Query[] {
  const at = { ...(from !== undefined && { gte: from }), ...(to !== undefined && { lt: to }) };
  return [
    ...(counties === undefined ? [] : [{ terms: { county: [...counties] } }]),
    ...(action === undefined ? [] : [{ term: { action } }]),
    ...(from === undefined && to === undefined ? [] : [{ range: { at: { ...at, format: 'epoch_millis' } } }]),
    { bool: { must_not: [{ term: { action: 'unreadable' } }] } },
  ];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // refused by the schema like any other bad message
  }
}
