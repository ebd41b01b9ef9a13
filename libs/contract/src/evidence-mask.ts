import type { Evidence, Side } from './evidence';
import { CENTRE_ONLY } from './system-alert';

/** Who looks at evidence: the centre, or the people of one county. */
export type EvidenceScope = typeof CENTRE_ONLY | { readonly county: string };

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
export function maskEvidence(evidence: Evidence, scope: EvidenceScope): MaskedEvidence | undefined {
  if (scope === CENTRE_ONLY) return { evidence, masked: null };
  if (evidence.county !== scope.county) return undefined;
  const masked = sideOfAnotherCounty(evidence);
  if (masked === undefined) return { evidence, masked: null };
  const { initiatorCounty: _county, observer: _observer, eventId: _eventId, ...rest } = evidence;
  return { evidence: { ...rest, [masked]: {} }, masked };
}
