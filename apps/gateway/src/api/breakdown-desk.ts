import {
  breakdownQuery,
  rowKindFor,
  type BreakdownAnswer,
  type ByDisposition,
  type Freshness,
  type Scope,
} from '@lianfang/contract';
import { countyWithin, freshnessWithin } from './county-within';
import type { BreakdownQuestion, BreakdownReading, OpenPeriods } from '@lianfang/store';
import { DAY_MS } from '@lianfang/views';
import { cutRange, wholeIntervals } from './cut-range';
import { requireKept, type DroppedRows } from './kept-rows';
import { parseQuestion } from './parse-question';
import { badQuestion } from './problem-error';
import type { QuestionGate } from './question-gate';

/** What breakdowns are read from. */
export interface BreakdownSource {
  read(question: BreakdownQuestion): Promise<BreakdownReading>;
  readonly dropped: DroppedRows;
  openPeriods(): OpenPeriods[];
  freshness(): Freshness;
  isCounty(code: string): boolean;
  readonly gate: QuestionGate;
}

const LONGEST_MS = 366 * DAY_MS;
const NONE: ByDisposition = { blocked: 0, allowed: 0, detected: 0 };

/** Answers what the events of a range were: by category, severity, agency, country, county or direction. */
export class BreakdownDesk {
  constructor(private readonly source: BreakdownSource) {}

  /** @param query as the URL has it. @throws ProblemError saying what to ask for instead. */
  async answer(query: unknown, within: Scope): Promise<BreakdownAnswer> {
    const { by, limit, ...asked } = parseQuestion(breakdownQuery, query);
    const county = countyWithin(asked.county, within, (code) => this.source.isCounty(code));
    const range = wholeIntervals({ from: Date.parse(asked.from), to: Date.parse(asked.to) }, 'minute');
    if (range.to - range.from > LONGEST_MS) throw badQuestion('The range is too long. Ask for one year at most.');
    const cut = cutRange(range);
    const freshness = freshnessWithin(this.source.freshness(), within);
    const open = this.source.openPeriods();
    const reading = await this.source.gate.pass(async () => {
      await requireKept(cut, this.source.dropped);
      return this.source.read({ by, cut, open, ...(county !== undefined && { county }) });
    });
    return {
      by,
      kind: rowKindFor([by]) ?? 'totals',
      county: county ?? null,
      timeZone: 'Asia/Taipei',
      from: new Date(range.from).toISOString(),
      to: new Date(range.to).toISOString(),
      ...shares(reading, limit),
      rows: reading.rows,
      freshness,
    };
  }
}

type Shares = Pick<BreakdownAnswer, 'items' | 'others' | 'overflow' | 'unassigned' | 'total'>;

/** The most frequent keys; what they leave of the total is told as what it is. */
function shares({ byKey, overflow, total }: BreakdownReading, limit: number): Shares {
  const sorted = [...byKey]
    .filter(([, counts]) => sizeOf(counts) > 0)
    .sort(([a, x], [b, y]) => sizeOf(y) - sizeOf(x) || (a < b ? -1 : 1));
  const items = sorted.slice(0, limit).map(([key, counts]) => ({ key, ...counts }));
  const beyond = sorted.slice(limit).map(([, counts]) => counts);
  const named = sumOf([...byKey.values(), overflow]);
  return {
    items,
    others: { keys: beyond.length, ...sumOf(beyond) },
    overflow,
    unassigned: {
      blocked: total.blocked - named.blocked,
      allowed: total.allowed - named.allowed,
      detected: total.detected - named.detected,
    },
    total,
  };
}

function sizeOf({ blocked, allowed, detected }: ByDisposition): number {
  return blocked + allowed + detected;
}

function sumOf(parts: readonly ByDisposition[]): ByDisposition {
  return parts.reduce(
    (sum, { blocked, allowed, detected }) => ({
      blocked: sum.blocked + blocked,
      allowed: sum.allowed + allowed,
      detected: sum.detected + detected,
    }),
    NONE,
  );
}
