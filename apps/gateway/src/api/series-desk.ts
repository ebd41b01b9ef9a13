import {
  seriesQuery,
  type ByDisposition,
  type Freshness,
  type Scope,
  type RowTier,
  type SeriesAnswer,
} from '@lianfang/contract';
import { countyWithin, freshnessWithin } from './county-within';
import type { OpenPeriods, SeriesQuestion, SeriesReading, Stretch, TierCut } from '@lianfang/store';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@lianfang/views';
import { wholeIntervals } from './cut-range';
import { requireKept, type DroppedRows } from './kept-rows';
import { parseQuestion } from './parse-question';
import { badQuestion } from './problem-error';
import type { QuestionGate } from './question-gate';

/** What series are read from. */
export interface SeriesSource {
  read(question: SeriesQuestion): Promise<SeriesReading>;
  /** How many rows `read` would add up. */
  count(question: SeriesQuestion): Promise<number>;
  readonly dropped: DroppedRows;
  openPeriods(): OpenPeriods[];
  freshness(): Freshness;
  isCounty(code: string): boolean;
  readonly gate: QuestionGate;
}

/** The longest range of each interval, so that no answer grows without limit. */
const LONGEST = {
  minute: { ms: 31 * DAY_MS, advice: 'Ask for 31 days at most, or by hour.' },
  hour: { ms: 366 * DAY_MS, advice: 'Ask for one year at most, or by day.' },
  day: { ms: 20 * 366 * DAY_MS, advice: 'Ask for 20 years at most.' },
} as const;

/** What a screen may ask for: rows added up, and points drawn. */
const MOST_ROWS = 20_000;
const MOST_POINTS = 1_500;
const LENGTH = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS } as const;

/** Answers time ranges: whole intervals, from the one that holds `from` on, that begin before `to`. */
export class SeriesDesk {
  constructor(private readonly source: SeriesSource) {}

  /** @param query as the URL has it. @throws ProblemError saying what to ask for instead. */
  async answer(query: unknown, within: Scope): Promise<SeriesAnswer> {
    const asked = parseQuestion(seriesQuery, query);
    const county = countyWithin(asked.county, within, (code) => this.source.isCounty(code));
    const range = { from: Date.parse(asked.from), to: Date.parse(asked.to) };
    const freshness = freshnessWithin(this.source.freshness(), within);
    const scope = { open: this.source.openPeriods(), ...(county !== undefined && { county }) };
    const { interval, series, rows } = await this.source.gate.pass(async () => {
      const chosen = asked.interval === 'auto' ? await this.choose(range, scope) : asked.interval;
      const question = { ...scope, ...checked(range, chosen), interval: chosen };
      await requireKept(cutOf(question), this.source.dropped);
      return { interval: chosen, ...(await this.source.read(question)) };
    });
    const points = [...series].map(([time, counts]) => ({ time: new Date(time).toISOString(), ...counts }));
    return {
      interval,
      county: county ?? null,
      timeZone: 'Asia/Taipei',
      kind: 'totals',
      points,
      split: null,
      total: sum(points),
      overflow: sum([]),
      rows,
      freshness,
    };
  }

  /** The finest interval that is kept and that a screen can afford; days where none is. */
  private async choose(range: Stretch, scope: Pick<SeriesQuestion, 'open' | 'county'>): Promise<RowTier> {
    for (const interval of ['minute', 'hour'] as const) {
      const question = { ...scope, ...wholeIntervals(range, interval), interval };
      if ((question.to - question.from) / LENGTH[interval] > MOST_POINTS) continue;
      if ((await this.source.dropped(interval, question)).length > 0) continue;
      if ((await this.source.count(question)) <= MOST_ROWS) return interval;
    }
    return 'day';
  }
}

function checked(range: Stretch, interval: RowTier): Stretch {
  if (range.to - range.from > LONGEST[interval].ms) {
    throw badQuestion(`The range is too long for the interval \`${interval}\`. ${LONGEST[interval].advice}`);
  }
  return wholeIntervals(range, interval);
}

function cutOf({ interval, from, to }: SeriesQuestion): TierCut {
  const whole = [{ from, to }];
  return {
    days: interval === 'day' ? whole : [],
    hours: interval === 'hour' ? whole : [],
    minutes: interval === 'minute' ? whole : [],
  };
}

function sum(points: readonly ByDisposition[]): ByDisposition {
  const total = { blocked: 0, allowed: 0, detected: 0 };
  for (const { blocked, allowed, detected } of points) {
    total.blocked += blocked;
    total.allowed += allowed;
    total.detected += detected;
  }
  return total;
}
