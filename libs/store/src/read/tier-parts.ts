import type { IndexNames, RowTier, Watermark } from '@lianfang/contract';
import { all, allBut, any, ofSource, within, withinAny, type Query, type Stretch } from './row-queries';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The periods of a source that are read from the tier below. */
export type OpenPeriods = Pick<Watermark, 'topic' | 'epoch' | 'partition' | 'openHours' | 'openDays'>;

/** A range of time, cut by the tier that answers each part: whole Taipei days, whole hours, and minutes. */
export interface TierCut {
  readonly days: readonly Stretch[];
  readonly hours: readonly Stretch[];
  readonly minutes: readonly Stretch[];
}

/** Rows of one tier that belong to an answer. */
export interface TierPart {
  readonly tier: RowTier;
  readonly index: string;
  readonly query: Query;
}

/**
 * The rows that a cut is answered from: what is closed from its own tier, what is open from the tier below, source by
 * source; never both. So the same range gives the same sums, however it is cut.
 * @param open of every source, as its watermark said before the question.
 */
export function tierParts(names: IndexNames, cut: TierCut, open: readonly OpenPeriods[]): TierPart[] {
  const openDays = open.map((source) => periodsOf(source, overlapping(source.openDays, DAY_MS, cut.days), DAY_MS));
  const inHours = any([...stretches(cut.hours), ...openDays]);
  const asked = [...cut.days, ...cut.hours];
  const openHours = open.map((source) => periodsOf(source, overlapping(source.openHours, HOUR_MS, asked), HOUR_MS));
  const parts: TierPart[] = [
    { tier: 'day', index: names.rowsDay, query: allBut([any(stretches(cut.days))], openDays) },
    { tier: 'hour', index: names.rowsHour, query: allBut([inHours], openHours) },
    {
      tier: 'minute',
      index: names.rowsMinute,
      query: any([...stretches(cut.minutes), all([inHours, any(openHours)])]),
    },
  ];
  return parts.filter(({ tier }) => mayHold(tier, cut));
}

/** A tier above the whole cut has nothing to say. */
function mayHold(tier: RowTier, { days, hours }: TierCut): boolean {
  if (tier === 'day') return days.length > 0;
  return tier === 'minute' || days.length + hours.length > 0;
}

function stretches(of: readonly Stretch[]): Query[] {
  return of.map(within);
}

function overlapping(starts: readonly number[], length: number, asked: readonly Stretch[]): number[] {
  return starts.filter((start) => asked.some(({ from, to }) => start < to && start + length > from));
}

function periodsOf(source: OpenPeriods, starts: readonly number[], length: number): Query {
  return all([ofSource(source), withinAny(starts.map((from) => ({ from, to: from + length })))]);
}
