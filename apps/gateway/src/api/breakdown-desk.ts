import { breakdownQuery, dimensionsAsked, type BreakdownAnswer, type Freshness, type Scope } from '@lianfang/contract';
import { countyWithin, freshnessWithin } from './county-within';
import type { BreakdownQuestion, BreakdownReading, OpenPeriods } from '@lianfang/store';
import { DAY_MS } from '@lianfang/views';
import { cutRange, wholeIntervals } from './cut-range';
import { requireKept, type DroppedRows } from './kept-rows';
import { kindOfQuestion } from './kind-of-question';
import { parseQuestion } from './parse-question';
import { badQuestion } from './problem-error';
import type { QuestionGate } from './question-gate';
import { restOf, sizeOf, sumOf } from './sum-dispositions';

/** What breakdowns are read from. */
export interface BreakdownSource {
  read(question: BreakdownQuestion, signal?: AbortSignal): Promise<BreakdownReading>;
  readonly dropped: DroppedRows;
  openPeriods(): OpenPeriods[];
  /** Of the nation without a county. */
  freshness(county?: string): Freshness;
  isCounty(code: string): boolean;
  readonly gate: QuestionGate;
}

const LONGEST_MS = 366 * DAY_MS;

/** Answers what the events of a range were: by category, severity, agency, country, county or direction. */
export class BreakdownDesk {
  constructor(private readonly source: BreakdownSource) {}

  /** @param query as the URL has it; `signal` comes when nobody waits any more. @throws ProblemError saying what to ask for instead. */
  async answer(query: unknown, within: Scope, signal?: AbortSignal): Promise<BreakdownAnswer> {
    const { by, limit, from, to, county: named, ...filters } = parseQuestion(breakdownQuery, query);
    const county = countyWithin(named, within, (code) => this.source.isCounty(code));
    const kind = kindOfQuestion(filters, by);
    const range = wholeIntervals({ from: Date.parse(from), to: Date.parse(to) }, 'minute');
    if (range.to - range.from > LONGEST_MS) throw badQuestion('The range is too long. Ask for one year at most.');
    const cut = cutRange(range);
    const freshness = freshnessWithin(this.source.freshness(county), within);
    const open = this.source.openPeriods();
    const reading = await this.source.gate.pass(async () => {
      await requireKept(cut, this.source.dropped);
      return this.source.read({ by, kind, filters, cut, open, ...(county !== undefined && { county }) }, signal);
    }, signal);
    return {
      by,
      kind,
      county: county ?? null,
      timeZone: 'Asia/Taipei',
      from: new Date(range.from).toISOString(),
      to: new Date(range.to).toISOString(),
      ...shares(reading, { limit, isBeside: dimensionsAsked(filters).some((each) => each !== 'disposition') }),
      untold: reading.untold,
      rows: reading.rows,
      freshness,
    };
  }
}

type Shares = Pick<BreakdownAnswer, 'items' | 'others' | 'overflow' | 'unassigned' | 'total'>;

/** The most frequent keys; what they leave of the total is told as what it is. A filter that can't judge the overflow has it beside the sum. */
function shares(
  { byKey, overflow, total: read }: BreakdownReading,
  { limit, isBeside }: { readonly limit: number; readonly isBeside: boolean },
): Shares {
  const sorted = [...byKey]
    .filter(([, counts]) => sizeOf(counts) > 0)
    .sort(([a, x], [b, y]) => sizeOf(y) - sizeOf(x) || (a < b ? -1 : 1));
  const items = sorted.slice(0, limit).map(([key, counts]) => ({ key, ...counts }));
  const beyond = sorted.slice(limit).map(([, counts]) => counts);
  const named = sumOf([...byKey.values(), ...(isBeside ? [] : [overflow])]);
  const { rest: unassigned, whole: total } = restOf(read, named);
  return { items, others: { keys: beyond.length, ...sumOf(beyond) }, overflow, unassigned, total };
}
