import {
  CATEGORIES,
  DIMENSIONS,
  DIRECTIONS,
  DISPOSITIONS,
  MOST_FILTER_VALUES,
  SEVERITIES,
  rowKindFor,
  type Dimension,
} from '@lianfang/contract';
import { INTERVALS, type Interval } from './explore-range';

/** Ranges that go on to now or follow the calendar of Taipei, by the name that the address has for them. */
export const QUICK_RANGES = ['hour', '6h', '24h', 'today', '7d', '30d', '90d', 'month', 'last-month'] as const;
export type QuickRange = (typeof QUICK_RANGES)[number];
export const DEFAULT_RANGE: QuickRange = '24h';

/** Earlier periods to compare with: the one directly before, a week before, a year before. */
export const EARLIER = ['previous', 'week', 'year'] as const;
export type Earlier = (typeof EARLIER)[number];

export const DRAWINGS = ['bars', 'lines'] as const;
export type Drawing = (typeof DRAWINGS)[number];

export type Filters = Readonly<Partial<Record<Dimension, readonly string[]>>>;

/** What the address asks for: all that the page shows. */
export interface Asked {
  readonly range: QuickRange | 'absolute';
  /** Of an absolute range: milliseconds since 1970 UTC. */
  readonly from: number;
  readonly to: number;
  readonly interval: Interval | 'auto';
  readonly by: Dimension | null;
  readonly filters: Filters;
  readonly compare: Earlier | null;
  readonly drawing: Drawing;
  /** Asked for again by itself, where the range goes on to now. */
  readonly live: boolean;
  /** Parts that can't be read. Nothing is asked while there are some: other figures than were meant would mislead. */
  readonly wrong: readonly string[];
}

type Params = Readonly<Record<string, string | undefined>>;

const KNOWN: Readonly<Partial<Record<Dimension, readonly string[]>>> = {
  direction: DIRECTIONS,
  disposition: DISPOSITIONS,
  category: CATEGORIES,
  severity: SEVERITIES,
};
const LONGEST_VALUE = 100;

/** Reads the query of the address. Never throws. */
export function readAddress(params: Params): Asked {
  const filters: Partial<Record<Dimension, readonly string[]>> = {};
  const wrong: string[] = [];
  for (const dimension of DIMENSIONS) {
    const values = [...new Set((params[dimension] ?? '').split(',').filter((value) => value !== ''))];
    if (values.length === 0) continue;
    filters[dimension] = values;
    if (!areReadable(dimension, values)) wrong.push(dimension);
  }
  const one = <T extends string>(name: string, known: readonly T[]): T | null => {
    const value = params[name] ?? '';
    const found = known.find((each) => each === value) ?? null;
    if (value !== '' && found === null) wrong.push(name);
    return found;
  };
  const interval = one('interval', ['auto', ...INTERVALS]) ?? 'auto';
  const by = one('by', DIMENSIONS);
  const compare = one('compare', EARLIER);
  const drawing = one('draw', DRAWINGS) ?? 'bars';
  const live = one('live', ['on', 'off']) === 'on';
  return { ...timesOf(params, wrong), interval, by, filters, compare, drawing, live, wrong };
}

/** Whether values of a dimension can be asked for. */
export function areReadable(dimension: Dimension, values: readonly string[]): boolean {
  if (values.length > (dimension === 'county' ? 1 : MOST_FILTER_VALUES)) return false;
  const known = KNOWN[dimension];
  if (known) return values.every((value) => known.includes(value));
  if (dimension === 'county') return values.every((value) => /^(\d{5}|unlocated)$/.test(value));
  return values.every((value) => value.length <= LONGEST_VALUE);
}

function timesOf(params: Params, wrong: string[]): Pick<Asked, 'range' | 'from' | 'to'> {
  if (params['from'] === undefined && params['to'] === undefined) {
    const named = params['range'] ?? DEFAULT_RANGE;
    const quick = QUICK_RANGES.find((range) => range === named);
    if (quick === undefined) wrong.push('range');
    return { range: quick ?? DEFAULT_RANGE, from: 0, to: 0 };
  }
  const [from, to] = [instantOf(params['from']), instantOf(params['to'])];
  wrong.push(...wrongEnds(from, to));
  return { range: 'absolute', from: from ?? 0, to: to ?? 0 };
}

function wrongEnds(from: number | null, to: number | null): readonly string[] {
  if (from !== null && to !== null) return from >= to ? ['range'] : [];
  return [...(from === null ? ['from'] : []), ...(to === null ? ['to'] : [])];
}

/** An instant with its zone; without one it would mean another time to each reader. */
function instantOf(text: string | undefined): number | null {
  if (text === undefined || !/T.*(Z|[+-]\d\d:\d\d)$/.test(text)) return null;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? null : instant;
}

/** The dimensions that a question takes, the county left out: it goes with everything. */
export function dimensionsOf({ filters, by }: Pick<Asked, 'filters' | 'by'>): readonly Dimension[] {
  const asked = DIMENSIONS.filter((dimension) => filters[dimension] !== undefined || dimension === by);
  return asked.filter((dimension) => dimension !== 'county');
}

/** What of a question rows do not hold together with `dimension`; empty where they do. */
export function clashesWith(dimension: Dimension, asked: readonly Dimension[]): readonly Dimension[] {
  if (rowKindFor([...asked, dimension]) !== undefined) return [];
  const alone = asked.filter((other) => rowKindFor([other, dimension]) === undefined);
  return alone.length > 0 ? alone : asked.filter((other) => other !== dimension && other !== 'disposition');
}

/** The filters as a question by REST has them. `own`: the county of who looks. */
export function filterQuery(filters: Filters, own: string | null): Record<string, string> {
  const named = Object.entries(filters).flatMap(([name, values]) =>
    values === undefined || (name === 'county' && own !== null) ? [] : [[name, values.join(',')] as const],
  );
  return { ...Object.fromEntries(named), ...(own !== null && { county: own }) };
}

/** The parts by which the page of events narrows; it takes one value of each. */
const EVIDENCE_PARTS: readonly Dimension[] = ['county', 'direction', 'disposition', 'severity', 'agency'];

/** What the page of events is asked, and which filters it can't take. Instants in milliseconds since 1970 UTC. */
export function evidenceLink(
  filters: Filters,
  range: { readonly from: number; readonly to: number },
): { readonly query: Record<string, string>; readonly left: readonly Dimension[] } {
  const query: Record<string, string> = {
    from: new Date(range.from).toISOString(),
    to: new Date(range.to).toISOString(),
  };
  const left: Dimension[] = [];
  for (const dimension of DIMENSIONS) {
    const values = filters[dimension];
    if (values === undefined) continue;
    const [only] = values;
    if (values.length === 1 && only !== undefined && EVIDENCE_PARTS.includes(dimension)) query[dimension] = only;
    else left.push(dimension);
  }
  return { query, left };
}
