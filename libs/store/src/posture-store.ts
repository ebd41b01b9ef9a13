import type { Client } from '@elastic/elasticsearch';
import { posture, type IndexNames, type Posture, type PostureHistoryAnswer } from '@lianfang/contract';
import { bulkWrite, type BulkDocument, type BulkOutcome } from './bulk-writer';
import { versioned } from './index-templates';
import { refresh } from './read/document-pages';
import { all, within, type Query, type Stretch } from './read/row-queries';

/** Postures of the past: one document a county and hour. Instants are milliseconds since 1970 UTC. */
export interface PostureStore {
  /**
   * Writes postures as they are; the last one of an hour stays, whoever wrote it.
   * @returns one outcome for each, in order. @throws ElasticsearchBusyError when the call is to be repeated
   */
  write(postures: readonly Posture[]): Promise<BulkOutcome[]>;
  /** Writes what was made afterwards of an hour that has none; never over one that was made at its time. */
  fillIn(postures: readonly Posture[]): Promise<BulkOutcome[]>;
  /** Of one county, the oldest first; `from` included, `to` not. */
  history(county: string, from: number, to: number): Promise<PostureHistoryAnswer['items']>;
  /** Those of all counties that are kept of an hour, by county. @param hour its start */
  ofHour(hour: number): Promise<Map<string, Posture>>;
  /** Which counties have one, by the start of the hour. */
  kept(stretch: Stretch): Promise<Map<number, Set<string>>>;
}

const HOUR_MS = 3_600_000;
/** Elasticsearch gives no more at once: 31 days of one county are 744, and a day of 22 counties is 528. */
const MOST = 10_000;
const lenient = { ignore_unavailable: true, allow_no_indices: true, allow_partial_search_results: false } as const;
const summary = posture.pick({ at: true, score: true, formula: true });
const place = posture.pick({ county: true, at: true });

/** The {@link PostureStore} on Elasticsearch. */
export function createPostureStore(client: Client, names: IndexNames): PostureStore {
  const index = versioned(names.posture);
  const found = async (query: Query, fields?: readonly string[]): Promise<unknown[]> => {
    await refresh(client, [index]);
    const answer = await client.search({
      ...lenient,
      index,
      query,
      size: MOST,
      track_total_hits: false,
      sort: [{ at: { order: 'asc', unmapped_type: 'date' } }],
      ...(fields && { _source: [...fields] }),
    });
    return answer.hits.hits.map(({ _source }) => _source);
  };
  return {
    write: (postures) => bulkWrite(client, postures.map(toDocument(index, ({ at }) => at))),
    // An instant of the hour itself is above this, so what was made at its time stays.
    fillIn: (postures) => bulkWrite(client, postures.map(toDocument(index, ({ at }) => hourOf(at) - 1))),
    history: async (county, from, to) => {
      const query = all([{ term: { county } }, at({ from, to })]);
      return (await found(query, Object.keys(summary.shape))).map((source) => summary.parse(source));
    },
    ofHour: async (hour) => {
      const postures = (await found(at({ from: hour, to: hour + HOUR_MS }))).map((source) => posture.parse(source));
      return new Map(postures.map((each) => [each.county, each]));
    },
    kept: async (stretch) => {
      const places = (await found(at(stretch), Object.keys(place.shape))).map((source) => place.parse(source));
      const byHour = Map.groupBy(places, (each) => hourOf(each.at));
      return new Map([...byHour].map(([hour, own]) => [hour, new Set(own.map(({ county }) => county))]));
    },
  };
}

function toDocument(index: string, versionOf: (each: Posture) => number): (each: Posture) => BulkDocument {
  return (each) => ({
    index,
    id: `${each.county}@${hourOf(each.at)}`,
    version: versionOf(each),
    document: each,
  });
}

/** The same as of rows, on the field that postures have. */
function at(stretch: Stretch): Query {
  const { range } = within(stretch);
  return { range: { at: { ...range?.['time'], format: 'epoch_millis' } } };
}

function hourOf(instant: number): number {
  return Math.floor(instant / HOUR_MS) * HOUR_MS;
}
