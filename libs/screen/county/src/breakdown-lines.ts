import type { BreakdownAnswer, ByDisposition } from '@lianfang/contract';

/** One line of a breakdown. */
export interface BreakdownLine {
  readonly key: string;
  readonly label: string;
  readonly total: number;
  readonly allowed: number;
  /** Of the largest, 0 to 100. */
  readonly width: number;
  /** A sum of what has no line of its own. */
  readonly rest: boolean;
}

export interface BreakdownWords {
  readonly label: (key: string) => string;
  readonly others: (keys: number) => string;
  readonly unassigned: string;
  readonly overflow: string;
}

function sum({ blocked, allowed, detected }: ByDisposition): number {
  return blocked + allowed + detected;
}

/** Every event of the answer in exactly one line, so that the lines add up to its total; empty sums have none. */
export function breakdownLines(answer: BreakdownAnswer, words: BreakdownWords): readonly BreakdownLine[] {
  const rests = [
    { key: '·others', label: words.others(answer.others.keys), events: answer.others },
    { key: '·unassigned', label: words.unassigned, events: answer.unassigned },
    { key: '·overflow', label: words.overflow, events: answer.overflow },
  ].filter(({ events }) => sum(events) > 0);
  const items = answer.items.map((item) => ({ key: item.key, label: words.label(item.key), events: item }));
  const largest = Math.max(1, ...items.map(({ events }) => sum(events)));
  const line = ({ key, label, events }: (typeof rests)[number], rest: boolean): BreakdownLine => ({
    key,
    label,
    total: sum(events),
    allowed: events.allowed,
    width: rest ? 0 : (sum(events) / largest) * 100,
    rest,
  });
  return [...items.map((item) => line(item, false)), ...rests.map((rest) => line(rest, true))];
}

/** Fewer events than this last week are too few to be compared with. */
const LEAST_EVENTS = 20;

/**
 * How many times as many events as in the same part of the same weekday last week; null where that is not known, or was
 * next to nothing.
 */
export function timesOf({ key, total }: BreakdownLine, lastWeek: BreakdownAnswer | null): number | null {
  const before = lastWeek?.items.find((item) => item.key === key);
  if (before === undefined || sum(before) < LEAST_EVENTS) return null;
  return total / sum(before);
}
