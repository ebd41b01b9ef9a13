import type { RangesByPlace } from '@lianfang/board';
import {
  CENTRE_ONLY,
  MOST_NORMAL_HOURS,
  normalsQuery,
  UNLOCATED,
  type Freshness,
  type NormalsAnswer,
  type Scope,
} from '@lianfang/contract';
import { HOUR_MS, hourOf, NATION } from '@lianfang/views';
import { countyWithin, freshnessWithin } from './county-within';
import { wholeIntervals } from './cut-range';
import { parseQuestion } from './parse-question';
import { badQuestion, ProblemError } from './problem-error';
import type { QuestionGate } from './question-gate';

/** What bands are read from. */
export interface NormalsSource {
  /** Ranges by the start of each of these hours. */
  read(hours: readonly number[], signal?: AbortSignal): Promise<ReadonlyMap<number, RangesByPlace>>;
  /** Codes of all counties, in the order of the directory. */
  counties(): readonly string[];
  /** Of the nation without a county. */
  freshness(county?: string): Freshness;
  readonly gate: QuestionGate;
  /** Milliseconds. */
  now(): number;
}

/** An hour's ranges are read again after this long, because history can be filled in. */
const KEPT_MS = 10 * 60_000;
/** The same while there is too little history. */
const RETRIED_MS = 15_000;
/** Hours that are kept: three months. */
const MOST_KEPT = 2_208;

interface Kept {
  readonly byPlace: RangesByPlace;
  readonly until: number;
}

/** Answers what is normal, hour by hour. */
export class NormalsDesk {
  private readonly kept = new Map<number, Kept>();

  constructor(private readonly source: NormalsSource) {}

  /** @param query as the URL has it; `signal` comes when nobody waits any more. @throws ProblemError saying what to ask for instead. */
  async answer(query: unknown, within: Scope, signal?: AbortSignal): Promise<NormalsAnswer> {
    const { from, to, county: named, by } = parseQuestion(normalsQuery, query);
    // Counties beside each other are the nation's: to somebody of a county there is but their own.
    if (by !== undefined && within !== CENTRE_ONLY) throw notBeside();
    const counties = this.source.counties();
    const county = countyWithin(named, within, (code) => counties.includes(code));
    const hours = hoursOf(wholeIntervals({ from: Date.parse(from), to: Date.parse(to) }, 'hour'));
    const ranges = await this.rangesOf(hours, signal);
    const places = by === undefined ? [county ?? NATION] : [NATION, ...counties, UNLOCATED];
    return {
      timeZone: 'Asia/Taipei',
      hours: hours.map((hour) => new Date(hour).toISOString()),
      places: places.map((place) => ({
        county: place === NATION ? null : place,
        ranges: hours.map((hour) => ranges.get(hour)?.get(place) ?? null),
      })),
      freshness: freshnessWithin(this.source.freshness(county), within),
    };
  }

  private async rangesOf(
    hours: readonly number[],
    signal: AbortSignal | undefined,
  ): Promise<ReadonlyMap<number, RangesByPlace>> {
    const now = this.source.now();
    const ranges = new Map<number, RangesByPlace>();
    for (const hour of hours) {
      const kept = this.kept.get(hour);
      if (kept && kept.until > now) ranges.set(hour, kept.byPlace);
    }
    const missing = hours.filter((hour) => !ranges.has(hour));
    if (missing.length === 0) return ranges;
    const read = await this.source.gate.pass(() => this.source.read(missing, signal), signal);
    for (const [hour, byPlace] of read) this.keep(hour, byPlace, now);
    return new Map([...ranges, ...read]);
  }

  private keep(hour: number, byPlace: RangesByPlace, now: number): void {
    // The oldest to be read are the first to be forgotten.
    this.kept.delete(hour);
    this.kept.set(hour, { byPlace, until: now + (byPlace.get(NATION) ? KEPT_MS : RETRIED_MS) });
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MOST_KEPT) return;
      this.kept.delete(oldest);
    }
  }
}

function hoursOf({ from, to }: { readonly from: number; readonly to: number }): number[] {
  const count = (to - hourOf(from)) / HOUR_MS;
  if (count > MOST_NORMAL_HOURS) throw badQuestion(`Ask for ${MOST_NORMAL_HOURS} hours at most, piece by piece.`);
  return Array.from({ length: count }, (_, at) => from + at * HOUR_MS);
}

function notBeside(): ProblemError {
  return new ProblemError(
    403,
    'Not for this role',
    'None of your roles may see counties beside each other. Ask without `by`: the answer is your county’s.',
  );
}
