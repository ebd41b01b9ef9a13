import { setTimeout as pause } from 'node:timers/promises';
import { errors, type Client, type estypes } from '@elastic/elasticsearch';
import { elasticsearchReason, withAdvice } from './elasticsearch-reason';

/** A document to write under an external version. */
export interface BulkDocument {
  readonly index: string;
  readonly id: string;
  readonly version: number;
  readonly document: object;
}

/**
 * What became of one document.
 * - `written`: stored.
 * - `superseded`: a higher version is stored; someone was ahead with the same answer. `storedVersion` where it is told.
 * - `refused`: Elasticsearch will never take it (a mapping or a limit); the reason says why.
 */
export type BulkOutcome =
  | { readonly kind: 'written' }
  | { readonly kind: 'superseded'; readonly storedVersion: number | undefined }
  | { readonly kind: 'refused'; readonly reason: string };

/** Elasticsearch can't take the documents now; the same write may be repeated. */
export class ElasticsearchBusyError extends Error {
  readonly code = 'LF-ES-BUSY';

  constructor(reason: string, options?: ErrorOptions) {
    super(`Elasticsearch can't take documents now (${reason}). Nothing is lost; the write is repeated.`, options);
    this.name = 'ElasticsearchBusyError';
  }
}

/** A rebuild put another index in place of the one that was written to: what rests on the old one is to be made anew. */
export class IndexReplacedError extends Error {
  readonly code = 'LF-INDEX-REPLACED';

  constructor(index: string) {
    super(`A rebuild put another index in place of ${index}. Nothing was written; look again where to begin.`);
    this.name = 'IndexReplacedError';
  }
}

const MAX_DOCUMENTS = 5_000;
/** Of each item: the rest of an answer is longer than the documents, and says what we said. */
const WANTED_OF_ANSWER = ['items.*.status', 'items.*.error'];
const REFUSED_FOR_GOOD = new Set([400, 404, 413]);
const TOO_LARGE = 413;
/** What Elasticsearch says of a write to the name of an index that was replaced; see `rebuild-indices.ts`. */
const NO_LONGER_WRITTEN = 'no write index is defined for alias';
/** Pauses before the items of a bulk that could not be decided are sent again by themselves, milliseconds. */
const ITEM_PAUSES_MS = [100, 400];

/**
 * Writes documents with `external_gte` versions and answers one outcome each, in order. A few items that are not taken
 * (429) are sent again by themselves.
 * @throws ElasticsearchBusyError when any of them could not be decided (429, 503, a reset, a truncated answer): then
 * the whole call is to be repeated, which writes the same documents again. IndexReplacedError when one of the indices was
 * replaced: repeating does not help.
 */
export async function bulkWrite(client: Client, documents: readonly BulkDocument[]): Promise<BulkOutcome[]> {
  const outcomes: BulkOutcome[] = [];
  for (let at = 0; at < documents.length; at += MAX_DOCUMENTS) {
    outcomes.push(...(await writeSlice(client, documents.slice(at, at + MAX_DOCUMENTS))));
  }
  return outcomes;
}

type Decision = BulkOutcome | { readonly kind: 'undecided'; readonly reason: string };

async function writeSlice(client: Client, documents: readonly BulkDocument[]): Promise<BulkOutcome[]> {
  const decided: Decision[] = await send(client, documents);
  for (const wait of ITEM_PAUSES_MS) {
    const open = decided.flatMap(({ kind }, at) => (kind === 'undecided' ? [at] : []));
    if (open.length === 0) break;
    await pause(wait);
    const again = await send(
      client,
      open.flatMap((at) => documents[at] ?? []),
    );
    again.forEach((decision, index) => (decided[open[index] ?? -1] = decision));
  }
  return decided.map((decision) => {
    if (decision.kind === 'undecided') throw new ElasticsearchBusyError(decision.reason);
    return decision;
  });
}

/** One request; two of half the size when a proxy or Elasticsearch says that it is too large. */
async function send(client: Client, documents: readonly BulkDocument[]): Promise<Decision[]> {
  const operations = documents.flatMap(({ index, id, version, document }) => [
    { index: { _index: index, _id: id, version, version_type: 'external_gte' as const } },
    document,
  ]);
  let answer: estypes.BulkResponse;
  try {
    answer = await client.bulk({ operations, filter_path: WANTED_OF_ANSWER });
  } catch (error) {
    const isTooLarge = error instanceof errors.ResponseError && error.statusCode === TOO_LARGE;
    if (!isTooLarge || documents.length < 2) {
      throw new ElasticsearchBusyError(elasticsearchReason(error), { cause: error });
    }
    const half = Math.ceil(documents.length / 2);
    return [...(await send(client, documents.slice(0, half))), ...(await send(client, documents.slice(half)))];
  }
  if (answer.items?.length !== documents.length) throw new ElasticsearchBusyError('the answer was incomplete');
  return answer.items.map((item, at) => decisionOf(item.index, documents[at]?.index ?? ''));
}

function decisionOf(item: estypes.BulkResponseItem | undefined, index: string): Decision {
  if (item === undefined) throw new ElasticsearchBusyError('an item of the answer was missing');
  if (item.error === undefined || item.error === null) {
    // An item without an error that was not stored either: the answer can't be believed.
    if (item.status >= 200 && item.status < 300) return { kind: 'written' };
    return { kind: 'undecided', reason: `an item of the answer had status ${item.status}` };
  }
  const reason = `${item.error.type}: ${item.error.reason ?? 'no reason given'}`;
  if (reason.includes(NO_LONGER_WRITTEN)) throw new IndexReplacedError(index);
  if (item.status === 409) return { kind: 'superseded', storedVersion: storedVersionIn(reason) };
  if (REFUSED_FOR_GOOD.has(item.status)) return { kind: 'refused', reason };
  return { kind: 'undecided', reason: withAdvice(reason) };
}

/** Elasticsearch tells the stored version only in the text of a conflict. */
function storedVersionIn(reason: string): number | undefined {
  const match = /current version \[(\d+)\]/.exec(reason);
  return match ? Number(match[1]) : undefined;
}
