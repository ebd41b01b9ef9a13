import type { Client } from '@elastic/elasticsearch';
import type { ByDisposition, RowTier } from '@lianfang/contract';
import { compositePages, type CompositeBucket, type CompositeQuestion } from './composite-pages';
import { all, type Query } from './row-queries';
import type { TierPart } from './tier-parts';

/** How many rows of each tier were added up. */
export type RowsByTier = Readonly<Record<RowTier, number>>;

/** Counts by the start of each interval that has some; days are Asia/Taipei days. */
export type Series = Map<number, ByDisposition>;

/** A cell of what is read, and its count. */
interface SummedPlace {
  readonly key: CompositeBucket['key'];
  readonly count: number;
}

/** Sums by disposition, beside whatever else tells them apart. */
export const BY_DISPOSITION = { disposition: { terms: { field: 'disposition' } } };

/** Adds up rows of the parts of one question, as often as it takes, and says how many they were. */
export class RowReading {
  readonly rows = { minute: 0, hour: 0, day: 0 };

  constructor(
    private readonly client: Client,
    private readonly parts: readonly TierPart[],
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** Sums of the rows that pass, part by part: a cell of several parts comes several times. */
  async *sums(passing: readonly Query[], by: CompositeQuestion['by']): AsyncGenerator<SummedPlace> {
    for (const { tier, index, query } of this.parts) {
      const question = { index, query: all([...passing, query]), by, sums: ['count'] };
      for await (const buckets of compositePages(this.client, question, this.signal)) {
        for (const { key, sums, documents } of buckets) {
          this.rows[tier] += documents;
          yield { key, count: sums['count'] ?? 0 };
        }
      }
    }
  }

  /** The same rows but for those of minutes, with a count of its own. */
  closed(): RowReading {
    return new RowReading(
      this.client,
      this.parts.filter(({ tier }) => tier !== 'minute'),
      this.signal,
    );
  }

  /** All that passes, by disposition. */
  async total(passing: readonly Query[]): Promise<ByDisposition> {
    let total: ByDisposition | undefined;
    for await (const { key, count } of this.sums(passing, [BY_DISPOSITION]))
      total = addTo(total, String(key['disposition']), count);
    return total ?? NONE;
  }
}

const NONE: ByDisposition = { blocked: 0, allowed: 0, detected: 0 };

/** Adds to one of the three; what is no disposition is left out. */
export function addTo(sum: ByDisposition | undefined, disposition: string, count: number): ByDisposition {
  const known = sum ?? NONE;
  if (disposition !== 'blocked' && disposition !== 'allowed' && disposition !== 'detected') return known;
  return { ...known, [disposition]: known[disposition] + count };
}
