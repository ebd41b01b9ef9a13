import type { Scope } from '@lianfang/contract';
import { DistinctSketch, trimTop } from '@lianfang/aggregate';
import { countyWithin } from '../api/county-within';
import { distinctQuery, topQuery, type DistinctAnswer, type DistinctQuery, type TopAnswer } from '@lianfang/contract';
import type { OpenPeriods, SketchQuestion, StoredSketches } from '@lianfang/store';
import { HOUR_MS, hourOf } from '@lianfang/views';
import { parseQuestion } from '../api/parse-question';
import { tooMuch } from '../api/problem-error';
import { sumSketches, type SketchSum } from './sum-sketches';

/** What sketches are read from. */
export interface SketchSource {
  readonly stored: StoredSketches;
  /** Reads again when a rebuild came between. */
  steadily<T>(read: () => Promise<T>): Promise<T>;
  openPeriods(): OpenPeriods[];
  /** The instant that figures are shown at (milliseconds): its hour is the open one. */
  clock(): number;
  /** The instant up to which stored sketches hold everything, or null. */
  asOf(): number | null;
  isCounty(code: string): boolean;
  /** Wall clock, milliseconds. */
  now(): number;
}

/** Sketches are written every ten seconds; asking more often shows nothing new. */
const KEPT_MS = 3_000;
/** Questions of different counties and ranges that are kept or under way at once. */
const MOST_KEPT = 200;
const MOST_AT_ONCE = 8;

/** A range of hours of one county or the nation, added up. */
interface Range {
  readonly county: string | null;
  readonly from: number;
  readonly to: number;
  readonly asOf: number | null;
  readonly sum: SketchSum;
}

/** Answers who and what made up the last hours. The county is part of each question that goes to the store. */
export class SketchDesk {
  private readonly kept = new Map<string, { readonly until: number; readonly range: Promise<Range> }>();
  private underWay = 0;

  constructor(private readonly source: SketchSource) {}

  /** @param query as the URL has it. @throws ProblemError saying what to ask for instead; so does {@link top}. */
  async distinct(query: unknown, within: Scope): Promise<DistinctAnswer> {
    const { sum, ...range } = await this.range(parseQuestion(distinctQuery, query), within);
    const all = new DistinctSketch();
    for (const { distinct } of sum.byHour.values()) all.merge(distinct);
    const byHour = [...sum.byHour]
      .sort(([a], [b]) => a - b)
      .map(([time, { distinct, events }]) => ({ time, ...distinct.read(), events }));
    return { ...range, events: sum.events, ...all.read(), byHour };
  }

  async top(query: unknown, within: Scope): Promise<TopAnswer> {
    const { of, limit, ...asked } = parseQuestion(topQuery, query);
    const { sum, ...range } = await this.range(asked, within);
    const { entries, unnamed, overflow } = trimTop(sum.top[of], limit);
    const shown = entries.map(({ key, name, atLeast, atMost }) => {
      return { key, ...(name !== undefined && { name }), count: atMost, overCount: atMost - atLeast };
    });
    return { ...range, of, events: sum.events, entries: shown, unnamed, overflow };
  }

  private range({ county: asked, hours }: DistinctQuery, within: Scope): Promise<Range> {
    const county = countyWithin(asked, within, (code) => this.source.isCounty(code));
    const now = this.source.now();
    const to = hourOf(this.source.clock()) + HOUR_MS;
    const from = to - hours * HOUR_MS;
    const key = `${county ?? 'nation'}/${from}/${to}`;
    const known = this.kept.get(key);
    if (known && known.until > now) return known.range;
    const range = this.read({ from, to, open: this.source.openPeriods(), ...(county !== undefined && { county }) });
    range.catch(() => this.kept.delete(key));
    this.forget(now);
    this.kept.set(key, { until: now + KEPT_MS, range });
    return range;
  }

  private async read(question: SketchQuestion): Promise<Range> {
    if (this.underWay >= MOST_AT_ONCE) throw tooMuch('Many ranges are being read. Ask again in a few seconds.');
    this.underWay += 1;
    try {
      const asOf = this.source.asOf();
      const sum = await this.source.steadily(() => sumSketches(this.source.stored.read(question)));
      return { county: question.county ?? null, from: question.from, to: question.to, asOf, sum };
    } finally {
      this.underWay -= 1;
    }
  }

  private forget(now: number): void {
    for (const [key, { until }] of this.kept) if (until <= now || this.kept.size >= MOST_KEPT) this.kept.delete(key);
  }
}
