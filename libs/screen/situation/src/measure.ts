import type { Comparison } from '@lianfang/screen/kit';
import type { CountyRow } from './county-rows';

/**
 * What the map shows: blocked per minute per 1,000 protected addresses, blocked per minute, times the normal middle, or
 * the posture score.
 */
export type Measure = 'per1000' | 'raw' | 'normal' | 'posture';

/** Three times normal and more, and scores of 40 and less, have the deepest hue: these scales never move. */
const FIXED_CEILINGS: Partial<Record<Measure, number>> = { normal: 2, posture: 60 };

/** Times the normal middle; infinite above a middle of nought, null where nothing is known. */
export function timesNormal(comparison: Comparison): number | null {
  if (comparison.kind === 'learning') return null;
  return comparison.ratio ?? (comparison.kind === 'above' ? Infinity : null);
}

/** The figure of a county in this measure; null is no data (silent, no frame) or not known, never calm. */
export function measured({ figures, comparison }: CountyRow, measure: Measure): number | null {
  if (figures === null) return null;
  // A score says what silence costs, where there is one; the other figures of a silent county are not known.
  if (measure === 'posture') return figures.posture?.score ?? null;
  if (figures.silent) return null;
  if (measure === 'per1000') return figures.blockedPerMinutePer1000;
  if (measure === 'raw') return figures.blockedPerMinute;
  return timesNormal(comparison);
}

/** How deep the hue of a figure is, in the units of the scale: nought is pale. What is normal is pale, and a full score. */
export function depthOf(value: number, measure: Measure): number {
  if (measure === 'normal') return Math.max(0, value - 1);
  return measure === 'posture' ? 100 - value : value;
}

/** The figure that has this depth. */
export function valueAt(depth: number, measure: Measure): number {
  if (measure === 'normal') return 1 + depth;
  return measure === 'posture' ? 100 - depth : depth;
}

/** The top of the scale where it does not follow the figures; null where it does. */
export function fixedCeiling(measure: Measure): number | null {
  return FIXED_CEILINGS[measure] ?? null;
}
