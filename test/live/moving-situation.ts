import type { SituationView } from '@lianfang/contract';
import { BUSY, inventedSituation } from '../browser/fixture/invented-situation';

const MINUTE_MS = 60_000;

/**
 * The first screen on a busy day, 22 counties. In it moves each second what moves in the real one: rates and sums of each county
 * and of the nation, the open minute, the hour's share of it, the ledger, the clock.
 * @param now milliseconds since 1970 UTC; `freshness.asOf` names the second, so no two states are alike
 */
export function movingSituation(now: number): SituationView {
  const situation = inventedSituation(now, BUSY);
  const passed = (now % MINUTE_MS) / MINUTE_MS;
  const counties = Object.entries(situation.counties).map(([code, figures]) => {
    const { lastHour, blockedPerMinute } = figures;
    const blocked = lastHour.blocked + Math.round(blockedPerMinute * passed);
    return [code, { ...figures, lastHour: { ...lastHour, blocked } }] as const;
  });
  return { ...situation, counties: Object.fromEntries(counties) };
}
