import { evidenceQuery } from '@lianfang/contract';
import { taipeiDayOf, type EvidenceQuestion } from '@lianfang/screen/data-access';

/** What a list is narrowed by, as the address of the page names it. */
export const PARTS = [
  'county',
  'agency',
  'direction',
  'disposition',
  'severity',
  'address',
  'rule',
  'indicator',
] as const;
export type Part = (typeof PARTS)[number];

/** Ranges that go on to now, by the name that the address has for them; the hour needs none. */
export const QUICK_RANGES = ['hour', 'today', '24h', '7d'] as const;
export type QuickRange = (typeof QUICK_RANGES)[number];

/** What the address asks for. */
export interface Asked {
  readonly parts: Readonly<Partial<Record<Part, string>>>;
  /** `absolute`: from one instant to another. */
  readonly range: QuickRange | 'absolute';
  /** Of an absolute range: milliseconds since 1970 UTC; null goes on to now, or begins an hour before. */
  readonly from: number | null;
  readonly to: number | null;
  /** The id of the event that is open. */
  readonly event: string | null;
  /** Parts that can't be read. Nothing is asked while there are some: another list than was meant would mislead. */
  readonly wrong: readonly WrongPart[];
}
export type WrongPart = Part | 'range' | 'from' | 'to';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LONGEST = 31 * DAY;
const LONGEST_ID = 1_000;

type Params = Readonly<Record<string, string | undefined>>;

/** Reads the query of the address. Never throws. */
export function readAddress(params: Params): Asked {
  const given = PARTS.flatMap((part) => (params[part] ? [{ part, value: params[part] }] : []));
  const wrong: WrongPart[] = given.filter(({ part, value }) => !isReadable(part, value)).map(({ part }) => part);
  const times = timesOf(params);
  const event = params['event'] ?? '';
  return {
    parts: Object.fromEntries(given.map(({ part, value }) => [part, value])),
    range: times.range,
    from: times.from,
    to: times.to,
    event: event === '' || event.length > LONGEST_ID ? null : event,
    wrong: [...wrong, ...times.wrong],
  };
}

/** Whether a value can be asked for. */
export function isReadable(part: Part | 'from' | 'to', value: string): boolean {
  return evidenceQuery.shape[part].safeParse(value).success;
}

/** The range in milliseconds since 1970 UTC: `from` included, `to` not. */
export function rangeOf({ range, from, to }: Asked, now: number): { readonly from: number; readonly to: number } {
  if (range === 'absolute') return { from: from ?? (to ?? now) - HOUR, to: to ?? now };
  const begins = { hour: now - HOUR, today: taipeiDayOf(now), '24h': now - DAY, '7d': now - 7 * DAY };
  return { from: begins[range], to: Math.max(now, begins[range] + MINUTE) };
}

/** What the gateway is asked. */
export function questionOf(asked: Asked, now: number): EvidenceQuestion {
  const { from, to } = rangeOf(asked, now);
  return {
    ...(asked.parts as Partial<EvidenceQuestion>),
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
  };
}

function timesOf(params: Params): Pick<Asked, 'range' | 'from' | 'to' | 'wrong'> {
  const named = params['range'] ?? '';
  const quick = QUICK_RANGES.find((one) => one === (named === '' ? 'hour' : named));
  const given = (['from', 'to'] as const).filter((end) => params[end]);
  if (given.length === 0) {
    return { range: quick ?? 'hour', from: null, to: null, wrong: quick === undefined ? ['range'] : [] };
  }
  const unreadable = given.filter((end) => !isReadable(end, params[end] ?? ''));
  const [from, to] = (['from', 'to'] as const).map((end) =>
    params[end] && !unreadable.includes(end) ? Date.parse(params[end]) : null,
  ) as [number | null, number | null];
  const isBackwards = from !== null && to !== null && (from >= to || to - from > LONGEST);
  return { range: 'absolute', from, to, wrong: isBackwards ? ['range'] : unreadable };
}
