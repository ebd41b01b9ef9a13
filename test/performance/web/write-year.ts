import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { DEMONSTRATION_TOPIC, indexNames, rowId, type Row, type VersionedRow } from '@lianfang/contract';
import { OFFICIAL_COUNTIES } from '@lianfang/locate';
import { createRowStore } from '@lianfang/store';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Taipei is UTC+8 all year. */
const TAIPEI_OFFSET_MS = 8 * HOUR_MS;
/** How far back the demonstration's own past reaches, and some more; see apps/simulator. */
const PAST_DAYS = 57;
const BATCH = 5_000;
/** Source of the rows: the one of the demonstration's past, whose hours and days are all closed. */
const SOURCE = { topic: DEMONSTRATION_TOPIC, epoch: 1, partition: 0 } as const;
const CELLS = [
  { direction: 'inbound', disposition: 'blocked', share: 1 },
  { direction: 'inbound', disposition: 'allowed', share: 0.004 },
  { direction: 'inbound', disposition: 'detected', share: 0.02 },
  { direction: 'outbound', disposition: 'blocked', share: 0.001 },
] as const;

/** What lies behind the questions of the bench. */
export interface WrittenYear {
  readonly rows: number;
  readonly seconds: number;
}

/**
 * Writes hour and day rows of all counties, from `days` ago to where the demonstration's past begins: a seeded random walk
 * around the national rate. Days are sums of their hours.
 */
export async function writeYear(
  elasticsearch: string,
  { days, now }: { days: number; now: number },
): Promise<WrittenYear> {
  const began = performance.now();
  const client = createElasticsearch({ ELASTICSEARCH_NODE: elasticsearch });
  try {
    const store = createRowStore(client, indexNames());
    const generations = await store.generations();
    let rows = 0;
    let batch: VersionedRow[] = [];
    const write = async (): Promise<void> => {
      const outcomes = await store.writeRows(batch, { generations });
      const refused = outcomes.find(({ kind }) => kind === 'refused');
      if (refused?.kind === 'refused') throw new Error(`Elasticsearch refused a row of the year: ${refused.reason}`);
      rows += batch.length;
      batch = [];
    };
    for (const row of yearRows({ days, now })) {
      batch.push(row);
      if (batch.length === BATCH) await write();
    }
    await write();
    return { rows, seconds: Math.round((performance.now() - began) / 100) / 10 };
  } finally {
    await client.close();
  }
}

function* yearRows({ days, now }: { days: number; now: number }): Generator<VersionedRow> {
  const today = Math.floor((now + TAIPEI_OFFSET_MS) / DAY_MS) * DAY_MS - TAIPEI_OFFSET_MS;
  const random = seeded(1);
  for (let day = today - days * DAY_MS; day < today - PAST_DAYS * DAY_MS; day += DAY_MS) {
    for (const county of OFFICIAL_COUNTIES.keys()) yield* dayRows(day, county, random);
  }
}

/** The hours of a county's day, and the day. */
function* dayRows(day: number, county: string, random: () => number): Generator<VersionedRow> {
  const sums = CELLS.map(() => 0);
  for (let hour = day; hour < day + DAY_MS; hour += HOUR_MS) {
    const level = Math.round(82_000 * (0.5 + random()));
    for (const [at, cell] of CELLS.entries()) {
      const count = Math.ceil(level * cell.share);
      sums[at] = (sums[at] ?? 0) + count;
      yield rowOf('hour', hour, { county, cell, count });
    }
  }
  for (const [at, cell] of CELLS.entries()) yield rowOf('day', day, { county, cell, count: sums[at] ?? 0 });
}

interface Cell {
  readonly county: string;
  readonly cell: (typeof CELLS)[number];
  readonly count: number;
}

function rowOf(tier: 'hour' | 'day', time: number, { county, cell, count }: Cell): VersionedRow {
  const { direction, disposition } = cell;
  const row: Row = { ...SOURCE, tier, kind: 'totals', time, county, direction, disposition, count };
  return { id: rowId(row), version: 1, row };
}

/** mulberry32: the same figures from the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
