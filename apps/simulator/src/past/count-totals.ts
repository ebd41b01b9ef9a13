import { DISPOSITIONS, type Row } from '@lianfang/contract';
import { Random } from '../generator/random';
import type { Stream } from '../generator/stream';
import type { Traffic } from '../generator/traffic';

const MINUTE_S = 60;
const HOUR_S = 3600;
/** Instants at which the level is read: nothing in the traffic turns faster. */
const SAMPLES_A_MINUTE = 2;
const SAMPLES_AN_HOUR = 12;

/** How many attacks of a stream were blocked, allowed and detected. */
export type OutcomeCounts = readonly [blocked: number, allowed: number, detected: number];

/** Counts of a stream in one span of time. */
export interface StreamCount {
  readonly stream: Stream;
  readonly counts: OutcomeCounts;
}

/** Counts of totals cells. The key is `county|direction|disposition`. */
export type Totals = Map<string, number>;

/**
 * What each stream did in a minute: chance around what is expected, drawn from seed and minute alone, so that the
 * totals rows and the finer rows of a minute are made of the same numbers.
 * @param minute start, in milliseconds since 1970 UTC.
 */
export function countMinute(traffic: Traffic, minute: number): StreamCount[] {
  const second = minute / 1000;
  const random = new Random(traffic.settings.seed, 'minute', second);
  const streams = traffic.streamsAt(second);
  const means = meansOf(streams, { second, length: MINUTE_S, samples: SAMPLES_A_MINUTE });
  const counts = streams.map((stream, at): StreamCount => {
    return { stream, counts: outcomes(stream, means[at] ?? 0, random) };
  });
  return counts.filter((one) => one.counts.some((count) => count > 0));
}

/** What each stream did in an hour, drawn from seed and hour alone. @param hour start, in milliseconds since 1970 UTC. */
export function countHour(traffic: Traffic, hour: number): StreamCount[] {
  const second = hour / 1000;
  const random = new Random(traffic.settings.seed, 'hour', second);
  const streams = traffic.streamsAt(second);
  const means = meansOf(streams, { second, length: HOUR_S, samples: SAMPLES_AN_HOUR });
  return streams.map((stream, at): StreamCount => ({ stream, counts: outcomes(stream, means[at] ?? 0, random) }));
}

/** How many attacks of each stream are expected in a span. All streams are asked at one instant before the next one. */
function meansOf(
  streams: readonly Stream[],
  span: { readonly second: number; readonly length: number; readonly samples: number },
): Float64Array {
  const means = new Float64Array(streams.length);
  const step = span.length / span.samples;
  for (let sample = 0; sample < span.samples; sample += 1) {
    const instant = span.second + (sample + 0.5) * step;
    streams.forEach((stream, at) => {
      means[at] = (means[at] ?? 0) + stream.rateAt(instant) * step;
    });
  }
  return means;
}

/** Counts by cell. */
export function totalsOf(counts: readonly StreamCount[]): Totals {
  const totals: Totals = new Map();
  for (const one of counts) addTo(totals, one);
  return totals;
}

/** Adds the second to the first. */
export function addTotals(sum: Totals, more: Totals): void {
  for (const [cell, count] of more) sum.set(cell, (sum.get(cell) ?? 0) + count);
}

/** The cell that a key names. */
export function cellOf(key: string): Pick<Row, 'county' | 'direction' | 'disposition'> {
  const [county = '', direction, disposition] = key.split('|');
  return {
    county,
    direction: direction as NonNullable<Row['direction']>,
    disposition: disposition as Row['disposition'],
  };
}

/** Parts of a Poisson number are Poisson numbers of their own. */
function outcomes({ behaviour }: Stream, mean: number, random: Random): OutcomeCounts {
  const [blocked, allowed, detected] = behaviour.dispositions;
  return [random.poisson(mean * blocked), random.poisson(mean * allowed), random.poisson(mean * detected)];
}

function addTo(totals: Totals, { stream, counts }: StreamCount): void {
  counts.forEach((count, outcome) => {
    if (count === 0) return;
    const key = `${stream.county}|${stream.direction}|${DISPOSITIONS[outcome]}`;
    totals.set(key, (totals.get(key) ?? 0) + count);
  });
}
