import type { Posture } from '@lianfang/contract';
import { scorePosture } from '@lianfang/posture';
import type { PostureStore } from '@lianfang/store';
import { HOUR_MS, hourOf, normalOf, type NormalsOf } from '@lianfang/views';
import { coverageOf } from './coverage-of';
import { severeOf } from './posture-evaluator';
import type { PostureSource } from './posture-source.port';

/** So many hours before the present one: the same hour of yesterday, and the one before it. */
const HOURS_BACK = 25;

/**
 * Judges the closed hours of the last 25 that have no posture, as far as rows can tell: how sensors did then is not known any
 * more. An hour in which nobody had an event is left out, because nothing was heard at all.
 * @param now `at`: the instant of the figures, milliseconds since 1970 UTC; `signal` ends it between two hours
 * @returns how many were made
 */
export async function fillInHours(
  source: PostureSource,
  store: Pick<PostureStore, 'kept' | 'fillIn'>,
  { at, signal }: { readonly at: number; readonly signal: AbortSignal },
): Promise<number> {
  const present = hourOf(at);
  const kept = await store.kept({ from: present - HOURS_BACK * HOUR_MS, to: present });
  const counties = source.directory().counties.map(({ code }) => code);
  const hours = Array.from({ length: HOURS_BACK }, (_, at) => present - (HOURS_BACK - at) * HOUR_MS);
  const lacking = hours.filter((hour) => counties.some((county) => !kept.get(hour)?.has(county)));
  if (lacking.length === 0) return 0;
  const normals = await source.normalsOf(lacking);
  let made = 0;
  for (const hour of lacking) {
    signal.throwIfAborted();
    const missing = counties.filter((county) => !kept.get(hour)?.has(county));
    const postures = await judgeHour(source, { hour, normals: normals.get(hour) ?? (() => null) }, missing);
    await store.fillIn(postures);
    made += postures.length;
  }
  return made;
}

async function judgeHour(
  source: PostureSource,
  { hour, normals }: { readonly hour: number; readonly normals: NormalsOf },
  counties: readonly string[],
): Promise<Posture[]> {
  const { totals, severities } = await source.closedHour(hour);
  if (totals.size === 0) return [];
  const coverage = coverageOf(source.directory(), new Map(), undefined);
  const addresses = source.addresses();
  const to = hour + HOUR_MS;
  return counties.flatMap((county) => {
    const covered = coverage.get(county);
    if (covered === undefined) return [];
    const counted = totals.get(county);
    const inputs = {
      from: hour,
      to,
      ...(counted ?? { blocked: 0, allowed: 0, detected: 0, outbound: 0 }),
      normal: normalOf(county, { from: hour, to }, normals),
      severe: severeOf(severities, county),
      protectedAddresses: addresses.get(county) ?? 0,
      ...covered,
      duties: null,
    };
    // The last instant that is of the hour itself.
    const facts = { county, at: to - 1, inputs, isStale: false, isSilent: counted === undefined };
    return scorePosture({ ...facts, yesterday: undefined });
  });
}
