import { seriesQuery, type Freshness, type RowTier, type Scope, type SeriesAnswer } from '@lianfang/contract';
import type { OpenPeriods, SeriesQuestion, SeriesReading, SplitQuestion, Stretch, TierCut } from '@lianfang/store';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@lianfang/views';
import { countyWithin, freshnessWithin } from './county-within';
import { wholeIntervals } from './cut-range';
import { requireKept, type DroppedRows } from './kept-rows';
import { kindOfQuestion } from './kind-of-question';
import { parseQuestion } from './parse-question';
import { badQuestion } from './problem-error';
import type { QuestionGate } from './question-gate';
import { pointsOf, tellApart } from './series-split';
import { sumOf } from './sum-dispositions';

/** What series are read from. */
export interface SeriesSource {
  read(question: SeriesQuestion, signal?: AbortSignal): Promise<SeriesReading>;
  /** How many rows `read` would add up. */
  count(question: SeriesQuestion, signal?: AbortSignal): Promise<number>;
  readonly dropped: DroppedRows;
  openPeriods(): OpenPeriods[];
  /** Of the nation without a county. */
  freshness(county?: string): Freshness;
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
/** The same where finer kinds are read, or rows twice: of the nation, one hour of a finer kind has thousands of rows. */
const MOST_FINER_ROWS = 100_000;
/** Beyond it a question is refused, whatever interval it names. */
const MOST_ROWS_EVER = 1_000_000;
/** Points of an answer, those of its keys included: it is written as a whole. */
const MOST_ANSWERED = 250_000;
/** So few days say little: hours are worth more rows to a screen. */
const FEW_DAYS_MS = 7 * DAY_MS;
/** Keys of a question that names none. */
const MOST_FREQUENT = 8;
const LENGTH = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS } as const;

/** A question but for its interval. */
type Asked = Omit<SeriesQuestion, 'interval' | 'from' | 'to'>;

/** Answers time ranges: whole intervals, from the one that holds `from` on, that begin before `to`. */
export class SeriesDesk {
  constructor(private readonly source: SeriesSource) {}

  /** @param query as the URL has it; `signal` comes when nobody waits any more. @throws ProblemError saying what to ask for instead. */
  async answer(query: unknown, within: Scope, signal?: AbortSignal): Promise<SeriesAnswer> {
    const { from, to, interval, county: named, by, keys, ...filters } = parseQuestion(seriesQuery, query);
    const county = countyWithin(named, within, (code) => this.source.isCounty(code));
    const kind = kindOfQuestion(filters, by);
    const split: SplitQuestion | undefined = by && { by, keys: keys ?? { most: MOST_FREQUENT } };
    const freshness = freshnessWithin(this.source.freshness(county), within);
    const asked = {
      ...{ kind, filters, open: this.source.openPeriods() },
      ...(county !== undefined && { county }),
      ...(split && { split }),
    };
    const range = { from: Date.parse(from), to: Date.parse(to) };
    const reading = await this.source.gate.pass(async () => {
      const chosen = interval === 'auto' ? await this.choose(range, asked, signal) : interval;
      const question = { ...asked, ...checked(range, chosen), interval: chosen };
      await requireKept(cutOf(question), this.source.dropped);
      requireAnswerable(question);
      // What was chosen was counted already, but for days.
      if (interval !== 'auto' || chosen === 'day') await this.requireFew(question, signal);
      return { interval: chosen, ...(await this.source.read(question, signal)) };
    }, signal);
    const { points, split: told } = tellApart(reading, by);
    return {
      interval: reading.interval,
      county: county ?? null,
      timeZone: 'Asia/Taipei',
      kind,
      points,
      split: told,
      total: sumOf(points),
      overflow: reading.overflow,
      untold: { points: pointsOf(reading.untold.series), counted: reading.untold.counted },
      rows: reading.rows,
      freshness,
    };
  }

  /** The finest interval that is kept and that a screen can afford; hours of a few days, and days where none is. */
  private async choose(range: Stretch, asked: Asked, signal?: AbortSignal): Promise<RowTier> {
    const most = isFiner(asked) ? MOST_FINER_ROWS : MOST_ROWS;
    const isShort = range.to - range.from <= FEW_DAYS_MS;
    for (const interval of ['minute', 'hour'] as const) {
      const question = { ...asked, ...wholeIntervals(range, interval), interval };
      if ((question.to - question.from) / LENGTH[interval] > MOST_POINTS) continue;
      if ((await this.source.dropped(interval, question)).length > 0) continue;
      const affordable = interval === 'hour' && isShort ? MOST_ROWS_EVER : most;
      if ((await this.source.count(question, signal)) <= affordable) return interval;
    }
    return 'day';
  }

  /** @throws ProblemError (400): a long range of fine rows would keep Elasticsearch busy for everybody. */
  private async requireFew(question: SeriesQuestion, signal?: AbortSignal): Promise<void> {
    const rows = await this.source.count(question, signal);
    if (rows <= MOST_ROWS_EVER) return;
    const coarser = question.interval === 'day' ? '' : ', a longer interval';
    throw badQuestion(
      `This would add up ${rows} rows; ${MOST_ROWS_EVER} are the most. Ask for a shorter range${coarser}, one county, or without \`by\`.`,
    );
  }
}

/** @throws ProblemError (400): an answer is written as a whole. */
function requireAnswerable({ interval, from, to, split }: SeriesQuestion): void {
  const keys = split === undefined ? 0 : 1 + ('most' in split.keys ? split.keys.most : split.keys.length);
  const points = Math.ceil((to - from) / LENGTH[interval]) * (1 + keys);
  if (points <= MOST_ANSWERED) return;
  throw badQuestion(
    `This would answer ${points} points; ${MOST_ANSWERED} are the most. Ask for a shorter range, a longer interval${split ? ' or fewer `keys`' : ''}.`,
  );
}

/** Whether it reads more than the totals rows once. */
function isFiner({ kind, split }: Asked): boolean {
  return kind !== 'totals' || split !== undefined;
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
