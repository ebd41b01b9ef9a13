import type { Posture } from '@lianfang/contract';
import { MINUTE_MS } from './taipei-time';

/** Alerting says what did not change each half a minute: what lies further back than this was not said again. */
const POSTURE_LASTS_MS = 2 * MINUTE_MS;

/**
 * A posture as it may be shown beside figures: one that lies more than 2 minutes behind them says nothing of now, and becomes
 * the gap `not-judged`, with the instant of the last judgement. @param asOf the figures' instant, milliseconds since 1970 UTC; null
 * where it is not known: then nothing can be said of an age
 */
export function currentPosture(posture: Posture, asOf: number | null): Posture {
  if (asOf === null || posture.at >= asOf - POSTURE_LASTS_MS) return posture;
  return { ...posture, score: null, gap: 'not-judged', contributions: [], yesterday: null, raises: [] };
}
