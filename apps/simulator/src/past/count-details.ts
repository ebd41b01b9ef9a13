import { DISPOSITIONS, type Category, type Row, type Severity } from '@lianfang/contract';
import { Random } from '../generator/random';
import type { Outcome, Stream } from '../generator/stream';
import type { Traffic } from '../generator/traffic';
import { countHour, countMinute, type StreamCount } from './count-totals';

/** Of one stream and outcome in one minute, so many attacks are drawn; each then stands for several. */
const MOST_DRAWN = 500;
/** The same in one hour that has no minutes: there are many, and what they are looked at for is the shape of weeks. */
const MOST_DRAWN_AN_HOUR = 3;

/** A finer cell and its count: all that a row of its kind has beside time and source. */
export type DetailCell = Pick<Row, 'kind' | 'county' | 'disposition' | 'count'> &
  Partial<Pick<Row, 'direction' | 'category' | 'severity' | 'agency' | 'sourceCountry'>>;

/** Finer cells that are added up. */
export class DetailSums {
  private readonly cells = new Map<string, DetailCell>();

  add(cell: DetailCell): void {
    const { kind, county, direction, category, severity, agency, sourceCountry, disposition } = cell;
    const key = `${kind}|${county}|${direction}|${category}|${severity}|${agency}|${sourceCountry}|${disposition}`;
    const known = this.cells.get(key);
    this.cells.set(key, known === undefined ? cell : { ...known, count: known.count + cell.count });
  }

  addAll(cells: Iterable<DetailCell>): void {
    for (const cell of cells) this.add(cell);
  }

  all(): DetailCell[] {
    return [...this.cells.values()];
  }
}

/**
 * The cells of the kinds `categories`, `agencies` and `countries` of one minute. Of each county they add up to the same
 * numbers as the totals do, because they are those attacks looked at more closely.
 * @param minute start, in milliseconds since 1970 UTC.
 */
export function countDetails(traffic: Traffic, minute: number): DetailCell[] {
  const random = new Random(traffic.settings.seed, 'details', minute / 1000);
  return detailsOf(countMinute(traffic, minute), random, MOST_DRAWN);
}

/** The same of an hour that has no minutes. @param hour start, in milliseconds since 1970 UTC. */
export function countHourDetails(traffic: Traffic, hour: number): DetailCell[] {
  const random = new Random(traffic.settings.seed, 'hour details', hour / 1000);
  return detailsOf(countHour(traffic, hour), random, MOST_DRAWN_AN_HOUR);
}

function detailsOf(counted: readonly StreamCount[], random: Random, most: number): DetailCell[] {
  const sums = new DetailSums();
  for (const { stream, counts } of counted) {
    for (const outcome of [0, 1, 2] as const) {
      for (const [drawn, count] of drawnFrom(stream, counts[outcome], { random, most }))
        addCells(sums, stream, { ...drawn, outcome, count });
    }
  }
  return sums.all();
}

/** What the finer cells ask of one attack. */
interface Drawn {
  readonly category: Category;
  readonly severity: Severity;
  readonly agency: string | undefined;
  readonly country: string;
}

/** Attacks of the stream; together they stand for `count`. */
function* drawnFrom(
  stream: Stream,
  count: number,
  { random, most }: { readonly random: Random; readonly most: number },
): Generator<[Drawn, number]> {
  const draws = Math.min(count, most);
  for (let made = 0; made < draws; made += 1) {
    const { rule, target, source } = stream.draw(random);
    const part = Math.floor(((made + 1) * count) / draws) - Math.floor((made * count) / draws);
    const country = stream.direction === 'outbound' ? HOME : source.country;
    yield [{ category: rule.category, severity: rule.severity, agency: target?.agency, country }, part];
  }
}

/** Country of a protected initiator. */
const HOME = 'TW';

function addCells(
  sums: DetailSums,
  stream: Stream,
  drawn: Drawn & { readonly outcome: Outcome; readonly count: number },
): void {
  const { county, direction } = stream;
  const { category, severity, agency, country, outcome, count } = drawn;
  const disposition = DISPOSITIONS[outcome];
  sums.add({ kind: 'categories', county, direction, category, severity, disposition, count });
  sums.add({ kind: 'countries', county, sourceCountry: country, disposition, count });
  if (agency !== undefined) sums.add({ kind: 'agencies', county, agency, category, disposition, count });
}
