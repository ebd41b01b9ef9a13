import type { Evidence, Side } from './evidence';
import { NATIONAL } from './indicator';
import type { Scope } from './scope';
import { CENTRE_ONLY } from './system-alert';

/** The side that another county than the event's own protects, if there is one. */
export function sideOfAnotherCounty(
  of: Pick<Evidence, 'county' | 'direction' | 'initiator' | 'initiatorCounty'>,
): Side | undefined {
  const isForeign = of.direction === 'internal' && of.initiatorCounty !== undefined && of.initiatorCounty !== of.county;
  return isForeign ? of.initiator : undefined;
}

/** Evidence as somebody may see it. */
export interface MaskedEvidence {
  readonly evidence: Evidence;
  /** The side that is not shown. While there is one the record is not to be shown either: it names that side. */
  readonly masked: Side | null;
}

/**
 * What a scope may see of an event. An event that touches two counties belongs to the destination's (outbound: to the
 * source's); of the other side its people see neither address nor county, nor the sensor and the id, which may name them.
 * @returns undefined where the event is another county's: for that scope it does not exist.
 */
export function maskEvidence(evidence: Evidence, scope: Scope): MaskedEvidence | undefined {
  if (scope === CENTRE_ONLY) return { evidence, masked: null };
  if (evidence.county !== scope.county) return undefined;
  const masked = sideOfAnotherCounty(evidence);
  const seen = withoutForeignIndicators(evidence, scope.county, masked);
  if (masked === undefined) return { evidence: seen, masked: null };
  const { initiatorCounty: _county, observer: _observer, eventId: _eventId, ...rest } = seen;
  return { evidence: { ...rest, [masked]: {} }, masked };
}

/** Fields of a side that is shown; of an event with a masked side all others may name that side, as its record may. */
const SHOWN_BESIDE: Readonly<Record<Side, string>> = { source: 'destination.ip', destination: 'source.ip' };

/** Where a match stands: who may learn of its indicator, and the field that named it. */
export interface MatchPlace {
  readonly scope: readonly string[];
  readonly field: string;
}

/** True where people of a county may learn that an event named an indicator. @param masked the side that they don't see. */
export function mayLearn(
  { scope, field }: MatchPlace,
  { county, masked }: { readonly county: string; readonly masked?: Side | undefined },
): boolean {
  const isInScope = scope.includes(NATIONAL) || scope.includes(county);
  return isInScope && (masked === undefined || field === SHOWN_BESIDE[masked]);
}

/** How many more there are is not said: some of them may be for others. */
function withoutForeignIndicators(evidence: Evidence, county: string, masked: Side | undefined): Evidence {
  const { indicators } = evidence;
  if (indicators === undefined) return evidence;
  const matches = indicators.matches.filter(({ indicator: { scope }, matched: { field } }) =>
    mayLearn({ scope, field }, { county, masked }),
  );
  return { ...evidence, indicators: { matches } };
}
