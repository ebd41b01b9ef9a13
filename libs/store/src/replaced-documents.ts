import { rowSourceKey, type RowSource } from '@lianfang/contract';
import { z } from 'zod';
import { all, any, ofSource, type Query } from './read/row-queries';
import type { RebuiltFamily } from './rebuilt-families';

const HOUR_MS = 3_600_000;

/** What of one source a rebuild makes again. Hours and days become known as chunks are counted. */
export interface ReplacedPeriods {
  readonly source: RowSource;
  readonly chunks: ReadonlySet<string>;
  /** Starts of UTC hours, milliseconds. */
  readonly hours: Set<number>;
  /** Starts of Taipei days, milliseconds. */
  readonly days: Set<number>;
}

/** An hour or a Taipei day of a source. */
export interface SourcePeriod {
  readonly tier: 'hour' | 'day';
  readonly source: RowSource;
  /** Its start, milliseconds. */
  readonly time: number;
}

const placed = z.object({
  topic: z.string(),
  epoch: z.number(),
  partition: z.number(),
  chunk: z.string().optional(),
  time: z.number().optional(),
});

/** Tells the documents that are made again from those that are copied. */
export class ReplacedDocuments {
  private readonly bySource: ReadonlyMap<string, ReplacedPeriods>;

  constructor(readonly sources: readonly ReplacedPeriods[]) {
    this.bySource = new Map(sources.map((periods) => [rowSourceKey(periods.source), periods]));
  }

  has(family: RebuiltFamily, document: unknown): boolean {
    const { chunk, ...place } = placed.parse(document);
    if (family.of !== 'chunk') return this.periodOf(family, document) !== undefined;
    return chunk !== undefined && this.bySource.get(rowSourceKey(place))?.chunks.has(chunk) === true;
  }

  /** The period of {@link sources} that is made from this document, or is this document. */
  periodOf(family: RebuiltFamily, document: unknown): SourcePeriod | undefined {
    const { topic, epoch, partition, time = NaN } = placed.parse(document);
    const source = { topic, epoch, partition };
    const periods = this.bySource.get(rowSourceKey(source));
    if (family.of === 'day') return periods?.days.has(time) ? { tier: 'day', source, time } : undefined;
    if (family.of === 'chunk' && !family.isBelowHours) return undefined;
    const hour = Math.floor(time / HOUR_MS) * HOUR_MS;
    return periods?.hours.has(hour) ? { tier: 'hour', source, time: hour } : undefined;
  }

  /** The query that finds what {@link has} tells. */
  query({ of }: RebuiltFamily): Query {
    return any(
      this.sources.flatMap(({ source, chunks, hours, days }) => {
        const [field, values] = of === 'chunk' ? ['chunk', [...chunks]] : ['time', [...(of === 'hour' ? hours : days)]];
        return slices<string | number>(values).map((some) => all([ofSource(source), { terms: { [field]: some } }]));
      }),
    );
  }
}

/** Elasticsearch takes 65,536 terms. */
const MOST_TERMS = 10_000;

function slices<T>(values: readonly T[]): T[][] {
  const count = Math.ceil(values.length / MOST_TERMS);
  return Array.from({ length: count }, (_, at) => values.slice(at * MOST_TERMS, (at + 1) * MOST_TERMS));
}
